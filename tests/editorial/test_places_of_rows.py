"""Where the rows of a form stand among each other, with no more than a browser without scripts."""

import pytest

from tests import factories as make
from tests.editorial import desk
from tracker.record import models as m

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}


def saved(client, record, data):
    response = desk.save(client, record, data)
    assert response.status_code == 302, desk.messages(response)


def places(rows):
    return list(rows.order_by("pk").values_list("position", flat=True))


@pytest.fixture
def two_claimants(db):
    claim = make.claim(**DRAFT)
    m.ClaimClaimant.objects.create(claim=claim, party=make.party())
    claim.claimant_links.update(position=4)
    return claim


def test_typed_places_put_rows_in_order(editors_desk, two_claimants):
    data = desk.open_form(editors_desk, two_claimants)
    data |= {"claimant_links-0-position": ["2"], "claimant_links-1-position": ["1"]}
    saved(editors_desk, two_claimants, data)
    assert places(two_claimants.claimant_links) == [2, 1]


def test_emptied_place_is_the_one_that_the_row_had(editors_desk, two_claimants):
    data = desk.open_form(editors_desk, two_claimants) | {"claimant_links-1-position": [""]}
    saved(editors_desk, two_claimants, data)
    assert places(two_claimants.claimant_links) == [4, 4]


@pytest.mark.parametrize("typed", [{"position": ""}, {}])
def test_new_row_without_a_place_stands_last(editors_desk, two_claimants, typed):
    data = desk.open_form(editors_desk, two_claimants)
    desk.add_row(data, "claimant_links", party=make.party().pk, **typed)
    saved(editors_desk, two_claimants, data)
    assert places(two_claimants.claimant_links) == [4, 4, 5]


def test_claim_that_joins_a_dossier_stands_last(editors_desk):
    dossier = make.dossier(make.claim(), **DRAFT)
    dossier.claim_links.update(position=7)
    data = desk.open_form(editors_desk, dossier)
    desk.add_row(data, "claim_links", claim=make.claim().pk, position="")
    saved(editors_desk, dossier, data)
    assert places(dossier.claim_links) == [7, 8]


def test_row_that_has_nothing_but_a_place_is_empty(editors_desk, two_claimants):
    data = desk.open_form(editors_desk, two_claimants)
    desk.add_row(data, "claimant_links", position=9)
    quote = desk.add_row(data, "citations", position=9)
    data |= {f"{quote}-{name}": [value] for name, value in EMPTY_QUOTE.items()}
    saved(editors_desk, two_claimants, data)
    assert two_claimants.claimant_links.count() == 2
    assert not two_claimants.citations.exists()


EMPTY_QUOTE = {"relation": "own_words", "language": "en", "quote": "", "source": ""}


@pytest.mark.parametrize("typed", ["-1", "30000", "99999", "first"])
def test_place_that_is_none_is_told_at_its_field(editors_desk, two_claimants, typed):
    data = desk.open_form(editors_desk, two_claimants) | {"claimant_links-1-position": [typed]}
    response = desk.save(editors_desk, two_claimants, data)
    assert response.status_code == 200
    assert desk.messages(response)
    assert f'value="{typed}"' in response.content.decode()
    assert places(two_claimants.claimant_links) == [4, 4]


def test_number_of_a_point_that_is_too_large_is_told_at_its_field(editors_desk):
    point = make.claim(**DRAFT).allegations.get()
    data = desk.open_form(editors_desk, point) | {"allegations-0-number": ["30000"]}
    response = desk.save(editors_desk, point, data)
    assert response.status_code == 200
    assert "less than or equal to 29999" in desk.messages(response)
