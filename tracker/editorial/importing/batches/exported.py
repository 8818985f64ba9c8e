"""Our own JSON sent to the desk: loaded whole or not at all, and all that is new as drafts.

Records that are there are left as they are. What the other site had published is published here by
whoever reads it here.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.editorial.changes import Change, Person, Publishes, change
from tracker.editorial.import_models import ImportBatch
from tracker.editorial.importing.batches.opening import NotAllowed, table_of
from tracker.editorial.importing.batches.running import locked_batch, note_records
from tracker.editorial.importing.exported import as_entered, is_exported
from tracker.editorial.importing.nouns import Importer
from tracker.editorial.importing.reading import KINDS, ImportRefused, read_file
from tracker.editorial.importing.tables.problems import TableRefused
from tracker.editorial.rights import may
from tracker.ledger.models import Entry
from tracker.record.nouns import NOUNS

State = ImportBatch.State
OF_PUBLICATION = ("status", "published_at")


class _Rehearsed(Exception):
    """Raised to take back what was only tried out."""


def try_out_whole(batch: ImportBatch) -> None:
    """Note what loading the file would add. Raises TableRefused."""
    content = _content(batch)
    try:
        with transaction.atomic():
            importer, _door = _load(content, batch.asked_by)
            raise _Rehearsed
    except _Rehearsed:
        _count(batch, importer)
        batch.state = State.CHECKED
        batch.save()


def run_whole(batch: ImportBatch) -> None:
    """Load the file. Raises TableRefused, BatchMoved."""
    content = _content(batch)
    with transaction.atomic():
        locked = locked_batch(batch)
        importer, door = _load(content, batch.asked_by)
        if door.since is not None:
            note_records(locked, sorted(_names(door)), door.since)
        _count(locked, importer)
        locked.state, locked.ended_at = State.DONE, timezone.now()
        locked.save()


def refuse_rights_to_all(user: Person, batch: ImportBatch) -> None:
    """Raise NotAllowed unless `user` may enter and change records of all nouns of the file."""
    content = _content(batch)
    nouns = [noun for noun in NOUNS.values() if content.get(noun.plural)]
    if not all(may(user, verb, noun) for noun in nouns for verb in ("add", "change")):
        raise NotAllowed(_("Your account may not enter all that this file holds."))


def _content(batch: ImportBatch) -> dict[str, Any]:
    """The records of the file as drafts. Raises TableRefused."""
    try:
        content = read_file(table_of(batch).path)
        if is_exported(content):
            content = as_entered(content)
        for kind in KINDS:
            for row in content.get(kind, []):
                for name in OF_PUBLICATION:
                    row.pop(name, None)
    except ImportRefused as error:
        raise TableRefused(str(error)) from error
    except (AttributeError, KeyError, TypeError) as error:
        raise TableRefused(_("Its records have ids, but it is no export.")) from error
    return content


def _load(content: dict[str, Any], user: Person) -> tuple[Importer, Change]:
    importer = Importer(user, lambda line: None)  # type: ignore[arg-type]
    try:
        with change(user, Entry.Action.IMPORTED, publishes=Publishes.NOTHING, is_bulk=True) as door:
            importer.load(content)
    except ImportRefused as error:
        raise TableRefused(str(error)) from error
    return importer, door


def _names(door: Change) -> list[str]:
    """The names in the ledger of all that a change wrote."""
    return [
        NOUNS[noun].name_of(row)
        for noun, keys in door.written.items()
        for row in NOUNS[noun].model._default_manager.filter(pk__in=keys)
    ]


def _count(batch: ImportBatch, importer: Importer) -> None:
    batch.imported, batch.unchanged = importer.added.total(), importer.kept.total()
    batch.updated = batch.refused = 0
    batch.rows = batch.done = batch.imported + batch.unchanged
