"""What the head of a claim's page shows: the first words of each side, and each point's state.

Everything here reads rows that a page has loaded, and asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.edition.documents import (
    AllegationRow,
    AnswerRow,
    CitationRow,
    ClaimDocument,
    PartyDocument,
    RequestDocument,
)
from tracker.public.telling.in_short import claim_silence, cut
from tracker.public.telling.whose_words import first_verbatim
from tracker.record.choices import Standing
from tracker.record.sentences import Sentence
from tracker.record.state import ON_THE_POINT
from tracker.words.states import coverage, point_label, point_sentences, state_sentence

# As many characters of the words of either side: two lines of a wide page.
MOST = 150


class FirstWords(NamedTuple):
    """The beginning of what a side said, in the reader's language where there is a translation."""

    text: str
    language: str
    is_translated: bool
    is_whole: bool
    parties: list[PartyDocument]
    anchor: str
    number: int
    answer: AnswerRow | None = None


Labelled = list[tuple[Sentence | str, list[PartyDocument]]]


class Glance(NamedTuple):
    """A claim's page in a few lines."""

    said: FirstWords | None
    answered: FirstWords | None
    # What is known of the replies of the accused, and of which of them.
    known: Labelled
    # What is known of some of the accused on all points alike; for each point of the others.
    throughout: Labelled
    by_point: list[tuple[AllegationRow, Labelled]]


def of_claim(claim: ClaimDocument) -> Glance:
    said, answered = _first_said(claim), _first_reply(claim)
    known = replies_of_accused(claim)
    if len(claim.accused) == 1:
        # How much of the claim it replied on stands above already.
        known = [("" if answered else claim_silence(claim), claim.accused)]
    points = list(claim.allegations)
    alike = _known_alike(points)
    throughout = _together((point_label(state), party) for party, state in alike)
    differing = {party.key for party in claim.accused} - {party.key for party, _state in alike}
    by_point = [(one, _of_those(one, differing)) for one in points]
    return Glance(said, answered, known, throughout, by_point)


def _known_alike(points: list[AllegationRow]) -> list[tuple[PartyDocument, str]]:
    """Of which of the accused the same is known on all these points, and what."""
    if not points:
        return []
    states = [{one.party.key: one.state for one in point.states} for point in points]
    return [
        (one.party, one.state)
        for one in points[0].states
        if all(each.get(one.party.key) == one.state for each in states)
    ]


def _of_those(point: AllegationRow, parties: set[str]) -> Labelled:
    if not point.states:
        return [(point_label(""), [])]
    return _together(
        (point_label(one.state), one.party) for one in point.states if one.party.key in parties
    )


class Known(NamedTuple):
    """What is known at a point of the accused that did not reply on it."""

    sentences: list[Sentence]
    # What an earlier point says of them in a sentence, in a few words, and which point that is.
    again: Labelled
    at: AllegationRow | None


def known_at(points: Iterable[AllegationRow]) -> dict[AllegationRow, Known]:
    """What is known at each point of those that did not reply: each sentence is told once."""
    told: dict[Sentence, AllegationRow] = {}
    found = {}
    for point in points:
        if not point.states:
            found[point] = Known(point_sentences(point), [], None)
            continue
        silent = [one for one in point.states if one.state not in ON_THE_POINT]
        sentences = {one.party.key: state_sentence(one) for one in silent}
        again = [one for one in silent if sentences[one.party.key] in told]
        first = next((told[sentences[one.party.key]] for one in again), None)
        found[point] = Known(
            [words for words in sentences.values() if words not in told],
            _together((point_label(one.state), one.party) for one in again),
            first,
        )
        for words in sentences.values():
            told.setdefault(words, point)
    return found


def replies_of_accused(claim: ClaimDocument) -> Labelled:
    """On how many of the points made against them the accused replied, and who these are."""
    told = (
        (coverage(known, sum(known.values())) + ".", one) for one, known in claim.standings if known
    )
    return _together(told)


def points_put(asked: RequestDocument) -> list[AllegationRow]:
    """The points of its claim that a request put; none where it put the claim as a whole."""
    put = {link.allegation_id for link in asked.point_links}
    return [one for one in asked.claim.allegations if one.key in put] if asked.claim else []


class Others(NamedTuple):
    """Words on a point that are no reply of its accused, under what they are."""

    heading: str
    answers: list[AnswerRow]
    responders: list[PartyDocument]


def other_words(point: AllegationRow) -> list[Others]:
    """Words on a point that make no state, apart by the reason why they make none."""
    found: dict[str, list[AnswerRow]] = {}
    for answer in point.other_answers:
        found.setdefault(_why_apart(answer, point), []).append(answer)
    return [Others(heading, answers, _speakers(answers)) for heading, answers in found.items()]


def _why_apart(answer: AnswerRow, point: AllegationRow) -> str:
    response = answer.response
    if response.undone_by is not None:
        return _("Withdrawn or disowned")
    match response.standing_to(point.claim.key):
        case Standing.EARLIER:
            return _("Said before the claim")
        case Standing.REMARK:
            return _("Remarks on the subject, without reference to the claim")
    if {one.key for one in point.accused}.isdisjoint(one.key for one in response.responders):
        return _("Others who replied")
    return _("Other words on this point")


def _speakers(answers: list[AnswerRow]) -> list[PartyDocument]:
    each = {one.key: one for answer in answers for one in answer.response.responders}
    return list(each.values())


def _together(told: Iterable[tuple[str, PartyDocument]]) -> Labelled:
    found: dict[Sentence | str, list[PartyDocument]] = {}
    for words, party in told:
        found.setdefault(words, []).append(party)
    return list(found.items())


def _first_said(claim: ClaimDocument) -> FirstWords | None:
    for point in claim.allegations:
        if citation := first_verbatim(point.citations):
            return _first_words(citation, point.claimants, point.anchor, point.number)
    return None


def _first_reply(claim: ClaimDocument) -> FirstWords | None:
    """The first words of the reply that was made first, of those to the accused's points."""
    for point in claim.allegations:
        for answer in point.counted_answers:
            if citation := first_verbatim(answer.citations):
                anchor = answer.anchor_at(point)
                parties = answer.response.responders
                found = _first_words(citation, parties, anchor, point.number)
                return found._replace(answer=answer)
    return None


def _first_words(
    citation: CitationRow, parties: list[PartyDocument], anchor: str, number: int
) -> FirstWords:
    is_translated = bool(citation.translation) and citation.language != get_language()
    words = cut(citation.translation if is_translated else citation.quote, MOST)
    return FirstWords(
        text=words.text,
        language="en" if is_translated else citation.language,
        is_translated=is_translated,
        is_whole=words.is_whole,
        parties=parties,
        anchor=anchor,
        number=number,
    )
