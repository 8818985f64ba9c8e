"""What is written to the index, the same for both databases."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """A document's title and body as written, and their normalised words, each paragraph a list."""

    id: int
    kind: int
    title: str
    body: str
    title_words: list[str]
    body_words: list[list[str]]


class Counted(NamedTuple):
    """A row of Document, its columns in the order in which they are written."""

    id: int
    version: int
    digest: bytes
    is_shown: bool
    day: int | None
    last: int | None
    entered: int
    facets: bytes
    members: bytes
    cases: bytes


class Told(NamedTuple):
    """What is told of a claim in a list, in a table, and, if anything, behind statistics."""

    id: int
    row: str
    line: str
    cases: str


# What is read of many rows at once. Written out: Django takes longer over it than the database.
READ = {
    "case": "SELECT id, said FROM search_case WHERE id",
    "line": "SELECT id, text FROM search_line WHERE id",
    "row": "SELECT id, said FROM search_row WHERE id",
    "text": "SELECT id, title, body FROM search_text WHERE id",
}
