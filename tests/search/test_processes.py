"""What one process commits any other finds at its next question; what dies leaves no half."""

import json
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from tests.conftest import THOROUGH
from tests.ledger.test_crashes import (
    ON_POSTGRESQL,
    run,
    scratch,
    surroundings,
    wait_for_the_dead,
)

pytestmark = [pytest.mark.database, pytest.mark.heavy, pytest.mark.xdist_group("processes")]
ROOT = Path(__file__).resolve().parents[2]
DESK = (sys.executable, str(Path(__file__).with_name("desk.py")))
REBUILD = (sys.executable, "manage.py", "rebuild_search")
KILLS = 6 if THOROUGH else 3


@pytest.fixture(scope="module")
def environ(tmp_path_factory):
    """For processes that have a site to themselves, on the sort of database that is under test."""
    folder = tmp_path_factory.mktemp("site")
    with scratch() if ON_POSTGRESQL else nullcontext() as address:
        found = surroundings(folder, PYTHONUNBUFFERED="1")
        if address:
            found["DATABASE_URL"] = address
        run(found, *DESK, "begin")
        yield found


@contextmanager
def started(environ, *command):
    """A process of ours, killed at the end wherever it stands."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environ, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def reader(environ):
    """A function that asks a process that stays: what is found, and what the tables say."""
    with started(environ, *DESK, "read") as process:

        def ask(text="", kind="claim"):
            process.stdin.write(json.dumps([kind, text]) + "\n")
            process.stdin.flush()
            return tuple(json.loads(process.stdout.readline()))

        yield ask


def check(environ):
    """The words and the status that `rebuild_search --check` ends with."""
    done = subprocess.run(
        [*REBUILD, "--check"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    return done.stdout, done.returncode


def test_what_another_process_publishes_is_in_the_next_answer(environ):
    with reader(environ) as ask:
        assert ask() == ([], [])
        run(environ, *DESK, "move", "publish", "1")
        assert ask() == ([1], [1])
        assert ask("thing 0")[0] == [1]
        run(environ, *DESK, "move", "publish", "2")
        assert ask() == ([1, 2], [1, 2])
        run(environ, *DESK, "move", "withdraw", "1")
        assert ask() == ([2], [2])
        assert ask("thing 0")[0] == []
        assert ask("Zzxq") == ([], [2])
        (party,) = ask('"Party A"', "party")[0]
        run(environ, *DESK, "rename", "Zzxq of Party A")
        assert ask("zzxq")[0] == [2]
        assert ask("zzxq", "party")[0] == [party]
        run(environ, *DESK, "rename", "Party A")
        assert ask("zzxq") == ([], [2])
        assert ask("zzxq", "party")[0] == []
    assert check(environ)[1] == 0


def test_desk_killed_at_any_moment_leaves_index_and_record_agreed(environ):
    chance = random.Random(23)
    with reader(environ) as ask:
        for _ in range(KILLS):
            with started(environ, *DESK, "series") as desk:
                began = time.monotonic()
                for _ in range(chance.randint(1, 8)):
                    began = time.monotonic()
                    assert desk.stdout.readline()
                    found, _right = ask()
                time.sleep(chance.random() * (time.monotonic() - began))
                desk.kill()
                desk.wait()
            assert desk.returncode == -signal.SIGKILL
            wait_for_the_dead()
            found, right = ask()
            assert found == right
            told, status = check(environ)
            assert status == 0, told


def test_rebuilding_that_is_killed_goes_on_and_readers_are_answered(environ):
    with reader(environ) as ask:
        before = ask()
        run(environ, *DESK, "fill", "300")
        assert check(environ)[1] == 1
        with started(environ, *REBUILD) as rebuild:
            assert rebuild.stdout.readline().endswith("%\n")
            rebuild.send_signal(signal.SIGSTOP)
            found, right = ask()
            assert len(found) >= len(before[0])
            assert len(right) == len(before[1]) + 300
            assert rebuild.poll() is None
            rebuild.kill()
        wait_for_the_dead()
        told, status = check(environ)
        assert status == 1
        assert "differs" in told
        assert run(environ, *REBUILD)
        assert check(environ)[1] == 0
        found, right = ask()
        assert found == right
        assert " 0 written" in run(environ, *REBUILD)


def test_check_exits_with_one_and_names_what_was_put_in_past_the_door(environ):
    run(environ, *DESK, "fill", "1")
    told, status = check(environ)
    assert status == 1
    assert re.search(r"^claim \d+: differs$", told, re.M)
    run(environ, *REBUILD)
    assert check(environ)[1] == 0
