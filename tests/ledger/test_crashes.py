"""Crashes: a writer killed or refused by its disk loses nothing acknowledged, leaves no half."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from tests.conftest import THOROUGH, missing
from tests.ledger.forking import ROOT, site
from tests.ledger.world import empty_tables

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database,
    pytest.mark.heavy,
    pytest.mark.xdist_group("crashes"),
]
WRITER = str(Path(__file__).with_name("writer.py"))
SCRATCH = f"tracker_crash_{os.getpid()}"
KILLS = 20 if THOROUGH else 5
ON_POSTGRESQL = connection.vendor == "postgresql"


def surroundings(folder, **environ):
    known = {k: os.environ[k] for k in ("PATH", "HOME", "LANG") if k in os.environ}
    return {
        **known,
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "LOCAL_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
        **environ,
    }


def server():
    """A connection beside Django's, which the tests keep in a transaction of theirs."""
    params = {**connection.get_connection_params(), "dbname": "postgres"}
    return psycopg.connect(**params, autocommit=True)


@contextmanager
def scratch():
    """The address of a PostgreSQL database of our own, beside the one under test."""
    with server() as db:
        db.execute(f"CREATE DATABASE {SCRATCH}")
        try:
            url = urlsplit(os.environ["DATABASE_URL"].strip())
            yield f"{url.scheme}://{url.netloc}/{SCRATCH}?{url.query}"
        finally:
            db.execute(f"DROP DATABASE {SCRATCH} WITH (FORCE)")


@pytest.fixture(scope="module")
def environ(tmp_path_factory, django_db_setup, django_db_blocker):
    """For processes that have a site to themselves, on the sort of database that is under test."""
    folder = tmp_path_factory.mktemp("site")
    empty_tables(folder, django_db_blocker)
    with scratch() if ON_POSTGRESQL else nullcontext() as address:
        yield surroundings(folder, **({"DATABASE_URL": address} if address else {}))


@pytest.fixture(scope="module")
def writer(environ):
    """What does things with that site, each in a process of its own."""
    with site(WRITER, environ) as found:
        found.done("begin")
        yield found


def run(environ, *command, check=True):
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert not check or done.returncode == 0, done.stderr
    return done.stdout


def wait_for_the_dead():
    """Until PostgreSQL has ended what a killed process had sent; sessions that stay are idle."""
    sessions = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = %s AND backend_type = %s AND state <> 'idle'"
    )
    if ON_POSTGRESQL:
        with server() as db:
            while db.execute(sessions, [SCRATCH, "client backend"]).fetchone()[0]:
                time.sleep(0.01)


def verify(writer):
    wait_for_the_dead()
    assert writer.done("verify_ledger").startswith("Sound")


def history(writer):
    return json.loads(writer.done("history"))


def titles(lines, word):
    told = [line.split(" ", 2) for line in lines]
    return [title.strip() for first, _number, title in told if first == word]


def kill_a_writer(writer, name, rounds, share):
    """Kill it after these rounds and a share of another; return what it had acknowledged."""
    with writer.doing("write", name) as victim:
        lines = []
        for _ in range(rounds):
            began = time.monotonic()
            lines.append(victim.line())
        time.sleep(share * (time.monotonic() - began))
        left = victim.kill()
    assert left.status == -signal.SIGKILL
    lines += left.lines
    acknowledged = titles(lines, "acknowledged")
    assert len(acknowledged) == len(lines) >= rounds
    return acknowledged


def test_writer_killed_at_any_moment_loses_nothing_acknowledged(writer):
    chance = random.Random(17)
    before = history(writer)["entries"]
    acknowledged = []
    for number in range(KILLS):
        rounds, share = chance.randint(1, 15), chance.random()
        acknowledged += kill_a_writer(writer, f"killed-{number}", rounds, share)
        # What one killed writer left half done, the log would show after the next ones, too.
        if number % 5 == 4:
            verify(writer)
    kept = history(writer)
    assert set(acknowledged) <= set(kept["titles"])
    assert kept["entries"] - before >= len(acknowledged)


