"""The second factor: who must have one, what a code is worth, and what when the phone is lost."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings as site
from django.contrib.auth.models import Group, User
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.conftest import PASSWORD, staff
from tests.editorial import desk
from tracker.editorial.accounts import factors
from tracker.editorial.accounts.models import (
    Authenticator,
    OpenSession,
    RecoveryCode,
    SecurityEvent,
)
from tracker.record.models import Status

pytestmark = pytest.mark.django_db
LOGIN, STEP, FACTOR = "/admin/login/", "/admin/second-step/", "/admin/account/factor/"


@pytest.fixture
def clock(monkeypatch):
    """A clock that tests set: codes hold for thirty seconds of it."""

    class Clock:
        now = datetime.fromisoformat("2026-11-29T12:00:05+00:00")

        def go_on(self, **time):
            self.now += timedelta(**time)

    clock = Clock()
    monkeypatch.setattr(factors.timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


class Phone:
    """An authenticator app that has somebody's secret, and the recovery codes on paper."""

    def __init__(self, user, clock):
        self.clock, self.secret = clock, factors.new_secret()
        self.paper = factors.set_up(user, self.secret, self.code)
        # The code that set it up is used up.
        clock.go_on(minutes=1)

    @property
    def code(self):
        return factors.code_at(self.secret, self.clock.now)


@pytest.fixture
def phone(publisher, clock):
    return Phone(publisher, clock)


def first_step(browser, name="paula", **data):
    return browser.post(LOGIN, {"username": name, "password": PASSWORD, **data})


def second_step(browser, code):
    return browser.post(STEP, {"code": code})


def is_in(browser):
    return browser.get("/admin/").status_code == 200


def through(code):
    """A browser that did both steps."""
    browser = Client()
    first_step(browser)
    second_step(browser, code)
    return browser


def actions():
    return list(SecurityEvent.objects.order_by("pk").values_list("action", flat=True))


# --- The two steps --------------------------------------------------------------------------------


def test_code_is_the_one_of_rfc_6238(clock):
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        moment = datetime.fromtimestamp(seconds, timezone.get_default_timezone())
        assert factors.code_at(secret, moment) == code


def test_password_alone_lets_nobody_in_who_has_a_factor(phone):
    browser = Client()
    sent = first_step(browser, next="/admin/account/")
    assert sent.url == STEP
    assert not is_in(browser)
    assert browser.get("/admin/account/").status_code == 302
    assert second_step(browser, phone.code).url == "/admin/account/"
    assert is_in(browser)
    assert "signed in" in actions()


@pytest.mark.database
@pytest.mark.parametrize("code", ["000000", "", "12345", "abcdef", "٣٣٣٣٣٣", "9" * 400, "\0", "é"])
def test_wrong_code_lets_nobody_in(phone, code):
    browser = Client()
    first_step(browser)
    assert second_step(browser, code).status_code == 200
    assert not is_in(browser)


@pytest.mark.database
def test_code_holds_once(phone):
    code = phone.code
    assert is_in(through(code))
    assert not is_in(through(code))
    phone.clock.go_on(seconds=30)
    assert is_in(through(phone.code))


def test_code_holds_for_its_thirty_seconds_and_the_next_and_no_longer(phone, subtests):
    for late, holds in ((30, True), (90, False), (-60, False)):
        with subtests.test(late=late):
            code = phone.code
            phone.clock.go_on(seconds=late)
            assert is_in(through(code)) is holds
            phone.clock.go_on(minutes=5)


def test_code_before_one_that_was_used_holds_no_more(phone):
    earlier = phone.code
    phone.clock.go_on(seconds=30)
    assert is_in(through(phone.code))
    assert not is_in(through(earlier))


