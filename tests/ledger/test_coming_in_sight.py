"""Records without a status of their own: the log says when they come in sight and go out of it."""

import pytest

from tests import factories as make
from tracker.editorial.workflow import make_move
from tracker.ledger.models import Entry
from tracker.record import models as m

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}


def told_of(row):
    entries = Entry.objects.filter(record=f"{row._meta.model_name}/{row.pk}").order_by("sequence")
    return list(entries.values_list("action", "shown"))[1:]


def test_body_comes_and_goes_with_the_member_that_a_record_names():
    member, body, other = make.party("Speaker D"), make.party("Body E"), make.party("Body F")
    m.Membership.objects.create(member=member, body=body)
    claim = make.claim(claimant=make.party("Party A"), accused=member, **DRAFT)
    make.ledger()
    for move in ("submit", "publish"):
        claim = make_move(claim, move, None)
    assert told_of(body) == told_of(member) == [("appeared", "whole")]
    make_move(claim, "withdraw", None, "It was entered twice.")
    assert told_of(body) == told_of(member) == [("appeared", "whole"), ("disappeared", "nothing")]
    assert told_of(other) == []


def test_place_comes_and_goes_with_what_lies_in_it():
    above = make.place("Region B")
    town = make.place("Town C", part_of=make.place("Camp D", part_of=above))
    claim = make.claim(claimant=make.party("Party A"), **DRAFT)
    m.AllegationPlace.objects.create(allegation=claim.allegations.get(), place=town)
    make.ledger()
    for move in ("submit", "publish"):
        claim = make_move(claim, move, None)
    assert told_of(above) == told_of(town) == [("appeared", "whole")]
    make_move(claim, "withdraw", None, "It was entered twice.")
    assert told_of(above)[-1] == told_of(town)[-1] == ("disappeared", "nothing")


def test_what_only_an_answer_cites_comes_and_goes_with_the_claim_that_it_answers():
    claimant = make.party("Party A")
    shown, hidden = make.claim(claimant=claimant), make.claim(claimant=claimant, **DRAFT)
    answer = make.answer(make.response(shown), hidden.allegations.get())
    publisher = answer.citations.get().source.publisher
    make.ledger()
    for move in ("submit", "publish"):
        hidden = make_move(hidden, move, None)
    assert told_of(publisher) == [("appeared", "whole")]
    make_move(hidden, "withdraw", None, "It was entered twice.")
    assert told_of(publisher)[-1] == ("disappeared", "nothing")
