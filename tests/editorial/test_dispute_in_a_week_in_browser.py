"""A dispute from a pasted text to its answer: what a reader sees is asked after each step."""

from datetime import timedelta
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.editorial.test_answer_in_browser import _link_is_made, _look_up
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.editorial.test_outline import at
from tests.editorial.test_week_in_browser import address, press
from tracker.record import models as m
from tracker.record.state import deadline_day

pytestmark = [pytest.mark.browser, pytest.mark.heavy, pytest.mark.django_db(transaction=True)]
QUOTE = "Nobody told us why we were held."
TEXT = f"Party A told of it on 3 May 2023.\n\n“{QUOTE}” said Ann Smith of Party A.\n"
TITLE, POINT = "Party A alleges a thing of Party B", "Party A says that people were held."
PASSED = "The deadline has passed"
SAID = "We held nobody on that day."
SLIP = "Ann Smith spoke on 4 May 2023, not on 3 May."


@pytest.fixture
def source(db):
    make.party("Party A")
    make.party("Party B")
    row = make.source("Report of Party A")
    make.ledger()
    make.index()
    return row


@pytest.fixture
def sees(reader):
    """What a reader is told on the page of a record, as one line; empty where there is none."""

    def words(record):
        answer = reader.get(record.get_absolute_url())
        return " ".join(answer.content.decode().split()) if answer.status_code == 200 else ""

    return words


def test_dispute_in_a_week(live_server, open_page, editor, publisher, source, sees):
    def two():
        return (Desk(open_page(), live_server.url, name) for name in ("edith", "paula"))

    edith, paula = two()
    _text_is_pasted(edith, source)
    claim = _claim_is_begun(edith, source)
    _quote_is_taken_from_its_suggestion(edith, source, claim)
    _reply_is_looked_for(edith, claim)
    assert sees(claim) == ""
    _is_published(edith, paula, claim)
    assert QUOTE in sees(claim) and "No reply from Party B found." in sees(claim)
    request = _answer_is_asked_for(edith, paula, claim)
    assert PASSED not in sees(claim)
    link = _link_is_made(edith, live_server.url, request)
    later = timezone.now() + timedelta(days=9)
    with mock.patch.object(timezone, "now", lambda: later):
        edith, paula = two()
        assert PASSED in sees(claim)
        sender = open_page(360, scripts=False)
        words = _other_side_answers(sender, link)
        assert SAID not in sees(claim)
        response = _is_taken_over(edith, "An answer", m.Response)
        _answer_is_coded(edith, response, claim)
        _is_published(edith, paula, response)
        assert SAID in sees(claim) and PASSED not in sees(claim)
        _look_up(sender, live_server.url, words, "It was taken over, and is public:")
        _reader_sends_a_correction(sender, live_server.url, claim)
        assert SLIP not in sees(claim)
        _correction_is_entered(edith, paula)
        assert SLIP in sees(claim)
    assert edith.faults == paula.faults == []


def _text_is_pasted(edith, source):
    edith.open(reverse("admin:record_source_copies", args=[source.pk]))
    edith.page.fill("#text_form textarea", TEXT)
    press(edith, "Keep the text")
    edith.page.get_by_text("Text typed in by edith").first.wait_for()


def _claim_is_begun(edith, source):
    edith.open(f"/admin/record/claim/add/?source={source.pk}")
    edith.type("title", TITLE)
    edith.type("made_on", "2023-05-03")
    edith.choose("claimant_links-0-party", "Party A")
    edith.choose("accused_links-0-party", "Party B")
    edith.page.click("input[name=_save]")
    edith.page.get_by_text("It is in hand").wait_for()
    return m.Claim.objects.get()


