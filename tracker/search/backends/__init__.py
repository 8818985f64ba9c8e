"""Full text on the two databases: the same words in, the same records out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
from django.db import connection

from tracker.search.asking import Part
from tracker.search.backends import postgresql, sqlite
from tracker.search.backends.shapes import Counted, Told, Words


class Backend(Protocol):
    def count(self, rows: list[Counted]) -> None:
        """Write rows of Document, in place of any with the same ids."""

    def list_rows(self, rows: list[Told]) -> None:
        """Write rows of Row, of Line and of Case, of which none with the same ids is there."""

    def read(self, what: str, ids: list[int]) -> list[tuple[Any, ...]]:
        """The id and more of rows with these ids, in no order; `what` is one of `shapes.READ`."""

    def lines(self, ids: list[int]) -> tuple[str, int]:
        """Texts of Line in the order of the ids, joined, and how many there are."""

    def write(self, rows: list[Words]) -> None:
        """Write rows of Text and their words; none with the same ids is there."""

    def forget(self, ids: Iterable[int]) -> None:
        """Take away rows of Text and their words."""

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
