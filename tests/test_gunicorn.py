"""The shipped configuration of gunicorn: whom it believes, what it keeps open, what it logs."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.ledger.world import empty_tables

ROOT = Path(__file__).resolve().parents[1]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="for SQLite alone"),
]


class Server:
    """A running gunicorn: its port, its folder, and what it has logged so far."""

    def __init__(self, folder):
        self.folder, self.log = folder, folder / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def __enter__(self):
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "XDG_RUNTIME_DIR")}
        environ = {
            "LOCAL_DIR": str(self.folder),
            "HOME": str(self.folder / "home"),
            "WEB_CONCURRENCY": "1",
            # What the default would read.
            "FORWARDED_ALLOW_IPS": "*",
        }
        command = [sys.executable, "-m", "gunicorn", "-c", "tracker/gunicorn_conf.py"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "--bind", f"127.0.0.1:{self.port}"],
                cwd=ROOT,
                env=kept | environ,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def __exit__(self, *failure):
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)

    def said(self, words):
        """Whether it logs these words within some seconds."""
        end = time.monotonic() + 10
        while words not in self.log.read_text() and time.monotonic() < end:
            time.sleep(0.05)
        return words in self.log.read_text()


@pytest.fixture(scope="module")
def server(tmp_path_factory, django_db_setup, django_db_blocker):
    folder = tmp_path_factory.mktemp("served")
    (folder / "home").mkdir()
    empty_tables(folder, django_db_blocker)
    with Server(folder) as running:
        yield running


@pytest.fixture
def line(server):
    found = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    yield found
    found.close()


def asked(line, path, **headers):
    line.request("GET", path, headers={name.upper(): value for name, value in headers.items()})
    answer = line.getresponse()
    return answer, answer.read().decode()


def test_page_is_served_and_the_connection_stays_open_for_the_next(line):
    answer, page = asked(line, "/claims/")
    assert answer.status == 200 and "</html>" in page
    assert answer.headers.get("Connection", "keep-alive") == "keep-alive"
    used = line.sock
    assert asked(line, "/about/")[0].status == 200
    assert line.sock is used is not None


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "SCRIPT-NAME", "PATH_INFO"])
@pytest.mark.parametrize("value", ["/ar", "/ar/claims", "//evil.example"])
def test_no_header_of_a_request_changes_an_address_on_the_page(line, name, value):
    plain = asked(line, "/ar/claims/")
    given = asked(line, "/ar/claims/", **{name: value})
    assert given[0].status == plain[0].status == 200
    assert given[1] == plain[1]
    assert "evil" not in given[1]


def test_scheme_that_a_request_claims_is_not_believed_unless_settings_say_so(line):
    answer, page = asked(line, "/admin/login/")
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    headers = {
        "Cookie": answer.headers["Set-Cookie"].partition(";")[0],
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-Proto": "https",
    }
    line.request("POST", "/admin/login/", f"csrfmiddlewaretoken={token}", headers)
    # Were it believed, a form that does not say which page it was sent from would be refused.
    assert line.getresponse().status == 200


def test_log_says_what_was_asked_and_not_by_whom_nor_for_which_words(server, line):
    asked(
        line, "/claims/?q=wilhelmina", referer="http://elsewhere.example/", **{"user-agent": "Ulla"}
    )
    assert server.said('"GET /claims/" 200')
    for secret in (
        "let-in/a-secret-token",
        "invited/a-secret-token",
        "new-password/x/a-secret-token",
    ):
        asked(line, f"/admin/{secret}/")
        assert server.said(f'"GET /admin/{secret.partition("/")[0]}/…" ')
    with socket.create_connection(("127.0.0.1", server.port)) as other:
        other.sendall(b"nothing that is a request\r\n\r\n")
        assert b"400" in other.recv(1000)
    assert server.said("Invalid request: ")
    lines = [one for one in server.log.read_text().splitlines() if "Listening at" not in one]
    for words in ("wilhelmina", "elsewhere", "Ulla", "a-secret-token", "127.0.0.1"):
        assert [one for one in lines if words in one] == [], words


def test_no_socket_is_there_from_which_the_server_could_be_commanded(server):
    assert [path for path in server.folder.rglob("*") if path.is_socket()] == []
    assert list((server.folder / "home").iterdir()) == []
