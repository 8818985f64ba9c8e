"""States in words: what a field is called, what its value says.

For both sides of the house: readers' history pages and the desk's say the same in the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.ledger.openness import WITHHELD
from tracker.ledger.states import State
from tracker.record import models as record
from tracker.record.choices import ErasedBecause
from tracker.record.date_words import in_words
from tracker.record.fields import UNKNOWN, WRITTEN_IN, PartialDateField
from tracker.record.nouns import NOUNS, Column, Noun, Part
from tracker.record.trees import Fields, chunks, shape

# Why something is missing, as readers are told.
GAPS = {
    WITHHELD: gettext_lazy("not shown: it belongs to something that is not public now"),
    **{one.value: one.label for one in ErasedBecause},
}
# Places in the order of the page; not words that anybody reads.
UNSPOKEN = frozenset({"position", "version"})


class Named(NamedTuple):
    """A record that a value points to: what it is called, its page where it has one, and the
    language of what it is called, where that is known."""

    text: str
    url: str = ""
    language: str = ""


@dataclass
class Value:
    """A value in words, with what a template needs to set it: language, link, or why it is gone."""

    text: str = ""
    url: str = ""
    language: str = ""
    gap: str = ""
    is_empty: bool = False
    parts: list[tuple[str, bool]] = field(default_factory=list)

    @property
    def is_address(self) -> bool:
        """Whether it is the address of a page of another site, not the name of a record of ours."""
        return self.url == self.text


class Names:
    """What the records that states point to are called, by what the states say of them.

    The desk is told which record has no name; readers only that it is not shown.
    """

    def __init__(self, found: Mapping[str, Named], *, for_desk: bool = False) -> None:
        self.found, self.for_desk = found, for_desk

    def of(self, target: str) -> Named:
        return self.found.get(target) or Named(
            target if self.for_desk or "/" not in target else _("a record that is not shown now")
        )


def pointed_at(states: Iterable[State]) -> dict[str, set[str]]:
    """What states say of the records that they point to, by kind: `{"party": {"party/7"}}`."""
    found: dict[str, set[str]] = defaultdict(set)
    for state in states:
        for path, value in state.fields.items():
            target = column_at(state.noun, path).target
            if target is not None and value is not None:
                found[str(target._meta.model_name)].add(str(value))
    return found


def names_at_the_desk(states: Iterable[State]) -> Names:
    """What the desk's rows say, of drafts, too."""
    found: dict[str, Named] = {}
    for kind, targets in pointed_at(states).items():
        keys = {one.rpartition("/")[2] for one in targets}
        if kind in NOUNS:
            found |= _named_in_rows(NOUNS[kind], keys)
        elif kind == "allegation":
            points = record.Allegation.objects.select_related("claim").filter(pk__in=keys)
            found |= {
                f"allegation/{one.pk}": Named(str(one), one.get_absolute_url()) for one in points
            }
    return Names(found, for_desk=True)


def _named_in_rows(noun: Noun, keys: set[str]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    lookup = noun.key_lookup()
    for chunk in chunks(keys):
        for row in noun.model._default_manager.filter(**{f"{lookup}__in": chunk}):
            url = row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""
            text = str(getattr(row, "title", row))
            found[noun.stored(getattr(row, lookup))] = Named(text, url)
    return found


def value_in_words(column: Column, value: Any, names: Names, language: str = "") -> Value:
    """A stored value as people read it."""
    field_ = column.field
    if value is None or value == "":
        return Value(is_empty=True)
    if column.target is not None:
        named = names.of(str(value))
        return Value(named.text, url=named.url, language=named.language)
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
    return Value(str(value), language=language if isinstance(value, str) else "")


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

_NOTHING = Column("", "", models.CharField())


def column_at(noun: Noun, path: str) -> Column:
    return noun.shapes.get(shape(path), _NOTHING)


def label(noun: Noun, path: str, fields: Fields) -> str:
    """What a field is called: `Allegation 2, quote and source 1: quote`."""
    *steps, name = path.split("/")
    column = column_at(noun, path)
    called = str(column.field.verbose_name) if column.name else name
    rows = [_row_label(noun, steps[: i + 2], fields) for i in range(0, len(steps), 2)]
    return _capital(f"{', '.join(rows)}: {called}" if rows else called)


def _row_label(noun: Noun, steps: list[str], fields: Fields) -> str:
    parts: tuple[Part, ...] = noun.parts
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
    column, value = column_at(state.noun, path), state.fields[path]
    if column.target is record.Citation and value is not None:
        # A citation is called by the source that it cites, as the row beside says.
        path = f"{path.rsplit('/', 2)[0]}/{value.partition('/')[2]}/source"
        column, value = column_at(state.noun, path), state.fields.get(path)
    return value_in_words(column, value, names, language_of(state, path))


# Whose words these are is not the record's: their language stands beside them or nowhere.
OF_OTHERS = {
    "quote": "language",
    "prefix": "language",
    "suffix": "language",
    "name": "language",
    "title": "language",
}
NOWHERE_SAID = ("as_printed", "named_as", "authors")


def language_of(state: State, path: str) -> str:
    """The language of the words of a field, for those that are words."""
    row, _slash, name = path.rpartition("/")
    beside = f"{row}/" if row else ""
    if name in NOWHERE_SAID:
        return UNKNOWN
    if name == "name" and not row:
        return str(state.fields.get("name_language", WRITTEN_IN))
    if name == "title" and str(state.fields.get(path)).startswith("["):
        return WRITTEN_IN
    named_by = OF_OTHERS.get(name)
    language = state.fields.get(f"{beside}{named_by}") if named_by else None
    return str(language or WRITTEN_IN)


# A quote stands before what is said about it, an allegation before how it is coded.
FIRST = ("quote", "translation", "text", "party")


def in_reading_order(noun: Noun, every: Fields) -> list[str]:
    """Paths in the order of a record's page: rows by number or position, fields as in the form."""
    columns = list(noun.shapes)
    places = {name: place for place, name in enumerate(columns)}
    parts = {
        name: place
        for place, name in enumerate(dict.fromkeys(c.rpartition("/")[0] for c in columns))
    }

    def order(path: str) -> list[tuple[int, int]]:
        *steps, name = path.split("/")
        found: list[tuple[int, int]] = []
        for i in range(0, len(steps), 2):
            row = "/".join(steps[: i + 2])
            number = every.get(f"{row}/number", every.get(f"{row}/position", 0))
            found.append((1 + parts.get("/".join(steps[: i + 1 : 2]), 0), 0))
            found.append((number if isinstance(number, int) else 0, int(steps[i + 1])))
        first = FIRST.index(name) - len(FIRST) if name in FIRST else 0
        return [*found, (first, places.get(shape(path), 0))]

    return sorted(every, key=order)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
