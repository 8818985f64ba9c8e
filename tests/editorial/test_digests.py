"""A mail a day of how much waits: for whoever asked for it, and nothing of what it is."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests import factories as make
from tests.conftest import staff
from tracker.editorial.models import DigestChoice
from tracker.editorial.reviewing import assign
from tracker.record import models as m
from tracker.record.state import deadline_day

pytestmark = pytest.mark.django_db
SENT = "tracker.editorial.accounts.mail.EmailMessage.send"


@pytest.fixture(autouse=True)
def site_with_mail(settings):
    settings.HAS_MAIL = True
    settings.DEFAULT_FROM_EMAIL = "desk@tracker.example"


@pytest.fixture
def people(editor, publisher):
    """Both with an address; a draft is for each of them, and a request overdue."""
    for user in (editor, publisher):
        user.email = f"{user.username}@example.org"
        user.save()
    for number, user in enumerate((editor, publisher, editor)):
        draft = make.claim(f"zqtitle {number}", status="draft", published_at=None)
        assign(draft, publisher, user.pk)
    make.request(title="zqrequest", due_on=str(deadline_day(timezone.now()) - timedelta(3)))
    return editor, publisher


def desk_of(user):
    client = Client()
    client.force_login(user)
    return client


def choose(account, **data):
    return desk_of(account).post("/admin/digest/", data, follow=True).content.decode()


def test_nobody_gets_a_mail_who_did_not_ask_for_it(people):
    assert "Send me this mail" in desk_of(people[0]).get("/admin/").content.decode()
    call_command("send_digests", stdout=mock.Mock())
    assert mail.outbox == []


def test_mail_has_numbers_references_and_a_link_and_nothing_else_of_the_desk(people, settings):
    editor, _publisher = people
    assert "edith@example.org" in choose(editor, wanted="1")
    call_command("send_digests", stdout=mock.Mock())
    (sent,) = mail.outbox
    assert sent.to == ["edith@example.org"] and sent.from_email == "desk@tracker.example"
    assert "2 records wait for you." in sent.body and "1 request is overdue." in sent.body
    (overdue,) = m.Request.objects.all()
    assert f"Overdue: {overdue.reference}\n" in sent.body and overdue.title not in sent.body
    assert f"{settings.SITE_URL}/admin/" in sent.body
    for word in ("zq", "edith", "paula", "C-20"):
        assert word not in sent.subject + sent.body
    # Again the same day: nothing. The next day: again.
    call_command("send_digests", stdout=mock.Mock())
    assert len(mail.outbox) == 1
    DigestChoice.objects.update(sent_for=timezone.localdate() - timedelta(days=1))
    call_command("send_digests", stdout=mock.Mock())
    assert len(mail.outbox) == 2
    choose(editor)
    assert not DigestChoice.objects.exists()


def test_mail_reminds_of_a_request_that_is_due_this_week(editor):
    editor.email = "edith@example.org"
    editor.save()
    soon = make.request(title="zqrequest", due_on=str(deadline_day(timezone.now()) + timedelta(2)))
    choose(editor, wanted="1")
    call_command("send_digests", stdout=mock.Mock())
    (sent,) = mail.outbox
    assert "1 request is due this week." in sent.body and "overdue" not in sent.body
    assert soon.title not in sent.body


def test_mail_is_in_the_language_of_the_page_it_was_asked_for_on(people):
    desk_of(people[0]).post("/ar/admin/digest/", {"wanted": "1"})
    call_command("send_digests", stdout=mock.Mock())
    assert "/ar/admin/" in mail.outbox[0].body


def test_address_that_fails_stops_no_other_and_is_tried_again(people, caplog):
    for user in people:
        choose(user, wanted="1")
    whole = mail.EmailMessage.send

    def send(message, *args, **kwargs):
        if message.to == ["edith@example.org"]:
            raise OSError("no such mailbox")
        return whole(message, *args, **kwargs)

    with mock.patch(SENT, send), pytest.raises(CommandError, match="Not sent to edith"):
        call_command("send_digests", stdout=mock.Mock())
    assert [sent.to for sent in mail.outbox] == [["paula@example.org"]]
    assert "edith" in caplog.text
    call_command("send_digests", stdout=mock.Mock())
    assert [sent.to for sent in mail.outbox][1:] == [["edith@example.org"]]


def test_no_mail_goes_where_nothing_waits_nor_to_who_left(people):
    idle = staff("ida", "editor")
    idle.email = "ida@example.org"
    idle.save()
    make.m.Request.objects.all().delete()
    for user in (*people, idle):
        choose(user, wanted="1")
    for user in people:
        type(user).objects.filter(pk=user.pk).update(is_active=False)
    call_command("send_digests", stdout=mock.Mock())
    assert mail.outbox == [] and DigestChoice.objects.get(user=idle).sent_for


def test_account_without_address_or_site_without_mail_is_told(people, settings, editor):
    type(editor).objects.filter(pk=editor.pk).update(email="")
    assert "has no mail address" in choose(editor, wanted="1")
    assert not DigestChoice.objects.exists()
    choose(people[1], wanted="1")
    settings.HAS_MAIL = False
    assert "A mail a day" not in desk_of(editor).get("/admin/").content.decode()
    with pytest.raises(CommandError, match="MAIL_URL"):
        call_command("send_digests")


def test_choice_is_one_s_own_and_asked_for_by_a_form(people, reader):
    editor, publisher = people
    choose(editor, wanted="1", user=publisher.pk)
    assert DigestChoice.objects.get().user == editor
    desk_of(publisher).get("/admin/digest/", {"wanted": "1"})
    assert reader.post("/admin/digest/", {"wanted": "1"}).status_code == 302
    assert DigestChoice.objects.count() == 1
