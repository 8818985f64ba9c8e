"""Nothing but `capture/fetch.py` opens a socket to anywhere, and the desk does not load it."""

import ast
import re
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

from tests import factories as make
from tests.capture.loopback import Loopback, page, reply, serving, visitor
from tracker.capture import working
from tracker.capture.jobs import ask_for_copy
from tracker.capture.models import Capture
from tracker.ledger.rights import wanted

ROOT = Path(__file__).resolve().parents[2]
DOOR = ROOT / "tracker/capture/fetch.py"
# Modules of the library and of others that connect by themselves.
THAT_CONNECT = {
    *("socket", "ssl", "http.client", "http.server", "urllib.request", "urllib3", "requests"),
    *("asyncio", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "socketserver"),
    *("httpx", "aiohttp", "select", "selectors", "django.core.mail", "urllib.robotparser"),
}
# To the operator's own mail server, and no other.
MAIL = {
    "tracker/editorial/accounts/mail.py": {"django.core.mail", "django.core.mail.EmailMessage"},
}
SITE = "http://site.tests-of-capture.org"


@cache
def imported(path):
    return frozenset(_imported(path))


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def test_no_other_module_imports_what_connects():
    for path in (ROOT / "tracker").rglob("*.py"):
        if path != DOOR:
            found = {
                one
                for one in imported(path)
                if any(one == name or one.startswith(f"{name}.") for name in THAT_CONNECT)
            }
            name = path.relative_to(ROOT).as_posix()
            assert found == MAIL.get(name, set()), name


def test_only_workers_import_what_fetches():
    """The command and what it runs; no page of the desk or of readers."""
    modules = ("fetch", "visiting", "working", "stamps.requesting")
    fetching = {f"tracker.capture.{one}" for one in modules}
    allowed = {"visiting.py", "working.py", "keeping_visits.py", "requesting.py"}
    allowed |= {"capture.py", "stamp.py"}
    for path in (ROOT / "tracker").rglob("*.py"):
        if not fetching.isdisjoint(imported(path)) and path.name not in allowed:
            raise AssertionError(f"{path.relative_to(ROOT)} can fetch")


def test_a_process_that_serves_pages_loads_nothing_that_fetches(tmp_path):
    code = (
        "import sys, django; django.setup(); import tracker.urls;"
        "print([one for one in sys.modules if one in"
        " ('tracker.capture.fetch', 'tracker.capture.visiting', 'urllib3')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "LOCAL_DIR": str(tmp_path),
            "PYTHONPYCACHEPREFIX": str(ROOT / ".local/pycache"),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_a_role_that_serves_readers_has_no_right_to_copies():
    for model in apps.get_app_config("capture").get_models():
        assert wanted(model._meta.db_table, for_readers=True) == ()


def test_no_setting_allows_loopback():
    """What leads to this machine is a class of the tests, and has no other like it."""
    for path in (ROOT / "tracker").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bclass \w+\(\w*Network\)", text), f"{path} has a network of its own"
        if re.search(r"\bNetwork\(", text):
            assert path.name in ("working.py", "visiting.py", "fetch.py"), path
    assert "settings" not in "".join(imported(DOOR))
    assert "environ" not in DOOR.read_text(encoding="utf-8")


@pytest.fixture
def connections(monkeypatch):
    """Where every socket of this process connects to, by the caller's file; the database aside."""
    seen = []
    connect = socket.socket.connect

    def noted(sock, address):
        frame, files = sys._getframe(1), []
        while frame is not None:
            files.append(frame.f_code.co_filename)
            frame = frame.f_back
        seen.append((address, files))
        return connect(sock, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    monkeypatch.setattr(
        socket.socket, "connect_ex", lambda *_a: pytest.fail("connects another way")
    )
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_k: pytest.fail("another way"))
    return seen


@pytest.mark.django_db
def test_every_connection_is_made_by_fetch_and_none_by_a_page(
    connections, reader, publishers_desk, settings, tmp_path
):
    settings.CAPTURES_DIR = tmp_path
    claim = make.claim()
    source = make.source(url=f"{SITE}/")
    make.cite(claim, source)
    ask_for_copy(source, source.url)
    desk = reverse("admin:record_source_change", args=[source.pk])
    for client, address in (
        (reader, "/"),
        (reader, claim.get_absolute_url()),
        (reader, source.get_absolute_url()),
        (publishers_desk, desk),
    ):
        assert client.get(address).status_code == 200, address
    assert connections == []
    with serving({"/": reply(302, Location="/b"), "/b": reply(body=page())}) as server:
        who = visitor(Loopback({80: server.port}))
        assert [done.capture.is_kept for done in working.work(who)] == [True]
        # One for robots.txt and one for each hop.
        assert [address for address, _files in connections] == [("127.0.0.1", server.port)] * 3
    assert all(str(DOOR) in files for _address, files in connections)
    assert Capture.objects.kept().count() == 1
