"""The cast: a reader, an editor, a publisher, an administrator; and a browser for them to use."""

import gc
import os
import random
import re
import shutil
import tempfile
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.backends.postgresql.creation import DatabaseCreation as PostgreSQLCreation
from django.template.backends.jinja2 import Template as JinjaTemplate
from django.test import Client, TransactionTestCase
from django.test import utils as django_utils
from django.test.signals import template_rendered
from pytest_django.plugin import blocking_manager_key
from whitenoise.middleware import WhiteNoiseMiddleware

from tests import factories, kept_tables
from tests.indexing import watch
from tracker.edition.publishing import advance
from tracker.editorial.groups import ensure_groups
from tracker.ledger import guards
from tracker.ledger.beginning import adopt_all
from tracker.record.codebook import STANCES, VIOLATIONS
from tracker.record.models import Stance, Violation

IN_CI = os.environ.get("CI") == "true"
# `.ci/run all`: more of the same, where a test takes a sample. What is asked is the same.
THOROUGH = os.environ.get("TESTS") == "all"
# The shell is the same browser without windows, and takes a third less of the machine's time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
# Of the other database, or of shared data that not every checkout has beside it.
SKIPPED_IN_CI = ("for SQLite alone", "for PostgreSQL alone", "not beside this checkout")
# The pages that the index answers.
LISTS = re.compile(
    r"/((ar|ckb|kmr)/)?"
    r"(feeds/)?(claims|responses|sources|parties|places|dossiers|events|requests|search|statistics"
    r"|parties/[^/]+/matrix)/$"
)
# Fixtures that come with a database, also where a test is not marked as having one.
TABLES = {"db", "transactional_db", "live_server", "django_db_setup"}
PART_OF_FORM = re.compile(r"/widgets/|^django/forms/|^admin/(_row|rows|includes/)")
PASSWORD = "a long password of the tests"

# As in `wsgi.py`: a page makes thousands of objects, and nearly none in circles.
gc.set_threshold(20_000, 20, 20)
# Playwright's synchronous driver runs an event loop in this thread; Django's guard against
# database calls inside one would refuse every query of a browser test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    # Factories write past the ledger, which says when a page has changed; `test_kept_pages.py` does
    # not, and keeps them.
    settings.KEPT_PAGES = 0
    # A request thread of the live server would keep its connection, and the test database with it.
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
    # What the site keeps beside its database: bundles, copies, the key that seals the ledger.
    settings.LOCAL_DIR = Path(tempfile.mkdtemp(prefix="tracker-tests-"))
    settings.LEDGER_KEY_FILE = settings.LOCAL_DIR / "ledger_key"
    settings.CAPTURES_DIR = settings.LOCAL_DIR / "captures"
    # The site's own hasher takes half a second for each member of the cast.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    kept_tables.keep()
    # The same examples at every run of CI; elsewhere others each time, under a seed that is told.
    hypothesis.settings.register_profile("tracker", deadline=None, derandomize=IN_CI)
    hypothesis.settings.load_profile("tracker")
    if not IN_CI and config.getoption("--hypothesis-seed") is None:
        config.option.hypothesis_seed = str(random.randrange(2**32))


def pytest_unconfigure():
    shutil.rmtree(settings.LOCAL_DIR, ignore_errors=True)


def pytest_report_header(config):
    return None if IN_CI else f"--hypothesis-seed={config.getoption('--hypothesis-seed')}"


def pytest_xdist_auto_num_workers(config):
    """No second process for a few files: each makes a database of its own first."""
    return 0 if all(".py" in argument for argument in config.args) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What takes longest begins first, so that no process is left alone with it at the end."""
    for item in items:
        if item.get_closest_marker("django_db") or TABLES & set(item.fixturenames):
            item.add_marker("tables")
    items.sort(key=lambda item: item.get_closest_marker("heavy") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI a skipped test is a failed one, but for the few reasons that hold there, too."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if not any(allowed in reason for allowed in SKIPPED_IN_CI):
            report.outcome, report.longrepr = "failed", f"skipped in CI: {reason}"
    return report


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
        cursor.execute("DELETE FROM search_deskwords")
    try:
        _empty_the_tables(self)
    finally:
        guards.install(connection)


TransactionTestCase._fixture_teardown = _empty_the_guarded_tables

_render_and_send = django_utils.instrumented_test_render


def _render_and_send_pages(self, context):
    # A form has some three thousand widgets and rows; to tell of each takes a tenth of its time.
    if PART_OF_FORM.search(self.name or ""):
        return self.nodelist.render(context)
    return _render_and_send(self, context)


django_utils.instrumented_test_render = _render_and_send_pages

_render_jinja = JinjaTemplate.render


def _render_and_tell(self, context=None, request=None):
    # What Django's own engine does in tests, so that a response has the context of its page.
    context = {} if context is None else context
    made = _render_jinja(self, context, request)
    template_rendered.send(sender=self, template=self.template, context=context)
    return made


JinjaTemplate.render = _render_and_tell

_find_static_files = WhiteNoiseMiddleware.add_files_from_finders
_static_files = {}


def _find_static_files_once(self):
    # Each client has middleware of its own, which would look for all files again: 8 ms, where a
    # server that starts pays them once. Files in STATIC_ROOT come before and are not among these.
    if self.static_prefix not in _static_files:
        before, self.files = self.files, {}
        _find_static_files(self)
        _static_files[self.static_prefix], self.files = self.files, before
    self.files |= _static_files[self.static_prefix]


WhiteNoiseMiddleware.add_files_from_finders = _find_static_files_once


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
    import_module("tracker.record.migrations.0009_codes_without_quotations").load(apps, None)
    # As after migrating: what is published names codes, and readers know those with an edition.
    adopt_all()
    advance()
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
    for file in settings.LOCAL_DIR.glob("ledger_key*"):
        file.unlink()


@pytest.fixture(autouse=True)
def nothing_asked_before():
    """What the process knows is of pages of another test's database."""
    # Not before the settings are those of the tests.
    from tracker.public.delivery import kept_pages

    kept_pages.forget()


@pytest.fixture(autouse=True)
def index_watched():
    watch.begin()
    with connection.execute_wrapper(watch):
        yield


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


@pytest.fixture
def administrator(db):
    return staff("adam", "administrator")


class Reader(Client):
    """Someone who reads. Factories write past the desk's door, which keeps editions and index:
    before a page is asked for, what they wrote is published. A desk's client never does so."""

    def generic(self, method, path, *args, **kwargs):
        if watch.editions_are_stale:
            factories.editions()
        if watch.index_is_stale and LISTS.match(urlsplit(path).path):
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
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def publishers_desk(publisher):
    client = Client()
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
