"""Bytes under their own hash: `ab/cd/abcd…` in the folder of `CAPTURES_DIR`.

A file is written under another name, forced to the disk, renamed, and its folder forced to the
disk: under a hash there stand the whole bytes or nothing. The row that names it is written after
that, so that no row lacks its file; a process that is killed in between leaves an orphan, which
`verify_captures --sweep` takes away. Whoever writes shares a lock that the sweep needs alone.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings

PIECE = 1024 * 1024
HASH = re.compile(r"[0-9a-f]{64}")
# What a file is called until it is whole.
UNFINISHED = "unfinished-"
LOCK = "lock"


class Stored(NamedTuple):
    """Bytes that are on the disk."""

    sha256: str
    size: int


class Damage(NamedTuple):
    """A file that is not what its name says, or is not there."""

    sha256: str
    found: str


def folder() -> Path:
    """Where the bytes are."""
    return Path(settings.CAPTURES_DIR)


def path_of(sha256: str) -> Path:
    """Where bytes with this hash are, or would be. Raises ValueError for what is no hash."""
    if not HASH.fullmatch(sha256):
        raise ValueError(f"not a SHA-256 hash: {sha256[:80]!r}")
    return folder() / sha256[:2] / sha256[2:4] / sha256


def store(file: IO[bytes]) -> Stored:
    """Keep all bytes of a file from where it stands. Call within `writing()`."""
    _make(folder())
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder())
    temporary, digest, size = Path(name), hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as out:
            while piece := file.read(PIECE):
                digest.update(piece)
                size += len(piece)
                out.write(piece)
            out.flush()
            os.fchmod(out.fileno(), 0o400)
            os.fsync(out.fileno())
        _put(temporary, path_of(digest.hexdigest()))
    finally:
        temporary.unlink(missing_ok=True)
    return Stored(digest.hexdigest(), size)


def _put(temporary: Path, place: Path) -> None:
    _make(place.parent)
    # Over bytes that are there already, too: they are these, or were damaged since.
    os.replace(temporary, place)
    _to_disk(place.parent)


def _make(wanted: Path) -> None:
    """Make a folder for its owner alone, and each above it, so that a power cut leaves them."""
    if wanted.is_dir():
        return
    _make(wanted.parent)
    with suppress(FileExistsError):
        wanted.mkdir(mode=0o700)
    _to_disk(wanted.parent)


def _to_disk(wanted: Path) -> None:
    handle = os.open(wanted, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_stored(sha256: str) -> IO[bytes]:
    """The bytes with this hash. Raises FileNotFoundError."""
    return path_of(sha256).open("rb")


def remove(sha256: str) -> None:
    """Take the file of a hash away, and have the disk forget its name. Call within `sweeping()`."""
    path = path_of(sha256)
    with suppress(FileNotFoundError):
        path.unlink()
        _to_disk(path.parent)


def damage(sha256: str) -> Damage | None:
    """What is wrong with the file of a hash; None where it is whole. Reads all of it."""
    digest = hashlib.sha256()
    try:
        with open_stored(sha256) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except OSError as error:
        return Damage(sha256, error.strerror or str(error))
    found = digest.hexdigest()
    return None if found == sha256 else Damage(sha256, found)


def every_file() -> Iterator[Path]:
    """All files in the folder, those that were never finished among them; not the lock."""
    for above, _folders, names in os.walk(folder()):
        yield from (Path(above) / name for name in sorted(names) if name != LOCK)


@contextmanager
def writing() -> Iterator[None]:
    """Holds off the sweep until the row that names what is stored is written."""
    with _locked(fcntl.LOCK_SH):
        yield


@contextmanager
def sweeping() -> Iterator[None]:
    """Waits until nobody writes, and holds off whoever wants to."""
    with _locked(fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(how: int) -> Iterator[None]:
    _make(folder())
    handle = os.open(folder() / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def age(file: Path) -> float:
    """Seconds since a file was written; 0 for one that is gone."""
    try:
        return time.time() - file.stat().st_mtime
    except FileNotFoundError:
        return 0
