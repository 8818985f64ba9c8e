"""A batch taken back: what it made is removed, what it changed is as it was before.

What somebody changed since, or leans on by now, is left as it is and told. Each record is a
transaction of its own, so that undoing can be cut short and goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models, router, transaction
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.editorial.changes import Person, Publishes, change
from tracker.editorial.import_models import ImportBatch, ImportedKey, ImportedRecord
from tracker.editorial.importing.batches.running import BatchMoved, in_sets
from tracker.editorial.restoring import RestoreRefused, restore
from tracker.ledger.changes import root_of
from tracker.ledger.models import Entry
from tracker.ledger.states import Sight
from tracker.record.nouns import name_of, noun_of
from tracker.record.trees import locate, noun_of_key

State = ImportBatch.State
# What leans on others goes before them.
ORDER = ("response", "claim", "source", "party")
A_SET = 50


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
        keys = batch.records.filter(noun=noun, is_undone=False).order_by("-pk")
        for some in in_sets(list(keys.values_list("pk", flat=True)), A_SET):
            _undo_set(batch, some, user)
            done += len(some)
            progress(done)
    batch.state, batch.ended_at = State.UNDONE, timezone.now()
    batch.save(update_fields=["state", "ended_at"])
    return batch


def _undo_set(batch: ImportBatch, keys: list[int], user: Person) -> None:
    """Undo some records of a batch, deletions of them in one change."""
    with transaction.atomic():
        rows = batch.records.select_for_update().filter(pk__in=keys, is_undone=False)
        made = []
        for row in rows.order_by("-pk"):
            try:
                record = _as_left(row)
                if row.before is None:
                    _refuse_leaning(record)
                    made.append((row, record))
                else:
                    _restore(row, record, user)
            except Left as left:
                row.left = str(left)
            row.is_undone = True
            row.save(update_fields=["left", "is_undone"])
        _remove(made, user)


def _as_left(row: ImportedRecord) -> Any:
    """A record as the batch left it, locked. Raises Left."""
    located = locate(row.record)
    assert located is not None  # noqa: S101
    noun, value = located
    found = noun.model._default_manager.select_for_update(of=("self",))
    record = found.filter(**{noun.key_lookup(): value}).first()
    if record is None:
        raise Left(_("it is no longer there."))
    newest = Entry.objects.newest_of([row.record]).values_list("sequence", flat=True).first()
    if newest != row.after or row.is_mixed:
        raise Left(_("it was changed since."))
    return record


def _collected(record: models.Model) -> list[models.Model]:
    """All rows that go with a record. Raises Left where something leans on it."""
    collector = Collector(using=router.db_for_write(type(record), instance=record), origin=record)
    try:
        collector.collect([record])
    except (ProtectedError, RestrictedError) as error:
        held = ", ".join(sorted({str(root_of(one)) for one in _held(error)})[:3])
        raise Left(_("something leans on it: %(what)s.") % {"what": held}) from error
    found: list[Any] = [*collector.data.values(), *collector.fast_deletes]
    return [row for rows in found for row in rows]


def _held(error: Any) -> Any:
    return getattr(error, "protected_objects", None) or error.restricted_objects


def _refuse_leaning(record: models.Model) -> None:
    """Raise Left where another record has rows that would go with this one."""
    name = name_of(record)
    for row in _collected(record):
        root = root_of(row)
        if noun_of(root) is not None and name_of(root) != name:
            raise Left(_("something leans on it: %(what)s.") % {"what": root})


def _remove(made: list[tuple[ImportedRecord, Any]], user: Person) -> None:
    if not made:
        return
    with change(user, Entry.Action.DELETED, publishes=Publishes.NOTHING, is_bulk=True) as door:
        for _row, record in made:
            door.removing(record)
            record.delete()
    ImportedKey.objects.filter(record__in=[row.record for row, _record in made]).delete()


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
