"""The bundle that readers are offered: made outside requests, and served finished or not at all.

`seal_ledger` makes it, and `export_ledger`. It is served while nothing that it may show is shut
since it was made: see `redaction.has_lost_since`. After a withdrawal, a confidential source or an
erasure it is not served again, and deleted where that was done; readers are told that there is none
now, until one of the two commands has made the next. What was added or changed since is not in it.
Of several hosts each asks the database about the file that it has itself.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings

from tracker.edition.bundle import BundleRefused, write_bundle
from tracker.edition.redaction import editions_wait, has_lost_since
from tracker.ledger.models import Entry
from tracker.record.alone import alone_in
from tracker.record.transactions import reading_only

# Entries when it was made, how many of them are sealed, the hash of the last: the log may be put
# back from a backup, and go on otherwise.
NAME = re.compile(r"([0-9]+)-([0-9]+)-([0-9a-f]{64})\.zip")


class Offered(NamedTuple):
    """A finished bundle."""

    path: Path
    # How many entries the ledger had when it was made, and how many of these it proves.
    size: int
    sealed: int
    made_at: datetime

    @property
    def _leaf(self) -> str:
        return self.path.stem.rpartition("-")[2]

    def may_be_served(self) -> bool:
        """Whether its entries are in the ledger, and all that it may show may still be seen."""
        newest = Entry.objects.filter(sequence=self.size - 1, leaf=self._leaf)
        return newest.exists() and not editions_wait() and not has_lost_since(self.size)


def folder() -> Path:
    return Path(settings.LOCAL_DIR) / "bundles"


def offered() -> Offered | None:
    """The bundle that may be served now."""
    return next((one for one in _finished() if one.may_be_served()), None)


def open_offered() -> tuple[Offered, IO[bytes]] | None:
    """The same with its file open, so that it can be sent though it is replaced meanwhile."""
    for one in _finished():
        try:
            file = one.path.open("rb")
        except FileNotFoundError:
            continue
        if one.may_be_served():
            return one, file
        file.close()
    return None


def _finished() -> list[Offered]:
    """All finished bundles, the newest first: one, but while the next takes its place."""
    found: list[Offered] = []
    for path in folder().glob("*.zip"):
        name = NAME.fullmatch(path.name)
        # Whoever makes the next one deletes this one at any moment.
        with suppress(FileNotFoundError):
            if name:
                found.append(Offered(path, int(name[1]), int(name[2]), _made_at(path)))
    return sorted(found, key=lambda one: (one.size, one.sealed), reverse=True)


def _made_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def make() -> Offered:
    """Make the bundle of now and put it in the place of the last.

    Raises BundleRefused where nothing is sealed, another process is making one, editions are being
    made anew, or something was shut meanwhile; OSError where it cannot be written.
    """
    with _alone():
        _sweep()
        handle, name = tempfile.mkstemp(dir=folder(), suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file, reading_only():
                if editions_wait():
                    raise BundleRefused("Editions are being made anew: run rebuild_editions first.")
                written = write_bundle(file)
            size, sealed = written.newest.sequence + 1, written.checkpoint.size
            path = folder() / f"{size}-{sealed}-{written.newest.leaf}.zip"
            if has_lost_since(size):
                raise BundleRefused("Something was withdrawn or erased meanwhile: run this again.")
            Path(name).replace(path)
        except BaseException:
            # Each timer that meets a full disk would leave one.
            Path(name).unlink(missing_ok=True)
            raise
        for old in folder().glob("*.zip"):
            if old != path:
                old.unlink(missing_ok=True)
        return Offered(path, size, sealed, _made_at(path))


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time make a bundle. Raises BundleRefused for the second."""
    with ExitStack() as held:
        try:
            held.enter_context(alone_in(folder(), waits=False))
        except BlockingIOError as error:
            raise BundleRefused("Another process is making the bundle.") from error
        yield


def _sweep() -> None:
    """Delete what makers who are gone left unfinished; by who holds the lock."""
    for part in folder().glob("*.part"):
        part.unlink(missing_ok=True)


def forget_lost() -> None:
    """Delete the bundles that may not be served again, and what is left of unfinished ones."""
    kept = {one.path for one in _finished() if not has_lost_since(one.size)}
    # Also those of another version, which nobody serves.
    for path in set(folder().glob("*.zip")) - kept:
        path.unlink(missing_ok=True)
    if folder().is_dir():
        # Who is making one looks itself, before it is offered.
        with suppress(BundleRefused), _alone():
            _sweep()