@pytest.mark.database
def test_codes_are_guessed_at_as_slowly_as_passwords_and_the_password_starts_nothing_anew(phone):
    for _ in range(5):
        browser = Client()
        first_step(browser)
        assert second_step(browser, "000000").status_code == 200
    browser = Client()
    first_step(browser)
    refused = second_step(browser, phone.code)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "60"
    assert "too many wrong" in refused.content.decode()
    assert not is_in(browser)
    assert actions().count("wrong code") == 5
    assert "held up" in actions()


def test_second_step_needs_the_first(phone, subtests):
    with subtests.test("without it"):
        browser = Client()
        assert second_step(browser, phone.code).url == LOGIN
        assert not is_in(browser)
    for name, change in (
        ("deactivated meanwhile", {"is_active": False}),
        ("no staff any more", {"is_staff": False}),
        ("password changed meanwhile", {"password": "md5$x$y"}),
    ):
        with subtests.test(name):
            before = User.objects.filter(username="paula").values("is_active", "password")[0]
            browser = Client()
            first_step(browser)
            User.objects.filter(username="paula").update(**change)
            assert second_step(browser, phone.code).url == LOGIN
            assert not is_in(browser)
            User.objects.filter(username="paula").update(**before, is_staff=True)


def test_second_step_waits_for_ten_minutes(phone, monkeypatch):
    browser = Client()
    first_step(browser)
    session = browser.session
    session["_second_step"]["at"] -= 601
    session.save()
    assert second_step(browser, phone.code).url == LOGIN
    assert not is_in(browser)


def test_sign_in_over_another_account_takes_nothing_of_it_along(phone, editor):
    browser = Client()
    browser.force_login(editor)
    first_step(browser)
    assert not is_in(browser)
    second_step(browser, phone.code)
    assert b"<strong>paula</strong>" in browser.get("/admin/").content


# --- Who must have one ----------------------------------------------------------------------------


def secret_on(page):
    return page.context["secret"].replace(" ", ""), page.context["signed"]


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_who_may_approve_or_manage_sets_one_up_before_anything_else(required, clock, role):
    staff("oscar", role)
    browser = Client()
    assert first_step(browser, "oscar").url == STEP
    for page in ("/admin/", "/admin/account/", "/admin/accounts/", FACTOR):
        assert browser.get(page).status_code == 302, page
    secret, signed = secret_on(browser.get(STEP))
    wrong = browser.post(STEP, {"secret": signed, "first-code": "000000"})
    assert secret_on(wrong)[0] == secret
    assert not is_in(browser)
    code = factors.code_at(secret, clock.now)
    shown = browser.post(STEP, {"secret": signed, "first-code": code})
    assert len(shown.context["codes"]) == 10
    assert is_in(browser)
    assert actions() == ["factor added", "signed in"]


def test_editor_needs_none_and_on_this_machine_nobody_does(required, editor, publisher, settings):
    browser = Client()
    assert first_step(browser, "edith").url == "/admin/"
    settings.SECOND_FACTOR_REQUIRED = False
    assert first_step(Client(), "paula").url == "/admin/"


def test_session_without_a_factor_is_over_once_it_is_needed(editor, required):
    browser = Client()
    first_step(browser, "edith")
    assert is_in(browser)
    editor.groups.add(Group.objects.get(name="publisher"))
    assert not is_in(browser)
    assert browser.get("/preview/claims/C-2024-0001/").status_code == 404


def test_secret_of_another_person_sets_nothing_up(required, clock, publisher, administrator):
    theirs = Client()
    first_step(theirs, "adam")
    secret, signed = secret_on(theirs.get(STEP))
    browser = Client()
    first_step(browser)
    code = factors.code_at(secret, clock.now)
    browser.post(STEP, {"secret": signed, "first-code": code})
    assert not is_in(browser)
    assert not Authenticator.objects.exists()


def test_page_draws_the_secret_itself_and_says_it_in_letters(editors_desk):
    page = editors_desk.get(FACTOR)
    text = page.content.decode()
    assert "otpauth://totp/" in text
    assert page.context["secret"] in text
    assert '<svg class="qr" role="img" aria-label="QR code"' in text
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)
    assert page.headers["Cache-Control"].count("no-store")


