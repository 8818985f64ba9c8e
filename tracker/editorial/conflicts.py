"""Two people at one record: the second to save is told what changed, and loses nothing.

A form leaves with a note of what it showed: the record's revision and, for each field of each row,
a digest of its value. When it comes back and the record has moved on, three things are known of
each field: what it was (the note), what this editor sent, and what the other left. So it is one of

- untouched by this editor, changed by the other: the other's value is taken over;
- changed by both: this editor's text stays in the form, the other's is shown beside it;
- the rest: nothing to tell.

Rows that the other added join the form, rows that the other removed leave it and are told in words.
The record is not saved until this editor, having been told, saves again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.forms import BoundField, ModelForm
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import InlineForeignKeyField
from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.editorial.keys import is_key

NOTE = "_seen"

Digests = dict[str, dict[str, str]]


@dataclass
class Told:
    """What the second editor is told: sentences of (where, the other's value)."""

    by_others: list[tuple[str, str]] = field(default_factory=list)
    by_both: list[tuple[str, str]] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.by_others or self.by_both or self.added or self.removed)


@dataclass
class Row:
    """A form, or one row of it, as a picture: its values as a browser sends them."""

    form: Any
    pk: str
    values: dict[str, list[str]]
    held: dict[str, Rows]
    deleted: bool = False

    @property
    def key(self) -> str:
        return f"{self.form.instance._meta.model_name}:{self.pk}" if self.pk else ""


@dataclass
class Rows:
    """The rows of one kind that a form, or a row of it, holds."""

    formset: Any
    rows: list[Row]


class Outdated(Exception):
    """The form that came back shows less than the record now holds; `data` is the two merged."""

    def __init__(self, told: Told, data: QueryDict) -> None:
        self.told, self.data = told, data


# --- Pictures of a form ---------------------------------------------------------------------------


def as_shown(form: ModelForm, formsets: Iterable[Any]) -> Row:
    """The picture of an unbound form: what a browser would send if nobody touched it."""
    return _picture(form, formsets, "", shown)


def as_sent(form: ModelForm, formsets: Iterable[Any]) -> Row:
    """The picture of a bound form: what the browser did send."""
    return _picture(form, formsets, "", sent)


def _picture(
    form: Any, formsets: Iterable[Any], pk: str, read: Callable[[BoundField], list[str]]
) -> Row:
    held = {}
    for formset in formsets:
        rows = [
            _picture(row, getattr(row, "nested_formsets", []), _key_of(formset, row), read)
            for row in formset.forms
        ]
        name = formset.prefix.removeprefix(f"{form.prefix}-") if form.prefix else formset.prefix
        held[name] = Rows(formset, rows)
    return Row(
        form=form,
        pk=pk or str(form.instance.pk or ""),
        values={bound.name: read(bound) for bound in _fields_of(form)},
        held=held,
        deleted=bool(form.is_bound and form.data.get(form.add_prefix("DELETE"))),
    )


def _key_of(formset: Any, row: Any) -> str:
    """The key of a saved row; for one that somebody removed, the key under which it was shown."""
    if row.instance.pk or not row.is_bound:
        return ""
    pk = str(row.data.get(row.add_prefix(formset.model._meta.pk.name), ""))
    return pk if is_key(pk) else ""


def _fields_of(form: Any) -> Iterator[BoundField]:
    for bound in form:
        machinery = isinstance(bound.field, InlineForeignKeyField)
        if not machinery and bound.name not in ("DELETE", form.instance._meta.pk.name):
            yield bound


def shown(bound: BoundField) -> list[str]:
    """The value a field is shown with, as a browser would send it back."""
    value = bound.value()
    if value is None or value == "" or value is False:
        return []
    if value is True:
        return ["on"]
    widget: Any = getattr(bound.field.widget, "widget", bound.field.widget)
    text = widget.format_value(value)
    return [str(item) for item in text] if isinstance(text, list | tuple) else [str(text)]


def sent(bound: BoundField) -> list[str]:
    data: Any = bound.form.data
    return [value for value in data.getlist(bound.html_name) if value != ""]


def digest(values: list[str]) -> str:
    text = "\x1f".join(sorted(values)).replace("\r\n", "\n").replace("\r", "\n")
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


# --- The note -------------------------------------------------------------------------------------


def digests(picture: Row) -> Digests:
    """For each saved row of a picture, a digest of each of its fields."""
    return {
        row.key: {name: digest(values) for name, values in row.values.items()}
        for row in _all_rows(picture)
        if row.key
    }


def note_for(picture: Row) -> str:
    """The hidden note of what a form shows."""
    note = {"revision": picture.form.instance.revision, "rows": digests(picture)}
    return json.dumps(note, separators=(",", ":"))


