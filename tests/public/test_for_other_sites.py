"""Public data is there for any page's programs; addresses are understood however they are typed."""

import pytest

from tests import factories as make
from tests.public.hidden import DRAFT
from tracker.edition import offered

pytestmark = pytest.mark.django_db
ALLOWED = "Access-Control-Allow-Origin"


def test_programs_of_other_sites_may_read_public_data(client, settings):
    claim = make.whole_dispute()["claim"]
    make.ledger()
    offered.make()
    address = claim.get_absolute_url()
    asked = f"/oembed/?url={settings.SITE_URL}{address}"
    for public in (
        "/claims/?format=csv",
        "/claims/?format=json",
        "/feeds/claims/",
        asked,
        f"{address}?format=jsonld",
        "/ledger/checkpoint",
        "/ledger/bundle.zip",
        "/sitemap.xml",
    ):
        response = client.get(public)
        assert response.getvalue()
        assert response.headers[ALLOWED] == "*", public


def test_pages_and_the_desk_are_not_theirs(client, editors_desk):
    claim = make.claim(**DRAFT)
    query = "app_label=record&model_name=citation&field_name=source&term="
    assert ALLOWED not in client.get("/claims/").headers
    for address in (
        f"/preview/claims/{claim.reference}/",
        "/admin/",
        f"/admin/autocomplete/?{query}",
    ):
        response = editors_desk.get(address)
        assert response.status_code == 200
        assert ALLOWED not in response.headers


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_letters_of_an_address_lead_on(client, prefix):
    make.claim()
    for typed in (
        "/claims/c-2024-0001/",
        "/claims/c-2024-0001/history/",
        "/claims/c-2024-0001/?x=1",
    ):
        response = client.get(prefix.upper() + typed)
        assert response.status_code == 301
        assert response.headers["Location"] == prefix + typed.replace("c-2024", "C-2024")


def test_letters_tell_nothing_of_a_draft(client):
    make.claim(**DRAFT)
    found, never = (client.get(f"/claims/c-2024-{number}/") for number in ("0001", "0999"))
    assert found.status_code == never.status_code == 301
    assert client.get(found.headers["Location"]).status_code == 404


def test_slug_that_looks_like_a_reference_stays_as_it_is(client):
    make.claim(claimant=make.party("Party A", slug="c-2024-0001"))
    assert client.get("/parties/c-2024-0001/").status_code == 200
