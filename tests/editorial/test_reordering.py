"""Rows that exchange what they are told apart by: parties, names, dossiers."""

import pytest

from tests import factories as make
from tests.editorial import desk
from tracker.ledger.auditing import Audit
from tracker.record import models as m

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}


def saved(client, record, data):
    response = desk.save(client, record, data)
    assert response.status_code == 302, desk.messages(response)


def exchange(data, rows, column):
    """Give each of the first two rows what the other has."""
    one, other = f"{rows}-0-{column}", f"{rows}-1-{column}"
    data[one], data[other] = data[other], data[one]


NAMED = {"claimant_links": "party", "accused_links": "party", "dossier_links": "dossier"}


def named_by(claim):
    return {
        rows: list(getattr(claim, rows).order_by("pk").values_list(column, flat=True))
        for rows, column in NAMED.items()
    }


@pytest.mark.database
def test_two_rows_swap_the_records_they_name(editors_desk, subtests):
    claim = make.claim(allegations=0, **DRAFT)
    m.ClaimClaimant.objects.create(claim=claim, party=make.party())
    m.ClaimAccused.objects.create(claim=claim, party=make.party())
    for _ in range(2):
        make.dossier(claim)
    make.ledger()
    before = named_by(claim)
    data = desk.open_form(editors_desk, claim)
    for rows, column in NAMED.items():
        exchange(data, rows, column)
    saved(editors_desk, claim, data)
    after = named_by(claim)
    for rows in NAMED:
        with subtests.test(rows):
            assert after[rows] == before[rows][::-1]
    assert Audit().run().faults == []


@pytest.mark.database
def test_party_of_a_removed_row_is_named_in_the_other_in_the_same_save(editors_desk):
    claim = make.claim(allegations=0, **DRAFT)
    m.ClaimClaimant.objects.create(claim=claim, party=make.party())
    make.ledger()
    first, second = claim.claimant_links.order_by("pk")
    data = desk.open_form(editors_desk, claim)
    data |= {"claimant_links-0-DELETE": ["on"], "claimant_links-1-party": [str(first.party_id)]}
    saved(editors_desk, claim, data)
    kept = claim.claimant_links.get()
    assert (kept.pk, kept.party_id) == (second.pk, first.party_id)
    assert Audit().run().faults == []


@pytest.mark.database
def test_two_names_of_a_party_are_exchanged(editors_desk):
    party = make.party("Party A")
    for name in ("One", "Two"):
        m.PartyName.objects.create(party=party, name=name)
    data = desk.open_form(editors_desk, party)
    exchange(data, "names", "name")
    saved(editors_desk, party, data)
    assert [one.name for one in party.names.order_by("pk")] == ["Two", "One"]


def test_published_point_keeps_its_number_until_the_editor_says_so(publishers_desk):
    point = make.claim(allegations=2).allegations.first()
    data = desk.open_form(publishers_desk, point) | {"allegations-0-number": ["3"]}
    response = desk.save(publishers_desk, point, data)
    assert response.status_code == 200
    assert "Readers know this point as 1" in response.content.decode()
    questions = [question.answer for question in response.context["questions"]]
    assert len(questions) == 1
    saved(publishers_desk, point, data | {"_sure": questions})
    point.refresh_from_db()
    assert point.number == 3
