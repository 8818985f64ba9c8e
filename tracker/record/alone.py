"""One process at a time at something that is written into a folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone_in(folder: Path, *, waits: bool) -> Iterator[None]:
    """Keep other processes out of what is done in a folder, which is made where there is none.

    Raises BlockingIOError where one is at it and this one does not wait; OSError for a folder that
    cannot be made. The lock is on the folder itself, so that nothing is left behind, and ends with
    the process at the latest.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(held)
