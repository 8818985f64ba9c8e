"""What was asked for at the desk and takes longer than a page may: `import_record --due`."""

from __future__ import annotations

from collections.abc import Callable

from tracker.editorial.import_models import ImportBatch
from tracker.editorial.importing.batches.exported import run_whole, try_out_whole
from tracker.editorial.importing.batches.opening import forget_file, map_of, table_of
from tracker.editorial.importing.batches.publishing import publish_batch
from tracker.editorial.importing.batches.running import BatchMoved, keep_trial, run, try_out
from tracker.editorial.importing.batches.undoing import undo
from tracker.editorial.importing.mapped.maps import MapRefused
from tracker.editorial.importing.tables.problems import TableRefused

OUTCOMES = ("imported", "updated", "unchanged", "refused")
State = ImportBatch.State
# Called with the rows that are done, and all of them.
Progress = Callable[[int, int], None]


def run_due(tell: Callable[[str], None], progress: Progress = lambda done, rows: None) -> int:
    """Do all that waits, the oldest first; returns how many batches there were."""
    waiting = ImportBatch.objects.filter(
        state__in=(State.CHECKING, State.RUNNING, State.UNDOING)
    ).exclude(kept_as="", state__in=(State.CHECKING, State.RUNNING))
    to_publish = ImportBatch.objects.filter(state=State.DONE, publish_to__isnull=False)
    batches = [*waiting.order_by("pk"), *to_publish.order_by("pk")]
    for batch in batches:
        go_on(batch, lambda done, rows=batch.rows: progress(done, rows))  # type: ignore[misc]
        tell(f"{batch.pk} {batch.file_name}: {batch.get_state_display()}")
    return len(batches)


def go_on(batch: ImportBatch, progress: Callable[[int], None] = lambda done: None) -> None:
    """Do what a batch waits for; what stands against it is noted on it."""
    try:
        is_whole = batch.shape.get("kind") == "record"
        if is_whole and batch.state == State.CHECKING:
            try_out_whole(batch)
        elif is_whole and batch.state == State.RUNNING:
            run_whole(batch)
            batch.refresh_from_db()
            forget_file(batch)
        elif batch.state == State.CHECKING:
            keep_trial(batch, try_out(batch, table_of(batch), map_of(batch), progress))
        elif batch.state == State.RUNNING:
            run(batch, table_of(batch), map_of(batch), batch.asked_by, progress)
            forget_file(batch)
        elif batch.state == State.UNDOING:
            undo(batch, batch.asked_by, progress)
        elif batch.publish_to is not None:
            publish_batch(batch)
    except (TableRefused, MapRefused) as error:
        batch.refresh_from_db()
        batch.why = str(error)
        # What is done of it stays: it can be undone.
        batch.state = State.DONE if batch.done and batch.state == State.RUNNING else State.REFUSED
        batch.save(update_fields=["why", "state"])
    except BatchMoved:
        pass
    batch.refresh_from_db()
