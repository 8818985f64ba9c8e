"""An hour's typing, and what ends under it: the session, the sign-in, the draft's own status."""

import pytest
from django.contrib.sessions.models import Session

from tests import factories as make
from tests.editorial.test_enter_a_dispute_in_browser import Desk, is_all_saved, type_for_an_hour
from tracker.editorial.workflow import make_move
from tracker.record import models as m

pytestmark = [
    pytest.mark.browser,
    pytest.mark.heavy,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def draft_of_an_hour(db):
    make.source("Report of Party A")
    claim = make.claim(claimant=make.party("Party A"), status="draft", published_at=None)
    make.index()
    return claim


def publish(claim):
    for move in ("submit", "publish"):
        claim = make_move(m.Claim.objects.get(pk=claim.pk), move, None)
    return claim


def stands_in_the_form(page):
    """All that `type_for_an_hour` types, nested rows included."""
    for number in (0, 1, 2):
        figure = f"#id_allegations-0-figures-{number}"
        assert page.input_value(f"{figure}-as_printed") == f"number {number}"
    for number in (0, 1):
        quote = f"#id_allegations-0-figures-{number}-citations-0"
        assert page.input_value(f"{quote}-quote") == f"Quote {number}"
        assert "Report of Party A" in page.locator(f"{quote}-source option:checked").inner_text()
    party = page.locator("#id_allegations-0-figures-0-reporter option:checked")
    assert party.inner_text() == "Party N"


def move_last_figure_first(desk):
    for place in (3, 2):
        desk.page.get_by_role("button", name=f"Move figure {place} up", exact=True).click()


def test_all_stands_in_the_form_after_a_session_that_ended(
    live_server, open_page, editor, draft_of_an_hour
):
    desk = Desk(open_page(), live_server.url, "edith")
    type_for_an_hour(desk, draft_of_an_hour)
    Session.objects.all().delete()
    desk.page.keyboard.press("Control+s")
    desk.sign_in("edith")
    desk.page.get_by_text("Your session had ended when you saved.").first.wait_for()
    stands_in_the_form(desk.page)
    assert not draft_of_an_hour.allegations.get().figures.exists()
    desk.save_row()
    is_all_saved(draft_of_an_hour)


def test_all_stands_in_the_form_after_a_sign_in_in_another_tab(
    live_server, open_page, editor, draft_of_an_hour
):
    page = open_page()
    desk = Desk(page, live_server.url, "edith")
    type_for_an_hour(desk, draft_of_an_hour)
    page.context.clear_cookies()
    Desk(page.context.new_page(), live_server.url, "edith", by_typing=True)
    page.keyboard.press("Control+s")
    page.get_by_text("You signed in anew in another tab.").first.wait_for()
    stands_in_the_form(page)
    desk.save_row()
    is_all_saved(draft_of_an_hour)


def test_all_stands_in_the_form_of_an_editor_when_the_claim_was_withdrawn(
    live_server, open_page, editor, draft_of_an_hour
):
    desk = Desk(open_page(), live_server.url, "edith")
    type_for_an_hour(desk, draft_of_an_hour)
    withdrawn = publish(draft_of_an_hour)
    make_move(withdrawn, "withdraw", None, "It was entered twice.")
    desk.page.keyboard.press("Control+s")
    desk.page.get_by_text("your account may not change it now").first.wait_for()
    stands_in_the_form(desk.page)
    assert not draft_of_an_hour.allegations.get().figures.exists()


def test_all_is_saved_when_the_claim_was_published_and_waits(
    live_server, open_page, publisher, draft_of_an_hour
):
    desk = Desk(open_page(), live_server.url, "paula")
    type_for_an_hour(desk, draft_of_an_hour)
    publish(draft_of_an_hour)
    desk.save_row()
    desk.open(f"/admin/record/claim/{draft_of_an_hour.pk}/outline/")
    desk.page.get_by_text("Published, with changes that wait").first.wait_for()
    is_all_saved(draft_of_an_hour)


def test_order_of_moved_rows_comes_back_with_the_form(
    live_server, open_page, editor, draft_of_an_hour
):
    desk = Desk(open_page(), live_server.url, "edith")
    type_for_an_hour(desk, draft_of_an_hour)
    move_last_figure_first(desk)
    Session.objects.all().delete()
    desk.page.keyboard.press("Control+s")
    desk.sign_in("edith")
    desk.page.get_by_text("Your session had ended when you saved.").first.wait_for()
    assert desk.page.input_value("#id_allegations-0-figures-2-position") == "1"
    desk.save_row()
    first = draft_of_an_hour.allegations.get().figures.order_by("position").first()
    assert first.as_printed == "number 2"
