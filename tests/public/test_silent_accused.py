"""An accused that never spoke is seen: in rows of claims, of dossiers, and on its own page."""

import re

import pytest

from tests import factories as make
from tracker.record import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    """A claim on three parties, one of which replied on one of two points."""
    made = make.claim(
        claimant=make.party("Party A"),
        accused=make.party("Party B", slug="party-b"),
        allegations=2,
    )
    for name in ("Party C", "Party D"):
        party = make.party(name, slug=name.lower().replace(" ", "-"))
        m.ClaimAccused.objects.create(claim=made, party=party)
        make.look(made, party)
    make.answer(make.response(made), made.allegations.first())
    return made


def rows(client, address):
    """What stands on the answering side of the rows of claims."""
    html = client.get(address).content.decode()
    html = html.split('class="row claim-row"', 1)[1].split("</li>")[0]
    found = re.findall(r'<span class="side-answered">(.*?)</span>', html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in found]


REPLIED = "Party B: Replied on 1 of 2 points; 1 not addressed"
SILENT = "No reply found on 2 of 2 points"


def test_row_of_a_dossier_has_a_line_for_each_of_the_accused(reader, claim):
    address = make.dossier(claim).get_absolute_url()
    assert rows(reader, address) == [REPLIED, f"Party C, Party D: {SILENT}"]


def test_row_of_the_list_of_claims_has_them_too(reader, claim):
    make.index()
    assert rows(reader, "/claims/") == [REPLIED, f"Party C, Party D: {SILENT}"]


def test_page_of_a_party_says_on_how_many_points_that_party_replied(reader, claim):
    assert rows(reader, "/parties/party-c/") == [f"Party C: {SILENT}"]
    assert rows(reader, "/parties/party-b/") == [REPLIED]


def test_row_of_a_claim_on_one_party_does_not_name_it_again(reader):
    claim = make.claim(looked_on="2024-05-02")
    assert rows(reader, make.dossier(claim).get_absolute_url()) == ["No reply found"]
