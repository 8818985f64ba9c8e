"""An earlier state of a record, made its present one: as a new revision, nothing is taken back.

The record's status, reference and address stay as they are. Rows come back under the keys they had,
so that the history goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import F, ProtectedError
from django.utils.translation import gettext as _

from tracker.editorial.changes import Change, Person, change
from tracker.editorial.importing.rows import in_words
from tracker.ledger.models import Entry
from tracker.ledger.states import State
from tracker.record.models import Allegation, Citation, Claim, Figure
from tracker.record.nouns import NOTICE, NOUNS, Column, Noun, Part
from tracker.record.trees import Tree

STAYS = frozenset({*NOTICE, "reference", "slug", "code"})
ASIDE = 10_000
# What rows name among rows of their own kind, which may come back after them.
LATER: dict[type[models.Model], tuple[str, ...]] = {
    Citation: ("version_of",),
    Figure: ("repeats", "part_of"),
}


class RestoreRefused(Exception):
    """The state cannot come back; the message is a sentence for the person who asked."""


def restore(
    record: Any,
    state: State,
    user: Person,
    reason: str = "",
    stays: frozenset[str] = STAYS,
) -> None:
    """Give `record` the fields and rows of `state`, all but the columns that stay as they are.

    Raises RestoreRefused, changing nothing.
    """
    if state.gaps:
        raise RestoreRefused(_("Words of this revision were erased: it cannot come back whole."))
    reason = reason or _("Revision %(number)d restored.") % {"number": state.entry.revision}
    with _refusing(), change(user, Entry.Action.RESTORED, reason) as door:
        _restore(record, state, door, stays)


def restore_rows(
    record: Any, part: Part, wanted: Mapping[int, Tree], keys: set[int] | None, user: Person
) -> None:
    """Make rows of one part of a record equal to `wanted`: those with these keys, or all.

    Raises RestoreRefused, changing nothing.
    """
    with _refusing(), change(user, Entry.Action.RESTORED) as door:
        manager = type(record)._default_manager
        record = manager.select_for_update(of=("self",)).get(pk=record.pk)
        door.touch(record)
        rows = part.model._default_manager.filter(**{part.link: record})
        rows = rows if keys is None else rows.filter(pk__in=keys)
        later: list[tuple[models.Model, Tree]] = []
        _restore_rows(record, part, wanted, {row.pk: row for row in rows}, door, later)
        _tie(later)


def restore_columns(record: Any, noun: Noun, tree: Tree, user: Person) -> None:
    """Give a record its own columns of a tree again, none of its rows. Raises RestoreRefused."""
    with _refusing(), change(user, Entry.Action.RESTORED) as door:
        record = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
        door.touch(record)
        fill(record, noun.columns, tree)
        record.full_clean()
        record.save()


@contextmanager
def _refusing() -> Iterator[None]:
    """Why a state cannot come back, as RestoreRefused."""
    try:
        yield
    except ProtectedError as error:
        held = ", ".join(sorted({str(one) for one in error.protected_objects})[:3])
        raise RestoreRefused(
            _("A row that this revision does not have is still leaned on by: %(what)s.")
            % {"what": held}
        ) from error
    except ValidationError as error:
        raise RestoreRefused(in_words(error)) from error
    except IntegrityError as error:
        raise RestoreRefused(
            _("It contradicts what is on record now: %(why)s") % {"why": error}
        ) from error


def _restore(record: Any, state: State, door: Change, stays: frozenset[str]) -> None:
    manager = type(record)._default_manager
    record = manager.select_for_update(of=("self",)).get(pk=record.pk)
    door.touch(record)
    later: list[tuple[models.Model, Tree]] = []
    if isinstance(record, Claim):
        # Two points may have changed places, and no two may share a number on the way.
        Allegation.objects.filter(claim=record).update(number=F("number") + ASIDE)
    _restore_parts(record, state.noun.parts, state.tree, door, later)
    fill(record, state.noun.columns, state.tree, stays)
    record.full_clean()
    record.save()
    _tie(later)


def _tie(later: list[tuple[models.Model, Tree]]) -> None:
    for row, tree in later:
        for name in LATER[type(row)]:
            setattr(row, name, _row(type(row), tree.get(name)))
        row.full_clean()
        row.save()


def bring_back(noun: Noun, tree: Tree, key: dict[str, Any], door: Change) -> Any:
    """A record that is gone, made again with the key it had, its address and its rows."""
    record = noun.model(**key)
    fill(record, noun.columns, tree, stays=frozenset())
    record.full_clean()
    record.save()
    door.touch(record)
    _restore_parts(record, noun.parts, tree, door, [])
    return record


def _restore_parts(
    holder: Any,
    parts: tuple[Part, ...],
    tree: Tree,
    door: Change,
    later: list[tuple[models.Model, Tree]],
) -> None:
    for part in parts:
        wanted = {int(row["row"]): row for row in tree.get(part.name, [])}
        rows = {row.pk: row for row in part.model._default_manager.filter(**{part.link: holder})}
        _restore_rows(holder, part, wanted, rows, door, later)


def _restore_rows(
    holder: Any,
    part: Part,
    wanted: Mapping[int, Tree],
    rows: dict[int, Any],
    door: Change,
    later: list[tuple[models.Model, Tree]],
) -> None:
    """Make `rows`, all or some of a part, equal to those of a tree, both by their keys."""
    for pk in rows.keys() - wanted.keys():
        door.removing(rows[pk])
        rows.pop(pk).delete()
    for pk, values in wanted.items():
        row = rows.get(pk) or part.model(pk=pk)
        setattr(row, part.link, holder)
        fill(row, part.columns, values)
        for name in LATER.get(part.model, ()):
            setattr(row, name, None)
        row.full_clean()
        row.save()
        if any(values.get(name) for name in LATER.get(part.model, ())):
            later.append((row, values))
        _restore_parts(row, part.parts, values, door, later)


def fill(
    row: models.Model, columns: tuple[Column, ...], tree: Tree, stays: frozenset[str] = STAYS
) -> None:
    """Give a row the values of a tree, all but `stays`. Raises RestoreRefused."""
    own = {field.name for field in row._meta.concrete_fields}
    for column in columns:
        name = column.name
        if name in stays or name not in own or name not in tree or column.target in LATER:
            continue
        value = tree[name]
        if column.target is not None:
            value = _record(column, value)
        elif value is not None:
            value = column.field.to_python(value)
        setattr(row, name, value)


def _record(column: Column, ref: str | None) -> Any:
    if ref is None or column.target is None:
        return None
    kind = NOUNS.get(str(column.target._meta.model_name))
    lookup, key = kind.key_lookup() if kind else "pk", ref.rpartition("/")[2]
    row = column.target._default_manager.filter(**{lookup: key}).first()
    if row is None:
        raise RestoreRefused(
            _("%(field)s: the record it pointed to, %(ref)s, is no longer there.")
            % {"field": str(column.field.verbose_name).capitalize(), "ref": ref}
        )
    return row


def _row(model: type[models.Model], ref: str | None) -> models.Model | None:
    return model._default_manager.filter(pk=ref.split("/")[1]).first() if ref else None
