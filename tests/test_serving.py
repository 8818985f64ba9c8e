"""SERVE: one process for readers, without anything of the desk; another for the desk alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[1]
ASK = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
from tracker.wsgi import application
from tests.benchmarks.addresses import addresses, ask
asked = [*addresses(), *((path, path) for path in sys.argv[1:])]
found = {address: ask(application, address)[0] for _name, address in asked}
loaded = [name for name in sys.modules if name.startswith("tracker.editorial")]
print(json.dumps({"found": found, "loaded": loaded}))
"""
OF_ACCOUNTS = (
    "/admin/accounts/",
    "/admin/account/",
    "/admin/second-step/",
    "/admin/invited/a-link/",
    "/admin/new-password/",
)
OF_THE_DESK = (
    "/admin/login/",
    "/ar/admin/login/",
    "/preview/claims/C-2024-0001/",
    "/review/never-was/",
    "/answer/receipt/",
)


@pytest.fixture
def site(tmp_path):
    """A folder with the database of a site that has one dispute."""
    if connection.vendor != "sqlite":
        pytest.skip("for SQLite alone")
    make.whole_dispute()
    make.ledger()
    make.index()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(tmp_path / "tracker.sqlite3")])
    return tmp_path


def asked(folder, serve, *addresses):
    done = subprocess.run(
        [sys.executable, "-c", ASK, *addresses],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LOCAL_DIR": str(folder), "SERVE": serve},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_process_for_readers_answers_every_page_and_has_no_desk(site):
    told = asked(site, "public", *OF_THE_DESK, *OF_ACCOUNTS)
    found = told["found"]
    assert {found.pop(path) for path in (*OF_THE_DESK, *OF_ACCOUNTS)} == {"404"}
    assert len(found) > 80
    unlike = {path: status for path, status in found.items() if status != "200"}
    # Of few rows there is no second page, as of the whole site.
    assert all(path.endswith("/?page=2") for path in unlike), unlike
    assert told["loaded"] == []


def test_process_for_the_desk_answers_nothing_else(site):
    found = asked(site, "desk", *OF_THE_DESK)["found"]
    assert [found.pop(path) for path in OF_THE_DESK] == ["200", "200", "404", "404", "200"]
    assert set(found.values()) == {"404"}
