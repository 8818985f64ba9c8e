"""Signing in: guessing gets slower and slower, and keeps nobody out who was in before."""

import logging
import re
from datetime import timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from tests.conftest import PASSWORD
from tests.editorial import desk
from tracker.editorial.accounts import places, throttle, turns
from tracker.editorial.models import KnownPlace, SignInCount

pytestmark = pytest.mark.django_db
PAGE = "/admin/login/"
WRONG = "a wrong password of the tests"


@pytest.fixture(autouse=True)
def own_turns(monkeypatch):
    monkeypatch.setattr(throttle, "STRANGERS", turns.Turn(0, turns.SHARE))
    monkeypatch.setattr(throttle, "KNOWN", turns.Turn(3, 1))


@pytest.fixture
def hashed(monkeypatch):
    """Every password that is hashed."""
    passwords, encode = [], MD5PasswordHasher.encode

    def counting(self, password, salt):
        passwords.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    return passwords


def sign_in(browser, name="edith", password=PASSWORD, address="192.0.2.1", page=PAGE, **data):
    data |= {"username": name, "password": password}
    return browser.post(page, data, REMOTE_ADDR=address)


def guess(name="edith", address="192.0.2.1", times=1, browser=None):
    return [sign_in(browser or Client(), name, WRONG, address).status_code for _ in range(times)]


def guess_from_everywhere(name="edith"):
    """As many wrong ones as close the account to places it does not know."""
    for number in range(throttle.FREE[throttle.Kind.ACCOUNT]):
        assert guess(name, f"198.51.100.{number}") == [200]


def pass_time(**time):
    past = timedelta(**time)
    SignInCount.objects.update(tried_at=F("tried_at") - past, began_at=F("began_at") - past)


def way_back(response):
    """Where the page of the sign-in leads afterwards."""
    return re.search(r'name="next" value="([^"]+)"', response.content.decode())[1]


def is_in(response):
    return response.status_code == 302


# --- Guessing -------------------------------------------------------------------------------------


def test_sixth_guess_is_refused_before_any_password_is_hashed(editor, hashed):
    assert guess(times=5) == [200] * 5
    del hashed[:]
    refused = sign_in(Client())
    assert refused.status_code == 429
    assert hashed == []
    assert refused.headers["Retry-After"] == "60"
    page = refused.content.decode()
    assert "too many wrong sign-ins" in page
    assert "Try again in 1 minute." in page
    assert 'value="edith"' in page
    assert PASSWORD not in page


def test_each_further_guess_waits_longer_and_the_right_one_gets_in(editor):
    guess(times=5)
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        refused = sign_in(Client())
        assert refused.headers["Retry-After"] == str(minutes * 60)
        pass_time(minutes=minutes)
        assert guess() == [200]
    pass_time(minutes=60)
    assert is_in(sign_in(Client()))


@pytest.mark.database
def test_refused_guess_writes_nothing_and_makes_no_wait_longer(editor):
    guess(times=5)
    before = list(SignInCount.objects.order_by("pk").values())
    assert guess(times=20) == [429] * 20
    assert list(SignInCount.objects.order_by("pk").values()) == before


@pytest.mark.database
def test_right_password_starts_the_count_anew(editor):
    for _ in range(4):
        assert guess(times=4) == [200] * 4
        assert is_in(sign_in(Client()))


def test_right_password_of_one_account_hides_no_guesses_at_others(editor, publisher):
    for number in range(throttle.FREE[throttle.Kind.ADDRESS]):
        guess(f"somebody {number}")
        if number % 5 == 0:
            assert is_in(sign_in(Client(), "paula"))
    assert guess("another") == [429]


def test_made_up_names_from_one_address_are_refused_and_other_addresses_are_not(hashed):
    statuses = [guess(f"name {number}")[0] for number in range(25)]
    assert statuses == [200] * 20 + [429] * 5
    assert len(hashed) == 20
    assert guess("name 30", "192.0.2.2") == [200]


