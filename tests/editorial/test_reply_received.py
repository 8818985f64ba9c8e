"""One click says that a reply has come; and the gate asks that somebody has looked for one."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.editorial import desk
from tracker.editorial.receipts import note_reply
from tracker.editorial.wording import findings, questions
from tracker.ledger.models import Entry
from tracker.record import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    made = make.claim(claimant=make.party("Party A"), accused=make.party("Party B"))
    make.ledger()
    return made


def button(claim, party=None):
    party = party or claim.accused.get()
    return reverse("admin:record_claim_reply", args=[claim.pk, party.pk])


def html_of(client, claim):
    return client.get(desk.address(claim)).content.decode()


@pytest.mark.database
def test_editor_who_may_not_change_what_is_published_says_that_a_reply_came(editors_desk, claim):
    assert f'action="{button(claim)}"' in html_of(editors_desk, claim)
    editors_desk.post(button(claim))
    noted = claim.receipts.get()
    assert (noted.party, noted.received_on) == (claim.accused.get(), timezone.localdate())
    assert noted.kind == m.ClaimReceipt.Kind.ENTERING


def test_readers_are_told_at_once(editors_desk, client, claim):
    address = claim.get_absolute_url()
    assert "is being entered" not in client.get(address).content.decode()
    editors_desk.post(button(claim))
    assert "A reply from Party B was received on" in client.get(address).content.decode()


@pytest.mark.database
def test_note_is_an_entry_of_the_ledger_in_the_editors_name(editors_desk, editor, claim):
    before = Entry.objects.filter(record=claim.reference).count()
    editors_desk.post(button(claim))
    entries = Entry.objects.filter(record=claim.reference).order_by("sequence")
    assert entries.count() == before + 1
    assert entries.last().action == Entry.Action.CHANGED


@pytest.mark.database
def test_second_click_notes_nothing_more(editor, claim):
    party = claim.accused.get()
    assert note_reply(claim, party, editor)
    at = Entry.objects.count()
    assert not note_reply(claim, party, editor)
    assert (claim.receipts.count(), Entry.objects.count()) == (1, at)


def test_what_is_noted_has_no_button_any_more(editors_desk, claim):
    editors_desk.post(button(claim))
    html = html_of(editors_desk, claim)
    assert f'action="{button(claim)}"' not in html
    assert "a reply is being entered" in html


def test_looking_at_the_address_notes_nothing(editors_desk, claim):
    editors_desk.get(button(claim))
    assert not claim.receipts.exists()


def test_each_of_the_accused_has_a_button(editors_desk, claim):
    other = make.party("Party C")
    m.ClaimAccused.objects.create(claim=claim, party=other)
    html = html_of(editors_desk, claim)
    assert f'action="{button(claim, other)}"' in html
    assert f'action="{button(claim, claim.accused.first())}"' in html


def test_party_that_is_not_accused_has_none(editors_desk, claim):
    assert editors_desk.post(button(claim, claim.claimants.get())).status_code == 404
    assert not claim.receipts.exists()


def test_account_that_may_not_change_claims_notes_nothing(client, claim):
    client.force_login(User.objects.create_user("looker", is_staff=True))
    client.post(button(claim))
    assert not claim.receipts.exists()


def test_withdrawn_claim_has_no_button(publishers_desk, claim):
    make.edited(
        claim, status="withdrawn", withdrawn_at=timezone.now(), withdrawn_reason="Entered twice."
    )
    assert f'action="{button(claim)}"' not in html_of(publishers_desk, claim)
    publishers_desk.post(button(claim))
    assert not claim.receipts.exists()


# --- The gate -------------------------------------------------------------------------------------

NOBODY = "Nobody has looked for a reply from Party B yet."


def test_claim_of_whose_accused_nothing_is_known_is_not_published(claim):
    assert NOBODY in findings(claim)


@pytest.mark.database
@pytest.mark.parametrize(
    "known", ["looked for", "asked", "replied", "spoken for", "noted", "ended"]
)
def test_whatever_is_known_of_a_reply_is_enough(claim, known, editor):
    party = claim.accused.get()
    if known == "looked for":
        make.look(claim, party)
    elif known == "asked":
        make.request(claim=claim)
    elif known == "replied":
        make.response(claim)
    elif known == "spoken for":
        response = make.response(claim, responder=make.party("Party D"))
        m.ResponseSpokenFor.objects.create(response=response, party=party)
    elif known == "noted":
        note_reply(claim, party, editor)
    else:
        m.Party.objects.filter(pk=party.pk).update(ended_on="2020")
    assert NOBODY not in findings(claim)


def test_request_that_was_never_sent_is_not_enough(claim):
    make.request(claim=claim, sent_on="")
    assert NOBODY in findings(claim)


def test_each_of_the_accused_is_named_by_the_gate(claim):
    make.look(claim)
    m.ClaimAccused.objects.create(claim=claim, party=make.party("Party C"))
    assert "Nobody has looked for a reply from Party C yet." in findings(claim)
    assert NOBODY not in findings(claim)


@pytest.mark.database
def test_gate_asks_how_much_of_a_response_has_been_read(claim):
    response = make.response(claim)
    words = "Say how much of it has been read."
    assert words not in findings(response)
    m.Response.objects.filter(pk=response.pk).update(on_file="")
    response.refresh_from_db()
    assert words in findings(response)


def test_point_of_several_parties_is_asked_about_and_stops_nothing(publishers_desk, claim):
    make.look(claim)
    assert questions(claim) == []
    m.ClaimClaimant.objects.create(claim=claim, party=make.party("Party E"))
    other = make.party("Party C")
    m.ClaimAccused.objects.create(claim=claim, party=other)
    make.look(claim, other)
    asked = [
        "Allegation 1: do all of the claimants say it?",
        "Allegation 1: is it said of all of the accused?",
    ]
    assert questions(claim) == asked
    assert not set(asked) & set(findings(claim))
    assert asked[0] in html_of(publishers_desk, claim)


@pytest.mark.database
def test_point_that_is_narrowed_is_not_asked_about(claim):
    m.ClaimAccused.objects.create(claim=claim, party=make.party("Party C"))
    point = claim.allegations.get()
    m.AllegationAccused.objects.create(allegation=point, party=claim.accused.first())
    assert questions(claim) == []
