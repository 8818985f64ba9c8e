"""New code on a database that was not migrated: readers, the desk and the operator are told so."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core import checks
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from tests import factories as make
from tests.editorial import desk

ROOT = Path(__file__).resolve().parents[1]
pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
# What a migration would have made, by another name: a table that every page's stamp asks for, a
# column of what readers see, and one of the desk's rows.
MISSING = {
    "table": ("ALTER TABLE {} RENAME TO {}", "search_write", "search_write_of_then"),
    "column": ("ALTER TABLE edition_edition RENAME COLUMN {} TO {}", "document", "of_then"),
    "row": ("ALTER TABLE record_claim RENAME COLUMN {} TO {}", "title", "title_of_then"),
}


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def without(what):
    statement, name, then = MISSING[what]
    run(statement.format(name, then))
    try:
        yield
    finally:
        run(statement.format(then, name))


@contextmanager
def not_migrated():
    """The newest migration of the record is not applied, as far as the database knows."""
    recorder = MigrationRecorder(connection)
    name = recorder.migration_qs.filter(app="record").order_by("-name").values_list("name")[0][0]
    recorder.record_unapplied("record", name)
    try:
        yield name
    finally:
        recorder.record_applied("record", name)


@pytest.fixture
def claim():
    row = make.claim()
    make.editions()
    make.index()
    return row


@pytest.mark.parametrize("what", ["table", "column"])
def test_reader_is_told_that_the_site_is_being_updated(claim, caplog, what):
    calm = Client(raise_request_exception=False)
    with without(what), not_migrated():
        response = calm.get(claim.get_absolute_url())
        in_arabic = calm.get(f"/ar{claim.get_absolute_url()}")
    assert response.status_code == in_arabic.status_code == 503
    assert response["Retry-After"]
    assert "This site is being updated" in response.content.decode()
    assert '<html lang="ar" dir="rtl">' in in_arabic.content.decode()
    assert "run manage.py migrate" in caplog.text
    assert calm.get(claim.get_absolute_url()).status_code == 200


def test_desk_is_told_that_the_site_is_being_updated(claim, publishers_desk):
    publishers_desk.raise_request_exception = False
    data = desk.open_form(publishers_desk, claim)
    with without("row"), not_migrated():
        for response in (
            publishers_desk.get(desk.address(claim)),
            desk.save(publishers_desk, claim, data),
        ):
            assert response.status_code == 503
            assert "This site is being updated" in response.content.decode()


def test_column_that_no_migration_makes_is_a_fault_of_the_code(claim):
    with without("column"):
        response = Client(raise_request_exception=False).get(claim.get_absolute_url())
    assert response.status_code == 500


def test_check_names_the_first_migration_that_is_missing_and_the_command():
    with not_migrated() as name:
        found = checks.run_checks(databases=["default"], tags=[checks.Tags.database])
    (warning,) = [one for one in found if one.id == "record.W007"]
    assert f"lacks migrations, the first is record.{name}" in warning.msg
    assert "manage.py migrate" in warning.hint


def test_check_does_not_keep_migrate_from_running():
    with not_migrated():
        found = checks.run_checks(databases=["default"], tags=[checks.Tags.database])
    assert not any(one.is_serious() for one in found if one.id == "record.W007")


@pytest.mark.parametrize("server", ["wsgi", "asgi"])
def test_start_on_an_empty_database_names_the_command(tmp_path, server):
    done = start(tmp_path, server)
    assert done.returncode == 0, done.stderr
    assert "record.W007" in done.stderr
    assert "manage.py migrate" in done.stderr


def test_start_without_a_database_says_so_and_starts(tmp_path):
    nowhere = "postgres://someone@127.0.0.1:1/nothing"
    done = start(tmp_path, "wsgi", DATABASE_URL=nowhere)
    assert done.returncode == 0, done.stderr
    assert "cannot be reached: see DATABASE_URL" in done.stderr


def start(folder, server, **environ):
    """What a server does first, in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", f"import tracker.{server}"],
        cwd=ROOT,
        env=kept | {"LOCAL_DIR": str(folder)} | environ,
        capture_output=True,
        text=True,
        check=False,
    )
