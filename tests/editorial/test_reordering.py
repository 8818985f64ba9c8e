"""Rows that exchange what they are told apart by: numbers of points, parties, names, dossiers."""

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


def test_two_points_swap_their_numbers(editors_desk):
    claim = make.claim(allegations=2, **DRAFT)
    make.ledger()
    first, second = claim.allegations.all()
    data = desk.open_form(editors_desk, claim)
    exchange(data, "allegations", "number")
    saved(editors_desk, claim, data)
    assert [point.pk for point in claim.allegations.all()] == [second.pk, first.pk]
    assert Audit().run().faults == []


@pytest.mark.database
def test_new_first_point_shifts_the_rest(editors_desk):
    claim = make.claim(allegations=3, **DRAFT)
    data = desk.open_form(editors_desk, claim)
    for place in range(3):
        data[f"allegations-{place}-number"] = [str(place + 2)]
    row = desk.add_row(data, "allegations", number=1, text="Party A says that it came first.")
    for rows in ("citations", "figures"):
        data[f"{row}-{rows}-TOTAL_FORMS"] = data[f"{row}-{rows}-INITIAL_FORMS"] = ["0"]
    saved(editors_desk, claim, data)
    assert [point.number for point in claim.allegations.all()] == [1, 2, 3, 4]
    assert claim.allegations.first().text == "Party A says that it came first."


def test_number_of_a_removed_point_is_taken_in_the_same_save(editors_desk):
    claim = make.claim(allegations=2, **DRAFT)
    second = claim.allegations.get(number=2)
    data = desk.open_form(editors_desk, claim)
    data |= {"allegations-0-DELETE": ["on"], "allegations-1-number": ["1"]}
    saved(editors_desk, claim, data)
    assert claim.allegations.get() == second


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


@pytest.mark.database
def test_two_answers_swap_their_points(editors_desk):
    claim = make.claim(allegations=2)
    response = make.response(claim, **DRAFT)
    answers = [make.answer(response, point) for point in claim.allegations.all()]
    data = desk.open_form(editors_desk, response)
    exchange(data, "answers", "allegation")
    saved(editors_desk, response, data)
    points = [m.Answer.objects.get(pk=one.pk).allegation.number for one in answers]
    assert points == [2, 1]


def test_same_number_twice_is_told_and_nothing_is_saved(editors_desk):
    claim = make.claim(allegations=2, **DRAFT)
    data = desk.open_form(editors_desk, claim)
    data["allegations-1-number"] = ["1"]
    response = desk.save(editors_desk, claim, data)
    assert response.status_code == 200
    assert desk.messages(response)
    assert [point.number for point in claim.allegations.all()] == [1, 2]


def test_published_point_keeps_its_number_until_the_editor_says_so(publishers_desk):
    claim = make.claim(allegations=2)
    before = [point.pk for point in claim.allegations.all()]
    data = desk.open_form(publishers_desk, claim)
    exchange(data, "allegations", "number")
    response = desk.save(publishers_desk, claim, data)
    assert response.status_code == 200
    assert "Readers know this point as 1" in response.content.decode()
    questions = [question.answer for question in response.context["questions"]]
    assert len(questions) == 2
    saved(publishers_desk, claim, data | {"_sure": questions})
    assert [point.pk for point in claim.allegations.all()] == before[::-1]
