"""A passage is selected in a kept text, by keys and by mouse, and is cited word for word."""

import json

import pytest
from django.urls import reverse

from tests import factories as make
from tests.capture.quoting import PASSAGE, TEXT, kept, standing
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.public.test_accessibility import violations
from tracker.capture.quotes.states import State

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARABIC = "قالت الهيئة إنها سألت.\n\nولم يكن في المخيم 👩‍💻 أحد غير الحراس.\n"
# As a hand does it: to the first letter of some words, down, to the last, up.
PLACE = """words => {
  const walker = document.createTreeWalker(document.getElementById("text"), 4);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(words);
    if (at < 0) { continue; }
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    range.startContainer.parentElement.scrollIntoView({block: "center"});
    const boxes = range.getClientRects(), first = boxes[0], last = boxes[boxes.length - 1];
    const y = box => box.top + box.height / 2;
    return [first.left + 1, y(first), last.right - 1, y(last)];
  }
}"""


def drag_over(page, words):
    left, top, right, bottom = page.evaluate(PLACE, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=6)
    page.mouse.up()
    page.locator("#cite_bar").wait_for()


def test_passage_is_selected_and_cited(live_server, open_page, editor):
    claim = make.claim(allegations=2, status="draft", published_at=None)
    source = make.source()
    kept(source, TEXT, "2024-05-03")
    arabic = kept(source, ARABIC, "2024-04-01")
    desk = Desk(open_page(), live_server.url, "edith")
    page = desk.page
    address = reverse("admin:record_source_text", args=[source.pk])
    desk.open(address)
    page.fill("#record", claim.reference)
    page.click("#find_form button")
    page.click("#found_form button")
    # By mouse.
    words = "56,000 people in Camp Blue"
    drag_over(page, words)
    assert page.locator("#cite_bar .selected").inner_text() == words
    page.select_option("#bar-target", label="Point 2: Party A says that Party B did a thing.")
    page.click("#cite_bar [name=save]")
    page.locator(".messagelist .success").wait_for()
    row = claim.allegations.get(number=2).citations.get(source=source)
    assert row.quote == words and standing(row).state == State.WORD_FOR_WORD
    # By keys, across the mark that stands there now: from the first word of the paragraph on.
    desk.open(address)
    page.focus("#text")
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    page.evaluate("() => getSelection().collapse(document.querySelector('[data-start=\"26\"]'), 0)")
    for _word in range(9):
        page.keyboard.press("Shift+ArrowRight")
    page.locator("#cite_bar .selected", has_text="Camp").wait_for()
    page.keyboard.press("1")
    page.locator(".messagelist .success").wait_for()
    row = claim.allegations.get(number=1).citations.get(source=source)
    assert PASSAGE.startswith(row.quote) and "Camp" in row.quote
    assert standing(row).state == State.WORD_FOR_WORD
    page.click("#back_form button >> nth=0")
    page.locator(".messagelist .success", has_text="Taken back").wait_for()
    assert not claim.allegations.get(number=1).citations.filter(source=source).exists()
    # On a phone, in Arabic, behind a sign that scripts count as several.
    page.set_viewport_size({"width": 360, "height": 740})
    desk.open(f"/ar{address}?copy={arabic.pk}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    drag_over(page, "أحد غير الحراس")
    faults = violations(page)
    assert faults == [], json.dumps(faults, indent=1)
    page.keyboard.press("Escape")
    assert not page.locator("#cite_bar").is_visible()
    drag_over(page, "أحد غير الحراس")
    page.click("#cite_bar [name=look]")
    page.locator("#cite_form").wait_for()
    faults = violations(page)
    assert faults == [], json.dumps(faults, indent=1)
    page.select_option("#id_target", index=1)
    page.click("#cite_form [type=submit]")
    page.locator(".messagelist .success").wait_for()
    row = claim.allegations.get(number=1).citations.get(source=source)
    assert (row.quote, row.language) == ("أحد غير الحراس", "ar")
    assert desk.faults == []
