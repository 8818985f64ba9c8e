"""Pages of accounts can be used by everybody: axe finds nothing, nothing scrolls sideways."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import PASSWORD, staff
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.public.test_accessibility import violations
from tracker.editorial.accounts import factors, invitations
from tracker.editorial.accounts.models import OpenSession

pytestmark = [pytest.mark.browser, pytest.mark.heavy, pytest.mark.django_db(transaction=True)]
WIDER = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
def look(live_server, open_page):
    """A function that opens a page, or stays where it is, and notes what is wrong with it."""
    desk = Desk(open_page(width=360), live_server.url, staff("anna", "administrator").username)
    desk.found = {}

    def look(name, path=None):
        if path is not None:
            desk.open(path)
        for light in ("light", "dark"):
            desk.page.emulate_media(color_scheme=light)
            desk.page.evaluate("document.getAnimations().forEach(one => one.finish())")
            if faults := violations(desk.page):
                desk.found[f"{name} {light}"] = faults
        if desk.page.evaluate(WIDER):
            desk.found[f"{name} scrolls"] = True

    look.desk = desk
    return look


def nothing_wrong(look):
    assert look.desk.found == {}, json.dumps(look.desk.found, indent=1)


def test_axe_finds_nothing_in_the_pages_of_administrators(look, editor):
    page = look.desk.page
    OpenSession.objects.create(user=editor, browser="Firefox, Linux", network="192.0.2.0/24")
    invitations.invite(None, ["editor", "publisher"], "somebody-with-a-long-address@example.org")
    look.desk.open("/admin/accounts/")
    page.get_by_label("editor:").check()
    page.get_by_role("button", name="Make a link").click()
    page.get_by_label("The link, shown this once:").wait_for()
    look("accounts, with a link")
    look("account", reverse("admin:account", args=[editor.pk]))
    look("log", "/ar/admin/accounts/log/")
    nothing_wrong(look)


def test_axe_finds_nothing_in_the_pages_of_ones_own_account(look):
    page = look.desk.page
    look("own", "/admin/account/")
    look("set up", "/admin/account/factor/")
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("The code that the app shows now").fill("000000")
    page.get_by_label("Your current password").fill(PASSWORD)
    page.get_by_role("button", name="Set it up").click()
    look("set up, with a fault")
    code = factors.code_at(secret, timezone.now())
    page.get_by_label("The code that the app shows now").fill(code)
    page.get_by_label("Your current password").fill(PASSWORD)
    page.get_by_role("button", name="Set it up").click()
    page.get_by_text("never again").wait_for()
    look("recovery codes")
    look("change", "/ar/admin/account/factor/")
    OpenSession.objects.update(factor_at="2020-01-01T00:00:00Z")
    look("code again", "/admin/account/code/")
    nothing_wrong(look)


def test_axe_finds_nothing_before_anybody_is_signed_in(look, live_server, publisher):
    page = look.desk.page
    page.context.clear_cookies()
    link = invitations.invite(None, ["editor"]).removeprefix(settings.SITE_URL)
    look("invited", link)
    look("void invitation", "/ar/admin/invited/x/")
    look("forgotten password", "/admin/new-password/")
    look("sign-in", "/admin/login/")
    factors.set_up(publisher, secret := factors.new_secret(), code_of(secret))
    browser = Client()
    browser.post("/admin/login/", {"username": "paula", "password": PASSWORD})
    cookie = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": cookie, "value": browser.cookies[cookie].value, "url": live_server.url}]
    )
    look("second step", "/admin/second-step/")
    nothing_wrong(look)


def code_of(secret):
    return factors.code_at(secret, timezone.now())
