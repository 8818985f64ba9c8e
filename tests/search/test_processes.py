"""What one process commits any other finds at its next question; what dies leaves no half."""

import json
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.conftest import THOROUGH
from tests.ledger.forking import ROOT, site
from tests.ledger.test_crashes import (
    ON_POSTGRESQL,
    scratch,
    surroundings,
    wait_for_the_dead,
)
from tests.ledger.world import empty_tables

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database,
    pytest.mark.heavy,
    pytest.mark.xdist_group("processes"),
]
DESK = str(Path(__file__).with_name("desk.py"))
KILLS = 6 if THOROUGH else 3


@pytest.fixture(scope="module")
def environ(tmp_path_factory, django_db_setup, django_db_blocker):
    """For processes that have a site to themselves, on the sort of database that is under test."""
    folder = tmp_path_factory.mktemp("site")
    empty_tables(folder, django_db_blocker)
    with scratch() if ON_POSTGRESQL else nullcontext() as address:
        found = surroundings(folder, PYTHONUNBUFFERED="1")
        if address:
            found["DATABASE_URL"] = address
        yield found


@pytest.fixture(scope="module")
def desk(environ):
    """What does things at that site, each in a process of its own."""
    with site(DESK, environ) as found:
        found.done("begin")
        yield found


@pytest.fixture(scope="module")
def ask(environ, desk):
    """A function that asks a process that stays: what is found, and what the tables say."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, DESK, "read"]
    with subprocess.Popen(command, cwd=ROOT, env=environ, **pipes) as process:

        def asked(text="", kind="claim"):
            process.stdin.write(json.dumps([kind, text]) + "\n")
            process.stdin.flush()
            return tuple(json.loads(process.stdout.readline()))

        try:
            yield asked
        finally:
            process.kill()


def check(desk):
    """The words and the status that `rebuild_search --check` ends with."""
    told = desk.do("rebuild_search", "--check")
    return told.text, told.status


def test_what_another_process_publishes_is_in_the_next_answer(desk, ask):
    first, second, *_others = json.loads(desk.done("again"))
    assert ask() == ([], [])
    desk.done("move", "publish", str(first))
    assert ask() == ([first], [first])
    assert ask("thing 0")[0] == [first]
    desk.done("move", "publish", str(second))
    assert ask() == ([first, second], [first, second])
    desk.done("move", "withdraw", str(first))
    assert ask() == ([second], [second])
    assert ask("thing 0")[0] == []
    assert ask("Zzxq") == ([], [second])
    (party,) = ask('"Party A"', "party")[0]
    desk.done("rename", "Zzxq of Party A")
    assert ask("zzxq")[0] == [second]
    assert ask("zzxq", "party")[0] == [party]
    desk.done("rename", "Party A")
    assert ask("zzxq") == ([], [second])
    assert ask("zzxq", "party")[0] == []
    assert check(desk)[1] == 0


def test_desk_killed_at_any_moment_leaves_index_and_record_agreed(desk, ask):
    chance = random.Random(23)
    for _ in range(KILLS):
        with desk.doing("series") as victim:
            began = time.monotonic()
            for _ in range(chance.randint(1, 8)):
                began = time.monotonic()
                assert victim.line()
                found, _right = ask()
            time.sleep(chance.random() * (time.monotonic() - began))
            assert victim.kill().status == -signal.SIGKILL
        wait_for_the_dead()
        found, right = ask()
        assert found == right
        told, status = check(desk)
        assert status == 0, told


def test_rebuilding_that_is_killed_goes_on_and_readers_are_answered(desk, ask):
    before = ask()
    desk.done("fill", "300")
    assert check(desk)[1] == 1
    with desk.doing("rebuild_search") as rebuild:
        assert rebuild.line().endswith("%\n")
        rebuild.send(signal.SIGSTOP)
        found, right = ask()
        assert len(found) >= len(before[0])
        assert len(right) == len(before[1]) + 300
        assert rebuild.kill().status == -signal.SIGKILL
    wait_for_the_dead()
    told, status = check(desk)
    assert status == 1
    assert "differs" in told
    assert desk.done("rebuild_search")
    assert check(desk)[1] == 0
    found, right = ask()
    assert found == right
    assert " 0 written" in desk.done("rebuild_search")


def test_check_exits_with_one_and_names_what_was_put_in_past_the_door(environ, desk):
    desk.done("fill", "1")
    command = [sys.executable, "manage.py", "rebuild_search", "--check"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert done.returncode == 1
    told = done.stdout
    assert re.search(r"^claim \d+: differs$", told, re.M)
    desk.done("rebuild_search")
    assert check(desk)[1] == 0
