"""What one responder answered over time: subject by subject, each answer beside an earlier one.

Only what is on record is compared, and nothing is made of it: a stance that an answer lacks was not
given up, a stance that it has was perhaps taken before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeAlias

from django.utils.translation import gettext as _

from tracker.edition.documents import (
    AnswerRow,
    ClaimLinkRow,
    PartyDocument,
    ResponseDocument,
    StanceDocument,
    ViolationDocument,
)
from tracker.edition.named import Answered
from tracker.public.telling.comparing.quotes import Row, side_by_side
from tracker.public.telling.comparing.words import Marker
from tracker.record.choices import OnFile, TieKind
from tracker.record.sentences import Reference, sentence

# With more answers than this to set beside others, the page shows one subject at a time.
MOST_AT_ONCE = 120
TYING = (TieKind.REPEATS, TieKind.CORROBORATES, TieKind.UPDATES)
# Claim → other claim → what ties the two.
Ties: TypeAlias = dict[str, dict[str, ClaimLinkRow]]
# No code of the codebook looks like this.
UNCODED = "-"


@dataclass
class StanceTaken:
    """A stance, the first and the latest response that took it, and how many did."""

    stance: StanceDocument
    first: ResponseDocument
    latest: ResponseDocument
    count: int = 1


@dataclass
class Subject:
    """Answers on allegations with the same coding, in the order they were made.

    `violations` is empty for allegations without a code.
    """

    code: str
    violations: list[ViolationDocument]
    answers: list[AnswerRow]

    @property
    def codes(self) -> set[str]:
        return {violation.code for violation in self.violations} or {UNCODED}

    @property
    def is_repeated(self) -> bool:
        """Whether it was answered on more than one occasion."""
        return len({answer.response_id for answer in self.answers}) > 1


@dataclass
class Step:
    """An answer, and the earlier one it is set beside: None for the first on a subject.

    `basis` says what ties the two allegations. `partly` names the responses not on file as a whole.
    """

    answer: AnswerRow
    earlier: AnswerRow | None = None
    basis: str = ""
    both: list[StanceDocument] = field(default_factory=list)
    only_now: list[StanceDocument] = field(default_factory=list)
    only_then: list[StanceDocument] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    partly: list[str] = field(default_factory=list)

    @property
    def matched(self) -> list[Row]:
        return [row for row in self.rows if row.is_match]

    @property
    def notes(self) -> list[str]:
        """Why the rest of the words is not marked."""
        return [note for row in self.rows if not row.is_match for note in row.notes]


@dataclass
class Shown:
    """The subjects that the page shows in full; `is_whole` when none is left out."""

    subjects: list[tuple[Subject, list[Step]]]
    is_whole: bool


@dataclass
class OverTime:
    """A responder's newest responses of `total`, those made first before the others, the stances it
    took in them, and what it answered on."""

    responses: list[ResponseDocument]
    stances: list[StanceTaken]
    subjects: list[Subject]
    related: list[PartyDocument]
    total: int

    @property
    def repeated(self) -> list[Subject]:
        return [one for one in self.subjects if one.is_repeated]

    @property
    def once(self) -> list[Subject]:
        return [one for one in self.subjects if not one.is_repeated]

    @property
    def partly(self) -> list[ResponseDocument]:
        return [one for one in self.responses if one.on_file != OnFile.WHOLE]

    def has(self, code: str) -> bool:
        return any(code in one.codes for one in self.subjects)

    def show(self, code: str) -> Shown:
        """The subject with this code, or all that were answered more than once, if not too many."""
        chosen = [one for one in self.subjects if code in one.codes] if code else self.repeated
        if sum(len(one.answers) for one in chosen) > MOST_AT_ONCE and not code:
            return Shown([], is_whole=False)
        ties, marker = _ties([answer for one in chosen for answer in one.answers]), Marker()
        shown = [(one, list(_steps(one, ties, marker))) for one in chosen]
        return Shown(shown, is_whole=not code)


def answers_over_time(told: Answered) -> OverTime:
    """All that a party answered."""
    answers = [answer for response in told.responses for answer in response.answers]
    stances, subjects = _stances(answers), _subjects(answers)
    return OverTime(told.responses, stances, subjects, told.related, told.total)


def _stances(answers: list[AnswerRow]) -> list[StanceTaken]:
    """Every stance taken, in the order of the codebook."""
    found: dict[str, StanceTaken] = {}
    for answer in answers:
        for link in answer.stance_links:
            taken = found.get(link.stance.code)
            if taken is None:
                taken = StanceTaken(link.stance, answer.response, answer.response)
                found[link.stance.code] = taken
            elif taken.latest is not answer.response:
                taken.latest = answer.response
                taken.count += 1
    return sorted(found.values(), key=lambda one: (one.stance.position, one.stance.code))


def _subjects(answers: list[AnswerRow]) -> list[Subject]:
    """Answers by what their allegations are coded as; two codes with the same answers are one."""
    by_code: dict[ViolationDocument | None, list[AnswerRow]] = defaultdict(list)
    for answer in answers:
        coded: list[ViolationDocument | None]
        coded = [link.violation for link in answer.allegation.violation_links]
        for violation in coded or [None]:
            by_code[violation].append(answer)
    alike: dict[tuple[str, ...], list[ViolationDocument | None]] = defaultdict(list)
    ordered = sorted((one for one in by_code if one), key=lambda one: (one.position, one.code))
    for violation in [*ordered, *([None] if None in by_code else [])]:
        alike[tuple(answer.row for answer in by_code[violation])].append(violation)
    return [
        Subject(
            code=violations[0].code if violations[0] else UNCODED,
            violations=[one for one in violations if one],
            answers=by_code[violations[0]],
        )
        for violations in alike.values()
    ]


def _ties(answers: list[AnswerRow]) -> Ties:
    """For each claim of these answers, the others that are linked to it as saying the same."""
    claims = {answer.allegation.claim.key: answer.allegation.claim for answer in answers}
    links = [
        link
        for claim in claims.values()
        for link in claim.links
        if link.kind in TYING and link.other_id in claims
    ]
    found: Ties = defaultdict(dict)
    for link in sorted(links, key=lambda link: int(link.row)):
        found[link.claim_id].setdefault(link.other_id, link)
        found[link.other_id].setdefault(link.claim_id, link)
    return found


def _steps(subject: Subject, ties: Ties, marker: Marker) -> Iterator[Step]:
    """The answers of a subject, each with the earlier one that is nearest to it.

    Nearest is one on the same allegation, then one on a linked claim, then the latest before it.
    What one response says of several allegations was said at once: these are not compared.
    """
    on_point: dict[str, AnswerRow] = {}
    on_claim: dict[str, tuple[int, AnswerRow]] = {}
    latest: AnswerRow | None = None
    by_response = groupby(subject.answers, key=lambda answer: answer.response_id)
    for place, (_response, answers) in enumerate(by_response):
        said = list(answers)
        for answer in said:
            point = answer.allegation
            linked = [
                on_claim[claim] for claim in ties.get(point.claim_id, ()) if claim in on_claim
            ]
            tied = max(linked, key=lambda one: one[0])[1] if linked else None
            coded_alike = latest if subject.violations else None
            earlier = on_point.get(point.key) or tied or coded_alike
            yield _step(answer, earlier, ties, marker) if earlier else Step(answer)
        for answer in reversed(said):
            on_point[answer.allegation_id] = latest = answer
            on_claim[answer.allegation.claim_id] = (place, answer)


def _step(answer: AnswerRow, earlier: AnswerRow, ties: Ties, marker: Marker) -> Step:
    now, then = ([link.stance for link in one.stance_links] for one in (answer, earlier))
    responses = (earlier.response, answer.response)
    return Step(
        answer,
        earlier,
        basis=_basis(answer, earlier, ties),
        both=[stance for stance in now if stance in then],
        only_now=[stance for stance in now if stance not in then],
        only_then=[stance for stance in then if stance not in now],
        rows=side_by_side(earlier.citations, answer.citations, marker),
        partly=[one.reference for one in responses if one.on_file != OnFile.WHOLE],
    )


def _basis(answer: AnswerRow, earlier: AnswerRow, ties: Ties) -> str:
    """What ties the allegations of two answers, in words."""
    if answer.allegation_id == earlier.allegation_id:
        return _("Both answer the same allegation.")
    link = ties.get(answer.allegation.claim_id, {}).get(earlier.allegation.claim_id)
    if link is not None:
        named = {
            "claim": Reference(link.claim_id),
            "kind": link.get_kind_display(),
            "other": Reference(link.other_id),
        }
        words = _("They answer two allegations coded alike; %(claim)s %(kind)s %(other)s.")
        return sentence(words, **named)
    if answer.allegation.claim_id == earlier.allegation.claim_id:
        return _("They answer two allegations of one claim, coded alike.")
    return _("They answer allegations of two claims, coded alike.")
