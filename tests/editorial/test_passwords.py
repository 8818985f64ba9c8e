"""Which passwords are taken, and how a forgotten one is replaced."""

import re
from hashlib import sha1

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD
from tracker.editorial.accounts.leaked import NotLeaked
from tracker.editorial.accounts.mail import SENDER
from tracker.editorial.accounts.models import Authenticator, OpenSession, SecurityEvent

pytestmark = pytest.mark.django_db
ASK = "/admin/new-password/"
CHOSEN = "brisk otter paints tall windmills"


@pytest.fixture
def by_mail(settings):
    settings.HAS_MAIL, settings.DEFAULT_FROM_EMAIL = True, "desk@tracker.example"


@pytest.fixture
def edith(editor):
    editor.email = "edith@example.org"
    editor.save()
    return editor


def sent():
    SENDER.submit(int).result()
    return mail.outbox


def link_in(letter):
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", letter.body)[1]


def set_by(link, password=CHOSEN, browser=None):
    browser = browser or Client()
    form = browser.get(link, follow=True)
    if not form.redirect_chain:
        return form
    data = {"new_password1": password, "new_password2": password}
    return browser.post(form.redirect_chain[0][0], data)


# --- Rules ----------------------------------------------------------------------------------------

REFUSED = [
    "elevenchars",
    "password1234",
    "PASSWORD!!!!!!",
    "!!!!letmein!!!!",
    "passwordpassword",
    "qwertyuiop123456",
    "p4ssw0rd2026",
    "000000000000",
    "abababababab",
    "123456789012",
    "tracker-tracker",
    "Tracker2026!!",
    "desk desk desk",
    "edith-edith-edith",
    "edith@example.org",
]
TAKEN = [
    "twelve chars",
    "correct horse battery staple",
    "   spaces around   ",
    "слово и дело вместе",
    "كلمات كثيرة في جملة",
    "73920184650192837465",
    "zzzzzzzzyyyyyxx",
    "x7" + "long and longer " * 20,
    "\N{SNOWMAN}" * 4 + " in the winter",
]


@pytest.mark.parametrize("password", REFUSED)
def test_password_that_is_guessed_first_is_refused(edith, password):
    with pytest.raises(ValidationError):
        validate_password(password, edith)


@pytest.mark.parametrize("password", TAKEN)
def test_long_password_of_any_characters_is_taken(edith, password):
    validate_password(password, edith)


def test_password_is_taken_as_typed_with_spaces_and_of_any_length(edith):
    password = "  " + "a long one of many words " * 8
    browser = Client()
    browser.force_login(edith)
    data = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    assert browser.post("/admin/password_change/", data).status_code == 302
    login = {"username": "edith", "password": password}
    assert Client().post("/admin/login/", login).status_code == 302
    login["password"] = password.strip()
    assert Client().post("/admin/login/", login).status_code == 200


def test_address_for_links_is_changed_with_the_current_password_alone(edith):
    browser = Client()
    browser.force_login(edith)
    for current, kept in (("a wrong one", True), ("", True), (PASSWORD, False)):
        page = browser.post("/admin/account/", {"email": "e@example.net", "current": current})
        edith.refresh_from_db()
        assert (edith.email == "edith@example.org") is kept
        assert page.status_code == (200 if kept else 302)
    page = browser.post("/admin/account/", {"email": "no address", "current": PASSWORD})
    assert "valid email" in page.content.decode()
    assert SecurityEvent.objects.filter(action="email changed", who="edith").count() == 1
    assert browser.get("/admin/").status_code == 200


def test_leaked_password_is_found_anywhere_in_the_operators_list(settings, tmp_path):
    leaked = [f"a leaked password, number {number}" for number in range(300)]
    lines = sorted(f"{sha1(one.encode()).hexdigest().upper()}:{len(one)}" for one in leaked)
    settings.LEAKED_PASSWORDS_FILE = tmp_path / "passwords.txt"
    for ending in ("\n", "\r\n"):
        settings.LEAKED_PASSWORDS_FILE.write_text("".join(line + ending for line in lines))
        for password in leaked:
            with pytest.raises(ValidationError, match="leaked somewhere"):
                NotLeaked().validate(password)
        for number in range(300):
            NotLeaked().validate(f"never leaked, number {number}")
    settings.LEAKED_PASSWORDS_FILE.write_text("")
    NotLeaked().validate(leaked[0])


