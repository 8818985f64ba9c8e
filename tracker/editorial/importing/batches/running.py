"""A batch, run in sets of rows: each set is one change and one transaction, with how far it is.

A run that is killed has done whole sets; running it again goes on after the last of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.editorial.changes import Person, Publishes, change
from tracker.editorial.import_models import ImportBatch, ImportedRecord, ImportProblem
from tracker.editorial.importing.batches.planning import Memory, Planned, plan
from tracker.editorial.importing.batches.saving import RowRefused, Saver, SetRefused
from tracker.editorial.importing.mapped.maps import Map
from tracker.editorial.importing.mapped.values import Told, tell
from tracker.editorial.importing.tables.problems import Problem
from tracker.editorial.importing.tables.reading import Table
from tracker.ledger.models import Entry
from tracker.record.trees import noun_of_key

A_SET = 200
State = ImportBatch.State
# Called with the rows that are done.
Progress = Callable[[int], None]
Item = TypeVar("Item")


class BatchMoved(Exception):
    """Somebody else runs, undoes or has ended the batch meanwhile."""


def in_sets(items: Iterable[Item], size: int = A_SET) -> Iterator[list[Item]]:
    iterator = iter(items)
    while found := list(islice(iterator, size)):
        yield found


def try_out(
    batch: ImportBatch, table: Table, by: Map, progress: Progress = lambda done: None
) -> Iterator[Planned]:
    """What would become of each row; nothing is written. Raises TableRefused."""
    assert batch.map is not None  # noqa: S101
    done = 0
    with closing(Memory()) as memory:
        for rows in in_sets(table.rows()):
            planned = plan(batch.map, [tell(row, by) for row in rows], memory, {})
            memory.keep()
            done += len(rows)
            progress(done)
            yield from planned


def keep_trial(batch: ImportBatch, planned: Iterable[Planned]) -> None:
    """Note of a batch what would become of its rows, with every problem."""
    counts: Counter[str] = Counter()
    ImportProblem.objects.filter(batch=batch).delete()
    for rows in in_sets(planned):
        counts.update(row.outcome for row in rows)
        _keep_problems(batch, (problem for row in rows for problem in row.problems))
    _count(batch, counts)
    batch.rows = batch.done = sum(counts.values())
    batch.state = State.CHECKED
    batch.save()


def begin(batch: ImportBatch, rows: int) -> None:
    """Make a batch ready to be run: nothing is done of so many rows."""
    if batch.pk is not None:
        ImportProblem.objects.filter(batch=batch).delete()
    _count(batch, Counter())
    batch.rows, batch.done, batch.state = rows, 0, State.RUNNING
    batch.save()


def run(
    batch: ImportBatch, table: Table, by: Map, user: Person, progress: Progress = lambda done: None
) -> ImportBatch:
    """Import what is not done yet of a batch. Raises TableRefused, BatchMoved."""
    with closing(Memory()) as memory:
        _remember(memory, batch, table, by)
        for rows in in_sets(table.rows(after=batch.done)):
            batch = _run_set(batch, [tell(row, by) for row in rows], memory, user)
            progress(batch.done)
    with transaction.atomic():
        batch = locked_batch(batch)
        batch.rows, batch.state, batch.ended_at = batch.done, State.DONE, timezone.now()
        batch.save()
    return batch


def _remember(memory: Memory, batch: ImportBatch, table: Table, by: Map) -> None:
    """Learn what the rows that are done said: of a run that goes on."""
    refused = set(ImportProblem.objects.filter(batch=batch).values_list("row", flat=True))
    for rows in in_sets(islice(table.rows(), batch.done)):
        told = [tell(row, by) for row in rows]
        fair = [one for one in told if not one.problems and one.row not in refused]
        said = {one.row: [each for own in one.said.values() for each in own] for one in fair}
        memory.begin(each for own in said.values() for each in own)
        for number, own in said.items():
            memory.note(number, own)
        memory.keep()


def _run_set(batch: ImportBatch, told: list[Told], memory: Memory, user: Person) -> ImportBatch:
    refused: dict[int, str] = {}
    singly = False
    while True:
        try:
            with transaction.atomic():
                locked = locked_batch(batch)
                planned = _save_set(locked, told, memory, user, refused, singly=singly)
                _note_outcome(locked, planned)
        except SetRefused:
            singly = True
            continue
        except RowRefused as error:
            # All of the set is taken back, and tried once more without this row.
            refused[error.number] = error.why
            continue
        memory.keep()
        return locked


def locked_batch(batch: ImportBatch) -> ImportBatch:
    """A batch that is run, locked. Raises BatchMoved where it is not as far as it was known."""
    rows = ImportBatch.objects.select_related("map").select_for_update(of=("self",))
    locked = rows.filter(pk=batch.pk, state=State.RUNNING, done=batch.done).first()
    if locked is None:
        raise BatchMoved(_("Somebody else works on this import: look how far it is."))
    return locked


def _save_set(
    batch: ImportBatch,
    told: list[Told],
    memory: Memory,
    user: Person,
    refused: dict[int, str],
    *,
    singly: bool,
) -> list[Planned]:
    assert batch.map is not None  # noqa: S101
    planned = plan(batch.map, told, memory, refused)
    # Which record a key stands for is kept, too, where nothing of the record is touched.
    if not any(step.is_written for row in planned if not row.problems for step in row.steps):
        return planned
    # What readers see stays as it was, also for the command line: a second person publishes it.
    with change(user, Entry.Action.IMPORTED, publishes=Publishes.NOTHING, is_bulk=True) as door:
        saver = Saver(batch, door, singly=singly)
        saver.save(planned)
    if door.since is not None:
        note_records(batch, sorted(saver.touched), door.since)
    return planned


def note_records(batch: ImportBatch, names: list[str], since: int) -> None:
    """Note that the batch changed these records with the entries of the ledger `since` this one."""
    entries = Entry.objects.filter(record__in=names).order_by().values("record")
    newest = entries.annotate(n=Max("sequence")).values_list("record", "n")
    before = dict(newest.filter(sequence__lt=since))
    earlier = batch.records.filter(record__in=names).values_list("record", "after", "is_mixed")
    known = {record: (after, is_mixed) for record, after, is_mixed in earlier}
    rows = []
    for name, sequence in newest.filter(sequence__gte=since):
        was, is_mixed = known.get(name, (before.get(name), False))
        rows.append(
            ImportedRecord(
                batch=batch,
                record=name,
                noun=noun_of_key(name).name,
                before=before.get(name),
                after=sequence,
                # Somebody changed it after an earlier set of the batch had.
                is_mixed=is_mixed or was != before.get(name),
            )
        )
    ImportedRecord.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["batch", "record"],
        update_fields=["after", "is_mixed"],
    )


def _note_outcome(batch: ImportBatch, planned: list[Planned]) -> None:
    counts = Counter(row.outcome for row in planned)
    for name in ("imported", "updated", "unchanged", "refused"):
        setattr(batch, name, getattr(batch, name) + counts[name])
    batch.done += len(planned)
    batch.rows = max(batch.rows, batch.done)
    batch.save()
    _keep_problems(batch, (problem for row in planned for problem in row.problems))


def _keep_problems(batch: ImportBatch, problems: Iterable[Problem]) -> None:
    ImportProblem.objects.bulk_create(
        ImportProblem(batch=batch, row=one.row, column=one.column[:400], why=one.why)
        for one in problems
    )


def _count(batch: ImportBatch, counts: Counter[str]) -> None:
    for name in ("imported", "updated", "unchanged", "refused"):
        setattr(batch, name, counts[name])
