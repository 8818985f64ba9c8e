"""The outline by keyboard alone: a row opened, kept while it is typed, saved, one added, moved."""

import pytest

from tests import factories as make
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.editorial.test_outline import at, texts
from tests.public.test_accessibility import violations
from tracker.editorial.models import TypedRow

pytestmark = [pytest.mark.browser, pytest.mark.heavy, pytest.mark.django_db(transaction=True)]
DRAFT = {"status": "draft", "published_at": None}


@pytest.fixture
def claim(db):
    row = make.claim(claimant=make.party("Party A"), allegations=2, **DRAFT)
    make.ledger()
    make.index()
    return row


def focused(page):
    return page.evaluate("(document.activeElement.closest('li') || document.body).id")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def says(page, words):
    page.locator("#saved", has_text=words).wait_for()


def is_open(page, key):
    page.locator(f"li.open#{key} textarea").first.wait_for()


def test_row_is_entered_and_moved_with_the_keyboard(live_server, open_page, editor, claim):
    first, second = claim.allegations.order_by("number")
    desk = Desk(open_page(), live_server.url, "edith")
    page, loads = desk.page, []
    page.on("dialog", lambda dialog: dialog.accept())
    desk.open(at(claim, page="outline"))
    page.on("load", lambda: loads.append(page.url))
    line = f"allegations-{second.pk}"
    page.locator(f"#allegations-{first.pk} .row-link").focus()
    press(page, "ArrowDown", "Enter")
    is_open(page, line)
    assert focused(page) == line
    field = page.locator("#id_allegations-0-text")
    field.fill("Party A says what was typed.")
    says(page, "not saved yet")
    assert texts(claim)[1] == "Party A says that Party B did a thing."
    page.reload()
    page.get_by_role("link", name="Take it").focus()
    press(page, "Enter")
    page.get_by_text("This is what you typed.").wait_for()
    assert field.input_value() == "Party A says what was typed."
    loads.clear()
    field.focus()
    press(page, "Control+s")
    says(page, "Saved")
    assert texts(claim)[1] == "Party A says what was typed."
    assert not TypedRow.objects.exists()
    assert focused(page) == line
    press(page, "n")
    is_open(page, "allegations")
    field.fill("Party A says one thing more.")
    press(page, "Control+s")
    page.locator(".words", has_text="Party A says one thing more.").wait_for()
    third = claim.allegations.get(number=3)
    assert focused(page) == f"allegations-{third.pk}"
    press(page, "Alt+ArrowUp")
    page.locator(f"#allegations-{third.pk} b", has_text="2").wait_for()
    assert texts(claim)[1] == "Party A says one thing more."
    assert focused(page) == f"allegations-{third.pk}"
    press(page, "Enter")
    is_open(page, f"allegations-{third.pk}")
    press(page, "Escape")
    page.locator("li.open").wait_for(state="detached")
    assert focused(page) == f"allegations-{third.pk}"
    assert loads == []
    assert not desk.faults


def test_point_is_answered_by_typing_its_stance(live_server, open_page, editor, claim):
    make.source("Letter of Party B")
    response = make.response(claim, **DRAFT)
    make.ledger()
    make.index()
    point = claim.allegations.first()
    desk = Desk(open_page(), live_server.url, "edith")
    page = desk.page
    desk.open(at(response, page="outline"))
    page.locator(f"#answers-on-{point.pk} .row-link").press("Enter")
    page.get_by_label("Type to choose").fill("literal")
    press(page, "Enter")
    desk.choose("answers-0-citations-0-source", "Letter")
    desk.type("answers-0-citations-0-quote", "We did not.")
    press(page, "Control+s")
    says(page, "Saved")
    answer = response.answers.get()
    assert (answer.allegation, answer.stances.get().code) == (point, "literal-denial")
    line = page.locator(f"#answers-{answer.pk} .row-link")
    assert "1 quote" in line.inner_text()
    line.press("Enter")
    group = page.locator("#answers-0-citations-group")
    group.get_by_role("button", name="Add another Quote and source").last.click()
    desk.choose("answers-0-citations-1-source", "Letter")
    desk.type("answers-0-citations-1-quote", "Nobody did.")
    page.locator(".row-actions [name=_save]").click()
    page.locator(f"#answers-{answer.pk} .marks", has_text="2 quotes").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator(f"#answers-{answer.pk} .marks", has_text="1 quote").wait_for()
    assert answer.citations.get().quote == "We did not."
    assert not desk.faults


@pytest.mark.parametrize("language", ["", "/ar"])
def test_axe_finds_nothing_in_an_outline(live_server, open_page, editor, claim, language):
    desk = Desk(open_page(), live_server.url, "edith")
    point = claim.allegations.first()
    response = make.response(claim, **DRAFT)
    for width, there in (
        (1440, at(claim, page="outline")),
        (360, at(claim, "allegations", point.pk)),
        (1440, at(response, "answers", "on", point.pk)),
    ):
        desk.page.set_viewport_size({"width": width, "height": 800})
        desk.open(language + there)
        assert violations(desk.page) == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert desk.page.evaluate(wide) <= 0
        assert desk.page.locator("#standing").is_visible()
