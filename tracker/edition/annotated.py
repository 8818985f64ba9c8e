"""What a source is cited for, all of it, some of the records that cite it at a time."""

from __future__ import annotations

from typing import NamedTuple

from tracker.edition.documents import SourceDocument
from tracker.edition.lists import in_lists
from tracker.edition.named import CITED, CitedFor, citations_of
from tracker.edition.newest import Found
from tracker.edition.readers import Reader

RECORDS_AT_ONCE = 25
# Of so many records; one that cites a source more often than all of them do is cut off.
MOST_CITATIONS = 1000


class Annotated(NamedTuple):
    """A source, one page of its citations, and how many pages there are."""

    source: SourceDocument
    citations: list[CitedFor]
    pages: int


def annotated(reader: Reader, key: str, page: int) -> Annotated | None:
    """The citations of a source in the records of a page, counted from 1; of others there are none.

    Records stand in the order of their references, so that a page stays as it is while others
    are published after it.
    """
    document = in_lists(reader, {key}, key).get(key)
    if not isinstance(document, SourceDocument):
        return None
    citing = sorted({one.source for one in reader.naming([key], *CITED)})
    start = (page - 1) * RECORDS_AT_ONCE
    shown = citing[start : start + RECORDS_AT_ONCE]
    found = citations_of(reader, Found(shown, len(citing)), key, MOST_CITATIONS) if shown else []
    return Annotated(document, found, max(1, -(-len(citing) // RECORDS_AT_ONCE)))