def _quote_is_taken_from_its_suggestion(edith, source, claim):
    page = edith.page
    page.click("#suggestions >> text=Quotation")
    page.focus("#text")
    page.keyboard.press("n")
    page.keyboard.press("t")
    page.locator("#cite_form").wait_for()
    page.select_option("#id_target", label="A new point, in these words")
    page.click("summary >> text=Only for a new point")
    page.fill("#id_point_text", POINT)
    press(edith, "Cite it")
    page.locator(".messagelist .success").wait_for()
    point = claim.allegations.get()
    assert (point.text, point.citations.get().quote) == (POINT, QUOTE)
    edith.open(at(claim, "allegations", point.pk))
    page.get_by_label("Type to choose").fill("arbitrary")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    page.locator(".marks", has_text="Arbitrary detention").wait_for()


def _reply_is_looked_for(edith, claim):
    edith.open(address(claim))
    edith.page.fill("#looked-where", "its own pages")
    edith.page.fill("#looked-languages", "English")
    press(edith, "Looked today for 1 accused")
    edith.page.locator(".messagelist li").first.wait_for()
    assert m.ClaimLook.objects.count() == 1, edith.page.locator(".messagelist").inner_text()


def _is_published(edith, paula, record):
    """Sent by one, published by another, who answers for what the gate asks."""
    edith.open(address(record))
    press(edith, "Save, then: Send for review")
    edith.page.get_by_text("in review").first.wait_for()
    paula.open(address(record))
    press(paula, "Save, then: Publish")
    if paula.page.locator("#reason").count():
        paula.page.fill("#reason", "It is on file.")
        press(paula, "Publish")
    paula.page.get_by_text("published").first.wait_for()
    record.refresh_from_db()
    assert record.is_published


def _answer_is_asked_for(edith, paula, claim):
    edith.open(at(claim, page="outline"))
    edith.page.click(".ask summary")
    edith.page.click(".ask a >> text=Party B")
    today = deadline_day(timezone.now())
    edith.type("title", "Party A asks Party B for a response")
    edith.choose("asker", "Party A")
    edith.type("text", "Did you hold people?")
    edith.type("sent_on", str(today))
    edith.type("due_on", str(today + timedelta(days=7)))
    edith.choose("proof", "Report of")
    edith.save()
    request = m.Request.objects.get()
    _is_published(edith, paula, request)
    return request


def _other_side_answers(sender, link):
    sender.goto(link)
    sender.get_by_label("Your answer to point 1").fill(SAID)
    sender.get_by_label("Your name and office").fill("Lee, spokesperson")
    sender.get_by_role("button", name="Send the answer").click()
    return sender.locator(".words").inner_text()


def _is_taken_over(edith, what, model):
    edith.open("/admin/received/")
    edith.page.get_by_role("link", name=what).first.click()
    if model is m.Response:
        edith.page.select_option("#way", "letter")
        edith.page.fill("#how", "Letterhead")
        press(edith, "Note it")
    else:
        edith.page.fill("#text", SLIP)
    press(edith, "Take over")
    edith.page.get_by_text("It is a draft now").wait_for()
    return model.objects.get()


def _answer_is_coded(edith, response, claim):
    edith.open(at(response, "answers", response.answers.get().pk))
    edith.page.get_by_label("Type to choose").fill("literal")
    edith.page.keyboard.press("Enter")
    edith.page.keyboard.press("Control+s")
    edith.page.locator(".marks", has_text="Literal denial").wait_for()
    edith.open(address(response))
    edith.page.select_option("#id_on_file", "whole")
    edith.save()


def _reader_sends_a_correction(sender, site, claim):
    sender.goto(site + claim.get_absolute_url())
    sender.get_by_role("link", name="Send an answer or a correction").first.click()
    sender.get_by_label("A correction").check()
    sender.get_by_label("Your words").fill(SLIP)
    sender.get_by_role("button", name="Send it").click()
    sender.locator(".words").wait_for()


def _correction_is_entered(edith, paula):
    correction = _is_taken_over(edith, "A correction", m.Correction)
    edith.open(address(correction))
    edith.page.select_option("select#id_kind", "fact")
    edith.save()
    _is_published(edith, paula, correction)
