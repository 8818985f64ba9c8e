"""The passages of a page: each printed in full once, and referred to where it is cited again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tracker.edition.documents import AllegationRow, AnswerRow, CitationRow, ResponseDocument
from tracker.public.telling.whose_words import in_reading_order

# So many passages of a point, and of an answer, stand open.
OPEN = 1


class Passage(NamedTuple):
    """A citation as a page shows it."""

    citation: CitationRow
    # Where it stands in full, and at which point that is; above all points where it is at none.
    anchor: str
    point: AllegationRow | None
    is_repeated: bool


class Passages(NamedTuple):
    """What of a point or an answer is printed, and what more is folded away."""

    shown: list[Passage]
    folded: list[Passage]


Holder = AllegationRow | AnswerRow | ResponseDocument


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


class _Printed:
    """What has been printed so far, and where."""

    def __init__(self) -> None:
        self.by_holder: dict[Holder, Passages] = {}
        self.first: dict[tuple[str, ...], Passage] = {}

    def add(self, holder: Holder, point: AllegationRow | None) -> None:
        """Give a row its passages; words of an answer to several points stand at the first."""
        if holder in self.by_holder:
            return
        whose = _whose(holder)
        each = [self._passage(one, whose, point) for one in in_reading_order(holder.citations)]
        each.sort(
            key=lambda one: (not one.citation.quote.strip(), one.citation.rank, one.is_repeated)
        )
        self.by_holder[holder] = Passages(each[:OPEN], each[OPEN:])

    def _passage(self, citation: CitationRow, whose: str, point: AllegationRow | None) -> Passage:
        # Of a source that is cited without words every citation is its own.
        words = citation.quote.strip() or citation.row
        key = (whose, citation.source.key, citation.relation, words)
        if found := self.first.get(key):
            return found._replace(citation=citation, is_repeated=True)
        made = Passage(citation, f"passage-{len(self.first) + 1}", point, is_repeated=False)
        self.first[key] = made
        return made


def _whose(holder: Holder) -> str:
    """The key of the record whose words a row cites: each side's are printed on its own side."""
    if isinstance(holder, AllegationRow):
        return holder.claim.key
    return holder.response.key if isinstance(holder, AnswerRow) else holder.key
