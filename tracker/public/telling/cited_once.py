"""What a source is cited for, by its words: a quote that several records have stands once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tracker.edition.documents import CitationRow
from tracker.edition.named import CitedFor
from tracker.public.telling.whose_words import copied_as, nearness


class CitedOnce(NamedTuple):
    """Words of a source, all that they are cited for, and their other versions."""

    citation: CitationRow
    cited_for: list[CitedFor]
    versions: list[CitationRow]


def cited_once(citations: Iterable[CitedFor]) -> list[CitedOnce]:
    """The citations of a source, those with the same words at one place together."""
    groups: dict[tuple[object, ...], list[CitedFor]] = {}
    for one in citations:
        groups.setdefault(_words_of(one.citation), []).append(one)
    return [CitedOnce(same[0].citation, same, _versions(same)) for same in groups.values()]


def _words_of(citation: CitationRow) -> tuple[object, ...]:
    """All that a page shows of a quote; of what has no words nothing that another has."""
    if not citation.quote:
        return (citation.row,)
    mark = citation.mark
    return (
        citation.quote,
        citation.translation,
        citation.translator,
        citation.language,
        citation.locator,
        # Who says it, and how near that is: copied with it.
        copied_as(citation),
        nearness(citation),
        (mark.state, mark.copy, mark.start, mark.end) if mark else None,
    )


def _versions(same: list[CitedFor]) -> list[CitationRow]:
    """The other versions of these words, each once."""
    found = {
        (one.source.key, one.version_kind, one.language, one.quote): one
        for cited in same
        for one in cited.versions
    }
    return list(found.values())
