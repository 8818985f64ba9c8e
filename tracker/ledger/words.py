"""States in words: what a field is called, what its value says.

For both sides of the house: readers' history pages and the desk's say the same in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.ledger.kinds import KINDS, Column, Kind, Part
from tracker.ledger.openness import WITHHELD
from tracker.ledger.snapshot import Fields, chunks, locate, shape, shapes
from tracker.ledger.states import State
from tracker.record import models as record
from tracker.record.date_words import in_words
from tracker.record.fields import PartialDateField

# Why something is missing, as readers are told.
GAPS = {
    WITHHELD: gettext_lazy("not shown: it belongs to something that is not public now"),
    "privacy": gettext_lazy("erased to protect somebody's privacy"),
    "safety": gettext_lazy("erased to protect somebody's safety"),
    "court": gettext_lazy("erased by order of a court"),
    "rights": gettext_lazy("erased because the words were somebody else's to publish"),
    "error": gettext_lazy("erased because it was entered by mistake"),
}
# Places in the order of the page; not words that anybody reads.
UNSPOKEN = frozenset({"position", "version"})


class Named(NamedTuple):
    """A record that a value points to: what it is called, and its page where it has one."""

    text: str
    url: str = ""


@dataclass
class Value:
    """A value in words, with what a template needs to set it: language, link, or why it is gone."""

    text: str = ""
    url: str = ""
    language: str = ""
    gap: str = ""
    is_long: bool = False
    parts: list[tuple[str, bool]] = field(default_factory=list)


class Names:
    """What the records that states point to are called now, for readers or for the desk."""

    def __init__(self, states: Iterable[State], *, for_desk: bool = False) -> None:
        self.for_desk = for_desk
        self.found: dict[str, Named] = {}
        targets = {
            value
            for state in states
            for path, value in state.fields.items()
            if isinstance(value, str) and column_at(state.kind, path).target
        }
        by_kind: dict[str, dict[str, Any]] = {}
        for target in targets:
            located = locate(target)
            if located:
                by_kind.setdefault(located[0].name, {})[target] = located[1]
        for name, keys in by_kind.items():
            self._read(KINDS[name], keys)
        self._read_points({target for target in targets if target.startswith("allegation/")})

    def _read(self, kind: Kind, keys: dict[str, Any]) -> None:
        lookup = kind.key_lookup()
        rows = kind.model._default_manager.all()
        if not self.for_desk and hasattr(rows, "published"):
            rows = rows.published()
        for chunk in chunks(keys.values()):
            for row in rows.filter(**{f"{lookup}__in": chunk}):
                ref = kind.ref(getattr(row, lookup))
                url = row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""
                self.found[ref] = Named(str(getattr(row, "title", row)), url)

    def _read_points(self, targets: set[str]) -> None:
        keys = [target.split("/")[1] for target in targets]
        rows = record.Allegation.objects.select_related("claim")
        rows = rows if self.for_desk else rows.published()
        for point in rows.filter(pk__in=keys):
            self.found[f"allegation/{point.pk}"] = Named(str(point), point.get_absolute_url())

    def of(self, target: str) -> Named:
        return self.found.get(target) or Named(
            target if self.for_desk or "/" not in target else _("a record that is not shown now")
        )


def value_in_words(column: Column, value: Any, names: Names, language: str = "") -> Value:
    """A stored value as people read it."""
    field_ = column.field
    if value is None or value == "":
        return Value(_("(empty)"))
    if column.target is not None:
        named = names.of(str(value))
        return Value(named.text, url=named.url)
    if isinstance(value, bool):
        return Value(_("yes") if value else _("no"))
    if isinstance(field_, PartialDateField):
        return Value(in_words(str(value)))
    if isinstance(field_, models.DateTimeField):
        return Value(_time(str(value)))
    if isinstance(field_, models.DateField):
        return Value(in_words(str(value)))
    if field_.choices:
        return Value(str(dict(field_.flatchoices).get(value, value)))
    if isinstance(field_, models.URLField):
        return Value(str(value), url=str(value))
    return Value(str(value), language=language, is_long=isinstance(field_, models.TextField))


def _time(text: str) -> str:
    moment = parse_datetime(text)
    return moment_in_words(moment) if moment else text


def moment_in_words(moment: datetime) -> str:
    """A moment to the minute, in UTC: what people cite."""
    return _("%(day)s, %(time)s UTC") % {
        "day": in_words(moment.strftime("%Y-%m-%d")),
        "time": moment.strftime("%H:%M"),
    }


def end_of(day: date) -> datetime:
    """The last moment of a day, UTC: an earlier state is cited by the day."""
    return datetime.fromisoformat(f"{day.isoformat()}T23:59:59.999999+00:00")


# --- What a field is called -----------------------------------------------------------------------

_SHAPES: dict[str, dict[str, Column]] = {}
_NOTHING = Column("", "", models.CharField())


def column_at(kind: Kind, path: str) -> Column:
    if kind.name not in _SHAPES:
        _SHAPES[kind.name] = shapes(kind)
    return _SHAPES[kind.name].get(shape(path), _NOTHING)


def label(kind: Kind, path: str, fields: Fields) -> str:
    """What a field is called: `Allegation 2, quote and source 1: quote`."""
    *steps, name = path.split("/")
    column = column_at(kind, path)
    called = str(column.field.verbose_name) if column.name else name
    rows = [_row_label(kind, steps[: i + 2], fields) for i in range(0, len(steps), 2)]
    return f"{', '.join(rows)}: {called}" if rows else called[:1].upper() + called[1:]


def _row_label(kind: Kind, steps: list[str], fields: Fields) -> str:
    parts: tuple[Part, ...] = kind.parts
    part = None
    for name in steps[::2]:
        part = next((one for one in parts if one.name == name), None)
        parts = part.parts if part else ()
    called = str(part.model._meta.verbose_name) if part else steps[-2]
    number = fields.get(f"{'/'.join(steps)}/number")
    if number is None:
        number = _place(steps, fields)
    return _("%(row)s %(number)s") % {"row": called, "number": number}


def _place(steps: list[str], fields: Fields) -> int:
    """The place of a row among its like, counted from 1."""
    prefix = "/".join(steps[:-1]) + "/"
    rows = {path[len(prefix) :].split("/")[0] for path in fields if path.startswith(prefix)}
    return 1 + sum(1 for row in rows if int(row) < int(steps[-1]))


def value_of(state: State, path: str, names: Names) -> Value | None:
    if path in state.gaps:
        return Value(gap=str(GAPS.get(state.gaps[path], state.gaps[path])))
    if path not in state.fields:
        return None
    language = ""
    if path.endswith("/quote"):
        language = str(state.fields.get(f"{path.removesuffix('quote')}language", ""))
    return value_in_words(column_at(state.kind, path), state.fields[path], names, language)


# --- A whole state --------------------------------------------------------------------------------


@dataclass
class Shown:
    """A row of a state for reading: its fields in words, and the rows below it."""

    title: str
    part: str
    key: str = ""
    fields: list[tuple[str, str, Value]] = field(default_factory=list)
    rows: list[Shown] = field(default_factory=list)

    def value(self, name: str) -> Value | None:
        """The value of the field with this name, or None where it is empty or not there."""
        return next((value for key, _label, value in self.fields if key == name), None)


def document(state: State, names: Names) -> Shown:
    """A state as a page reads it: empty fields left out, gaps said."""
    whole = Shown(str(state.kind.model._meta.verbose_name), state.kind.name)
    rows: dict[str, Shown] = {"": whole}
    columns = {name: place for place, name in enumerate(shapes(state.kind))}
    every = {**state.fields, **state.gaps}
    for path in sorted(every, key=lambda path: _reading_order(path, every, columns)):
        *steps, name = path.split("/")
        holder = _holder(state.kind, steps, rows, every)
        value = value_of(state, path, names)
        is_said = name not in UNSPOKEN and state.fields.get(path) not in (None, "")
        if value is not None and (is_said or value.gap):
            column = column_at(state.kind, path)
            called = str(column.field.verbose_name) if column.name else name
            holder.fields.append((name, called[:1].upper() + called[1:], value))
    return whole


def _reading_order(path: str, every: Fields, columns: dict[str, int]) -> list[tuple[int, int]]:
    """Rows by their number or position, fields in the order of the form."""
    *steps, _name = path.split("/")
    order: list[tuple[int, int]] = []
    for i in range(0, len(steps), 2):
        row = "/".join(steps[: i + 2])
        place = every.get(f"{row}/number", every.get(f"{row}/position", 0))
        part = list(dict.fromkeys(shape_.split("/")[0] for shape_ in columns))
        first = part.index(steps[i]) if i == 0 and steps[i] in part else 0
        order += [(1 + first, place if isinstance(place, int) else 0), (int(steps[i + 1]), 0)]
    return [*order, (0, columns.get(shape(path), 0))]


def _holder(kind: Kind, steps: list[str], rows: dict[str, Shown], every: Fields) -> Shown:
    key = "/".join(steps)
    if key not in rows:
        above = _holder(kind, steps[:-2], rows, every)
        title = _row_label(kind, steps, every)
        rows[key] = Shown(title[:1].upper() + title[1:], steps[-2], steps[-1])
        above.rows.append(rows[key])
    return rows[key]
