"""The claim page: allegation and answer side by side, silence stated honestly."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories as make

pytestmark = pytest.mark.django_db


def page(client, record):
    response = client.get(record.get_absolute_url())
    return response.status_code, response.content.decode()


def test_reader_sees_allegation_and_answer_with_their_words(reader):
    claim = make.claim()
    make.answer(make.response(claim), claim.allegations.get(), quote="We did no such thing.")
    status, html = page(reader, claim)
    assert status == 200
    assert "They did it." in html
    assert "We did no such thing." in html
    assert "Literal denial" in html


def test_draft_claim_is_not_found_by_readers(reader):
    draft = make.claim(status="draft", published_at=None)
    assert page(reader, draft)[0] == 404


def test_draft_address_answers_exactly_as_one_that_never_was(reader):
    draft = make.claim(status="draft", published_at=None)
    hidden = reader.get(draft.get_absolute_url())
    never = reader.get("/claims/C-1999-0001/")
    assert (hidden.status_code, hidden.content) == (never.status_code, never.content)
    assert dict(hidden.headers) == dict(never.headers)


def test_answer_of_a_draft_response_is_not_shown(reader):
    claim = make.claim()
    draft = make.response(claim, status="draft", published_at=None)
    make.answer(draft, claim.allegations.get(), quote="Hidden words")
    html = page(reader, claim)[1]
    assert "Hidden words" not in html
    assert "No response recorded" in html


def test_silence_says_when_and_where_somebody_looked(reader):
    claim = make.claim(looked_on="2024-05-02", where="the website of Party B")
    html = page(reader, claim)[1]
    assert "No response recorded (last checked 2 May 2024 in: the website of Party B)." in html


def test_no_reply_by_the_deadline_needs_a_sent_request_with_a_passed_deadline(reader):
    claim = make.claim()
    make.request(claim=claim, sent_on="", due_on="2024-04-10")
    assert "No reply by the deadline" not in page(reader, claim)[1]
    make.request(claim=claim, sent_on="2024-04-01", due_on="2024-04-10")
    assert "No reply by the deadline of 10 April 2024 on record." in page(reader, claim)[1]


def test_open_request_says_when_it_is_due(reader):
    claim = make.claim()
    due = timezone.localdate() + timedelta(days=9)
    make.request(claim=claim, due_on=due.isoformat(), asked=make.party("Party B"))
    assert "Party B was asked for a response, due on" in page(reader, claim)[1]


def test_silence_is_never_called_a_refusal(reader):
    html = page(reader, make.claim())[1]
    for words in ("did not respond", "failed to", "refused"):
        assert words not in html


def test_response_read_in_part_is_not_said_to_pass_over_a_point(reader):
    claim = make.claim()
    make.response(claim, on_file="excerpts")
    html = page(reader, claim)[1]
    assert "no answer to this point in the excerpts of" in html
    assert "this point is not answered in" not in html


def test_claim_page_says_that_the_site_alleges_nothing(reader):
    assert "It alleges nothing itself" in page(reader, make.claim())[1]


def test_withdrawn_claim_leaves_its_reason_at_its_address(reader):
    claim = make.claim(
        title="Party A alleges a secret",
        status="withdrawn",
        withdrawn_at=timezone.now(),
        withdrawn_reason="It was entered twice.",
    )
    status, html = page(reader, claim)
    assert status == 200
    assert "It was entered twice." in html
    assert 'content="noindex"' in html
    assert "a secret" not in html


def test_reader_gets_no_cookie(reader):
    response = reader.get(make.claim().get_absolute_url())
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_title_and_social_tags_are_attributed(reader):
    claim = make.claim(title="Party A alleges that Party B lied")
    html = page(reader, claim)[1]
    assert "<title>Party A alleges that Party B lied" in html
    told = "Party A alleges that Party B lied – No response recorded."
    assert f'<meta property="og:title" content="{told}">' in html
