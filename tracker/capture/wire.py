"""What comes over a connection: counted, timed and written down as it came.

A site may send a byte a minute, or never stop. Each read asks the budget first, so that nothing a
site does takes longer or more room than it says.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, NamedTuple

from tracker.capture.outcomes import Outcome

MEGABYTE = 1024 * 1024
# Bytes of what was sent that are kept in memory; beyond, they go into a file.
IN_MEMORY = MEGABYTE


@dataclass(frozen=True)
class Limits:
    """What one copy may cost: in seconds, and in bytes."""

    seconds: float = 60
    # Of silence within that time.
    idle_seconds: float = 20
    wire_bytes: int = 50 * MEGABYTE
    body_bytes: int = 50 * MEGABYTE
    header_bytes: int = 64 * 1024
    redirects: int = 5


class Stopped(Exception):
    """A copy that is given up; not an OSError, which libraries would wrap in their own."""

    def __init__(self, outcome: Outcome, detail: str = "") -> None:
        super().__init__(f"{outcome}: {detail}" if detail else str(outcome))
        self.outcome, self.detail = outcome, detail


class Budget:
    """What is left of the limits of one copy, its redirects and its robots.txt among it."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits, self.clock = limits, clock
        self.deadline = clock() + limits.seconds
        self.most = limits.wire_bytes
        self.taken = 0

    def seconds_left(self) -> float:
        """Seconds that the next step may take. Raises Stopped when there are none."""
        left = self.deadline - self.clock()
        if left <= 0:
            raise Stopped(Outcome.TIMED_OUT, f"more than {self.limits.seconds:g} seconds")
        return min(left, self.limits.idle_seconds)

    def only_headers(self) -> None:
        """From here on as much as headers may take."""
        self.most = min(self.taken + self.limits.header_bytes, self.limits.wire_bytes)

    def body_too(self) -> None:
        """From here on as much as there is."""
        self.most = self.limits.wire_bytes

    def take(self, size: int) -> None:
        """Note bytes that came. Raises Stopped when they are too many."""
        self.taken += size
        if self.taken > self.most:
            is_header = self.most < self.limits.wire_bytes
            outcome = Outcome.GARBLED if is_header else Outcome.TOO_LARGE
            raise Stopped(outcome, f"more than {self.most} bytes")


class Exchange(NamedTuple):
    """One request and its answer, byte for byte."""

    url: str
    number: str
    began_at: datetime
    request: IO[bytes]
    response: IO[bytes]


def spool() -> IO[bytes]:
    """A place for bytes that has no name on the disk and goes when it is closed."""
    return tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)


class Wire(io.RawIOBase):
    """The reading end of a connection, in place of the socket that `http.client` would read."""

    def __init__(self, sock: Any, budget: Budget, record: IO[bytes]) -> None:
        self.sock, self.budget, self.record = sock, budget, record
        # Counted by the socket, which stays open for it when the connection is closed.
        self.raw = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.sock.settimeout(self.budget.seconds_left())
        size = int(self.raw.readinto(buffer) or 0)
        self.record.write(memoryview(buffer)[:size])
        self.budget.take(size)
        return size

    def makefile(self, *args: Any, **kwargs: Any) -> io.BufferedReader:
        """What `http.client` asks a socket for, to read an answer from."""
        return io.BufferedReader(self)

    def close(self) -> None:
        self.raw.close()
        super().close()
