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
    return [[len(cell.answers) or cell.silence for cell in row.cells] for row in matrix.rows]


@pytest.fixture
def dispute():
    claim = make.claim(claimant=make.party("Party A"), allegations=2)
    first, second = claim.allegations.all()
    early, late = make.party("Party B", slug="party-b"), make.party("Party C", slug="party-c")
    whole = make.response(claim, responder=late, made_on="2024-05-01")
    make.answer(whole, first, quote="We never did.")
    part = make.response(claim, responder=early, made_on="2024-04-20", on_file="excerpts")
    make.answer(part, second, stance="justification")
    return {"claim": claim, "dossier": make.dossier(claim), "whole": whole, "part": part}


def test_whoever_responded_first_stands_first(dispute):
    found = matrix()
    assert [column.responder.name for column in found.columns] == ["Party B", "Party C"]
    assert [column.answered_count for column in found.columns] == [1, 1]


def test_empty_cell_says_only_what_is_known(dispute):
    asked = make.party("Party D")
    make.request(claim=dispute["claim"], asked=asked, due_on="2024-04-10")
    other = make.claim(title="Party A alleges a second thing")
    make.response(other, responder=asked, on_file="nothing", made_on="2024-06-01")
    assert cells(matrix()) == [
        [
            f"Not in the excerpts of {dispute['part'].reference} on file.",
            1,
            "No reply by the deadline of 10 April 2024 on record. Asked: Party D.",
        ],
        [
            1,
            f"Not answered in {dispute['whole'].reference}.",
            "No reply by the deadline of 10 April 2024 on record. Asked: Party D.",
        ],
        [
            "No response to this claim recorded.",
            "No response to this claim recorded.",
            f"The words of {other.responses.get().reference} are not on file.",
        ],
    ]


def test_cell_opens_to_the_words(client, dispute):
    html = client.get(f"{dispute['dossier'].get_absolute_url()}matrix/").content.decode()
    cell = re.search(r"<details>.*?</details>", html, re.S)[0]
    assert "<summary>Justification</summary>" in cell or "Justification" in html
    assert "We never did." in html
    assert "answers 1 of 2" in html
    assert "answered by 1 of 2" in html
    assert f"{dispute['whole'].get_absolute_url()}#answer-" in html


def test_party_has_a_matrix_across_dossiers(client, dispute):
    accused = dispute["claim"].accused.get()
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


def test_dossier_without_responses_says_so(client):
    dossier = make.dossier(make.claim(allegations=3))
    html = client.get(f"{dossier.get_absolute_url()}matrix/").content.decode()
    assert "3 allegations, and no response to any of their claims is on record." in html


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
