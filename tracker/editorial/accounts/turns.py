"""How many passwords a process hashes at a time, and for how much of its time.

Hashing one takes a core for half a second. One stranger's is hashed at a time; the next is refused
rather than made to wait, so that it holds up no thread. After a burst, strangers get a share of the
process' time and no more, so that readers are answered by a process of one thread, too. A sign-in
from a known place has a turn of its own: strangers cannot crowd it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic

BURST_IN_SECONDS = 5.0
SHARE = 0.2


class Turn:
    """A lock that is held for no larger a share of the time than it may be."""

    def __init__(self, longest_wait: float, share: float) -> None:
        self.longest_wait, self.share = longest_wait, share
        self.lock = Lock()
        self.spent, self.at = 0.0, monotonic()

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Take the turn while the block runs, and say whether it could be taken."""
        is_taken = self.lock.acquire(timeout=self.longest_wait)
        try:
            began = monotonic()
            if is_taken:
                self.spent = max(self.spent - (began - self.at) * self.share, 0)
                self.at = began
            yield is_taken and self.spent <= BURST_IN_SECONDS
        finally:
            if is_taken:
                self.spent += monotonic() - began
                self.lock.release()


STRANGERS = Turn(longest_wait=0, share=SHARE)
KNOWN = Turn(longest_wait=3, share=1)
