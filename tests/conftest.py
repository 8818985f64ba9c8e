"""The cast: a reader, an editor, a publisher; and a browser for them to use."""

import os
import re
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.backends.postgresql.creation import DatabaseCreation as PostgreSQLCreation
from django.test import Client, TransactionTestCase
from pytest_django.plugin import blocking_manager_key

from tests import factories
from tracker.editorial.groups import ensure_groups
from tracker.ledger import guards
from tracker.record.codebook import STANCES, VIOLATIONS
from tracker.record.models import Stance, Violation

IN_CI = os.environ.get("CI") == "true"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# The pages that the index answers.
LISTS = re.compile(
    r"/((ar|ckb|kmr)/)?"
    r"((feeds/)?(claims|responses|sources|parties|places|dossiers|statistics)/$"
    r"|admin/(autocomplete|record/[a-z]+)/$)"
)
PASSWORD = "a long password of the tests"

# Playwright's synchronous driver runs an event loop in this thread; Django's guard against
# database calls inside one would refuse every query of a browser test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure():
    # Factories write past the ledger, which says when a page has changed; `test_kept_pages.py` does
    # not, and keeps them.
    settings.KEPT_PAGES = 0
    # What the site keeps beside its database: bundles, and the key that seals the ledger.
    # A request thread of the live server would keep its connection, and the test database with it.
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
    # The site's own hasher takes half a second for each member of the cast.
    settings.LOCAL_DIR = Path(tempfile.mkdtemp(prefix="tracker-tests-"))
    settings.LEDGER_KEY_FILE = settings.LOCAL_DIR / "ledger_key"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure():
    shutil.rmtree(settings.LOCAL_DIR, ignore_errors=True)


def _drop_by_force(self, test_database_name, verbosity):
    # A thread of the live server may still hold a connection that nobody needs any more.
    with self._nodb_cursor() as cursor:
        name = self.connection.ops.quote_name(test_database_name)
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


PostgreSQLCreation._destroy_test_db = _drop_by_force

_empty_the_tables = TransactionTestCase._fixture_teardown


def _empty_the_guarded_tables(self):
    # The database refuses to empty the ledger, as it should; between tests it has to.
    guards.remove(connection)
    # None of Django's tables, and so it would be left full.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words")
    try:
        _empty_the_tables(self)
    finally:
        guards.install(connection)


TransactionTestCase._fixture_teardown = _empty_the_guarded_tables


def missing(what):
    """Skip a test for want of a tool; in CI that is a failure."""
    if IN_CI:
        pytest.fail(f"{what} is missing in CI")
    pytest.skip(f"{what} is not on this machine")


def ship_again():
    """Codebooks and groups, which migrations made once and a transactional test leaves emptied."""
    for model, entries in ((Stance, STANCES), (Violation, VIOLATIONS)):
        for position, entry in enumerate(entries, start=1):
            words = {**entry._asdict(), "position": position * 10}
            model.objects.get_or_create(code=words.pop("code"), defaults=words)
    ensure_groups()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """After a test that emptied the tables, the next one finds what the migrations had loaded."""
    result = yield
    marker = item.get_closest_marker("django_db")
    emptied = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    # After the last test the database is gone already, and the connection leads to the real one.
    if nextitem is None:
        return result
    if emptied or (marker and marker.kwargs.get("transaction")):
        with item.config.stash[blocking_manager_key].unblock():
            ship_again()
    return result


@pytest.fixture(autouse=True)
def numbers_from_one():
    factories.restart()
    settings.LEDGER_KEY_FILE.unlink(missing_ok=True)


def staff(name, group):
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(db):
    return staff("edith", "editor")


@pytest.fixture
def publisher(db):
    return staff("paula", "publisher")


class Reader(Client):
    """Someone who reads. Factories write past the desk's door, which keeps the index: before a list
    is asked for, it is brought up to date."""

    is_index_kept = True

    def generic(self, method, path, *args, **kwargs):
        if self.is_index_kept and LISTS.match(urlsplit(path).path):
            factories.index()
        return super().generic(method, path, *args, **kwargs)


@pytest.fixture
def reader(db):
    return Reader()


@pytest.fixture
def client():
    return Reader()


@pytest.fixture
def editors_desk(editor):
    client = Reader()
    client.force_login(editor)
    return client


@pytest.fixture
def publishers_desk(publisher):
    client = Reader()
    client.force_login(publisher)
    return client


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for the whole run."""
    if CHROMIUM is None:
        missing("Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """A function that opens a fresh window: width, dark, scripts; closed after the test."""
    windows = []

    def window(width=1440, height=900, dark=False, scripts=True):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        windows.append(context)
        return context.new_page()

    yield window
    for context in windows:
        context.close()
