"""What a page says by this site's own reading: no passage that it quotes says so.

Everything here reads rows that a page has loaded, and asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.edition.documents import (
    AllegationRow,
    AnswerRow,
    CitationRow,
    ClaimDocument,
    PartyDocument,
    PlaceDocument,
)
from tracker.record.choices import Relation


def unnamed_parties(claim: ClaimDocument) -> list[PartyDocument]:
    """The claimants and accused of a claim that none of its passages names, each once.

    Whoever published words of its own needs no other to name it.
    """
    citations = [*claim.citations, *(c for point in claim.allegations for c in point.citations)]
    passages = _passages(citations)
    speakers = {
        one.source.publisher.key
        for one in citations
        if one.relation == Relation.OWN_WORDS and one.quote and one.source.publisher
    }
    found = {}
    for link in (*claim.claimant_links, *claim.accused_links):
        party = link.party
        if party.key not in speakers and not _is_named({link.named_as, *_names(party)}, passages):
            found[party.key] = party
    return list(found.values())


def unnamed_places(point: AllegationRow) -> set[str]:
    """The keys of the places of a point that none of its passages, or of its claim's, names."""
    figures = (c for figure in point.figures for c in figure.citations)
    passages = _passages([*point.claim.citations, *point.citations, *figures])
    places = [link.place for link in point.place_links]
    return {place.key for place in places if not _is_named(_names(place), passages)}


def is_own_coding(row: AllegationRow | AnswerRow) -> bool:
    """Whether the codes of a point or an answer rest on no passage that is quoted for it."""
    return not any(one.quote for one in row.citations)


def _passages(citations: Iterable[CitationRow]) -> str:
    """What these quote, and the titles of their sources, in one text without capitals."""
    texts = ((one.quote, one.translation, one.source.title) for one in citations)
    return "\n".join(part for each in texts for part in each).casefold()


def _names(row: PartyDocument | PlaceDocument) -> set[str]:
    return {row.name, *(one.name for one in row.names)}


def _is_named(names: Iterable[str], passages: str) -> bool:
    return any(name and name.casefold() in passages for name in names)
