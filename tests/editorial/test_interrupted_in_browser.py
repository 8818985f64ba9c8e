"""Ten moments at which entering is broken off: what was typed is there afterwards."""

import errno
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError

from tests import factories as make
from tests.editorial import desk as forms
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.editorial.test_outline import at
from tracker.editorial.changes import change
from tracker.editorial.models import TypedRow
from tracker.editorial.workflow import make_move
from tracker.ledger.entries import Appender
from tracker.ledger.models import Entry
from tracker.record import models as m

pytestmark = [pytest.mark.browser, pytest.mark.heavy, pytest.mark.django_db(transaction=True)]
DRAFT = {"status": "draft", "published_at": None}
TYPED = "Party A says what was typed."
NOT_SAVED = "not saved yet"


@pytest.fixture
def claim(db):
    row = make.claim(claimant=make.party("Party A"), accused=make.party("Party B"), **DRAFT)
    make.allegation(row, 2, text="Party A says another thing.")
    make.ledger()
    make.index()
    return row


@pytest.fixture
def sit_down(live_server, open_page, editor):
    """Opens a window for the editor, and closes the one before as a killed browser would."""
    open_ones = []

    def begin(path):
        while open_ones:
            open_ones.pop().page.context.close()
        desk = Desk(open_page(), live_server.url, "edith")
        desk.page.on("dialog", lambda dialog: dialog.accept())
        desk.open(path)
        open_ones.append(desk)
        return desk.page

    return begin


def no_room(appender):
    raise DatabaseError from OSError(errno.ENOSPC, "No space left on device")


def text_of(page):
    return page.locator("#id_allegations-0-text")


def kept(page):
    page.locator("[role=status]", has_text=NOT_SAVED).first.wait_for()


def taken(page):
    page.get_by_role("link", name="Take it").click()
    page.get_by_text("This is what you typed.").wait_for()
    return page


def test_browser_is_killed_over_a_row_a_new_record_and_a_whole_form(sit_down, claim, subtests):
    row = at(claim, "allegations", claim.allegations.first().pk)
    with subtests.test("1: over an open row"):
        page = sit_down(row)
        text_of(page).fill(TYPED)
        kept(page)
        page = taken(sit_down(row))
        assert text_of(page).input_value() == TYPED
    begin = "/admin/record/claim/add/"
    for number, (there, field) in enumerate(
        ((begin, "title"), (forms.address(claim), "lead"), (forms.add_address(m.Source), "title"))
    ):
        with subtests.test(f"{number + 2}: over {there}"):
            page = sit_down(there)
            page.fill(f"#id_{field}", TYPED)
            kept(page)
            page = taken(sit_down(there))
            assert page.input_value(f"#id_{field}") == TYPED
    assert m.Claim.objects.count() == 1


def test_what_is_typed_without_a_connection_is_kept_when_it_is_back(sit_down, claim, subtests):
    row = at(claim, "allegations", claim.allegations.first().pk)
    for number, (there, field) in enumerate(
        ((row, "allegations-0-text"), ("/admin/record/claim/add/", "title"))
    ):
        with subtests.test(f"{number + 5}: {there}"):
            page = sit_down(there)
            page.context.set_offline(True)
            page.fill(f"#id_{field}", TYPED)
            page.get_by_text("is not kept at the moment").wait_for()
            page.context.set_offline(False)
            kept(page)
            assert TYPED in TypedRow.objects.latest("typed_at").data


def test_save_that_fails_leaves_all_in_the_row(sit_down, claim, subtests):
    row = at(claim, "allegations", claim.allegations.first().pk)
    page = sit_down(row)
    with subtests.test("7: the disk is full"):
        text_of(page).fill(TYPED)
        # At the very end of the transaction, when all else was written.
        with mock.patch.object(Appender, "flush", no_room):
            page.keyboard.press("Control+s")
            page.locator(".errornote").wait_for()
        assert text_of(page).input_value() == TYPED
    with subtests.test("8: the session has ended"):
        Session.objects.all().delete()
        page.locator("[name=_save]").last.click()
        page.locator("#id_username").wait_for()
        Desk.sign_in(type("", (), {"page": page})(), "edith")
        text_of(page).wait_for()
        assert text_of(page).input_value() == TYPED
    page.locator("[name=_save]").last.click()
    page.locator("li.open").wait_for(state="detached")
    assert claim.allegations.first().text == TYPED


def test_record_changes_under_the_hand(sit_down, publisher, claim, subtests):
    point = claim.allegations.first()
    row = at(claim, "allegations", point.pk)
    with subtests.test("9: another saved the same row"):
        page = sit_down(row)
        text_of(page).fill(TYPED)
        with change(publisher, Entry.Action.CHANGED) as door:
            point.refresh_from_db()
            point.text = "Party A says what Paula typed."
            point.save()
            point.claim.save()
            door.touch(point)
        page.keyboard.press("Control+s")
        page.get_by_text("Somebody else saved this record").first.wait_for()
        assert text_of(page).input_value() == TYPED
        assert "what Paula typed" in page.locator(".told").first.inner_text()
        page.locator("[name=_save]").last.click()
        page.locator("li.open").wait_for(state="detached")
    with subtests.test("10: it was published"):
        page = sit_down(row)
        text_of(page).fill(f"{TYPED} And more.")
        for move, who in (("submit", None), ("publish", None)):
            make_move(m.Claim.objects.get(pk=claim.pk), move, who)
        page.keyboard.press("Control+s")
        page.locator(".row-form, .words", has_text="And more.").first.wait_for()
        assert f"{TYPED} And more." in page.content()
