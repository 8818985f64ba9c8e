"""Two people at one record: the second to save is told what changed, and loses nothing.

A form leaves with a note of what it showed: the record's revision and, for each field of each row,
a digest of its value. When it comes back and the record has moved on, each field is one of

- untouched by this editor, changed by the other: the other's value is taken over;
- changed by both: this editor's text stays in the form, the other's is shown beside it;
- the rest: nothing to tell.

The record is not saved until this editor, having been told, saves again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.forms import BaseFormSet, BoundField, ModelForm
from django.utils.translation import gettext as _

NOTE = "_seen"


@dataclass
class Told:
    """What the second editor is told: sentences of (where, the other's value)."""

    by_others: list[tuple[str, str]] = field(default_factory=list)
    by_both: list[tuple[str, str]] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)


def digest(value: Any) -> str:
    """A short digest of a field's value in the form in which a browser sends it."""
    if isinstance(value, list | tuple | set):
        text = "\x1f".join(sorted(str(item) for item in value))
    else:
        text = "" if value is None else str(value)
    return hashlib.sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()[:16]


def row_key(instance: Model) -> str:
    return f"{instance._meta.model_name}:{instance.pk}"


def shown(bound: BoundField) -> Any:
    """The value a field was shown with, as its widget would send it back."""
    value = bound.field.prepare_value(bound.form.get_initial_for_field(bound.field, bound.name))
    if isinstance(value, list | tuple):
        return [bound.field.prepare_value(item) for item in value]
    if isinstance(value, bool):
        return "on" if value else ""
    localised = bound.field.widget.format_value(value)
    if isinstance(localised, list | tuple):
        return "" if value is None else value
    return localised


def sent(bound: BoundField) -> Any:
    value = bound.data
    return ("on" if value else "") if isinstance(value, bool) else value


def all_forms(form: ModelForm, formsets: Iterable[BaseFormSet]) -> Iterator[ModelForm]:
    """The record's form and the forms of all its rows that are saved already."""
    yield form
    for formset in formsets:
        for row in formset.forms:
            if row.instance.pk:
                yield row
            yield from list(all_forms(row, getattr(row, "nested_formsets", [])))[1:]


def fields_of(form: ModelForm) -> Iterator[BoundField]:
    for bound in form:
        if bound.name not in ("DELETE", form.instance._meta.pk.name) and not bound.is_hidden:
            yield bound


def note_for(form: ModelForm, formsets: Iterable[BaseFormSet]) -> str:
    """The hidden note of what a form shows: revision, and digests by row and field."""
    rows = {
        row_key(row.instance): {bound.name: digest(shown(bound)) for bound in fields_of(row)}
        for row in all_forms(form, formsets)
        if row.instance.pk
    }
    return json.dumps({"revision": form.instance.revision, "rows": rows}, separators=(",", ":"))


def read_note(text: str) -> dict[str, Any]:
    """The note as sent back; an unreadable one counts as none."""
    try:
        note = json.loads(text)
    except ValueError:
        return {}
    sound = isinstance(note, dict) and isinstance(note.get("rows"), dict)
    return note if sound and all(isinstance(r, dict) for r in note["rows"].values()) else {}


def is_stale(form: ModelForm, note: dict[str, Any]) -> bool:
    return bool(note) and note.get("revision") != form.instance.revision


def merge(form: ModelForm, formsets: list[BaseFormSet], note: dict[str, Any]) -> Told:
    """Take over what only others changed, into the bound forms' data, and tell what happened."""
    told = Told()
    before: dict[str, dict[str, str]] = note["rows"]
    for row in all_forms(form, formsets):
        key = row_key(row.instance)
        if key in before:
            _merge_row(row, before[key], told)
    _tell_of_rows(form, formsets, before, told)
    return told


def _merge_row(row: ModelForm, before: dict[str, str], told: Told) -> None:
    for bound in fields_of(row):
        theirs, old = shown(bound), before.get(bound.name)
        if old is None or digest(theirs) == old:
            continue
        where = _where(row, bound)
        if digest(sent(bound)) == old:
            _put(row, bound, theirs)
            told.by_others.append((where, _words(bound, theirs)))
        elif digest(sent(bound)) != digest(theirs):
            told.by_both.append((where, _words(bound, theirs)))


def _put(row: ModelForm, bound: BoundField, value: Any) -> None:
    data = row.data.copy()
    if isinstance(value, list | tuple):
        data.setlist(bound.html_name, [str(item) for item in value])
    elif value in (None, "") and isinstance(bound.data, bool):
        data.pop(bound.html_name, None)
    else:
        data[bound.html_name] = "" if value is None else str(value)
    row.data = data


def _where(row: ModelForm, bound: BoundField) -> str:
    label = str(bound.label)
    options = row.instance._meta
    return label if row.prefix is None else f"{options.verbose_name} {row.instance}: {label}"


def _words(bound: BoundField, value: Any) -> str:
    """A value as people read it: labels for choices, the text itself otherwise."""
    chosen = value if isinstance(value, list | tuple) else [value]
    choices = getattr(bound.field, "queryset", None)
    if choices is not None:
        rows = choices.filter(pk__in=[item for item in chosen if item not in (None, "")])
        return ", ".join(str(row) for row in rows) or _("(empty)")
    labels = {str(k): str(v) for k, v in getattr(bound.field, "choices", []) or []}
    return ", ".join(labels.get(str(v), str(v)) for v in chosen if v not in (None, "")) or _(
        "(empty)"
    )


def _tell_of_rows(
    form: ModelForm, formsets: list[BaseFormSet], before: dict[str, Any], told: Told
) -> None:
    """Rows that others added since, and rows of this form that others removed."""
    for formset in _all_formsets(formsets):
        model = formset.model
        name = model._meta.verbose_name
        now = set(formset.get_queryset().values_list("pk", flat=True))
        if formset.instance.pk:
            now = set(
                model._default_manager.filter(**{formset.fk.name: formset.instance}).values_list(
                    "pk", flat=True
                )
            )
        for pk in now:
            if f"{model._meta.model_name}:{pk}" not in before:
                told.added.append(f"{name}: {model._default_manager.get(pk=pk)}")
        for row in formset.initial_forms:
            pk = row.data.get(row.add_prefix(model._meta.pk.name))
            if pk and pk.isdigit() and int(pk) not in now:
                typed = [f"{b.label}: {sent(b)}" for b in fields_of(row) if sent(b)]
                told.removed.append((str(name), "; ".join(typed)))


def _all_formsets(formsets: Iterable[BaseFormSet]) -> Iterator[Any]:
    for formset in formsets:
        yield formset
        for row in formset.forms:
            yield from _all_formsets(getattr(row, "nested_formsets", []))
