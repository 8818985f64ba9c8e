"""Invitations: a link makes one account, once, with the groups that the administrator chose."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests.conftest import staff
from tests.editorial import desk
from tracker.editorial.accounts import invitations
from tracker.editorial.accounts.mail import SENDER
from tracker.editorial.accounts.models import Authenticator, Invitation, OpenSession, SecurityEvent

pytestmark = pytest.mark.django_db
CHOSEN = "brisk otter paints tall windmills"
ACCOUNTS = "/admin/accounts/"


@pytest.fixture
def manager(administrator):
    browser = Client()
    browser.force_login(administrator)
    return browser


@pytest.fixture
def by_mail(settings):
    settings.HAS_MAIL, settings.DEFAULT_FROM_EMAIL = True, "desk@tracker.example"


def sent():
    """All mails, once the thread that sends them is through."""
    SENDER.submit(int).result()
    return mail.outbox


def link_to(groups=("editor",), email=""):
    return invitations.invite(None, groups, email).removeprefix("http://127.0.0.1:8000")


def join(link, name="nora", password=CHOSEN, browser=None, **more):
    data = {"username": name, "password1": password, "password2": password, **more}
    return (browser or Client()).post(link, data)


def is_void(page):
    text = page.content.decode()
    return "was used already, was withdrawn or is out of date" in text and "<input" not in text


def test_administrator_invites_and_the_link_makes_an_account(manager):
    page = manager.post(ACCOUNTS, {"invite": "1", "groups": ["editor", "publisher"]})
    link = page.context["link"]
    assert link.startswith("http://127.0.0.1:8000/admin/invited/")
    assert link in page.content.decode()
    assert "publishes" in Client().get(link).content.decode()
    assert join(link).url == "/admin/login/"
    nora = User.objects.get(username="nora")
    assert (nora.is_staff, nora.is_superuser) == (True, False)
    assert set(nora.groups.values_list("name", flat=True)) == {"editor", "publisher"}
    data = {"username": "nora", "password": CHOSEN}
    assert Client().post("/admin/login/", data).status_code == 302
    lines = SecurityEvent.objects.filter(action__in=["invited", "joined"]).order_by("pk")
    assert [(line.who, line.whom, line.details) for line in lines] == [
        ("adam", "", "editor publisher"),
        ("nora", "nora", "editor publisher"),
    ]


@pytest.mark.database
def test_link_makes_one_account_and_no_second(db):
    link = link_to()
    for _ in range(3):
        assert Client().get(link).status_code == 200
    join(link)
    again = join(link, "otto")
    assert is_void(again)
    assert not User.objects.filter(username="otto").exists()


@pytest.mark.database
def test_link_is_void_when_out_of_date_withdrawn_or_made_up(manager, subtests):
    for name in ("out of date", "withdrawn", "made up"):
        with subtests.test(name):
            link = link_to()
            row = Invitation.objects.get()
            if name == "out of date":
                Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
            elif name == "withdrawn":
                manager.post(ACCOUNTS, {"withdraw": row.pk})
            else:
                link = "/admin/invited/x/"
            assert is_void(Client().get(link))
            assert is_void(join(link))
            Invitation.objects.all().delete()
    assert not User.objects.filter(username="nora").exists()
    assert SecurityEvent.objects.filter(action="uninvited", who="adam").count() == 1


def test_who_is_invited_chooses_no_groups_and_no_rights(db):
    join(link_to(), groups="publisher", is_superuser="on", user_permissions="1", id="1")
    nora = User.objects.get(username="nora")
    assert set(nora.groups.values_list("name", flat=True)) == {"editor"}
    assert not nora.is_superuser
    assert not nora.user_permissions.exists()


def test_faults_are_named_nothing_is_lost_and_the_link_goes_on(editor, subtests):
    link = link_to()
    for name, password, fault in (
        ("edith", CHOSEN, "already exists"),
        ("EDITH", CHOSEN, "already exists"),
        ("nora", "ninechars", "too short"),
        ("nora", "tracker tracker", "words of this site"),
        ("nora nora", CHOSEN, "Enter a valid username"),
        ("n" * 200, CHOSEN, "at most 150"),
        ("no\0ra", CHOSEN, "Null characters"),
    ):
        with subtests.test(f"{name} {fault}"):
            page = join(link, name, password, email="n@example.org")
            assert page.status_code == 200
            assert fault in page.content.decode()
            assert desk.fields(page)["email"] == ["n@example.org"]
            assert password not in page.content.decode()
    assert join(link).status_code == 302


def test_invitation_to_no_group_or_a_made_up_one_is_refused(manager):
    for groups in ([], ["root"], ["editor", "root"]):
        page = manager.post(ACCOUNTS, {"invite": "1", "groups": groups, "email": "n@example.org"})
        assert page.context["form"].errors["groups"]
        assert desk.fields(page)["email"] == ["n@example.org"]
    assert not Invitation.objects.exists()


def test_link_goes_by_mail_where_there_is_mail_and_nowhere_else(manager, by_mail, settings):
    data = {"invite": "1", "groups": ["editor"], "email": "nora@example.org"}
    link = manager.post(ACCOUNTS, data).context["link"]
    (letter,) = sent()
    assert letter.to == ["nora@example.org"]
    assert link in letter.body
    settings.HAS_MAIL = False
    manager.post(ACCOUNTS, data)
    assert len(sent()) == 1


def test_link_is_stored_nowhere(db):
    token = link_to(email="nora@example.org").rstrip("/").rpartition("/")[2]
    stored = str([*Invitation.objects.values(), *SecurityEvent.objects.values()])
    assert token not in stored


# --- The command line -----------------------------------------------------------------------------


def told_by(*arguments):
    out = StringIO()
    call_command("accounts", *arguments, stdout=out)
    return out.getvalue()


def test_first_administrator_comes_in_by_a_link_of_the_command_line(db):
    link = re.search(r"/admin/invited/\S+", told_by("--invite", "administrator"))[0]
    join(link, "anna")
    browser = Client()
    browser.post("/admin/login/", {"username": "anna", "password": CHOSEN})
    assert browser.get(ACCOUNTS).status_code == 200


def test_command_line_lists_accounts_and_lets_people_back_in(editor):
    browser = Client()
    browser.force_login(editor)
    Authenticator.objects.create(user=editor, secret="x")
    assert "edith: editor, second factor, 1 open sessions" in told_by()
    assert "reset" in told_by("--reset-factor", "edith")
    assert not Authenticator.objects.exists()
    assert browser.get("/admin/").status_code == 302
    link = re.search(r"/admin/new-password/\S+", told_by("--new-password", "edith"))[0]
    form = browser.get(link, follow=True)
    data = {"new_password1": CHOSEN, "new_password2": CHOSEN}
    assert browser.post(form.redirect_chain[0][0], data).status_code == 302
    assert "signed out" in told_by("--deactivate", "edith")
    with pytest.raises(CommandError, match="not active"):
        told_by("--new-password", "edith")
    told_by("--activate", "edith")
    browser.post("/admin/login/", {"username": "edith", "password": CHOSEN})
    assert "1 sessions ended" in told_by("--sign-out", "edith")
    assert not OpenSession.objects.exists()
    with pytest.raises(CommandError, match="no account nobody"):
        told_by("--sign-out", "nobody")


def test_log_says_what_came_from_the_command_line(db):
    staff("oscar", "editor")
    told_by("--deactivate", "oscar")
    line = SecurityEvent.objects.get(action="deactivated")
    assert (line.who, line.whom, line.network) == ("", "oscar", "")


@pytest.mark.database
def test_lines_older_than_the_setting_are_forgotten_and_no_others(settings):
    for days in (settings.SECURITY_LOG_DAYS - 1, settings.SECURITY_LOG_DAYS + 1):
        SecurityEvent.objects.create(
            action="signed in", who=str(days), at=timezone.now() - timedelta(days=days)
        )
    call_command("sign_ins", stdout=StringIO())
    assert [int(line.who) for line in SecurityEvent.objects.all()] == [
        settings.SECURITY_LOG_DAYS - 1
    ]
