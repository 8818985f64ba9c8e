"""Full text on the two databases: the same words in, the same records out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
from django.db import connection

from tracker.search.asking import Part
from tracker.search.backends import postgresql, sqlite
from tracker.search.backends.shapes import Counted, Told, Words
from tracker.search.kinds import Kind
from tracker.search.models import Texts


class Backend(Protocol):
    """`texts` is Text for readers' words, DeskText for the desk's; full text goes with each."""

    def creation(self, words_table: str) -> list[str]:
        """Statements that make a table of full text."""

    def count(self, rows: list[Counted]) -> None:
        """Write rows of Document, in place of any with the same ids."""

    def list_rows(self, rows: list[Told]) -> None:
        """Write rows of Row, of Line and of Case, of which none with the same ids is there."""

    def read(self, what: str, ids: list[int]) -> list[tuple[Any, ...]]:
        """The id and more of rows with these ids, in no order; `what` is one of `shapes.READ`."""

    def lines(self, ids: list[int]) -> tuple[str, int]:
        """Texts of Line in the order of the ids, joined, and how many there are."""

    def write(self, texts: type[Texts], rows: list[Words]) -> None:
        """Write texts and their words; none with the same ids is there."""

    def forget(self, texts: type[Texts], ids: Iterable[int]) -> None:
        """Take away texts and their words."""

    def forget_for_good(self, texts: type[Texts]) -> None:
        """Leave no trace of words that were taken away, where the database would keep them."""

    def left_behind(self, texts: type[Texts]) -> list[int]:
        """Ids of documents that have words and no text."""

    def holds(self, texts: type[Texts], row: Words) -> bool:
        """Whether a document's words stand as they should."""

    def matching(
        self, texts: type[Texts], kind: Kind, asked: Part, *, in_title: bool = False
    ) -> np.ndarray:
        """Keys of the documents of a kind whose words match; int64, in no order."""


def backend() -> Backend:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