# --- A forgotten one ------------------------------------------------------------------------------


@pytest.mark.database
def test_link_by_mail_sets_a_new_password_once(edith, by_mail):
    browser = Client()
    browser.force_login(edith)
    asked = Client().post(ASK, {"email": "EDITH@example.org"})
    assert asked.status_code == 302
    (letter,) = sent()
    assert letter.to == ["edith@example.org"]
    link = link_in(letter)
    assert "too short" in set_by(link, "short").content.decode()
    assert set_by(link).status_code == 302
    assert browser.get("/admin/").status_code == 302
    assert not OpenSession.objects.exists()
    assert "invalid" in set_by(link, "another one, a long one").content.decode()
    login = {"username": "edith", "password": CHOSEN}
    assert Client().post("/admin/login/", login).status_code == 302
    lines = SecurityEvent.objects.order_by("pk").values_list("action", flat=True)
    assert [line for line in lines if "reset" in line] == ["reset asked", "password reset"]


def test_link_is_of_the_sites_own_address_whatever_the_request_says(edith, by_mail, settings):
    settings.ALLOWED_HOSTS = ["evil.example"]
    Client().post(ASK, {"email": "edith@example.org"}, HTTP_HOST="evil.example")
    assert "evil" not in sent()[0].body


def test_unknown_inactive_and_asked_again_are_answered_alike_and_get_no_mail(edith, by_mail):
    Client().post(ASK, {"email": "edith@example.org"})
    assert len(sent()) == 1
    User.objects.create_user("gone", "gone@example.org", PASSWORD, is_active=False)
    told = set()
    for email in ("edith@example.org", "gone@example.org", "nobody@example.org"):
        page = Client().post(ASK, {"email": email}, follow=True)
        told.add((page.status_code, page.content))
    assert len(told) == 1
    assert len(sent()) == 1


def test_new_password_stands_in_for_no_second_factor(edith, by_mail):
    Authenticator.objects.create(user=edith, secret="x")
    Client().post(ASK, {"email": "edith@example.org"})
    browser = Client()
    set_by(link_in(sent()[0]), browser=browser)
    sent_on = browser.post("/admin/login/", {"username": "edith", "password": CHOSEN})
    assert sent_on.url == "/admin/second-step/"
    assert browser.get("/admin/").status_code == 302


def test_without_mail_the_page_says_who_can_help_and_nothing_is_sent(edith):
    page = Client().get(ASK)
    assert "sends no mail" in page.content.decode()
    Client().post(ASK, {"email": "edith@example.org"})
    assert sent() == []


def test_administrator_passes_a_link_on(edith, administrator):
    browser = Client()
    browser.force_login(administrator)
    page = browser.post(reverse("admin:account", args=[edith.pk]), {"do": "password"})
    link = page.context["link"].removeprefix("http://127.0.0.1:8000")
    assert set_by(link).status_code == 302
    line = SecurityEvent.objects.get(action="reset made")
    assert (line.who, line.whom) == ("adam", "edith")
    assert link.rstrip("/").rpartition("/")[2] not in str(list(SecurityEvent.objects.values()))


@pytest.mark.database
@pytest.mark.parametrize("link", ["x/y", "MQ/y", "999999999999999999999999/y", "%00/y"])
def test_made_up_link_is_told_to_be_one(db, link):
    page = Client().get(f"{ASK}{link}/")
    assert page.status_code in (200, 404)


def test_pages_have_the_look_of_the_desk(db):
    for page in (ASK, f"{ASK}asked/", f"{ASK}set/", f"{ASK}x/y/", "/admin/login/"):
        assert b"editorial/desk.css" in Client().get(page).content
