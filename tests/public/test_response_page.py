"""The response page: what it is to each claim, for whom it speaks, and how it is tied to others."""

import pytest

from tests import factories as make
from tracker.record import models as m

pytestmark = pytest.mark.django_db


def page(client, record):
    return " ".join(client.get(record.get_absolute_url()).content.decode().split())


def shown(html):
    """The page without what it says for programs."""
    return html.split('<script type="application/ld+json">')[0]


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        ("reply", "A reply on point 1 of 1."),
        ("earlier", "Said before the claim; it is not counted as a reply. On point 1."),
        ("remark", "without reference to the claim; not counted as a reply. On point 1."),
    ],
)
def test_response_says_what_it_is_to_its_claim(reader, standing, words):
    claim = make.claim()
    response = make.response(claim)
    make.answer(response, claim.allegations.get())
    m.ResponseClaim.objects.update(standing=standing)
    assert words in page(reader, response)
    assert words in page(reader, claim)


def test_response_that_is_not_read_says_why(reader):
    response = make.response(make.claim(), on_file="nothing", not_held="sealed")
    assert "We have read none of its words: it is under seal." in page(reader, response)


def test_joint_responders_are_all_named(reader):
    response = make.response(make.claim(), responder=make.party("Party B"))
    m.ResponseParty.objects.create(response=response, party=make.party("Party C"))
    facts = page(reader, response).split("<dt>Responder</dt>")[1].split("</div>")[0]
    assert "Party B" in facts
    assert "Party C" in facts


@pytest.mark.parametrize("is_tied", [True, False])
def test_whom_it_speaks_for_stands_with_the_tie_if_one_is_known(reader, is_tied):
    speaker, body = make.party("Party D"), make.party("Party B")
    response = make.response(make.claim(accused=body), responder=speaker)
    m.ResponseSpokenFor.objects.create(response=response, party=body)
    if is_tied:
        m.Membership.objects.create(member=speaker, body=body, office="Press office")
    facts = page(reader, response).split("<dt>Speaks for</dt>")[1].split("</div>")[0]
    assert "Party B" in facts
    assert ("Press office" in facts) is is_tied


@pytest.mark.parametrize(
    ("kind", "words", "of_it"),
    [
        ("replaces", "Replaces", "Replaced by"),
        ("withdraws", "Withdraws", "Withdrawn by"),
        ("disowns", "Disowns", "Disowned by"),
        ("outcome", "Reports the outcome of", "Its outcome is reported in"),
    ],
)
def test_ties_to_other_responses_stand_on_both_pages(reader, kind, words, of_it):
    claim = make.claim()
    first = make.response(claim, title="Party B says one thing")
    later = make.response(claim, title="Party B says another thing", made_on="2024-05-01")
    m.ResponseLink.objects.create(response=later, kind=kind, other=first)
    assert f"<dt>{words}</dt>" in page(reader, later)
    assert first.get_absolute_url() in shown(page(reader, later))
    assert f"<dt>{of_it}</dt>" in page(reader, first)
    assert later.get_absolute_url() in shown(page(reader, first))


def test_tie_to_a_response_that_readers_do_not_see_is_not_told(reader):
    claim = make.claim()
    hidden = make.response(claim, title="Hidden", status="draft", published_at=None)
    later = make.response(claim)
    m.ResponseLink.objects.create(response=later, kind="replaces", other=hidden)
    html = page(reader, later)
    assert "Hidden" not in html
    assert "<dt>Replaces</dt>" not in html


def test_general_answer_names_the_points_it_covers(reader):
    claim = make.claim(allegations=3)
    points = list(claim.allegations.all())
    response = make.response(claim)
    given = make.answer(response, points[0], extent="general", quote="We deny all of it.")
    m.AnswerPoint.objects.create(answer=given, allegation=points[2])
    html = shown(page(reader, response))
    assert "A reply on points 1 and 3 of 3." in html
    assert "In general terms, on the points:" in html
    assert html.count("We deny all of it.") == 1
