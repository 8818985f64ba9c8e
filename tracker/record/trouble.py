"""Why a database, or the disk below it, refused: the same few reasons on SQLite and PostgreSQL."""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from django.contrib.messages.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest

log = logging.getLogger(__name__)


class Trouble(Enum):
    """A reason that is nobody's fault who reads or writes; the value is for the operator."""

    FULL = "The disk is full. Nothing is saved until there is room."
    READ_ONLY = (
        "The database or its disk is read-only, and nothing is saved. Look at how the disk is "
        "mounted and whose its files are; on PostgreSQL at default_transaction_read_only, and "
        "whether this is a standby."
    )
    BUSY = "The database was busy with other writers for too long."
    OUTDATED = "The database is older than this code: run manage.py migrate."
    DENIED = "This role of PostgreSQL lacks rights: the tables' owner runs manage.py grants ROLE."
    UNREACHABLE = "The database cannot be reached: see DATABASE_URL and whether it runs."
    FAILED = "The database failed."


OF_FILES = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
}
OF_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    # No room for the index of its journal, which every reader needs.
    sqlite3.SQLITE_IOERR_SHMSIZE: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_CANTOPEN: Trouble.UNREACHABLE,
}
# SQLite has no code of its own for these.
MISSING_IN_SQLITE = ("no such table", "no such column", "has no column named")
OF_POSTGRESQL = {
    "53100": Trouble.FULL,
    "25006": Trouble.READ_ONLY,
    "40001": Trouble.BUSY,
    "40P01": Trouble.BUSY,
    "55P03": Trouble.BUSY,
    "42P01": Trouble.OUTDATED,
    "42703": Trouble.OUTDATED,
    "42501": Trouble.DENIED,
    "08": Trouble.UNREACHABLE,
    "57P": Trouble.UNREACHABLE,
}


def trouble_of(error: BaseException | None) -> Trouble | None:
    """The trouble behind an error; None for a fault of the code."""
    found = next((one for one in map(_trouble_in, _chain(error)) if one), None)
    if found is Trouble.OUTDATED and not unapplied():
        return None  # The code asks for what no migration makes.
    return found


def report(trouble: Trouble) -> None:
    """Tell the operator, in the log, what is wrong and what to do."""
    log.error(trouble.value)


def take_back_messages(request: HttpRequest) -> None:
    """Forget what was to be told of a change that was not kept: commits fail last of all."""
    if hasattr(request, "_messages"):
        request._messages = default_storage(request)


def unapplied(alias: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Migrations that a database lacks, as `record.0001_initial`; none where it does not say."""
    try:
        executor = MigrationExecutor(connections[alias])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return []
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that it came of, the first cause first."""
    if error is not None:
        yield from _chain(error.__cause__ or error.__context__)
        yield error


def _trouble_in(error: BaseException) -> Trouble | None:
    if isinstance(error, OSError):
        return OF_FILES.get(error.errno or 0)
    if not isinstance(error, DatabaseError):
        return None
    state = getattr(error.__cause__, "sqlstate", "")
    found = _in_sqlite(error.__cause__) or _in_postgresql(state)
    if found or not isinstance(error, OperationalError):
        return found
    if state is None:  # Of PostgreSQL, but not from it: nobody was there, or let us in.
        return Trouble.UNREACHABLE
    return Trouble.BUSY if "locked" in str(error) else Trouble.FAILED


def _in_sqlite(error: BaseException | None) -> Trouble | None:
    if not isinstance(error, sqlite3.Error):
        return None
    code = getattr(error, "sqlite_errorcode", 0)
    # The low byte is what happened, the rest where.
    found = OF_SQLITE.get(code) or OF_SQLITE.get(code & 0xFF)
    if found is Trouble.UNREACHABLE and not _is_writable(connection.settings_dict["NAME"]):
        return Trouble.READ_ONLY
    is_missing = any(words in str(error) for words in MISSING_IN_SQLITE)
    return found or (Trouble.OUTDATED if is_missing else None)


def _is_writable(file: str | Path) -> bool:
    """Whether a journal can be made beside a database's file; reading needs one, too."""
    return os.access(Path(file).parent, os.W_OK)


def _in_postgresql(state: str | None) -> Trouble | None:
    found = (OF_POSTGRESQL.get((state or "")[:size]) for size in (5, 3, 2))
    return next((trouble for trouble in found if trouble), None)