# --- One's own ------------------------------------------------------------------------------------


def test_editor_sets_one_up_and_other_sessions_end(editor, clock):
    here, there = Client(), Client()
    for browser in (here, there):
        first_step(browser, "edith")
    secret, signed = secret_on(here.get(FACTOR))
    data = {"secret": signed, "first-code": factors.code_at(secret, clock.now)}
    for password in ("", "a wrong one"):
        here.post(FACTOR, data | {"first-current": password})
        assert not Authenticator.objects.exists()
    here.post(FACTOR, data | {"first-current": PASSWORD})
    assert [is_in(here), is_in(there)] == [True, False]
    assert first_step(Client(), "edith").url == STEP


def test_change_of_a_factor_takes_a_code_of_it(phone, publisher, subtests):
    browser = through(phone.code)
    phone.clock.go_on(minutes=1)
    for what in ("codes", "another", "remove"):
        with subtests.test(what):
            before = set(RecoveryCode.objects.values_list("digest", flat=True))
            answer = browser.post(FACTOR, {what: "1", "code": "000000"})
            assert "codes" not in answer.context
            assert "secret" not in answer.context
            assert set(RecoveryCode.objects.values_list("digest", flat=True)) == before
            assert Authenticator.objects.exists()


def test_another_phone_comes_in_place_of_the_first(phone):
    browser = through(phone.code)
    phone.clock.go_on(minutes=1)
    page = browser.post(FACTOR, {"another": "1", "code": phone.code})
    secret, signed = secret_on(page)
    phone.clock.go_on(minutes=1)
    first_of_new = factors.code_at(secret, phone.clock.now)
    browser.post(FACTOR, {"secret": signed, "first-code": first_of_new})
    phone.clock.go_on(minutes=1)
    assert not is_in(through(phone.code))
    assert is_in(through(factors.code_at(secret, phone.clock.now)))


def test_factor_is_removed_by_who_needs_none_and_by_nobody_else(phone, settings):
    browser = through(phone.code)
    phone.clock.go_on(minutes=1)
    settings.SECOND_FACTOR_REQUIRED = True
    browser.post(FACTOR, {"remove": "1", "code": phone.code})
    assert Authenticator.objects.exists()
    settings.SECOND_FACTOR_REQUIRED = False
    phone.clock.go_on(minutes=1)
    browser.post(FACTOR, {"remove": "1", "code": phone.code})
    assert not Authenticator.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert "factor removed" in actions()


# --- A lost phone ---------------------------------------------------------------------------------


@pytest.mark.database
def test_recovery_code_lets_in_once(phone):
    code = phone.paper[3]
    assert is_in(through(code))
    assert not is_in(through(code))
    assert is_in(through(phone.paper[4].replace("-", " ").upper()))
    assert RecoveryCode.objects.count() == 8
    assert actions().count("code used") == 2


def test_recovery_code_of_one_account_is_nothing_to_another(phone, administrator):
    Phone(administrator, phone.clock)
    browser = Client()
    first_step(browser, "adam")
    second_step(browser, phone.paper[0])
    assert not is_in(browser)
    assert is_in(through(phone.paper[0]))


@pytest.mark.database
def test_no_code_and_no_secret_is_stored_as_it_is(phone):
    stored = str(list(Authenticator.objects.values())) + str(list(RecoveryCode.objects.values()))
    for secret in (phone.secret, *phone.paper, *(code.replace("-", "") for code in phone.paper)):
        assert secret not in stored


@pytest.mark.database
def test_administrator_resets_the_factor_of_another_and_never_their_own(phone, administrator):
    Phone(administrator, phone.clock)
    theirs, browser = through(phone.code), Client()
    browser.force_login(administrator)
    OpenSession.objects.filter(user=administrator).update(factor_at=phone.clock.now)
    for user in User.objects.filter(username__in=["adam", "paula"]):
        browser.post(reverse("admin:account", args=[user.pk]), {"do": "factor"})
    assert list(Authenticator.objects.values_list("user__username", flat=True)) == ["adam"]
    assert not is_in(theirs)
    line = SecurityEvent.objects.get(action="factor reset")
    assert (line.who, line.whom) == ("adam", "paula")


