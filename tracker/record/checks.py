"""System checks of the database: whether it loses saves, and whether it is older than the code.

An acknowledged save must survive a power cut and a busy hour. Both databases can be set up so that
it does not; these checks say so at `check --database default`, on every `migrate`, and in the log
when a process begins to serve.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register, run_checks
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from tracker import __version__
from tracker.record.trouble import Trouble, report, trouble_of, unapplied

log = logging.getLogger(__name__)


def _value(alias: str, statement: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return str(row[0]).lower() if row else ""


def sqlite_findings(alias: str) -> list[CheckMessage]:
    """Warnings for a SQLite database whose settings lose acknowledged writes."""
    found: list[CheckMessage] = []
    journal = _value(alias, "PRAGMA journal_mode")
    if journal not in ("wal", "memory"):  # A database in memory has no journal to keep.
        found.append(
            Warning(
                f"SQLite keeps its journal in mode {journal!r}, not WAL.",
                hint="Readers block writers; put the file on a disk that allows WAL.",
                id="record.W001",
            )
        )
    if int(_value(alias, "PRAGMA synchronous") or 0) < 2:
        found.append(
            Warning(
                "SQLite's synchronous setting is below FULL.",
                hint="A power cut can lose saves that were acknowledged.",
                id="record.W002",
            )
        )
    if connections[alias].transaction_mode != "IMMEDIATE":  # type: ignore[attr-defined]
        found.append(
            Warning(
                "SQLite transactions do not begin IMMEDIATE.",
                hint="Two writers at once will see “database is locked”.",
                id="record.W003",
            )
        )
    return found


def postgresql_findings(alias: str) -> list[CheckMessage]:
    """Warnings for a PostgreSQL server whose settings lose acknowledged writes."""
    found: list[CheckMessage] = []
    for number, name in ((4, "fsync"), (5, "full_page_writes"), (6, "synchronous_commit")):
        if _value(alias, f"SHOW {name}") == "off":
            found.append(
                Warning(
                    f"PostgreSQL's {name} is off.",
                    hint="A crash can lose or damage saves that were acknowledged.",
                    id=f"record.W00{number}",
                )
            )
    return found


@register(Tags.database)
def durability(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Look at each database named; Django names them for `check --database` and `migrate`."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        vendor = connections[alias].vendor
        if vendor == "sqlite":
            found += sqlite_findings(alias)
        elif vendor == "postgresql":
            found += postgresql_findings(alias)
    return found


@register(Tags.database)
def as_new_as_the_code(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A warning, and no error, for that would keep `migrate` itself from running."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        if missing := unapplied(alias):
            found.append(
                Warning(
                    f"The database is older than this code: it lacks migrations, the first is "
                    f"{missing[0]}.",
                    hint="manage.py migrate applies them.",
                    id="record.W007",
                )
            )
    return found


def log_findings() -> None:
    """Tell the operator, when a process begins to serve, its version and what the checks find."""
    log.info("Tracker %s", __version__)
    try:
        for finding in run_checks(tags=[Tags.database], databases=[DEFAULT_DB_ALIAS]):
            log.warning("%s", finding)
    except DatabaseError as error:
        report(trouble_of(error) or Trouble.FAILED)
    finally:
        # A server may divide into processes after this, and they must not share a connection.
        connections.close_all()
