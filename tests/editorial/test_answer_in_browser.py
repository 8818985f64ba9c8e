"""The other side answers by its link; the desk takes it over, and publishes; the receipt tells."""

from urllib.parse import urlsplit

import pytest

from tests import factories as make
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.editorial.test_week_in_browser import address, press
from tracker.editorial.changes import change
from tracker.ledger.models import Entry
from tracker.record import models as m

pytestmark = [
    pytest.mark.browser,
    pytest.mark.heavy,
    pytest.mark.django_db(transaction=True),
]
SAID = "We were not in the town on that day."


@pytest.fixture
def world(db):
    accused = make.party("Party B")
    claim = make.claim("Party A alleges a thing", make.party("Party A"), accused, 2)
    request = make.request(claim=claim)
    make.ledger()
    return {"claim": claim, "request": request}


def test_answer_by_a_link_becomes_public_and_its_sender_sees_it(
    live_server, open_page, editor, publisher, world, reader, tmp_path
):
    edith = Desk(open_page(), live_server.url, "edith")
    paula = Desk(open_page(), live_server.url, "paula")
    link = _link_is_made(edith, live_server.url, world["request"])
    sender = open_page(360, scripts=False)
    words = _other_side_answers(sender, link, tmp_path)
    assert SAID not in _html(reader, world["claim"])
    _answer_is_taken_over(edith)
    response = m.Response.objects.get()
    _look_up(sender, live_server.url, words, "It was taken over by an editor.")
    _rest_is_filled_in(response, editor)
    edith.open(address(response))
    press(edith, "Save, then: Send for review")
    edith.page.get_by_text("in review").first.wait_for()
    paula.open(address(response))
    press(paula, "Save, then: Publish")
    if paula.page.locator("#reason").count():
        paula.page.fill("#reason", "The letter is on file.")
        press(paula, "Publish")
    paula.page.get_by_text("published").first.wait_for()
    assert SAID in _html(reader, world["claim"])
    _look_up(sender, live_server.url, words, "It was taken over, and is public:")
    sender.get_by_role("link", name=response.title).click()
    sender.get_by_role("heading", name=response.title).wait_for()
    assert edith.faults == paula.faults == []


def _html(reader, record):
    return reader.get(record.get_absolute_url()).content.decode()


def _link_is_made(edith, site, request):
    edith.open(address(request))
    edith.page.get_by_role("link", name="Links to answer").click()
    press(edith, "Make the link")
    return site + urlsplit(edith.page.input_value("#address")).path


def _other_side_answers(sender, link, folder):
    letter = folder / "letter.txt"
    letter.write_text(f"Dear editors, {SAID}")
    sender.goto(link)
    sender.get_by_label("Your answer to point 1").fill(SAID)
    sender.get_by_label("Your letter (optional)").set_input_files(letter)
    sender.get_by_role("button", name="Send the answer").click()
    # What is missing is named, and what was typed is still there.
    sender.get_by_role("alert").get_by_role("link", name="Your name and office").click()
    assert sender.get_by_label("Your answer to point 1").input_value() == SAID
    sender.get_by_label("Your name and office").fill("Lee, spokesperson")
    sender.get_by_label("Your letter (optional)").set_input_files(letter)
    sender.get_by_role("button", name="Send the answer").click()
    return sender.locator(".words").inner_text()


def _answer_is_taken_over(edith):
    edith.open("/admin/")
    edith.page.get_by_role("link", name="From outside: 1").click()
    edith.page.get_by_role("link", name="An answer").click()
    edith.page.get_by_text(SAID).wait_for()
    edith.page.select_option("#way", "letter")
    edith.page.fill("#how", "Letterhead")
    press(edith, "Note it")
    press(edith, "Take over")
    edith.page.get_by_text("It is a draft now").wait_for()


def _look_up(sender, site, words, told):
    sender.goto(f"{site}/answer/receipt/")
    sender.get_by_label("The secret words of your receipt").fill(words)
    sender.get_by_role("button", name="Look it up").click()
    sender.get_by_text(told).wait_for()


def _rest_is_filled_in(response, editor):
    """What an editor says in the response's form: how much was read, and the stance."""
    with change(editor, Entry.Action.CHANGED) as door:
        response.on_file = "whole"
        response.save()
        stance = m.Stance.objects.get(code="literal-denial")
        m.AnswerStance.objects.create(answer=response.answers.get(), stance=stance)
        door.touch(response)
