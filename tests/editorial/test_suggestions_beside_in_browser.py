"""Suggestions beside an outline: taken, made a new point of or dismissed by one key, in place."""

import json

import pytest

from tests import factories as make
from tests.capture.quoting import kept
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.editorial.test_outline import at
from tests.public.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.heavy, pytest.mark.django_db(transaction=True)]
QUOTE, OTHER = "Nobody was ever held in Camp Blue.", "We never saw a list."
TEXT = (
    f"“{QUOTE}” said Ann Smith. “{OTHER}” said Bo Berg.\n\nAt least 300 people were held there.\n"
)


@pytest.fixture
def claim(db):
    claim = make.claim(allegations=2, status="draft", published_at=None)
    source = make.source(language="en")
    kept(source, TEXT)
    make.cite(claim.allegations.get(number=1), source, quote="At least 300 people were held there.")
    make.ledger()
    make.index()
    return claim


def laid(live_server, open_page, claim):
    """The outline with the text beside it and all its suggestions; and how often a page loads."""
    desk = Desk(open_page(), live_server.url, "edith")
    page, loads = desk.page, []
    page.set_viewport_size({"width": 1440, "height": 900})
    desk.open(at(claim, page="outline"))
    page.on("load", lambda: loads.append(page.url))
    page.select_option("#beside-source", index=1)
    page.click("#choose_text button")
    page.click("#beside .kinds >> text=All")
    page.locator("#beside .proposals").wait_for()
    return desk, loads


def test_suggestions_are_taken_in_place_by_keys(live_server, open_page, editor, claim):
    desk, loads = laid(live_server, open_page, claim)
    page, why = desk.page, "#cite_bar .proposed-why"
    page.focus("#text")
    page.keyboard.press("n")
    page.locator(why, has_text="said by Ann Smith").wait_for()
    assert page.locator("#cite_bar .selected").inner_text() == QUOTE
    # A number cites for that point, T for the one that is chosen, 0 makes a new one.
    page.keyboard.press("2")
    page.locator("#saved", has_text="point 2").wait_for()
    page.locator("#text .cited-in", has_text="point 2").wait_for()
    # The bar says why at once, and shows the words a moment later.
    while "said by Bo Berg" not in page.locator(why).text_content():
        page.keyboard.press("n")
    page.locator("#cite_bar .selected", has_text=OTHER).wait_for()
    page.keyboard.press("0")
    page.locator("#text .cited-in", has_text="point 3").wait_for()
    point = page.locator(".lines li.line", has_text=f"Bo Berg: “{OTHER}”")
    point.wait_for()
    assert claim.allegations.get(number=3).citations.get().quote == OTHER
    assert page.locator("#part-allegations li.adding").count() == 1
    # Its number in the text shows why; a button dismisses it.
    shown = page.locator(".proposals > li").count()
    page.click("#proposed-1")
    page.locator(why, has_text="Ann Smith").wait_for()
    page.click("[data-dismiss-now]")
    page.locator("#again_form").wait_for()
    assert page.locator(".proposals > li").count() == shown - 1
    page.set_viewport_size({"width": 360, "height": 740})
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    assert loads == []
    assert desk.faults == []
    page.focus("#text")
    page.keyboard.press("n")
    page.locator(why).wait_for()
    faults = violations(page)
    assert faults == [], json.dumps(faults, indent=1)


def test_new_party_of_a_suggestion_leads_back_to_the_outline(live_server, open_page, editor, claim):
    desk, _loads = laid(live_server, open_page, claim)
    page = desk.page
    page.click("#beside .kinds >> text=New name")
    named = page.locator(".proposals > li", has=page.locator(".said a", has_text="Bo Berg"))
    named.locator("text=New party of this name").click()
    page.select_option("#id_kind", "person")
    page.click("[name=_save]")
    page.locator(".messagelist .success", has_text="Bo Berg").wait_for()
    assert page.url.partition("?")[0].endswith(at(claim, page="outline"))
    # There it is known, and one click names it.
    page.click("#beside .kinds >> text=Known name")
    named.locator("text=Name as accused").click()
    page.locator(".messagelist .success", has_text="is named in").wait_for()
    assert "Bo Berg" in [one.name for one in claim.accused.all()]
    assert page.url.partition("?")[0].endswith(at(claim, page="outline"))
