"""The first command, also where two are started, and where not everything can be written."""

import json
import os
import re
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, connections

from tests.ledger.world import empty_tables
from tracker.editorial.management.commands import quickstart

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = re.compile(rb"password .{1,3}[\w-]{16}.{1,3}: shown this once")
THERE = b"is there already, its password unchanged"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A file to load that holds next to nothing."""
    path = tmp_path_factory.mktemp("export") / "record.json"
    path.write_text(json.dumps({"format": "tracker-record/1"}))
    return path


def command(file):
    return [sys.executable, "manage.py", "quickstart", "--no-serve", "--from", str(file)]


def environ(folder, **more):
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"LOCAL_DIR": str(folder)} | more


def start(file, folder, stdout=subprocess.PIPE, **more):
    return subprocess.Popen(
        command(file),
        cwd=ROOT,
        env=environ(folder, **more),
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


@pytest.mark.heavy
def test_two_at_once_end_well_and_one_of_them_tells_the_password(tmp_path, file):
    both = [start(file, tmp_path / "local") for _ in range(2)]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(bool(PASSWORD.search(out)) for out, _errors in said) == [False, True]
    assert sorted(THERE in out for out, _errors in said) == [False, True]


@pytest.fixture(scope="module")
def untold(tmp_path_factory, file, django_db_setup, django_db_blocker):
    """A folder that was set up by a quickstart that could not say a word."""
    folder = tmp_path_factory.mktemp("untold")
    empty_tables(folder, django_db_blocker)
    with open("/dev/full", "wb") as nowhere:
        process = start(file, folder, nowhere)
        _out, errors = process.communicate()
    assert process.returncode != 0
    assert b"No space left on device" in errors
    return folder


@pytest.mark.heavy
@pytest.mark.parametrize("letters", ["ascii", "latin-1"])
def test_password_is_told_in_the_letters_a_terminal_has(tmp_path, file, untold, letters):
    folder = shutil.copytree(untold, tmp_path / "local")
    process = start(file, folder, PYTHONIOENCODING=f"{letters}:strict")
    out, errors = process.communicate()
    assert process.returncode == 0, errors
    quoted = "“editor”".encode(letters, errors="replace")
    assert b"Account " + quoted in out
    assert PASSWORD.search(out)


class Gone(StringIO):
    """A terminal that is closed before the password is told."""

    def write(self, text):
        if "password" in text:
            raise BrokenPipeError
        return super().write(text)


@pytest.mark.django_db
def test_no_account_is_made_whose_password_cannot_be_told(file):
    with pytest.raises(BrokenPipeError):
        call_command("quickstart", "--no-serve", file=file, stdout=Gone())
    assert not User.objects.exists()
    told = StringIO()
    call_command("quickstart", "--no-serve", file=file, stdout=told)
    assert PASSWORD.search(told.getvalue().encode())
    assert sorted(User.objects.values_list("username", flat=True)) == ["editor", "publisher"]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_others_wait_on_postgresql_too():
    if connection.vendor != "postgresql":
        pytest.skip("for PostgreSQL alone")
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            with quickstart.alone(print):
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [quickstart.LOCK])
                assert cursor.fetchone() == (False,)
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [quickstart.LOCK])
            assert cursor.fetchone() == (True,)
    finally:
        other.close()


def test_nothing_is_left_of_the_waiting(tmp_path, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("for SQLite alone")
    monkeypatch.setattr(settings, "LOCAL_DIR", tmp_path)
    with quickstart.alone(print):
        pass
    assert list(tmp_path.iterdir()) == []
