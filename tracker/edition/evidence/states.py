"""In which state the quotes of documents are, as readers are told: for lists and counts."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tracker.capture.models import quote_hash
from tracker.edition.documents.marks import State
from tracker.edition.evidence.public_quotes import citations_in
from tracker.edition.models import QuoteMark
from tracker.record.trees import Tree, chunks


class _Stated(msgspec.Struct, frozen=True):
    """What of a mark is read where only its state is wanted."""

    quote: str = ""
    state: str = State.NOT_CHECKED.value


class _Quoted(msgspec.Struct, frozen=True):
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


def states_of_quotes(documents: Mapping[str, Tree]) -> dict[str, str]:
    """The state of each quote in these documents, by the row of its citation, as readers are told.

    Documents by the keys of their records. A query for 900 of them; no words are read.
    """
    marks: dict[int, _Stated] = {}
    for chunk in chunks(documents):
        stored = QuoteMark.objects.standing().filter(record__in=chunk)
        for row, document in stored.values_list("row", "document"):
            marks[row] = msgspec.json.decode(document, type=_Stated)
    return {
        row["row"]: _state(row, marks.get(int(row["row"])))
        for document in documents.values()
        for row in citations_in(document)
        if row.get("quote", "").strip()
    }


def _state(row: Tree, mark: _Stated | None) -> str:
    """A mark is of the words that were looked for, and of no others."""
    is_of = mark is not None and mark.quote == quote_hash(msgspec.convert(row, _Quoted))
    return mark.state if mark is not None and is_of else State.NOT_CHECKED.value
