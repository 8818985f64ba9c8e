"""The last save of a row taken back: the row as it was before comes back under its key.

Nothing is taken out of the ledger: that it was undone is one more revision.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.editorial.changes import Person
from tracker.editorial.restoring import RestoreRefused, restore_columns, restore_rows
from tracker.editorial.workbench.scope import HEAD, Scope
from tracker.ledger.models import Entry
from tracker.ledger.states import Sight, State
from tracker.record.nouns import Noun, Part, name_of, noun_of
from tracker.record.trees import Tree, fields_of, trees


def part_of(noun: Noun, model: Any) -> Part | None:
    """The list of a record's tree that holds rows of this model; None where it is not its own."""
    return next((part for part in noun.parts if part.model is model), None)


def newest_revision(record: Any) -> int:
    """The number of the last revision of a record in the ledger; 0 without any."""
    rows = Entry.objects.filter(record=name_of(record)).order_by("-revision")
    return rows.values_list("revision", flat=True).first() or 0


def undo(record: Any, revision: int, scope: Scope, model: Any, user: Person) -> None:
    """Give a part of a record back what it held before a revision. Raises RestoreRefused where it
    was changed since, or cannot come back."""
    noun = noun_of(record)
    assert noun is not None  # noqa: S101  (only nouns of the record have an outline)
    with transaction.atomic():
        # Locked first, so that nobody changes it between the look and the change.
        type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
        _undo(noun, record, revision, scope, part_of(noun, model), user)


def _undo(
    noun: Noun, record: Any, revision: int, scope: Scope, part: Part | None, user: Person
) -> None:
    after, before = _states(noun, record, revision)
    now = trees(noun, [record.pk])[name_of(record)]
    if scope.section == HEAD:
        names = [column.name for column in noun.columns]
        _refuse_if_changed({n: after.tree.get(n) for n in names}, {n: now.get(n) for n in names})
        restore_columns(record, noun, before.tree, user)
        return
    if part is None:
        raise RestoreRefused(_("This cannot be undone here; see the history."))
    then, there = (_rows(tree, part, scope) for tree in (after.tree, now))
    _refuse_if_changed(then, there)
    wanted = _rows(before.tree, part, scope)
    restore_rows(record, part, wanted, None if scope.row is None else {scope.row}, user)


def _states(noun: Noun, record: Any, revision: int) -> tuple[State, State]:
    sight = Sight(noun.name, [name_of(record)])
    entries = {one.revision: one for one in sight.entries()}
    if revision not in entries or revision - 1 not in entries:
        raise RestoreRefused(_("There is nothing before it to go back to."))
    after, before = sight.state(entries[revision]), sight.state(entries[revision - 1])
    if before.gaps:
        raise RestoreRefused(_("Words of this revision were erased: it cannot come back whole."))
    return after, before


def _fields(value: Any) -> Any:
    return fields_of(value) if isinstance(value, dict) else value


def _rows(tree: Tree, part: Part, scope: Scope) -> dict[int, Tree]:
    rows = {int(row["row"]): row for row in tree.get(part.name, [])}
    return rows if scope.row is None else {pk: row for pk, row in rows.items() if pk == scope.row}


def _refuse_if_changed(then: dict[Any, Any], now: dict[Any, Any]) -> None:
    # Field by field: the ledger knows nothing of lists that are empty.
    if then.keys() != now.keys() or any(_fields(then[one]) != _fields(now[one]) for one in then):
        raise RestoreRefused(_("It was changed since it was saved; nothing was undone."))
