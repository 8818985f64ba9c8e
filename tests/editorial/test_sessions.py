"""Sessions: a new key at each sign-in, an end after a while, and one's own page of them."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db.models import F
from django.test import Client

from tests.conftest import PASSWORD
from tracker.editorial.accounts.models import OpenSession
from tracker.editorial.accounts.sessions import browser_of

pytestmark = pytest.mark.django_db
PAGE, OWN = "/admin/login/", "/admin/account/"
LATER = "a later password, and a long one"


def sign_in(browser, password=PASSWORD, **headers):
    return browser.post(PAGE, {"username": "edith", "password": password}, **headers)


def is_in(browser):
    return browser.get("/admin/").status_code == 200


def pass_time(field, **time):
    OpenSession.objects.update(**{field: F(field) - timedelta(**time)})


def cookie(browser):
    return browser.cookies[settings.SESSION_COOKIE_NAME]


def test_sign_in_gives_the_session_a_new_key(editor):
    browser = Client()
    browser.session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted = browser.session.session_key
    sign_in(browser)
    assert cookie(browser).value != planted
    assert is_in(browser)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not is_in(thief)


def test_cookie_of_the_session_is_for_no_script_and_no_other_site(editor):
    browser = Client()
    sign_in(browser)
    assert cookie(browser)["httponly"]
    assert cookie(browser)["samesite"] == "Lax"
    assert cookie(browser)["max-age"] == settings.SESSION_HOURS * 3600


def test_session_ends_when_it_is_not_used_and_does_not_while_it_is(editor):
    browser = Client()
    sign_in(browser)
    for _ in range(3):
        pass_time("seen_at", minutes=settings.SESSION_IDLE_MINUTES - 5)
        assert browser.get("/admin/still-here/").status_code == 204
    pass_time("seen_at", minutes=settings.SESSION_IDLE_MINUTES)
    assert not is_in(browser)


def test_session_ends_some_hours_after_the_sign_in_however_much_it_is_used(editor):
    browser = Client()
    sign_in(browser)
    pass_time("began_at", hours=settings.SESSION_HOURS, minutes=-1)
    assert is_in(browser)
    pass_time("began_at", minutes=1)
    assert not is_in(browser)
    assert not is_in(browser)


def test_session_from_before_sessions_were_listed_is_over(editor):
    browser = Client()
    browser.force_login(editor)
    session = browser.session
    del session["_open_session"]
    session.save()
    assert not is_in(browser)


def test_session_of_one_does_not_serve_another(editor, publisher):
    browser, other = Client(), Client()
    browser.force_login(editor)
    other.force_login(publisher)
    session = browser.session
    session["_open_session"] = OpenSession.objects.get(user=publisher).pk
    session.save()
    assert not is_in(browser)


@pytest.mark.database
def test_password_changed_elsewhere_ends_all_other_sessions(editor):
    phone, office = Client(), Client()
    sign_in(phone)
    sign_in(office)
    before = cookie(office).value
    data = {"old_password": PASSWORD, "new_password1": LATER, "new_password2": LATER}
    assert office.post("/admin/password_change/", data).status_code == 302
    assert [is_in(phone), is_in(office)] == [False, True]
    assert cookie(office).value != before
    assert OpenSession.objects.count() == 1
    assert sign_in(Client()).status_code == 200
    assert sign_in(Client(), LATER).status_code == 302


def test_old_password_is_guessed_at_as_slowly_as_at_the_sign_in(editor):
    browser = Client()
    sign_in(browser)
    data = {"old_password": "a wrong one", "new_password1": LATER, "new_password2": LATER}
    for _ in range(5):
        assert b"not your current password" in browser.post("/admin/password_change/", data).content
    data["old_password"] = PASSWORD
    assert b"too many wrong" in browser.post("/admin/password_change/", data).content
    assert sign_in(Client()).status_code == 302


@pytest.mark.database
def test_own_page_lists_sessions_and_ends_one_or_all_others(editor):
    here, phone, cafe = Client(), Client(), Client()
    sign_in(cafe, REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Mozilla/5.0 (Windows NT) Firefox/9")
    lost = OpenSession.objects.get()
    sign_in(phone)
    sign_in(here)
    page = here.get(OWN).content.decode()
    assert page.count("this session") == 1
    assert "Firefox, Windows" in page
    assert "203.0.113.0/24" in page
    assert "203.0.113.9" not in page
    here.post(OWN, {"session": lost.pk})
    assert [is_in(cafe), is_in(phone), is_in(here)] == [False, True, True]
    here.post(OWN, {"session": "x" * 40})
    assert [is_in(phone), is_in(here)] == [False, True]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge, Windows"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_browser_is_told_in_two_words(said, told):
    assert browser_of(said) == told