# The calls SQLite writes and syncs with; which of them fail: one, some, or all from then on. A
# round is some hundred and fifty writes and one sync.
FAULTS = [
    "pwrite64:error=EIO:when=1+",
    "pwrite64:error=EIO:when=120+",
    "pwrite64:error=EIO:when=260",
    "pwrite64:error=EIO:when=121+7",
    "pwrite64:error=ENOSPC:when=400+",
    "pwrite64:error=ENOSPC:when=1200+",
    "pwrite64:error=ENOSPC:when=666",
    "fdatasync:error=EIO:when=3+",
    "fdatasync:error=EIO:when=4",
]
# The first writes of a journal, some amid a commit, and a commit written but not yet synced.
DEATHS = [f"pwrite64:signal=KILL:when={n}" for n in (1, 2, 23, 130, 260, 444)]
DEATHS += [f"fdatasync:signal=KILL:when={n}" for n in (2, 5)]
ROUNDS = 12


@pytest.fixture
def inject(tmp_path):
    """A function that runs a writer whose writes the kernel refuses or ends.

    It returns what the writer said and the log of its writes. With `files` it sees theirs alone.
    """
    log = tmp_path / "calls"
    if shutil.which("strace") is None:
        missing("strace")
    if subprocess.run(["strace", "-o", str(log), "true"], check=False).returncode:
        missing("leave to use strace")

    def write(environ, name, fault, *files):
        only = [word for file in files for word in ("-P", str(file))]
        strace = ["strace", "-f", "-y", "-o", str(log), "-e", "trace=pwrite64,fdatasync", *only]
        writer = [sys.executable, WRITER, "write", name, str(ROUNDS)]
        told = run(environ, *strace, "-e", f"inject={fault}", *writer, check=False)
        return told.splitlines(), log.read_text()

    return write


on_sqlite = pytest.mark.skipif(ON_POSTGRESQL, reason="for SQLite alone")


@on_sqlite
def test_disk_that_refuses_writes_loses_nothing_acknowledged(environ, writer, inject):
    acknowledged, refused, hit = set(), set(), set()
    for number, fault in enumerate(FAULTS):
        lines, log = inject(environ, f"refused-{number}", fault)
        hit |= set(re.findall(r"<\S*/(\S+)>.*\(INJECTED\)$", log, re.M))
        committed, failed = titles(lines, "acknowledged"), titles(lines, "refused")
        assert failed, fault
        assert len(committed) + len(failed) == len(lines) == ROUNDS, fault
        acknowledged |= set(committed)
        refused |= set(failed)
        verify(writer)
    kept = set(history(writer)["titles"])
    assert acknowledged <= kept
    assert not refused & kept
    assert {"tracker.sqlite3", "tracker.sqlite3-wal"} <= hit


@on_sqlite
def test_writer_killed_within_a_commit_leaves_all_of_it_or_nothing(environ, writer, inject):
    database = f"{environ['LOCAL_DIR']}/tracker.sqlite3"
    acknowledged = {}
    for number, death in enumerate(DEATHS):
        name = f"ended-{number}"
        lines, log = inject(environ, name, death, database, f"{database}-wal")
        assert log.endswith("+++ killed by SIGKILL +++\n"), death
        assert "/tracker.sqlite3-wal>" in log.splitlines()[-2], death
        acknowledged[name] = set(titles(lines, "acknowledged"))
        verify(writer)
    kept = history(writer)["titles"]
    for name, committed in acknowledged.items():
        found = {title for title in kept if f", {name}, " in title}
        assert committed <= found
        assert len(found - committed) <= 1  # What was committed and not yet said.


def test_audit_beside_a_running_writer_sees_one_moment(environ, writer):
    command = [sys.executable, WRITER, "write", "beside"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as busy:
        busy.stdout.readline()
        for _ in range(5):
            told = writer.do("verify_ledger")
            assert told.text.startswith("Sound"), told
        busy.kill()
        assert titles(busy.stdout.readlines(), "acknowledged")
    wait_for_the_dead()
    assert run(environ, sys.executable, "manage.py", "verify_ledger").startswith("Sound")
