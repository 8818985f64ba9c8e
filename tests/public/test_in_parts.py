"""A dossier or a party with more claims than one page holds has pages in parts, each bounded."""

import pytest

from tests import factories as make
from tracker.edition.documents.around import A_PART
from tracker.public.pages.matrix import CLAIMS
from tracker.record import models as m

pytestmark = pytest.mark.django_db
VIEWS = ("", "matrix/", "timeline/", "figures/", "map/")


@pytest.fixture
def large(db):
    """A dossier with three claims more than a page holds, all on one party, and its party."""
    accused = make.party("Party B")
    claimant = make.party("Party A")
    claims = [
        make.claim(f"Party A alleges thing {n:03}", claimant=claimant, accused=accused)
        for n in range(A_PART + 3)
    ]
    return make.dossier(*claims), accused


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_of_a_large_dossier_leads_to_its_parts(client, large, view):
    address = f"{large[0].get_absolute_url()}{view}"
    size = CLAIMS if view == "matrix/" else A_PART
    last = -(-(A_PART + 3) // size)
    assert f"numbers 1 to {size} of the claims" in page(client, address)
    end = page(client, f"{address}?page={last}")
    assert f"numbers {(last - 1) * size + 1} to {A_PART + 3} of the claims" in end
    assert f'rel="prev" href="?page={last - 1}"' in end
    for number in (last + 1, "x"):
        told = page(client, f"{address}?page={number}", 400)
        assert f"whole number from 1 to {last}" in told


def test_parts_hold_every_claim_once(client, large):
    address = large[0].get_absolute_url()
    found = [page(client, f"{address}matrix/?page={n}") for n in (1, 2, 3)]
    for claim in m.Claim.objects.all():
        # A matrix without a responder names them to machines alone.
        assert sum(f'{claim.get_absolute_url()}"' in one for one in found) == 1, claim


def test_claims_on_a_party_come_in_parts_in_its_matrix(client, large):
    address = f"{large[1].get_absolute_url()}matrix/"
    found = [page(client, f"{address}?page={n}") for n in (1, 2, 3)]
    for claim in m.Claim.objects.all():
        assert sum(f'{claim.get_absolute_url()}"' in one for one in found) == 1, claim
    assert f"This page holds claims 1 to {CLAIMS} of {A_PART + 3}, and what" in found[0]
    assert "whole number from 1 to 3" in page(client, f"{address}?page=4", 400)


def test_small_dossier_says_nothing_of_parts(client):
    dossier = make.dossier(make.claim())
    for view in VIEWS:
        html = page(client, f"{dossier.get_absolute_url()}{view}")
        assert "of the claims and events" not in html, view
        assert 'class="pages"' not in html, view


def test_large_dossier_is_described_by_all_its_claims(client, large):
    html = page(client, large[0].get_absolute_url())
    assert f'<meta name="description" content="{A_PART + 3} claims.' in html


@pytest.mark.database
def test_party_that_answered_often_is_compared_by_its_newest_responses(client, monkeypatch):
    monkeypatch.setattr("tracker.public.pages.compare.MOST_RESPONSES", 2)
    party = make.party("Party B", slug="party-b")
    claim = make.claim()
    made = [make.response(claim, responder=party, made_on=f"202{n}-01-01") for n in range(4)]
    html = page(client, "/parties/party-b/answers/")
    assert "The newest 2 of its 4 responses are set beside each other here." in html
    assert '<a href="/responses/?responder=party-b">All its responses</a>' in html
    shown = [one.reference in html for one in made]
    assert shown == [False, False, True, True]