def read_note(text: str) -> dict[str, Any]:
    """The note as sent back; an unreadable one counts as none."""
    try:
        note = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    sound = isinstance(note, dict) and isinstance(note.get("rows"), dict)
    return note if sound and all(isinstance(r, dict) for r in note["rows"].values()) else {}


def _all_rows(picture: Row) -> Iterator[Row]:
    yield picture
    for rows in picture.held.values():
        for row in rows.rows:
            yield from _all_rows(row)


# --- Merging --------------------------------------------------------------------------------------


def merge(mine: Row, theirs: Row, before: Digests, data: QueryDict) -> Outdated:
    """What this editor sent and what the record holds now, as one form's data, and what to tell."""
    told = Told()
    merged = _merge_row(mine, theirs, before, told)
    kept = data.copy()
    for key in data:
        if any(key.startswith(f"{name}-") for name in mine.held):
            del kept[key]
    _write(kept, merged, "")
    kept[NOTE] = note_for(theirs)
    return Outdated(told, kept)


def _merge_row(mine: Row, theirs: Row, before: Digests, told: Told) -> Row:
    values = dict(mine.values)
    old = before.get(mine.key, {})
    for name, sent_now in mine.values.items():
        now = theirs.values.get(name, [])
        if name not in old or digest(now) in (old[name], digest(sent_now)):
            continue
        bound = theirs.form[name]
        if digest(sent_now) == old[name]:
            values[name] = now
            told.by_others.append((_where(theirs, bound), _words(bound, now)))
        else:
            told.by_both.append((_where(theirs, bound), _words(bound, now)))
    held = {
        name: _merge_rows(rows, theirs.held[name], before, told)
        for name, rows in mine.held.items()
        if name in theirs.held
    }
    return Row(mine.form, mine.pk, values, held, mine.deleted)


def _merge_rows(mine: Rows, theirs: Rows, before: Digests, told: Told) -> Rows:
    posted = {row.key: row for row in mine.rows if row.key}
    there = [row for row in theirs.rows if row.key]
    kept = []
    # In the order of the record: the admin pairs the forms with its rows one by one.
    for row in there:
        if row.key in posted:
            kept.append(_merge_row(posted[row.key], row, before, told))
            continue
        kept.append(row)
        if row.key not in before:
            told.added.append(_name_of(row))
    for gone in posted.keys() - {row.key for row in there}:
        if not posted[gone].deleted:
            name = str(mine.formset.model._meta.verbose_name)
            told.removed.append((name, _typed(posted[gone])))
    return Rows(mine.formset, kept + [row for row in mine.rows if not row.key])


def _write(data: QueryDict, row: Row, prefix: str) -> None:
    start = f"{prefix}-" if prefix else ""
    for name, values in row.values.items():
        data.setlist(f"{start}{name}", values)
    if row.deleted:
        data[f"{start}DELETE"] = "on"
    for name, rows in row.held.items():
        saved = [one for one in rows.rows if one.pk]
        new = [one for one in rows.rows if not one.pk]
        data[f"{start}{name}-{TOTAL_FORM_COUNT}"] = str(len(rows.rows))
        data[f"{start}{name}-{INITIAL_FORM_COUNT}"] = str(len(saved))
        for index, one in enumerate([*saved, *new]):
            inner = f"{start}{name}-{index}"
            if one.pk:
                data[f"{inner}-{rows.formset.model._meta.pk.name}"] = one.pk
            _write(data, one, inner)


# --- In words -------------------------------------------------------------------------------------


def _name_of(row: Row) -> str:
    instance = row.form.instance
    return f"{instance._meta.verbose_name}: {instance}"


def _where(row: Row, bound: BoundField) -> str:
    label = str(bound.label)
    return label if row.form.prefix is None else f"{_name_of(row)}: {label}"


def _typed(row: Row) -> str:
    """All that stands in a row and in the rows it holds."""
    own = [
        f"{row.form[name].label}: {_words(row.form[name], v)}"
        for name, v in row.values.items()
        if v
    ]
    held = [_typed(one) for rows in row.held.values() for one in rows.rows]
    return "; ".join(text for text in [*own, *held] if text)


def _words(bound: BoundField, values: list[str]) -> str:
    """A value as people read it: labels for choices, the text itself otherwise."""
    queryset = getattr(bound.field, "queryset", None)
    if queryset is not None:
        known = [value for value in values if is_key(value)]
        words = [str(record) for record in queryset.filter(pk__in=known)]
    else:
        labels = {str(k): str(v) for k, v in getattr(bound.field, "choices", None) or []}
        words = [labels.get(value, value) for value in values]
    return ", ".join(words) or _("(empty)")
