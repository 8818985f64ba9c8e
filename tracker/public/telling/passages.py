"""The passages of a page: each printed in full once, and referred to where it is cited again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.safestring import SafeString

from tracker.edition.documents import (
    AllegationRow,
    AnswerRow,
    CitationRow,
    EventDocument,
    ResponseDocument,
)
from tracker.edition.documents.versions import utterances
from tracker.public.telling.comparing.words import Marker
from tracker.public.telling.versions import MOST_COMPARED, Version, compared, origin_words
from tracker.public.telling.whose_words import in_reading_order

# So many passages of a point, and of an answer, stand open.
OPEN = 1


class Passage(NamedTuple):
    """A citation as a page shows it, with the other versions of its words."""

    citation: CitationRow
    # Where it stands in full, and at which point that is; above all points where it is at none.
    anchor: str
    point: AllegationRow | None
    is_repeated: bool
    # Where its words go back to; empty where nobody said anything of that.
    origin: SafeString = SafeString("")
    versions: tuple[tuple[Passage, Version], ...] = ()


class Passages(NamedTuple):
    """What of a point or an answer is printed, and what more is folded away."""

    shown: list[Passage]
    folded: list[Passage]


Holder = AllegationRow | AnswerRow | ResponseDocument | EventDocument


def of_points(points: Iterable[AllegationRow]) -> dict[Holder, Passages]:
    """The passages of these points and of the answers to them, in the order of the page."""
    found = _Printed()
    for point in points:
        found.add(point, point)
        for answer in point.answers:
            found.add(answer, point)
    return found.by_holder


def of_response(response: ResponseDocument) -> dict[Holder, Passages]:
    """The passages of a response and its answers, and of the points that these stand beside."""
    found = _Printed()
    found.add(response, None)
    for answer in response.answers:
        found.add(answer.allegation, answer.allegation)
        found.add(answer, answer.allegation)
    return found.by_holder


def of_event(event: EventDocument) -> list[Passage]:
    """The passages of an event, all of which stand open."""
    found = _Printed()
    found.add(event, None)
    return [*found.by_holder[event].shown, *found.by_holder[event].folded]


class _Printed:
    """What has been printed so far, and where."""

    def __init__(self) -> None:
        self.by_holder: dict[Holder, Passages] = {}
        self.first: dict[tuple[str, ...], Passage] = {}
        self.marker = Marker(MOST_COMPARED)

    def add(self, holder: Holder, point: AllegationRow | None) -> None:
        """Give a row its passages; words of an answer to several points stand at the first."""
        if holder in self.by_holder:
            return
        whose = _whose(holder)
        groups = utterances(in_reading_order(holder.citations))
        each = [self._utterance(first, others, whose, point) for first, *others in groups]
        each.sort(key=_place)
        self.by_holder[holder] = Passages(each[:OPEN], each[OPEN:])

    def _utterance(
        self, first: CitationRow, others: list[CitationRow], whose: str, point: AllegationRow | None
    ) -> Passage:
        """The words that others go back to, and these others, but for what stands elsewhere."""
        made = self._passage(first, whose, point)
        passages = {one: self._passage(one, whose, point) for one in others}
        if made.is_repeated:
            passages = {one: told for one, told in passages.items() if not told.is_repeated}
        versions = compared(first, passages, self.marker)
        if made.is_repeated and not versions:
            return made
        return made._replace(
            origin=origin_words(first, has_versions=bool(versions)),
            versions=tuple((passages[one.citation], one) for one in versions),
        )

    def _passage(self, citation: CitationRow, whose: str, point: AllegationRow | None) -> Passage:
        # Of a source that is cited without words every citation is its own.
        words = citation.quote.strip() or citation.row
        key = (whose, citation.source.key, citation.relation, words)
        if found := self.first.get(key):
            return found._replace(citation=citation, is_repeated=True)
        made = Passage(citation, f"passage-{len(self.first) + 1}", point, is_repeated=False)
        self.first[key] = made
        return made


def _place(passage: Passage) -> tuple[bool, int, bool]:
    """Where a passage stands among the others: by the nearest of its versions to the party."""
    citations = [passage.citation, *(version.citation for _one, version in passage.versions)]
    has_words = any(one.quote.strip() for one in citations)
    return not has_words, min(one.rank for one in citations), passage.is_repeated


def _whose(holder: Holder) -> str:
    """The key of the record whose words a row cites: each side's are printed on its own side."""
    if isinstance(holder, AllegationRow):
        return holder.claim.key
    return holder.response.key if isinstance(holder, AnswerRow) else holder.key