def test_right_password_without_a_right_to_the_desk_is_a_guess(db):
    User.objects.create_user("reader", password=PASSWORD)
    assert [sign_in(Client(), "reader").status_code for _ in range(6)] == [200] * 5 + [429]


# --- Nobody is kept out by strangers --------------------------------------------------------------


def test_editor_gets_in_where_she_was_in_before_while_strangers_hammer(editor):
    browser = Client()
    assert is_in(sign_in(browser))
    browser.session.flush()
    guess_from_everywhere()
    assert guess(address="203.0.113.9") == [429]
    # In her browser, wherever she is; and at her address, in whichever browser.
    assert is_in(sign_in(browser, address="203.0.113.77"))
    assert is_in(sign_in(Client()))
    # The browser has a new token each time, and the address it was used at is known, too.
    assert is_in(sign_in(browser, address="203.0.113.78"))


def test_stranger_at_her_own_address_does_not_keep_her_browser_out(editor):
    browser = Client()
    sign_in(browser)
    assert guess(times=6)[-1] == 429
    for number in range(throttle.FREE[throttle.Kind.ADDRESS]):
        guess(f"name {number}")
    assert sign_in(Client()).status_code == 429
    assert is_in(sign_in(browser))


def test_known_browser_has_as_few_guesses_as_any(editor):
    browser = Client()
    sign_in(browser)
    browser.session.flush()
    assert guess(times=6, browser=browser) == [200] * 5 + [429]


def test_known_browser_of_one_account_is_a_stranger_to_another(editor, publisher):
    browser = Client()
    sign_in(browser, "paula")
    guess_from_everywhere("edith")
    assert sign_in(browser, "edith").status_code == 429


def test_forged_token_is_no_known_browser(editor):
    guess_from_everywhere()
    browser = Client()
    for token in ("edith", str(editor.pk), "x" * 5000, ""):
        browser.cookies[places.COOKIE] = token
        assert sign_in(browser).status_code == 429


def test_stranger_does_not_crowd_out_a_known_browser_nor_wait(editor, hashed):
    browser = Client()
    sign_in(browser)
    del hashed[:]
    with throttle.STRANGERS.taken():
        busy = sign_in(Client(), address="203.0.113.1")
        assert busy.status_code == 429
        assert "Others are signing in" in busy.content.decode()
        assert hashed == []
        assert is_in(sign_in(browser))
    assert is_in(sign_in(Client(), address="203.0.113.1"))


@pytest.mark.database
def test_strangers_get_a_share_of_a_process_and_known_browsers_theirs(editor, hashed):
    browser = Client()
    sign_in(browser)
    del hashed[:]
    throttle.STRANGERS.spent = turns.BURST_IN_SECONDS + 10
    assert guess(address="203.0.113.1") == [429]
    assert hashed == []
    assert not SignInCount.objects.filter(address="203.0.113.1").exists()
    assert is_in(sign_in(browser))
    # Fifty seconds later a fifth of the time has made up for it.
    throttle.STRANGERS.at -= 51
    assert guess(address="203.0.113.1") == [200]


# --- No telling of accounts -----------------------------------------------------------------------


def answers(name, hashed):
    """How each guess is answered, how much is hashed for it and how much is asked."""
    told = []
    for number in range(7):
        del hashed[:]
        with CaptureQueriesContext(connection) as asked:
            response = sign_in(Client(), name, WRONG, f"192.0.2.{len(name)}")
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
        told.append(
            (number, response.status_code, len(hashed), len(asked), page.replace(name, "NAME"))
        )
    return told


def test_account_that_does_not_exist_is_answered_like_one_that_does(editor, hashed):
    guess("warm")
    known, unknown = (answers(name, hashed) for name in ("edith", "nobody"))
    assert known == unknown
    assert [passwords for _, _, passwords, _, _ in known] == [1] * 5 + [0] * 2


