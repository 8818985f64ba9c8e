"""Suggestions by keys: the next one is selected, cited for a point at once, or dismissed."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.capture.quoting import kept
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.public.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUOTE = "Nobody 👩‍💻 was ever held in Camp Blue."
TEXT = f"It was told in May 2023.\n\n“{QUOTE}” said Ann Smith. “It was never said at all.”\n"


def test_suggestions_are_gone_through_by_keys(live_server, open_page, editor):
    claim = make.claim(allegations=2, status="draft", published_at=None)
    source = make.source()
    kept(source, TEXT)
    desk = Desk(open_page(), live_server.url, "edith")
    page = desk.page
    desk.open(reverse("admin:record_source_text", args=[source.pk]))
    page.fill("#record", claim.reference)
    page.click("#find_form button")
    page.click("#found_form button")
    page.click("#suggestions .kinds >> text=Quotation")
    assert not violations(page)
    assert page.locator(".proposals > li").count() == 2
    # The words of the first are selected, as if by hand, and a number cites them.
    page.focus("#text")
    page.keyboard.press("n")
    page.locator("#cite_bar").wait_for()
    assert page.locator("#cite_bar .selected").inner_text() == QUOTE
    assert page.locator("#bar-relation").input_value() == "quoted"
    page.keyboard.press("2")
    page.locator(".messagelist .success").wait_for()
    row = claim.allegations.get(number=2).citations.get(source=source)
    assert (row.quote, row.relation) == (QUOTE, "quoted")
    # The suggestions are there again; the one before the first is the last, and goes away.
    page.focus("#text")
    page.keyboard.press("p")
    assert "never said" in page.locator(".proposals li.is-current").inner_text()
    page.keyboard.press("d")
    page.locator("#again_form").wait_for()
    assert page.locator(".proposals > li").count() == 1
    # T takes the one that is current to the step that cites it.
    page.focus("#text")
    page.keyboard.press("n")
    page.keyboard.press("t")
    page.locator("#cite_form").wait_for()
    assert page.locator("#id_relation").input_value() == "quoted"
    assert f"Ann Smith: “{QUOTE}”" in page.locator("#id_point_text").input_value()
