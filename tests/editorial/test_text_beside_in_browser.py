"""A passage of the text beside an outline is cited for the open point, which stays where it is."""

import json

import pytest

from tests import factories as make
from tests.capture.quoting import TEXT, kept
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.editorial.test_outline import at, texts
from tests.editorial.test_reading_in_browser import drag_over
from tests.public.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.heavy, pytest.mark.django_db(transaction=True)]
WORDS = "56,000 people in Camp Blue"


def test_passage_is_cited_beside_the_open_point(live_server, open_page, editor):
    claim = make.claim(allegations=2, status="draft", published_at=None)
    source = make.source()
    kept(source, TEXT)
    make.cite(claim.allegations.get(number=1), source, quote="It asked for a reply.")
    make.ledger()
    make.index()
    second = claim.allegations.get(number=2)
    desk = Desk(open_page(), live_server.url, "edith")
    page, loads = desk.page, []
    page.set_viewport_size({"width": 1440, "height": 900})
    desk.open(at(claim, page="outline"))
    page.on("load", lambda: loads.append(page.url))
    page.select_option("#beside-source", str(source.pk))
    page.click("#choose_text button")
    page.locator("#text").wait_for()
    # Beside it, and searched in place.
    assert page.locator("#beside").bounding_box()["x"] > 700
    page.fill("#q", "that spring")
    page.keyboard.press("Enter")
    page.locator("#wanted").wait_for()
    line = f"#allegations-{second.pk}"
    page.locator(f"{line} .row-link").click()
    page.locator(f"li.open{line} textarea").first.wait_for()
    page.fill("#id_allegations-0-text", "Party A says what was typed.")
    drag_over(page, WORDS)
    assert page.locator("#bar-target option:checked").inner_text().startswith("Point 2")
    page.click("#cite_bar [name=save]")
    page.locator("#saved", has_text="Cited for").wait_for()
    # What was typed is saved before; the line says what it has now.
    page.locator(f"{line} .marks", has_text="2 quotes").wait_for()
    assert texts(claim)[1] == "Party A says what was typed."
    assert second.citations.get(source=source).quote == WORDS
    page.locator("#text .cited-in", has_text="point 2").wait_for()
    # With one key for the first point, and while the second is open as it was saved.
    page.locator(f"{line} .row-link").click()
    page.locator(f"li.open{line} textarea").first.wait_for()
    drag_over(page, "It asked for a reply")
    page.keyboard.press("1")
    page.locator("#saved", has_text="point 1").wait_for()
    # The text is laid anew, with the passage marked.
    page.locator("#text .cited-in", has_text="point 1").nth(1).wait_for()
    assert page.locator(f"li.open{line}").count() == 1
    drag_over(page, "It asked for a reply")
    page.keyboard.press("2")
    page.locator("#saved", has_text="point 2").wait_for()
    quote = page.locator(f"li.open{line} textarea[name$=quote]", has_text="It asked for a reply")
    quote.wait_for()
    assert claim.allegations.get(number=1).citations.filter(source=source).count() == 2
    # On a telephone it stands below.
    page.set_viewport_size({"width": 360, "height": 740})
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    assert loads == []
    assert desk.faults == []
    faults = violations(page)
    assert faults == [], json.dumps(faults, indent=1)
