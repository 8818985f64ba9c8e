"""The tables as migrations leave them, kept from one run to the next: SQLite's alone.

To make them takes all migrations and some seven seconds, for a single test as for all. What is kept
is migrated like any database: what a deployment does after its migrations is done again.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management.commands.migrate import Command
from django.db import connection

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".local" / "tables"
# What migrations are, and what they take their rows and their statements from.
MADE_OF = (
    ".ci/requirements/test.txt",
    "tracker/*/migrations/*.py",
    "tracker/ledger/guards.py",
    "tracker/record/codebook.py",
    "tracker/search/backends/*.py",
)

_migrate = Command.handle


def _kept():
    digest = hashlib.sha256()
    for pattern in MADE_OF:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:20]}.sqlite3"


def _migrate_what_is_kept(self, *args, **options):
    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return _migrate(self, *args, **options)
    kept = _kept()
    if kept.exists():
        with closing(sqlite3.connect(kept)) as tables:
            tables.backup(connection.connection)
        return _migrate(self, *args, **options)
    done = _migrate(self, *args, **options)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for earlier in FOLDER.glob("*.sqlite3"):
        earlier.unlink(missing_ok=True)
    # Other processes of the run make theirs at the same time.
    new = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(new)) as tables:
        connection.connection.backup(tables)
    new.rename(kept)
    return done


def keep():
    """From now on, for every test database of this process."""
    Command.handle = _migrate_what_is_kept
