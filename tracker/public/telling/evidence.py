"""The sources and figures of a page, gathered from what it loaded. Asks the database nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tracker.edition.documents import AllegationRow, AnswerRow, ClaimDocument, ResponseDocument
from tracker.edition.documents.versions import utterances


@dataclass
class CitedSource:
    """A source of a page, with the citations that the page makes of it."""

    source: Any
    citations: list[Any] = field(default_factory=list)


def numbered_sources(holders: Iterable[Any]) -> list[CitedSource]:
    """The sources cited by `holders` and their figures, in the order in which they come up."""
    found: dict[int, CitedSource] = {}
    for citation in _citations(holders):
        entry = found.setdefault(citation.source_id, CitedSource(citation.source))
        entry.citations.append(citation)
    return list(found.values())


class Origins(NamedTuple):
    """How many sources, and how many of them go back to no other: forty reprints are one origin."""

    sources: int
    independent: int


def origins(holders: Iterable[Any]) -> Origins:
    """The sources that `holders` cite themselves, not in their figures.

    Versions of one utterance are of one origin, whatever sources have them.
    """
    said = [one for holder in holders for one in utterances(holder.citations.all())]
    first = [versions[0].source for versions in said]
    return Origins(
        len({citation.source.pk for versions in said for citation in versions}),
        len({source.origin_id or source.pk for source in first}),
    )


def _citations(holders: Iterable[Any]) -> Iterable[Any]:
    for holder in holders:
        yield from holder.citations.all()
        if hasattr(holder, "figures"):
            for figure in holder.figures.all():
                yield from figure.citations.all()


def figure_groups(holders: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """The figures of `holders` by what they count, as reported, side by side. Never summed."""
    return by_population(figure for holder in holders for figure in holder.figures.all())


def by_population(figures: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Figures by what they count, in the order in which they come up."""
    groups: dict[str, list[Any]] = {}
    for figure in figures:
        groups.setdefault(figure.population, []).append(figure)
    return list(groups.items())


class ClaimAnswers(NamedTuple):
    """A claim that a response addresses, and its answers to the claim's points."""

    claim: ClaimDocument
    answers: list[AnswerRow]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the points of the claim that the answers are on."""
        on = {point.number for one in self.answers for point in one.covered if self.has(point)}
        return sorted(on)

    def has(self, point: AllegationRow) -> bool:
        return point.claim is self.claim


def answers_by_claim(response: ResponseDocument) -> list[ClaimAnswers]:
    """What a response answers, for each claim that it addresses."""
    return [
        ClaimAnswers(
            claim,
            [one for one in response.answers if any(p.claim is claim for p in one.covered)],
        )
        for claim in response.claims
    ]
