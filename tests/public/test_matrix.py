"""The matrix: every allegation against every responder, the words a click away, silence honest."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tracker.public.telling.matrix import matrix_of
from tracker.record import models as m

pytestmark = pytest.mark.django_db


def matrix():
    return matrix_of(make.told(claim) for claim in m.Claim.objects.all())


def cells(matrix):
    return [[len(cell.answers) or cell.words for cell in row.cells] for row in matrix.rows]


@pytest.fixture
def dispute():
    early, late = make.party("Party B", slug="party-b"), make.party("Party C", slug="party-c")
    claim = make.claim(claimant=make.party("Party A"), accused=early, allegations=2)
    m.ClaimAccused.objects.create(claim=claim, party=late, position=1)
    first, second = claim.allegations.all()
    whole = make.response(claim, responder=late, made_on="2024-05-01")
    make.answer(whole, first, quote="We never did.")
    part = make.response(claim, responder=early, made_on="2024-04-20", on_file="excerpts")
    make.answer(part, second, stance="justification")
    return {"claim": claim, "dossier": make.dossier(claim), "whole": whole, "part": part}


def test_accused_stand_first_in_the_order_of_the_claim_then_who_responded_first(dispute):
    make.response(dispute["claim"], responder=make.party("Party F"), made_on="2024-04-19")
    make.response(dispute["claim"], responder=make.party("Party E"), made_on="2024-04-18")
    found = matrix()
    names = [column.party.name for column in found.columns]
    assert names == ["Party B", "Party C", "Party E", "Party F"]
    assert [column.is_accused for column in found.columns] == [True, True, False, False]


def test_column_of_an_accused_that_never_spoke_is_there():
    make.claim(accused=make.party("Party B"), allegations=2)
    (column,) = matrix().columns
    assert (column.party.name, column.sum) == ("Party B", "Not looked for yet: 2 of 2 points")


def test_column_counts_only_points_made_against_its_party(dispute):
    second = dispute["claim"].allegations.last()
    m.AllegationAccused.objects.create(allegation=second, party=dispute["part"].responder)
    found = matrix()
    early, late = found.columns
    assert late.sum == "Replied on the point"
    assert early.sum == "Replied on 1 of 2 points; for 1 we cannot tell"
    assert cells(found)[1] == [1, "not accused here"]


def test_cell_says_only_what_is_known(dispute):
    asked = make.party("Party D")
    m.ClaimAccused.objects.create(claim=dispute["claim"], party=asked, position=2)
    asker = make.party("Party A2")
    make.request(claim=dispute["claim"], asker=asker, asked=asked, due_on="2024-04-10")
    other = make.claim(title="Party A alleges a second thing", accused=asked)
    make.response(other, responder=asked, on_file="nothing", made_on="2024-06-01")
    late = (
        "Party A2 asked Party D for a reply by 10 April 2024. The deadline has passed; nobody here "
        "has looked since."
    )
    assert cells(matrix()) == [
        [
            "Party B has replied (20 April 2024). We hold only part of the reply, so we cannot say "
            "whether it covers this point.",
            1,
            late,
        ],
        [
            1,
            f"The reply from Party C of 1 May 2024 ({dispute['whole'].reference}) does not address "
            "this point.",
            late,
        ],
        [
            "not accused here",
            "not accused here",
            "Party D has replied (1 June 2024). We do not hold the text, so we cannot say whether "
            "it covers this point.",
        ],
    ]


def test_cell_opens_to_the_words(client, dispute):
    html = client.get(f"{dispute['dossier'].get_absolute_url()}matrix/").content.decode()
    cell = re.search(r"<details>.*?</details>", html, re.S)[0]
    assert "<summary>Justification</summary>" in cell or "Justification" in html
    assert "We never did." in html
    assert "Replied on 1 of 2 points" in html
    assert "1 of 2 accused replied" in html
    assert f"{dispute['whole'].get_absolute_url()}#answer-" in html


def test_party_has_a_matrix_across_dossiers(client, dispute):
    accused = dispute["claim"].accused.last()
    make.claim(title="Party A alleges a second thing", accused=accused)
    html = client.get(f"{accused.get_absolute_url()}matrix/").content.decode()
    assert "Party A alleges a second thing" in html
    assert "We never did." in html


def test_drafts_are_in_no_cell_row_or_column(client, dispute):
    draft = {"status": "draft", "published_at": None}
    point = dispute["claim"].allegations.first()
    make.answer(make.response(dispute["claim"], responder=make.party("Party X"), **draft), point)
    hidden = make.claim(title="Party A alleges a draft", **draft)
    m.DossierClaim.objects.create(dossier=dispute["dossier"], claim=hidden)
    html = client.get(f"{dispute['dossier'].get_absolute_url()}matrix/").content.decode()
    assert "Party X" not in html
    assert "a draft" not in html


def test_a_hundred_allegations_by_twenty_responders_take_as_many_queries_as_one(client):
    claim = make.claim(allegations=0)
    for number in range(1, 101):
        m.Allegation.objects.create(claim=claim, number=number, text=f"Point {number}")
    dossier = make.dossier(claim)
    address = f"{dossier.get_absolute_url()}matrix/"
    counts = []
    for _ in range(2):
        for _responder in range(10):
            reply = make.response(claim)
            for point in claim.allegations.all()[::25]:
                make.answer(reply, point)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20
