"""A batch taken back: what it made is removed, what it changed is as it was before.

What somebody changed since, or leans on by now, is left as it is and told. Each record is a
transaction of its own, so that undoing can be cut short and goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import router, transaction
from django.db.models import Count, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.editorial.changes import Person, Publishes, change
from tracker.editorial.import_models import ImportBatch, ImportedKey, ImportedRecord
from tracker.editorial.importing.batches.running import A_SET, BatchMoved, in_sets
from tracker.editorial.restoring import RestoreRefused, restore
from tracker.ledger.changes import root_of
from tracker.ledger.models import Entry
from tracker.ledger.states import Sight
from tracker.record.nouns import NOUNS, Part
from tracker.record.trees import locate, noun_of_key

State = ImportBatch.State
# Of points and answers that go with the records of one set.
MOST_PARTS = 1000
# What leans on others goes before them.
ORDER = (
    "correction",
    "request",
    "response",
    "dossier",
    "event",
    "claim",
    "source",
    "party",
    "place",
    "stance",
    "violation",
)


class Left(Exception):
    """Why a record is left as it is; a sentence."""


def undo(
    batch: ImportBatch, user: Person, progress: Callable[[int], None] = lambda done: None
) -> ImportBatch:
    """Take back what is not taken back yet of a batch. Raises BatchMoved."""
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state not in (State.DONE, State.RUNNING, State.UNDOING):
            raise BatchMoved(_("Nothing of this import is there to be undone."))
        locked.state = State.UNDOING
        locked.save(update_fields=["state"])
    done = batch.records.filter(is_undone=True).count()
    for noun in ORDER:
        for some in _in_small_sets(batch, noun):
            _undo_set(batch, some, user)
            done += len(some)
            progress(done)
    batch.state, batch.ended_at = State.UNDONE, timezone.now()
    batch.save(update_fields=["state", "ended_at"])
    return batch


def _in_small_sets(batch: ImportBatch, noun: str) -> Iterator[list[int]]:
    """What is left to be undone of a noun, the newest first: in sets of so many records that not
    much more than so many parts go with them, all of which are in memory at once."""
    rows = batch.records.filter(noun=noun, is_undone=False).order_by("-pk")
    for some in in_sets(list(rows.values_list("pk", "record")), A_SET):
        named = ImportedKey.objects.filter(record__in=[record for _pk, record in some]).order_by()
        parts = dict(named.values("record").annotate(n=Count("pk")).values_list("record", "n"))
        found: list[int] = []
        weight = 0
        for pk, record in some:
            weight += parts.get(record, 1)
            if found and weight > MOST_PARTS:
                yield found
                found, weight = [], parts.get(record, 1)
            found.append(pk)
        yield found


def _undo_set(batch: ImportBatch, keys: list[int], user: Person) -> None:
    """Undo some records of a batch, all of one noun, deletions of them in one change."""
    with transaction.atomic():
        rows = list(batch.records.select_for_update().filter(pk__in=keys, is_undone=False))
        made: dict[str, Any] = {}
        there, newest = _records_of(rows), Entry.objects.newest_of([row.record for row in rows])
        last = dict(newest.values_list("record", "sequence"))
        for row in rows:
            try:
                record = _as_left(row, there.get(row.record), last.get(row.record))
                if row.before is None:
                    made[row.record] = record
                else:
                    _restore(row, record, user)
            except Left as left:
                row.left = str(left)
        left_as_they_are = _remove(made, user)
        for row in rows:
            row.left = left_as_they_are.get(row.record, row.left)
            row.is_undone = True
        ImportedRecord.objects.bulk_update(rows, ["left", "is_undone"])


def _records_of(rows: list[ImportedRecord]) -> dict[str, Any]:
    """The records that a batch changed, all of one noun, locked; by their names in the ledger."""
    if not rows:
        return {}
    noun = noun_of_key(rows[0].record)
    values = [found[1] for row in rows if (found := locate(row.record)) is not None]
    records: Any = noun.model._default_manager.select_for_update(of=("self",)).order_by("pk")
    there = records.filter(**{f"{noun.key_lookup()}__in": values})
    return {noun.name_of(record): record for record in there}


def _as_left(row: ImportedRecord, record: Any, newest: int | None) -> Any:
    """A record as the batch left it, given its newest entry. Raises Left."""
    if record is None:
        raise Left(_("it is no longer there."))
    if newest != row.after or row.is_mixed:
        raise Left(_("it was changed since."))
    return record


def _remove(made: dict[str, Any], user: Person) -> dict[str, str]:
    """Delete records of one noun; of those that something leans on, what does."""
    if not made:
        return {}
    records = list(made.values())
    try:
        collector = _collected(records)
    except Left as left:
        if len(made) == 1:
            return dict.fromkeys(made, str(left))
        # One of them: each half is tried by itself.
        names = list(made)
        halves = names[: len(names) // 2], names[len(names) // 2 :]
        parts = [_remove({name: made[name] for name in half}, user) for half in halves]
        return parts[0] | parts[1]
    with change(user, Entry.Action.DELETED, publishes=Publishes.NOTHING, is_bulk=True) as door:
        # All that goes with them is their own, as was just seen.
        for record in records:
            door.touch(record)
        collector.delete()
    ImportedKey.objects.filter(record__in=list(made)).delete()
    return {}


def _collected(records: list[Any]) -> Collector:
    """What goes when records of one noun are deleted. Raises Left where anything else leans on
    them, or has rows that would go."""
    model = type(records[0])
    collector = Collector(using=router.db_for_write(model), origin=records[0])
    try:
        collector.collect(records)
    except (ProtectedError, RestrictedError) as error:
        raise Left(_leaning(error.args[1])) from error
    parts = list(NOUNS[str(model._meta.model_name)].every_part())
    own = {model, *(part.model for part in parts)}
    others: list[Any] = [
        row for kind, rows in collector.data.items() if kind not in own for row in rows
    ]
    others += [row for rows in collector.fast_deletes if rows.model not in own for row in rows[:1]]
    updates: Any = collector.field_updates.values()
    others += [row for groups in updates for rows in groups for row in rows]
    others += _links_of_others(records, parts)
    if others:
        raise Left(_leaning(others))
    return collector


def _links_of_others(records: list[Any], parts: list[Part]) -> list[Any]:
    """Rows of other records of the noun that lead to one of these, such as ties of claims."""
    model = type(records[0])
    found: list[Any] = []
    for part in parts:
        for column in part.model._meta.concrete_fields:
            if column.related_model is model and column.name != part.link:
                rows = part.model._default_manager.filter(**{f"{column.name}__in": records})
                owners: Any = part.model._meta.get_field(part.link).related_model
                if owners is model:
                    rows = rows.exclude(**{f"{part.link}__in": records})
                found += rows[:3]
    return found


def _leaning(rows: Iterable[Any]) -> str:
    held = ", ".join(sorted({str(root_of(row)) for row in rows})[:3])
    return _("something leans on it: %(what)s.") % {"what": held}


def _restore(row: ImportedRecord, record: Any, user: Person) -> None:
    """Give a record the state it had before the batch. Raises Left."""
    sight = Sight(noun_of_key(row.record).name, [row.record])
    entry = sight.entries().filter(sequence=row.before).first()
    if entry is None:
        raise Left(_("what it was before is not known any more."))
    try:
        with transaction.atomic():
            reason = _("An import is undone.")
            restore(record, sight.state(entry), user, reason)
    except RestoreRefused as error:
        raise Left(str(error)) from error
    now = Entry.objects.newest_of([row.record]).values_list("sequence", flat=True).first()
    # An earlier batch left it like this: it can still be undone, too.
    earlier = ImportedRecord.objects.filter(record=row.record, after=entry.sequence)
    earlier.update(after=now)
    keys = ImportedKey.objects.filter(record=row.record, batch=row.batch)
    keys.filter(is_new=True).delete()
    for key in keys.filter(before__isnull=False):
        key.values, key.before = key.before, None
        key.save(update_fields=["values", "before"])
