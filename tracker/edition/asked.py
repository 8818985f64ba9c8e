"""What a page asked of the editions, and whether any of it has changed since.

While `recording`, the reader of what is published says which documents and which lists it was asked
for. A page that says `that_is_all` is the same until one of them is touched, or a day begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Max

from tracker.edition.models import LIST, Touched
from tracker.record.trees import chunks

# A page that asks for more than this is asked after like one that asks for everything.
MOST = 3000


class Asked:
    """The keys of documents, and of lists of what names a record, that were asked for."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        # Whether the page says that it asked for nothing else.
        self.is_all = False
        # Whether something was asked for that hangs on more than these.
        self.is_more = False

    def documents(self, keys: Iterable[str]) -> None:
        self.keys.update(keys)

    def lists(self, keys: Iterable[str]) -> None:
        self.keys.update(f"{LIST}{key}" for key in keys)

    @property
    def is_known(self) -> bool:
        is_told = self.is_all and not self.is_more
        return is_told and 0 < len(self.keys) <= MOST


_recorder: ContextVar[Asked | None] = ContextVar("asked", default=None)


@contextmanager
def recording() -> Iterator[Asked]:
    """Record what is asked for in this block."""
    asked = Asked()
    token = _recorder.set(asked)
    try:
        yield asked
    finally:
        _recorder.reset(token)


def for_documents(keys: Iterable[str]) -> None:
    if asked := _recorder.get():
        asked.documents(keys)


def for_lists(keys: Iterable[str]) -> None:
    if asked := _recorder.get():
        asked.lists(keys)


def that_is_all() -> None:
    """Whoever makes the page asked for documents and lists alone, and for nothing else."""
    if asked := _recorder.get():
        asked.is_all = True


def for_more() -> None:
    """Something was asked for that no document and no list of these tells the change of."""
    if asked := _recorder.get():
        asked.is_more = True


def touched(keys: Iterable[str]) -> int:
    """The entry of the ledger with which any of these last changed; -1 where none ever did."""
    newest = -1
    for chunk in chunks(keys):
        found = Touched.objects.filter(key__in=chunk).aggregate(newest=Max("sequence"))["newest"]
        newest = max(newest, -1 if found is None else found)
    return newest
