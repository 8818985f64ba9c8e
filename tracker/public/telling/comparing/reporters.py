"""Who reports the same statement: its parts, the sources cited for each, two of them compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tracker.edition.documents import (
    CitationRow,
    ClaimDocument,
    Name,
    ResponseDocument,
    SourceDocument,
)
from tracker.edition.documents.versions import utterances
from tracker.edition.lists import sources
from tracker.edition.readers import Reader
from tracker.public.telling.comparing.quotes import Row, side_by_side
from tracker.public.telling.comparing.words import Marker
from tracker.record.sentences import Reference, sentence


@dataclass
class Part:
    """A part of a statement that sources are cited for: the whole of it, an answer, an allegation.

    `sources` maps the key of a source to its citations for this part.
    """

    label: str
    url: str
    words: str = ""
    sources: dict[str, list[CitationRow]] = field(default_factory=dict)


@dataclass
class Reporter:
    """A source of a statement, the parts it is cited for, and those that only others are."""

    source: SourceDocument
    # That of its citations which is nearest to the party, and whether all are as near.
    nearest: CitationRow
    is_as_near_throughout: bool
    cited_for: list[Part]
    not_cited_for: list[Part]
    # What it reprints or retells, where the reader may see that.
    retells: SourceDocument | None = None

    @property
    def name(self) -> Name:
        """Who published it, with its reference: two of one publisher differ in that."""
        publisher, reference = self.source.publisher, self.source.reference
        if publisher is None:
            return Name(reference, "")
        own = publisher.local_name
        return Name(f"{own.text}, {reference}", own.language)


@dataclass
class Pair:
    """Two reporters: the parts both are cited for, side by side, and those that only one is."""

    left: Reporter
    right: Reporter
    both: list[tuple[Part, list[Row]]]
    only_left: list[Part]
    only_right: list[Part]
    origin: str


def parts_of_response(response: ResponseDocument) -> list[Part]:
    """The parts of a response: the whole of it, and its answers."""
    whole = _part(_("The response as a whole"), response, response.title)
    found = [whole]
    for answer in response.answers:
        point = answer.allegation
        named = {"number": point.number, "claim": Reference(point.claim.reference)}
        label = sentence(_("Answer to allegation %(number)s of %(claim)s"), **named)
        found.append(_part(label, answer, point.text))
    return found


def parts_of_claim(claim: ClaimDocument) -> list[Part]:
    """The parts of a claim: the whole of it, and its allegations."""
    found = [_part(_("The claim as a whole"), claim, claim.title)]
    for point in claim.allegations:
        label = _("Allegation %(number)s") % {"number": point.number}
        found.append(_part(label, point, point.text))
    return found


def _part(label: str, holder: Any, words: str) -> Part:
    part = Part(label, holder.get_absolute_url(), words)
    for citation in holder.citations:
        part.sources.setdefault(citation.source_id, []).append(citation)
    return part


def is_reported_twice(holders: Iterable[Any]) -> bool:
    """Whether two sources are cited for one of these."""
    return any(len({c.source_id for c in holder.citations}) > 1 for holder in holders)


def reporters(parts: list[Part]) -> list[Reporter]:
    """The sources of these parts: first-hand ones first, then the earliest, undated ones last."""
    cited: dict[str, list[CitationRow]] = {}
    for part in parts:
        for key, citations in part.sources.items():
            cited.setdefault(key, []).extend(citations)
    known = [part for part in parts if part.sources]
    found = [
        Reporter(
            source=citations[0].source,
            nearest=min(citations, key=_distance),
            is_as_near_throughout=len(set(map(_distance, citations))) == 1,
            cited_for=[part for part in known if key in part.sources],
            not_cited_for=[part for part in known if key not in part.sources],
        )
        for key, citations in cited.items()
    ]
    return sorted(found, key=_first_hand_then_earliest)


def _distance(citation: CitationRow) -> tuple[bool, int]:
    return not citation.is_first_hand, citation.rank


def name_what_they_retell(found: list[Reporter], reader: Reader) -> None:
    """Give each reporter the source that it reprints or retells."""
    keys = {one.source.derived_from_id for one in found if one.source.derived_from_id}
    above = sources(reader, keys)
    for reporter in found:
        reporter.retells = above.get(reporter.source.derived_from_id or "")


def _first_hand_then_earliest(reporter: Reporter) -> tuple[Any, ...]:
    source = reporter.source
    day = source.published_on_earliest or source.published_on_latest
    return (not reporter.nearest.is_first_hand, day is None, day and day.isoformat(), source.key)


def _shared(one: Reporter, other: Reporter) -> tuple[int, int]:
    """How many parts both quote in one language, and how many both are cited for."""
    pairs = [
        (part.sources[one.source.key], part.sources[other.source.key])
        for part in one.cited_for
        if other.source.key in part.sources
    ]
    return sum(1 for pair in pairs if _languages(pair[0]) & _languages(pair[1])), len(pairs)


def _languages(citations: list[CitationRow]) -> set[str]:
    return {citation.language for citation in citations if citation.is_verbatim}


def _quoted(one: Reporter) -> list[Part]:
    """The parts that a reporter is cited for with words."""
    return [part for part in one.cited_for if any(c.quote for c in part.sources[one.source.key])]


def _is_quoted_twice(part: Part) -> bool:
    return sum(any(c.quote for c in citations) for citations in part.sources.values()) > 1


def most_alike(
    found: list[Reporter], left: Reporter | None = None, right: Reporter | None = None
) -> tuple[Reporter, Reporter]:
    """The first reporter of something that others report too, and who can best be set beside it.

    One of the two may be given; at least two reporters are.
    """
    sharing = (one for one in found if any(_is_quoted_twice(part) for part in _quoted(one)))
    given = left or right or next(sharing, found[0])
    others = [one for one in found if one is not given]
    other = max(others, key=lambda one: _shared(given, one))
    return (other, given) if right else (given, other)


def compare(left: Reporter, right: Reporter) -> Pair:
    """Two reporters side by side."""
    marker = Marker()
    one, other = left.source.key, right.source.key
    both = [
        (part, side_by_side(part.sources[one], part.sources[other], marker))
        for part in left.cited_for
        if other in part.sources
    ]
    return Pair(
        left,
        right,
        both,
        only_left=[part for part in left.cited_for if other not in part.sources],
        only_right=[part for part in right.cited_for if one not in part.sources],
        origin=_origin(left.source, right.source, [part for part, _rows in both]),
    )


def _origin(left: SourceDocument, right: SourceDocument, both: list[Part]) -> str:
    """What is known of one being taken from the other; nothing where nothing is."""
    pair = {"left": Reference(left.reference), "right": Reference(right.reference)}
    if left.key in (right.derived_from_id, right.origin_id):
        return sentence(
            _("%(right)s reprints or retells %(left)s: the two are one origin."), **pair
        )
    if right.key in (left.derived_from_id, left.origin_id):
        return sentence(
            _("%(left)s reprints or retells %(right)s: the two are one origin."), **pair
        )
    if left.origin_id and left.origin_id == right.origin_id:
        return _("Both go back to one text: the two are one origin.")
    for part in both:
        for versions in utterances(one for cited in part.sources.values() for one in cited):
            if {left.key, right.key} <= {one.source_id for one in versions}:
                return _("Both have versions of the same words: for these the two are one origin.")
    return _("Neither is known to be taken from the other.")
