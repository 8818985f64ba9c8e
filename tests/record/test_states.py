"""Derived states: silence, coverage, whose turn, first-hand, origins. Computed, never typed."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests import factories as make
from tracker.edition import records
from tracker.edition.cases import case_of
from tracker.edition.named import holders_in
from tracker.edition.readers import AtTheDesk
from tracker.ledger.changes import root_of
from tracker.public.telling import evidence
from tracker.public.telling.page_words import whose_turn
from tracker.record import models as m
from tracker.record.state import (
    ANSWERED,
    NONE,
    NOT_LOOKED_FOR,
    NOT_ON_FILE,
    OPEN,
    OVERDUE,
    UNCHECKED,
    deadline_day,
    states,
)
from tracker.words.states import point_sentences

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}


def state(allegation):
    return point_of(make.told(allegation.claim), allegation).response_state


def point_of(claim, allegation):
    return next(point for point in claim.allegations if point.number == allegation.number)


def claim_state(claim):
    return make.told(claim).response_state


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_allegation_for_which_nobody_looked_is_told_so():
    claim = make.claim()
    assert state(claim.allegations.get()) == NOT_LOOKED_FOR
    make.look(claim)
    assert state(claim.allegations.get()) == NONE
    assert claim_state(claim) == NONE


def test_allegation_with_a_public_answer_is_answered():
    claim = make.claim(allegations=2, looked_on="2024-06-01")
    first, second = claim.allegations.all()
    make.answer(make.response(claim, on_file="excerpts"), first)
    assert state(first) == ANSWERED
    assert state(second) == NOT_ON_FILE
    assert claim_state(claim) == ANSWERED


@pytest.mark.database
def test_draft_answer_does_not_answer_for_readers_but_does_for_the_desk(editor):
    claim = make.claim(looked_on="2024-06-01")
    make.answer(make.response(claim, **DRAFT), claim.allegations.get())
    assert state(claim.allegations.get()) == NONE
    assert claim_state(claim) == NONE
    at_the_desk = records.claim(AtTheDesk(editor), claim.reference)
    assert point_of(at_the_desk, claim.allegations.get()).response_state == ANSWERED
    assert at_the_desk.response_state == ANSWERED


PASSED = {"due_on": in_days(-3)}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"due_on": in_days(5)}, OPEN),
        ({"due_on": ""}, OPEN),
        ({"due_on": in_days(0)}, OPEN),
        (PASSED, UNCHECKED),
        ({**PASSED, "checked_on": in_days(-3)}, UNCHECKED),
        ({**PASSED, "checked_on": in_days(-2)}, OVERDUE),
        ({**PASSED, "sent_on": ""}, NONE),
        ({**PASSED, "outcome": "returned"}, NONE),
        ({**PASSED, "outcome": "lapsed"}, NONE),
        ({**PASSED, "outcome": "refused"}, NOT_ON_FILE),
        ({**PASSED, "outcome": "answered"}, NOT_ON_FILE),
        ({**PASSED, "is_appeal": True}, NONE),
        ({**PASSED, "kind": "evidence"}, NONE),
        ({**PASSED, **DRAFT}, NONE),
    ],
)
def test_request_makes_a_state_only_if_sent_and_open(given, expected):
    claim = make.claim(looked_on="2024-06-01")
    make.request(claim=claim, **given)
    assert state(claim.allegations.get()) == expected
    assert claim_state(claim) == expected


def test_deadline_known_to_the_month_has_passed_only_after_the_month():
    tree = {"made_on": "2024-03-01", "accused": [{"row": "1", "party": "party/1"}]}
    tree["allegations"] = [{"row": "1", "number": 1}]
    asked = {"asked": "party/1", "claim": "C-1", "kind": "response", "sent_on": "2024-04-01"}
    asked |= {"due_on": "2024-04", "checked_on": "2024-05-02"}
    case = case_of("C-1", tree, {}, {"Q-1": asked}, {})
    assert [states(case, date(2024, 4, 30))[0].state] == [OPEN]
    assert [states(case, date(2024, 5, 1))[0].state] == [OVERDUE]


@pytest.mark.parametrize(
    ("now", "is_over"), [("2024-05-01T11:59:59+00:00", False), ("2024-05-01T12:00:00+00:00", True)]
)
def test_day_is_over_when_it_is_over_everywhere_on_earth(now, is_over):
    assert (date(2024, 4, 30) < deadline_day(datetime.fromisoformat(now))) is is_over


@pytest.mark.parametrize(("days", "has_passed"), [(-2, True), (0, False), (1, False)])
def test_sentence_of_a_deadline_agrees_with_the_state_on_its_very_day(days, has_passed):
    request = make.request(
        claim=make.claim(), due_on=in_days(days), checked_on=in_days(0), sent_on=in_days(-9)
    )
    claim = make.told(request.claim)
    (sentence,) = point_sentences(claim.allegations[0])
    assert ("No reply from" in str(sentence)) is has_passed
    assert (claim.response_state == OVERDUE) is has_passed
    assert (whose_turn(make.told(request)) == "overdue") is has_passed


def test_coverage_counts_the_points_answered_of_all():
    claim = make.claim(allegations=3)
    make.answer(make.response(claim), claim.allegations.first())
    told = make.told(claim)
    assert (told.answered_count, told.allegation_count) == (1, 3)


@pytest.mark.database
def test_answering_a_point_addresses_its_claim():
    claim = make.claim()
    response = make.response()
    make.answer(response, claim.allegations.get())
    assert list(response.claims.all()) == [claim]


def test_covering_a_point_or_withdrawing_what_answers_it_addresses_its_claim():
    claim, other = make.claim(), make.claim()
    response = make.response(claim)
    answer = make.answer(response, claim.allegations.get(), extent="general")
    m.AnswerPoint.objects.create(answer=answer, allegation=other.allegations.get())
    response.address_answered_claims()
    assert set(response.claims.all()) == {claim, other}
    withdrawal = make.response(responder=response.responder)
    m.ResponseLink.objects.create(response=withdrawal, kind="withdraws", other=response)
    withdrawal.address_answered_claims()
    assert set(withdrawal.claims.all()) == {claim, other}


def test_first_response_may_be_older_than_the_claim():
    claim = make.claim(made_on="2024-04-17")
    make.response(claim, made_on="2024-04-28")
    make.response(claim, made_on="../2024-03-01")
    make.response(claim, made_on="2020-01-01", **DRAFT)
    assert make.told(claim).first_response_on == date(2024, 3, 1)


@pytest.mark.database
def test_request_is_open_until_there_is_an_outcome():
    request = make.request()
    assert make.told(request).is_open
    request.outcome = "answered"
    request.save()
    assert not make.told(request).is_open


# --- First-hand or second-hand ---------------------------------------------------------------


def hand(citation):
    document = make.told(root_of(citation))
    claims = getattr(document, "claims", ())
    holders = [one for told in (document, *claims) for one in holders_in(told)]
    (told,) = {row for one in holders for row in one.citations if row.row == str(citation.pk)}
    return told.is_first_hand


def test_own_words_put_out_by_the_claimant_are_first_hand():
    claimant = make.party()
    claim = make.claim(claimant=claimant)
    own = make.source(publisher=claimant)
    assert hand(make.cite(claim, own)) is True
    assert hand(make.cite(claim.allegations.get(), own)) is True
    assert hand(make.cite(claim, own, relation="quoted")) is False
    assert hand(make.cite(claim, make.source())) is False


def test_a_persons_words_put_out_by_the_body_they_belong_to_are_first_hand():
    body, person = make.party(), make.party(kind="person")
    m.Membership.objects.create(member=person, body=body)
    claim = make.claim(claimant=person)
    assert hand(make.cite(claim, make.source(publisher=body))) is True


def test_reply_printed_by_the_claimant_is_second_hand():
    claimant, responder = make.party(), make.party()
    claim = make.claim(claimant=claimant)
    answer = make.answer(make.response(claim, responder=responder), claim.allegations.get())
    assert hand(make.cite(answer, make.source(publisher=claimant))) is False
    assert hand(make.cite(answer, make.source(publisher=responder))) is True


@pytest.mark.database
def test_event_has_no_speaker_whose_hand_it_could_be():
    assert hand(make.event().citations.get()) is None


def test_figure_is_first_hand_where_its_reporter_put_it_out():
    reporter = make.party()
    figure = make.figure(make.event(), reporter=reporter)
    assert hand(make.cite(figure, make.source(publisher=reporter))) is True
    assert hand(make.cite(figure, make.source())) is False


# --- Origins ---------------------------------------------------------------------------------


def origins(claim):
    return evidence.origins([make.told(claim)])


def test_reprints_of_one_text_are_one_origin():
    claim = make.claim(allegations=0)
    agency = make.source()
    for _copy in range(3):
        make.cite(claim, make.source(derived_from=agency))
    assert origins(claim) == (3, 1)
    make.cite(claim)
    assert origins(claim) == (4, 2)


def test_confidential_source_is_not_counted():
    claim = make.claim(allegations=0)
    make.cite(claim, make.source(confidential=True))
    assert origins(claim) == (0, 0)


def test_chain_of_reprints_leads_to_its_first_source_whichever_was_entered_first():
    last = make.source()
    middle = make.source()
    first = make.source()
    last.derived_from = middle
    last.save()
    middle.derived_from = first
    middle.save()
    last.refresh_from_db()
    assert last.origin == first
    middle.refresh_from_db()
    middle.derived_from = None
    middle.save()
    last.refresh_from_db()
    assert last.origin == middle