# --- Where a request comes from -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7"),
        ("[2001:db8:1:2::1]:4711", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("edith\nWrong", "unknown"),
    ],
)
def test_address_is_read_as_one_subscriber_has_it(told, meant, settings):
    assert places.address_of(RequestFactory().get("/", REMOTE_ADDR=told)) == meant
    settings.BEHIND_PROXY = True
    behind = {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": f"10.0.0.1, {told}"}
    assert places.address_of(RequestFactory().get("/", **behind)) == meant


def test_forwarded_address_is_trusted_behind_a_proxy_alone_and_only_its_last(editor, settings):
    def forwarded(said):
        data = {"username": "edith", "password": WRONG}
        return Client().post(PAGE, data, HTTP_X_FORWARDED_FOR=said).status_code

    assert [forwarded(f"10.0.0.{n}") for n in range(6)] == [200] * 5 + [429]
    settings.BEHIND_PROXY = True
    assert [forwarded(f"10.0.0.{n}, 192.0.2.9") for n in range(6)] == [200] * 5 + [429]
    assert forwarded("192.0.2.9, 192.0.2.10") == 200


def test_network_of_one_subscriber_is_one_place(editor):
    statuses = [guess(address=f"2001:db8:0:1::{number}")[0] for number in range(6)]
    assert statuses == [200] * 5 + [429]
    assert guess(address="2001:db8:0:2::1") == [200]


# --- What is kept, and how long -------------------------------------------------------------------


@pytest.mark.database
def test_counts_are_forgotten_after_a_day_and_never_too_many(editor, monkeypatch):
    guess(times=5)
    pass_time(hours=25)
    guess("somebody", "192.0.2.9")
    assert not SignInCount.objects.filter(user=editor).exists()
    guess(times=5)
    monkeypatch.setattr(throttle, "MOST_COUNTS", 10)
    for number in range(12):
        guess(f"name {number}", f"198.51.100.{number}")
    assert SignInCount.objects.count() <= 10 + 3
    # Those that hold somebody off stay.
    assert guess() == [429]


@pytest.mark.database
def test_neither_names_nor_passwords_that_were_typed_are_kept(editor, caplog):
    with caplog.at_level(logging.INFO):
        guess("my secret by mistake")
        guess(times=5)
    rows = str([*SignInCount.objects.values()])
    assert "my secret" not in rows + caplog.text
    assert WRONG not in rows + caplog.text


def test_operator_is_told_of_each_wrong_sign_in_and_of_no_refused_one(editor, caplog):
    guess(times=9)
    guess("nobody", "192.0.2.9")
    told = [record.getMessage() for record in caplog.records if "Wrong sign-in" in record.message]
    assert len(told) == 6
    assert "account edith from 192.0.2.1: 5 for this account from this address" in told[4]
    assert "The next is refused for 0:01:00." in told[4]
    assert "an account that does not exist from 192.0.2.9" in told[5]


@pytest.mark.database
def test_address_that_was_signed_in_from_is_kept_as_a_keyed_hash_and_for_a_time(editor):
    browser = Client()
    sign_in(browser)
    assert "192.0.2.1" not in str([*KnownPlace.objects.values()])
    assert browser.cookies[places.COOKIE].value not in str([*KnownPlace.objects.values()])
    KnownPlace.objects.update(seen_at=timezone.now() - timedelta(days=places.DAYS + 1))
    sign_in(browser, address="192.0.2.2")
    assert KnownPlace.objects.count() == 2


@pytest.mark.database
def test_few_places_of_an_account_are_known(editor):
    for number in range(places.MOST_OF_A_PERSON):
        sign_in(Client(), address=f"192.0.2.{number}")
    assert KnownPlace.objects.count() == places.MOST_OF_A_PERSON


@pytest.mark.database
def test_token_of_a_browser_opens_nothing_and_is_new_each_time(editor):
    browser = Client()
    sign_in(browser)
    cookie = browser.cookies[places.COOKIE]
    assert cookie["httponly"]
    assert cookie["path"] == "/"
    first = cookie.value
    stranger = Client()
    stranger.cookies[places.COOKIE] = first
    assert stranger.get("/admin/").status_code == 302
    sign_in(browser)
    assert browser.cookies[places.COOKIE].value != first
    assert not places.is_token(first)


# --- A refusal loses nothing and is in words ------------------------------------------------------


def test_form_kept_while_signed_out_outlives_a_refusal(editor):
    claim = make.claim(status="draft", published_at=None)
    browser = Client()
    browser.force_login(editor)
    data = desk.open_form(browser, claim) | {"lead": ["Typed for an hour."]}
    browser.session.flush()
    sent = desk.save(browser, claim, data)
    page = browser.get(sent.url)
    guess(times=5)
    refused = sign_in(browser, page=sent.url, next=way_back(page))
    assert refused.status_code == 429
    pass_time(minutes=1)
    back = sign_in(browser, next=way_back(refused))
    shown = browser.get(back.url)
    assert desk.fields(shown)["lead"] == ["Typed for an hour."]


@pytest.mark.parametrize(
    ("language", "words"),
    [("", "Try again in 2 minutes."), ("ar/", "دقيق"), ("ckb/", "خولەک"), ("kmr/", "deqe")],
)
def test_refusal_says_when_to_try_again_in_each_language(editor, language, words):
    guess(times=5)
    pass_time(minutes=1)
    guess()
    refused = sign_in(Client(), page=f"/{language}admin/login/")
    assert refused.status_code == 429
    note = re.findall(r'class="errornote">\s*(.+?)\s*</p>', refused.content.decode())
    assert len(note) == 2
    assert words in note[0]
    if language:
        assert "sign" not in " ".join(note)


def test_known_browser_is_known_in_every_language(editor):
    browser = Client()
    sign_in(browser, page="/ar/admin/login/")
    guess_from_everywhere()
    assert is_in(sign_in(browser, address="203.0.113.1", page="/kmr/admin/login/"))


# --- The operator ---------------------------------------------------------------------------------


def told_by(*arguments):
    out = StringIO()
    call_command("sign_ins", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.database
def test_command_lists_what_was_tried_and_forgets_it_for_an_account(editor):
    assert "no wrong sign-ins" in told_by()
    guess(times=5)
    guess("nobody", "192.0.2.9")
    listed = told_by()
    assert "5 wrong for this account from this address: account edith, 192.0.2.1" in listed
    assert "refused for 1 min more" in listed
    assert "no account of the site, 192.0.2.9" in listed
    assert "nobody" not in listed
    told_by("--forget", "edith")
    assert is_in(sign_in(Client()))
    with pytest.raises(CommandError, match="no account nobody"):
        told_by("--forget", "nobody")


def test_operator_lets_somebody_in_whom_no_place_knows_yet(editor):
    guess_from_everywhere()
    browser = Client()
    assert sign_in(browser).status_code == 429
    link = re.search(r"/admin/let-in/\S+", told_by("--let-in", "edith"))[0]
    assert browser.get(link).status_code == 302
    assert browser.get("/admin/").status_code == 302
    assert is_in(sign_in(browser))
    late = Client()
    late.get(link)
    assert places.COOKIE not in late.cookies


# --- Several processes ----------------------------------------------------------------------------


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_to_several_processes_are_all_counted(editor, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("for PostgreSQL alone: SQLite in memory is one connection")
    gate, statuses = Barrier(8), []

    def try_one():
        gate.wait()
        # A turn of its own, as in a process of its own.
        request = RequestFactory().post(PAGE, REMOTE_ADDR="192.0.2.1")
        counts, _ = throttle._counts(request, "edith", editor)
        try:
            throttle._count(counts)
            statuses.append("tried")
        except throttle.Refused:
            statuses.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=try_one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == ["refused"] * 3 + ["tried"] * 5
