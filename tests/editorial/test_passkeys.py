"""Passkeys: made and shown by a real browser, and what a server does with answers made up."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.conftest import PASSWORD
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.public.test_accessibility import violations
from tracker.editorial.accounts.models import (
    Authenticator,
    OpenSession,
    Passkey,
    RecoveryCode,
    SecurityEvent,
)

pytestmark = pytest.mark.database
PAGE, STEP = "/admin/account/passkeys/", "/admin/second-step/"
LOGIN = {"username": "paula", "password": PASSWORD}
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
# What is no answer of any browser.
MADE_UP = [
    "",
    "x",
    "null",
    "[]",
    "{}",
    '{"id": 7}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "attestationObject": "oA",
                "authenticatorData": "AA",
                "signature": "AA",
            },
        }
    ),
    "[" * 5000,
    '{"id": "\\u0000", "rawId": "\\u0000", "type": "public-key", "response": {}}',
]


@pytest.fixture
def at_home(settings):
    """Browsers make no passkeys for an address of figures."""
    settings.SITE_URL, settings.ALLOWED_HOSTS = "http://localhost", ["localhost"]


def a_client(**more):
    return Client(HTTP_HOST="localhost", **more)


def a_passkey(user):
    return Passkey.objects.create(user=user, name="Phone", credential="AA", public_key="AA")


@pytest.mark.browser
@pytest.mark.heavy
@pytest.mark.django_db(transaction=True)
def test_passkey_is_made_and_signs_in_once_with_each_answer(
    live_server, open_page, publisher, settings
):
    settings.SITE_URL = live_server.url
    desk = Desk(open_page(width=360), live_server.url, "paula")
    page = desk.page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    desk.open(PAGE)
    page.get_by_label("Name of the device").fill("Paula's phone")
    page.locator("#passkey_form").get_by_label("Your current password").fill(PASSWORD)
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_text("never again").wait_for()
    assert (Passkey.objects.get().name, RecoveryCode.objects.count()) == ("Paula's phone", 10)

    page.context.clear_cookies()
    desk.open("/admin/login/")
    desk.sign_in("paula")
    page.get_by_text("Your password is right.").wait_for()
    assert not OpenSession.objects.filter(factor_at=None).exists()
    assert violations(page) == []
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Log out").wait_for()
    assert SecurityEvent.objects.filter(action="signed in", details="second factor").exists()

    # The same answer again, of whoever overheard it.
    thief = Client(HTTP_HOST=live_server.url.removeprefix("http://"))
    thief.post("/admin/login/", LOGIN)
    thief.get(STEP)
    answer = sent.value.post_data_json["passkey"]
    assert thief.post(STEP, {"passkey": answer}).status_code == 200
    assert thief.get("/admin/").status_code == 302

    # Some hours later.
    OpenSession.objects.update(factor_at="2020-01-01T00:00:00Z")
    desk.open(PAGE)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("Add a passkey").wait_for()
    assert violations(page) == []
    page.get_by_label("Paula's phone").check()
    page.locator("#remove_form").get_by_label("Your current password").fill(PASSWORD)
    page.get_by_role("button", name="Remove the chosen passkey").click()
    page.get_by_text("The passkey is removed.").wait_for()
    assert not Passkey.objects.exists()
    assert not RecoveryCode.objects.exists()


@pytest.mark.django_db
def test_made_up_answer_makes_no_passkey_and_no_fault(at_home, publisher, subtests):
    browser = a_client()
    browser.force_login(publisher)
    for answer in MADE_UP:
        with subtests.test(answer[:40]):
            assert browser.get(PAGE).status_code == 200
            data = {"name": "Phone", "current": PASSWORD, "passkey": answer}
            assert browser.post(PAGE, data).status_code == 200
    assert not Passkey.objects.exists()


@pytest.mark.django_db
def test_made_up_answer_lets_nobody_in_and_is_counted(at_home, publisher, subtests):
    a_passkey(publisher)
    for number, answer in enumerate(MADE_UP):
        with subtests.test(answer[:40]):
            browser = a_client(REMOTE_ADDR=f"192.0.2.{number}")
            assert browser.post("/admin/login/", LOGIN).url == STEP
            assert b"passkey-options" in browser.get(STEP).content
            assert browser.post(STEP, {"passkey": answer}).status_code == 200
            assert browser.get("/admin/").status_code == 302
    assert SecurityEvent.objects.filter(action="wrong code").count() >= len(MADE_UP) - 2


@pytest.mark.django_db
def test_passkey_is_added_and_removed_with_the_password_alone(at_home, editor, publisher):
    browser = a_client()
    browser.force_login(editor)
    row, other = a_passkey(editor), None
    OpenSession.objects.update(factor_at="2100-01-01T00:00:00Z")
    for password in ("", "a wrong one"):
        browser.post(PAGE, {"remove": row.pk, "removing-current": password})
    assert Passkey.objects.count() == 1
    other = Passkey.objects.create(user=publisher, name="x", credential="BB", public_key="AA")
    browser.post(PAGE, {"remove": other.pk, "removing-current": PASSWORD})
    assert Passkey.objects.count() == 2
    browser.post(PAGE, {"remove": row.pk, "removing-current": PASSWORD})
    assert list(Passkey.objects.all()) == [other]


@pytest.mark.django_db
def test_last_factor_of_who_must_have_one_is_not_removed(at_home, publisher, settings):
    browser = a_client()
    browser.force_login(publisher)
    row = a_passkey(publisher)
    OpenSession.objects.update(factor_at="2100-01-01T00:00:00Z")
    settings.SECOND_FACTOR_REQUIRED = True
    page = browser.post(PAGE, {"remove": row.pk, "removing-current": PASSWORD}, follow=True)
    assert "your only second factor" in page.content.decode()
    Authenticator.objects.create(user=publisher, secret="x")
    browser.post(PAGE, {"remove": row.pk, "removing-current": PASSWORD})
    assert not Passkey.objects.exists()


@pytest.mark.django_db
def test_page_asks_for_the_factor_that_is_there_first(at_home, editor):
    browser = a_client()
    browser.force_login(editor)
    a_passkey(editor)
    assert browser.get(PAGE).url.startswith("/admin/account/code/")


@pytest.mark.django_db
def test_where_browsers_make_none_the_page_says_so_and_codes_go_on(publisher):
    browser = Client()
    browser.force_login(publisher)
    assert "not one" in browser.get(PAGE).content.decode()
    data = {"name": "Phone", "current": PASSWORD, "passkey": "{}"}
    assert browser.post(PAGE, data).status_code == 200
    a_passkey(publisher)
    other = Client()
    other.post("/admin/login/", LOGIN)
    page = other.get(STEP).content
    assert b"passkey-options" not in page
    assert b'name="code"' in page
    assert User.objects.get(username="paula").passkeys.count() == 1
