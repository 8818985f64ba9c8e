"""Records from a file: the shipped dossiers, and what editors prepare elsewhere.

The file is JSON with a list for each noun; `tracker/editorial/dossiers/` holds examples. Parties,
places and dossiers are named by slug, the rest by reference. What goes in passes the same field
rules, constraints and publish gate as an editor's form. A record that is already there is left as
it is, so a file can be loaded again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.base_user import AbstractBaseUser

from tracker.editorial.changes import change
from tracker.editorial.importing.exported import as_entered, is_exported
from tracker.editorial.importing.nouns import Importer
from tracker.editorial.importing.reading import KINDS, ImportRefused, read_file
from tracker.editorial.quoted import doubtful_in
from tracker.ledger.models import Entry

__all__ = ["KINDS", "ImportRefused", "Importer", "import_file"]


class _DryRun(Exception):
    """Raised to undo a transaction that was only a rehearsal."""


def import_file(
    path: Path, user: AbstractBaseUser | None, tell: Callable[[str], None], *, dry_run: bool = False
) -> Importer:
    """Load a file whole or not at all; a dry run loads and undoes it. Raises ImportRefused."""
    content = read_file(path)
    if is_exported(content):
        try:
            content = as_entered(content)
        except (AttributeError, KeyError, TypeError) as error:
            raise ImportRefused(
                f"{path.name}: its records have ids, but it is no export."
            ) from error
    importer = Importer(user, tell)
    try:
        with change(user, Entry.Action.IMPORTED, is_bulk=True) as door:
            importer.load(content)
            if dry_run:
                raise _DryRun
    except _DryRun:
        return importer
    if count := doubtful_in(door.written):
        tell(f"{count} quotes are not in a kept copy of their source: see verify_quotes.")
    return importer
