"""Fills an SQLite database of the project with invented claims, by plain inserts.

The tables are those that `migrate` makes, with all their constraints; indexes and triggers are
taken away while rows go in. No entries of the ledger are made: finding does not read them, and
a record without entries is one from before the ledger. A database that is complete and was made by
this very code is taken as it is.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from pathlib import Path

from tests.benchmarks.finding import ground, rows, tables, words
from tests.benchmarks.finding.servers import manage, say, sqlite_url
from tests.benchmarks.finding.tables import COLUMNS
from tracker.record import migrations

BATCH = 5000
ENTERED_AT = "2025-01-01 12:00:00"


def stamp(claims):
    """A number that stands for size, seed, generator and tables."""
    own = [Path(module.__file__) for module in (ground, rows, tables, words)]
    theirs = sorted(Path(next(iter(migrations.__path__))).glob("0*.py"))
    text = b"".join(path.read_bytes() for path in (*own, *theirs))
    return zlib.crc32(text + str(claims).encode()) & 0x7FFFFFFF


def sqlite_database(path, claims, local):
    """Make the database at `path`, unless it is there; say whether it was made now."""
    if path.exists() and stamp_of(path) == stamp(claims):
        say(f"{path.name}: taken as it is")
        manage(sqlite_url(path), local, "migrate", "-v0")
        return False
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    manage(sqlite_url(path), local, "migrate", "-v0")
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000"):
        connection.execute(f"PRAGMA {pragma}")
    _fill(connection, claims)
    connection.execute(f"PRAGMA user_version={stamp(claims)}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    return True


def stamp_of(path):
    """The stamp that a complete database carries."""
    connection = sqlite3.connect(path)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return found


def _fill(connection, claims):
    began = time.monotonic()
    dropped = _drop(connection)
    inserts = {table: _insert(connection, table) for table in COLUMNS}
    maker = rows.Rows(claims)
    maker.fixed()
    connection.execute("BEGIN")
    for key in range(1, claims + 1):
        maker.claim(key)
        if key % BATCH == 0:
            _write(connection, inserts, maker)
        if key % (claims // 10 or 1) == 0:
            say(f"  {key} of {claims} claims, {time.monotonic() - began:.0f} s")
    maker.counters()
    _write(connection, inserts, maker)
    for statement in dropped:
        connection.execute(statement)
    connection.execute("COMMIT")
    # PostgreSQL looks at its tables by itself; without it SQLite takes the worst index there is.
    connection.execute("ANALYZE")
    say(f"  indexes made, {time.monotonic() - began:.0f} s")


def _write(connection, inserts, maker):
    for table, made in maker.tables.items():
        connection.executemany(inserts[table], made)
        made.clear()


def _drop(connection):
    """Take away indexes and triggers of the filled tables; the statements that bring them back."""
    filled = [f"record_{table}" for table in COLUMNS]
    marks = ",".join("?" * len(filled))
    found = connection.execute(
        f"SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')"
        f" AND sql IS NOT NULL AND tbl_name IN ({marks})",
        filled,
    ).fetchall()
    for kind, name, _ in found:
        connection.execute(f'DROP {kind} "{name}"')
    return [sql for _, _, sql in found]


def _insert(connection, table):
    """The INSERT of a table: a mark for each column in COLUMNS, the same value in all others."""
    given = COLUMNS[table].split()
    names, values = [], []
    for _, name, kind, is_needed, default, is_key in connection.execute(
        f"PRAGMA table_info(record_{table})"
    ).fetchall():
        if name in given:
            value = f"?{given.index(name) + 1}"
        elif is_key or default is not None or not is_needed:
            continue
        else:
            value = _constant(name, kind)
        names.append(f'"{name}"')
        values.append(value)
    assert set(given) <= {name.strip('"') for name in names}, table
    return f"INSERT INTO record_{table} ({', '.join(names)}) VALUES ({', '.join(values)})"


def _constant(name, kind):
    if kind == "datetime":
        return f"'{ENTERED_AT}'"
    if kind == "text" or kind.startswith("varchar"):
        return "''"
    return "1" if name == "revision" else "0"
