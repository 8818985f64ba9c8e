"""The first page tells who has which record's form open, of those that one may see."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.conftest import staff
from tests.editorial import desk
from tracker.editorial.changes import change
from tracker.editorial.models import OpenForm
from tracker.editorial.my_day import counts_for
from tracker.editorial.open_forms import EXPIRES, note_open, note_typing, open_by_others
from tracker.editorial.reviewing import assign
from tracker.editorial.workflow import make_move
from tracker.ledger.models import Entry

pytestmark = pytest.mark.django_db
HEADING = "What others have open now"


def desk_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def draft(db):
    return make.event("A thing happened in Town C", status="draft", published_at=None)


def first_page(user):
    return desk_of(user).get(reverse("admin:index")).content.decode()


def test_open_form_is_told_to_others_and_not_to_who_has_it_open(editor, publisher, draft):
    desk_of(editor).get(desk.address(draft))
    page = first_page(publisher)
    assert HEADING in page and "<bdi>edith</bdi>, for" in page
    assert HEADING not in first_page(editor)


def test_open_form_is_forgotten_once_it_is_saved_and_after_some_minutes(editor, publisher, draft):
    client = desk_of(editor)
    data = desk.open_form(client, draft)
    assert open_by_others(publisher, 5)
    assert client.post(desk.address(draft), {**data, "_save": "1"}).status_code == 302
    assert open_by_others(publisher, 5) == []
    note_open(draft, editor)
    OpenForm.objects.update(at=timezone.now() - EXPIRES - timedelta(seconds=1))
    assert open_by_others(publisher, 5) == []
    note_open(draft, publisher)
    assert OpenForm.objects.count() == 1


def test_whoever_may_not_see_a_record_hears_nothing_of_it(editor, draft):
    cora, norman = staff("cora", "contributor"), staff("norman", "administrator")
    note_open(draft, editor)
    for user in (cora, norman):
        page = first_page(user)
        assert HEADING not in page and str(draft) not in page
    assign(draft, editor, cora.pk)
    assert [one.who for one in open_by_others(cora, 5)] == [editor]


def test_whoever_types_keeps_the_form_open(editor, publisher, draft):
    note_open(draft, editor)
    OpenForm.objects.update(at=timezone.now() - EXPIRES + timedelta(minutes=1))
    before = OpenForm.objects.get().at
    client = desk_of(editor)
    address = reverse("admin:still_here")
    assert client.get(address, {"at": desk.address(draft)}).status_code == 204
    assert OpenForm.objects.get().at > before
    odd = ("", "/", "/admin/", "/claims/", "//", "a b", "/admin/record/event/²/change/", "\ud800")
    for path in (*odd[:-1], desk.add_address(type(draft)), "/admin/record/event/99/change/"):
        assert client.get(address, {"at": path}).status_code == 204, path
    assert OpenForm.objects.count() == 1


def test_nobody_says_that_they_type_in_what_they_may_not_change(draft):
    note_typing(desk.address(draft), staff("cora", "contributor"))
    assert not OpenForm.objects.exists()


def test_first_page_asks_no_oftener_when_more_is_open(
    editor, publisher, draft, django_assert_max_num_queries
):
    note_open(draft, editor)
    with django_assert_max_num_queries(4):
        assert len(open_by_others(publisher, 50)) == 1
    for number in range(5):
        note_open(make.event(status="draft", published_at=None), staff(f"e{number}", "editor"))
    with django_assert_max_num_queries(4):
        assert len(open_by_others(publisher, 50)) == 6


# --- What is to be published ----------------------------------------------------------------------


def test_what_somebody_wrote_is_not_counted_among_what_they_are_to_publish(
    editor, publisher, settings
):
    with change(publisher, Entry.Action.ENTERED) as door:
        mine = make.event(status="draft", published_at=None)
        door.touch(mine)
    with change(editor, Entry.Action.ENTERED) as door:
        other = make.event(status="draft", published_at=None)
        door.touch(other)
    for row in (mine, other):
        make_move(row, "submit", editor)
    assert counts_for(publisher).to_publish == 1
    assert counts_for(staff("petra", "publisher")).to_publish == 2
    settings.SECOND_PERSON = False
    assert counts_for(publisher).to_publish == 2


def test_own_change_that_waits_is_not_counted_among_what_one_is_to_publish(editor, publisher):
    one, other = make.event("A thing happened"), make.event("Another happened")
    make.ledger()
    desk.wait(one, publisher, title="A thing happened here")
    desk.wait(other, editor, title="Another happened here")
    assert counts_for(publisher).to_publish == 1
    assert counts_for(staff("petra", "publisher")).to_publish == 2
