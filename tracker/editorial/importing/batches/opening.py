"""Which map is meant, which batch of a file goes on, and where its file is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.editorial.changes import Person
from tracker.editorial.import_models import ImportBatch, ImportMap
from tracker.editorial.importing.mapped.maps import Map, MapRefused, checked, read_map, shipped
from tracker.editorial.importing.tables.problems import TableRefused
from tracker.editorial.importing.tables.reading import Table
from tracker.editorial.importing.tables.shapes import MOST_BYTES, Shape, find_shape
from tracker.editorial.rights import may
from tracker.record.nouns import NOUNS
from tracker.record.text import NOT_LINE, tidy_line

State = ImportBatch.State
# Parts of another record are its noun's.
NOUN_OF_PART = {"allegation": "claim", "answer": "response"}


class NotAllowed(Exception):
    """Whoever asks may not enter or change records of all nouns of a map."""


def map_called(text: str) -> tuple[ImportMap, Map]:
    """A map by its name, or in a file; kept as a row from now on. Raises MapRefused."""
    row = ImportMap.objects.filter(name=text).first()
    path = shipped().get(text)
    if path is not None and (row is None or row.is_shipped):
        return kept_map(read_map(path), None, is_shipped=True)
    if row is not None:
        return row, checked(row.content)
    if Path(text).is_file():
        return kept_map(read_map(Path(text)), None)
    raise MapRefused(_("There is no map called “%(name)s”.") % {"name": text})


def kept_map(by: Map, user: Any, *, is_shipped: bool = False) -> tuple[ImportMap, Map]:
    """The row of a map, with what it says now."""
    row = ImportMap.objects.filter(name=by.name).first() or ImportMap(name=by.name)
    if row.pk is None or row.content != by.content:
        row.content, row.title = by.content, tidy_line(by.title)[:200]
        row.is_shipped, row.changed_at = is_shipped, timezone.now()
        row.made_by = user
        row.full_clean()
        row.save()
    return row, by


def refuse_rights(user: Person, by: Map) -> None:
    """Raise NotAllowed unless `user` may enter and change all that the map makes."""
    nouns = {NOUN_OF_PART.get(role.noun, role.noun) for role in by.roles}
    for noun in sorted(nouns):
        if not all(may(user, verb, NOUNS[noun]) for verb in ("add", "change")):
            raise NotAllowed(_("Your account may not enter all that this map makes."))


def may_import(user: Person) -> bool:
    """Whether an account may import anything: who may enter claims and what they name."""
    nouns = ("claim", "response", "party", "source")
    return all(may(user, verb, NOUNS[noun]) for noun in nouns for verb in ("add", "change"))


def open_table(path: Path, by: Map, given: dict[str, str]) -> Table:
    """A file as the map, or whoever asks, says that it is read. Raises TableRefused."""
    shape = find_shape(path)
    if shape.kind == "record":
        raise TableRefused(_("This is the JSON of such a site: it is loaded without a map."))
    hints = {name: value for name, value in by.content.get("file", {}).items() if value}
    if shape.kind in ("json", "jsonl", "xlsx"):
        hints.pop("delimiter", None)
    if shape.encoding.startswith("utf"):
        # A file that says how it is written is not written as another was.
        hints.pop("encoding", None)
    by_hand = {name: value for name, value in given.items() if value}
    table = Table(path, shape.corrected(hints | by_hand))
    if missing := by.missing(table.columns):
        raise TableRefused(
            _("The map reads columns that the file lacks: %(names)s.")
            % {"names": ", ".join(missing)}
        )
    return table


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def batch_for(row: ImportMap, by: Map, table: Table, user: Any) -> ImportBatch:
    """The batch of this file by this map that is not ended yet, or a new one."""
    digest = digest_of(table.path)
    same = ImportBatch.objects.filter(map=row, digest=digest, state=State.RUNNING)
    for batch in same.filter(shape=table.shape.as_json()).order_by("-pk"):
        if batch.content == by.content:
            return batch
    return ImportBatch(
        map=row,
        content=by.content,
        shape=table.shape.as_json(),
        file_name=NOT_LINE.sub("", tidy_line(table.path.name))[:200],
        digest=digest,
        made_by=user,
    )


# --- Files that were sent to the desk -------------------------------------------------------------


def folder() -> Path:
    """Where files wait until they are imported; nobody but the site reads it."""
    path = Path(settings.LOCAL_DIR) / "imports"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def keep_file(chunks: Iterable[bytes], name: str, user: Any) -> ImportBatch:
    """A batch of a file that was sent, found out. Raises TableRefused, keeping nothing."""
    kept_as = secrets.token_hex(16)
    path = folder() / kept_as
    size = 0
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > MOST_BYTES:
                    raise TableRefused(
                        _("The file is larger than %(most)d MB.")
                        % {"most": MOST_BYTES // 1024 // 1024}
                    )
                file.write(chunk)
        shape = find_shape(path)
        batch = ImportBatch(
            shape=shape.as_json(),
            file_name=NOT_LINE.sub("", tidy_line(name))[:200] or kept_as,
            digest=digest_of(path),
            kept_as=kept_as,
            made_by=user,
        )
        batch.full_clean()
        batch.save()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return batch


def table_of(batch: ImportBatch) -> Table:
    """The kept file of a batch. Raises TableRefused where it is no longer kept."""
    path = folder() / batch.kept_as
    if not batch.kept_as or not path.is_file():
        raise TableRefused(_("The file is no longer kept: send it once more."))
    return Table(path, Shape(**batch.shape))


def map_of(batch: ImportBatch) -> Map:
    """The map of a batch as it was when the batch began. Raises MapRefused."""
    return checked(batch.content)


def forget_file(batch: ImportBatch) -> None:
    """Remove the kept file of a batch that is ended."""
    if batch.kept_as:
        (folder() / batch.kept_as).unlink(missing_ok=True)
        batch.kept_as = ""
        batch.save(update_fields=["kept_as"])
