"""The checks that say when the database would lose acknowledged writes."""

import pytest
from django.core import checks
from django.db import connection

from tracker.record.checks import postgresql_findings, sqlite_findings

pytestmark = pytest.mark.database


def ids(found):
    return {message.id for message in found}


@pytest.mark.django_db
def test_database_of_this_project_is_durable():
    found = checks.run_checks(databases=["default"], tags=[checks.Tags.database])
    if connection.vendor == "sqlite":  # A test database in memory keeps no journal.
        assert ids(found) <= {"record.W002"}
    else:
        assert not found


@pytest.mark.django_db
def test_checks_are_silent_where_no_database_is_named():
    assert not checks.run_checks(tags=[checks.Tags.database])


def stub(monkeypatch, answers):
    monkeypatch.setattr(
        "tracker.record.checks._value", lambda alias, statement: answers.get(statement, "on")
    )


def test_sqlite_that_loses_writes_is_told_of(monkeypatch):
    stub(monkeypatch, {"PRAGMA journal_mode": "delete", "PRAGMA synchronous": "1"})

    class Loose:
        transaction_mode = None

    monkeypatch.setattr("tracker.record.checks.connections", {"default": Loose()})
    assert ids(sqlite_findings("default")) == {"record.W001", "record.W002", "record.W003"}


def test_postgresql_that_loses_writes_is_told_of(monkeypatch):
    stub(monkeypatch, {})
    assert not postgresql_findings("default")
    stub(
        monkeypatch,
        {f"SHOW {name}": "off" for name in ("fsync", "full_page_writes", "synchronous_commit")},
    )
    assert ids(postgresql_findings("default")) == {"record.W004", "record.W005", "record.W006"}
