"""Quotes in kept copies of their sources, as readers' pages tell of them."""

from __future__ import annotations

from tracker.edition.documents import AnswerRow, CitationRow, ClaimDocument
from tracker.words.quotes import counted, counted_words

FRAGMENT = ":~:"


def live_link(citation: CitationRow) -> str:
    """The address of a source with the words that a browser goes to; empty where it has none."""
    mark, address = citation.mark, citation.source.url
    if mark is None or not mark.fragment or not address:
        return ""
    base, _hash, place = address.partition("#")
    return f"{base}#{place.partition(FRAGMENT)[0]}{mark.fragment.removeprefix('#')}"


def checked_in_claim(claim: ClaimDocument) -> str:
    """How many of the quotes of a claim and of the answers to it are in kept copies."""
    answers: dict[str, AnswerRow] = {
        answer.row: answer for point in claim.allegations for answer in point.answers
    }
    cited = [*claim.citations]
    for point in claim.allegations:
        cited += point.citations
    for holder in answers.values():
        cited += holder.citations
    return counted_words(counted(cited))
