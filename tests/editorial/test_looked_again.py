"""“Looked again today, nothing found”: one click at a claim, a party or a dossier; a log."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.editorial import desk
from tests.ledger.world import as_made, kept, settled
from tracker.editorial.approving import Proposal, publish_changes
from tracker.editorial.receipts import note_reply
from tracker.editorial.workflow import make_move
from tracker.record import models as m

pytestmark = pytest.mark.django_db
SAID = {"where": "Party B's own site", "languages": "English"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        accused = make.party("Party B")
        claim = make.claim(claimant=make.party("Party A"), accused=accused, looked_on="2024-06-01")
        other = make.claim("Party A alleges more", accused=accused, looked_on="2024-06-01")
        m.ClaimAccused.objects.create(claim=claim, party=make.party("Party C"))
        world = {"claim": claim, "other": other, "accused": accused}
        world["dossier"] = make.dossier(claim, other)
        make.ledger()
        yield settled(world)


@pytest.fixture
def world(made):
    return as_made(made)


def click(client, record, **given):
    address = reverse(f"admin:record_{record._meta.model_name}_looked", args=[record.pk])
    return client.post(address, {**SAID, **given}, follow=True)


def todays(**of):
    return m.ClaimLook.objects.filter(looked_on=timezone.localdate(), **of)


@pytest.mark.parametrize(("noun", "rows"), [("claim", 2), ("accused", 2), ("dossier", 3)])
def test_one_click_is_a_row_of_the_log_for_each_accused(editors_desk, editor, world, noun, rows):
    html = editors_desk.get(desk.address(world[noun])).content.decode()
    assert "Looked again today, nothing found?" in html
    click(editors_desk, world[noun])
    assert todays().count() == rows
    assert {(one.where, one.languages) for one in todays()} == {tuple(SAID.values())}
    assert {one.looked_by for one in todays()} == {editor.get_full_name() or editor.username}
    click(editors_desk, world[noun])
    assert todays().count() == rows
    assert m.ClaimLook.objects.filter(looked_on="2024-06-01").count() == 2


def test_readers_are_told_once_a_second_person_published_it(editors_desk, publisher, client, world):
    claim = world["claim"]
    click(editors_desk, claim)
    assert "own site" not in client.get(claim.get_absolute_url()).content.decode()
    publish_changes(claim, Proposal(claim).version, publisher, "")
    html = client.get(claim.get_absolute_url()).content.decode()
    assert "own site" in html and "edith" not in html


def test_only_those_chosen_are_noted(editors_desk, world):
    link = world["claim"].accused_links.get(party__name="Party C")
    click(editors_desk, world["claim"], accused=link.pk)
    assert [one.party for one in todays()] == [link.party]
    before = todays().count()
    click(editors_desk, world["claim"], accused="x")
    assert todays().count() == before


def test_nothing_is_noted_of_who_replied_or_is_dead_or_whose_claim_is_withdrawn(
    editors_desk, editor, publisher, world
):
    claim, other = world["claim"], world["other"]
    make.response(claim, responder=world["accused"])
    note_reply(other, world["accused"], editor)
    make.edited(claim.accused.get(name="Party C"), ended_on="2020")
    click(editors_desk, world["dossier"])
    assert not todays().exists()
    assert "Looked again" not in editors_desk.get(desk.address(claim)).content.decode()


def test_withdrawn_claim_is_not_looked_for(editors_desk, publisher, world):
    make_move(world["other"], "withdraw", publisher, "Entered twice.")
    click(editors_desk, world["accused"])
    assert {one.claim for one in todays()} == {world["claim"]}


@pytest.mark.parametrize("where", ["", "  ", "a\x00b", "x" * 301])
def test_where_somebody_looked_has_to_be_said(editors_desk, world, where):
    answer = click(editors_desk, world["claim"], where=where)
    assert answer.status_code == 200 and not todays().exists()
    assert [str(one) for one in answer.context["messages"]]


def test_looking_at_the_address_notes_nothing(client, editors_desk, world):
    address = reverse("admin:record_claim_looked", args=[world["claim"].pk])
    assert editors_desk.get(address).status_code == 302
    assert client.post(address, SAID).status_code in (302, 403)
    assert not todays().exists()


@pytest.mark.database
def test_dossier_is_asked_about_in_as_many_statements_however_many_claims_it_has(
    editors_desk, world, django_assert_max_num_queries
):
    for number in range(10):
        claim = make.claim(f"Claim {number}", accused=world["accused"])
        m.DossierClaim.objects.create(dossier=world["dossier"], claim=claim)
    make.ledger()
    with django_assert_max_num_queries(150):
        click(editors_desk, world["dossier"])
    assert todays().count() == 13