def test_another_key_of_the_site_voids_factors_and_no_page_fails(phone, settings):
    settings.SECRET_KEY = "another one, of more than fifty letters and quite random"
    browser = Client()
    first_step(browser)
    assert second_step(browser, phone.code).status_code == 200
    assert not is_in(browser)


# --- Once more before readers' pages change -------------------------------------------------------


@pytest.fixture
def in_review(db):
    return make.claim(claimant=make.party("Party A"), status=Status.IN_REVIEW, published_at=None)


def old_code(**time):
    OpenSession.objects.update(factor_at=F("factor_at") - timedelta(**time))


def move(browser, record, name="publish", **data):
    address = reverse("admin:record_claim_move", args=[record.pk, name])
    return browser.post(address, {"_revision": record.revision, **data})


def status_of(claim):
    claim.refresh_from_db()
    return claim.status


def test_publisher_is_asked_once_more_after_some_hours_and_loses_nothing(phone, in_review):
    browser = through(phone.code)
    old_code(hours=site.SECOND_FACTOR_HOURS, seconds=1)
    asked = move(browser, in_review, _reason="The gate is too strict here.")
    assert status_of(in_review) == Status.IN_REVIEW
    sent = desk.fields(asked)
    assert sent["_reason"] == ["The gate is too strict here."]
    wrong = move(browser, in_review, **sent | {"again-code": "000000"})
    assert desk.fields(wrong)["_reason"] == sent["_reason"]
    assert status_of(in_review) == Status.IN_REVIEW
    phone.clock.go_on(minutes=1)
    answer = move(browser, in_review, **sent | {"again-code": phone.code})
    assert status_of(in_review) == Status.PUBLISHED, answer.context["error"]
    assert browser.post("/admin/logout/").status_code == 200


def test_editor_is_not_asked_once_more_for_what_readers_do_not_see(editor, clock, in_review):
    paper = Phone(editor, clock).paper
    browser = Client()
    first_step(browser, "edith")
    second_step(browser, paper[0])
    old_code(days=1)
    move(browser, in_review, "return", _reason="A source is missing.")
    assert status_of(in_review) == Status.DRAFT


def test_button_of_a_form_saves_and_leads_to_the_code_first(phone, in_review):
    browser = through(phone.code)
    old_code(days=1)
    data = desk.open_form(browser, in_review)
    data["lead"] = ["Typed just now."]
    sent = browser.post(desk.address(in_review), {**data, "_move": "publish"})
    assert sent.url.startswith("/admin/account/code/?next=")
    in_review.refresh_from_db()
    assert (in_review.lead, in_review.status) == ("Typed just now.", Status.IN_REVIEW)
    phone.clock.go_on(minutes=1)
    back = browser.post(sent.url, {"again-code": phone.code})
    assert back.url == desk.address(in_review)


def test_code_page_leads_to_no_other_site(phone):
    browser = through(phone.code)
    old_code(days=1)
    phone.clock.go_on(minutes=1)
    address = "/admin/account/code/?next=https://elsewhere.example/"
    assert browser.post(address, {"again-code": phone.code}).url == "/admin/"


def test_administrator_is_asked_once_more_before_accounts_change(clock, administrator, editor):
    paper = Phone(administrator, clock).paper
    browser = Client()
    first_step(browser, "adam")
    second_step(browser, paper[0])
    old_code(days=1)
    address = reverse("admin:account", args=[editor.pk])
    assert browser.get(address).status_code == 200
    asked = browser.post(address, {"do": "deactivate"})
    editor.refresh_from_db()
    assert editor.is_active
    browser.post(address, desk.fields(asked) | {"again-code": paper[1]})
    editor.refresh_from_db()
    assert not editor.is_active
