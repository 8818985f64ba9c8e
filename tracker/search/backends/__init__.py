"""Full text on the two databases: the same words in, the same records out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

import numpy as np
from django.db import connection

from tracker.search.asking import Part
from tracker.search.backends import postgresql, sqlite


class Words(NamedTuple):
    """A document's normalised words, each paragraph a list."""

    id: int
    kind: int
    title: list[str]
    body: list[list[str]]


class Backend(Protocol):
    def write(self, rows: list[Words]) -> None:
        """Write the words of documents whose rows in Text are written already."""

    def forget(self, ids: Iterable[int]) -> None:
        """Take away the words of documents; Text's rows are the caller's."""

    def forget_for_good(self) -> None:
        """Leave no trace of words that were taken away, where the database would keep them."""

    def left_behind(self) -> list[int]:
        """Ids of documents that have words and no text."""

    def holds(self, row: Words) -> bool:
        """Whether a document's words stand as they should."""

    def matching(self, kind: int, asked: Part, *, in_title: bool = False) -> np.ndarray:
        """Keys of the documents of a kind whose words match; int64, in no order."""


def backend() -> Backend:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
