"""Rows of lists are made once, and never shown when something in them has changed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.ledger.world import as_made, kept, settled
from tracker.edition.lists import rows
from tracker.edition.readers import Published
from tracker.editorial.workflow import make_move
from tracker.public.lists.list_rows import made
from tracker.public.lists.listed_claims import listed_claims
from tracker.record.models import Claim
from tracker.search.kinds import Kind

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def dispute(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        world = make.whole_dispute()
        make.ledger()
        make.index()
        yield settled(world)


@pytest.fixture
def world(dispute, db):
    return as_made(dispute)


def listed(client, address="/claims/"):
    return client.get(address).content.decode()


def test_list_asked_for_again_loads_no_row_again(client, world):
    listed(client)
    with CaptureQueriesContext(connection) as asked:
        listed(client)
    assert [one["sql"] for one in asked if 'FROM "record_claim"' in one["sql"]] == []


def test_rows_out_of_the_index_are_those_of_the_record(world):
    """The one look of a claim in a list, from wherever it was loaded."""
    make.look(world["claim"], looked_on=date(2024, 6, 1), where="the site of Party B")
    other = make.claim("Another thing", claimant=make.party("=Party <C>"))
    make.response(other, responder=make.party("Party D"), spokesperson=make.party("D. Speaker"))
    make.claim("A thing that nobody answered", looked_on=date(2024, 6, 2))
    make.index()
    keys = list(Claim.objects.published().values_list("pk", flat=True))
    assert len(keys) >= 3
    make.editions()
    bare, whole = listed_claims(keys), rows(Published(), "claim", keys)
    assert set(bare) == set(keys)
    for key in keys:
        one, other = (made(Kind.CLAIM, {key: found[key]})[key] for found in (bare, whole))
        assert one.html == other.html
        assert one.path == other.path


def test_renamed_party_is_renamed_in_every_row(client, world):
    assert "Party A" in listed(client)
    make.edited(world["claim"].claimants.get(), name="Union Q")
    assert "<bdi>Union Q</bdi>" in listed(client)
    assert "<bdi>Party A</bdi>" not in listed(client)


def test_answer_that_is_published_is_counted_at_once(client, world, publisher):
    assert "Replied on 1 of 2 points" in listed(client)
    late = make.response(world["claim"], status="in_review", published_at=None)
    make.answer(late, world["unanswered"])
    make.ledger()
    assert "Replied on 1 of 2 points" in listed(client)
    make_move(late, "publish", publisher)
    assert "Replied on 2 of 2 points" in listed(client)
    make_move(late, "withdraw", publisher, "It was another claim's.")
    assert "Replied on 1 of 2 points" in listed(client)


def test_row_is_in_the_language_of_its_page(client, world):
    assert "Not looked for yet" in listed(client)
    assert "Not looked for yet" not in listed(client, "/ar/claims/")
    assert 'href="/ar/claims/' in listed(client, "/ar/claims/")
    assert "Not looked for yet" in listed(client)


def test_words_are_marked_in_the_rows_of_their_search_alone(client, world):
    assert "<mark>" not in listed(client)
    assert "<mark>alleges</mark>" in listed(client, "/claims/?q=alleges")
    assert "<mark>" not in listed(client)
