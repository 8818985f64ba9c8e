"""Copies a filled SQLite database into PostgreSQL, row by row as it is.

The tables are those of `migrate` again. While rows come in, indexes are away and foreign keys are
not looked at: the same rows were made for tables that have both.
"""

from __future__ import annotations

import sqlite3
import time

import psycopg
from psycopg import sql

from tests.benchmarks.finding.generate import stamp
from tests.benchmarks.finding.servers import manage, say
from tests.benchmarks.finding.tables import COLUMNS

QUICK = ("synchronous_commit=off", "maintenance_work_mem='1GB'", "session_replication_role=replica")


def postgresql_database(server, path, claims, local):
    """Make the database of this size at `server` from the one at `path`; its address."""
    name = f"bench_{claims}"
    url = f"{server.rsplit('/', 1)[0]}/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        if _stamp_of(connection, name) == str(stamp(claims)):
            say(f"{name}: taken as it is")
            manage(url, local, "migrate", "-v0")
            return url
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    manage(url, local, "migrate", "-v0")
    began = time.monotonic()
    with psycopg.connect(url, autocommit=True) as connection, sqlite3.connect(path) as source:
        for setting in QUICK:
            connection.execute(f"SET {setting}")
        dropped = _drop_indexes(connection)
        for table in COLUMNS:
            count = _copy(source, connection, f"record_{table}")
            say(f"  {count:,} rows of {table}, {time.monotonic() - began:.0f} s")
        for statement in dropped:
            connection.execute(statement)
        connection.execute("VACUUM ANALYZE")
        connection.execute(f"COMMENT ON DATABASE {name} IS '{stamp(claims)}'")
    say(f"  indexes made, {time.monotonic() - began:.0f} s")
    return url


def _stamp_of(connection, name):
    found = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    return found and found[0]


def _drop_indexes(connection):
    """Take away the indexes that no constraint stands on; the statements that bring them back."""
    found = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND NOT EXISTS"
        " (SELECT 1 FROM pg_constraint WHERE conindid = indexname::regclass)",
        [[f"record_{table}" for table in COLUMNS]],
    ).fetchall()
    for name, _ in found:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    return [statement for _, statement in found]


def _copy(source, connection, table):
    columns = [(name, kind) for _, name, kind, *_ in source.execute(f"PRAGMA table_info({table})")]
    # Times are in UTC in both; SQLite does not say so.
    read = ", ".join(f"\"{n}\" || '+00'" if k == "datetime" else f'"{n}"' for n, k in columns)
    names = ", ".join(f'"{name}"' for name, _ in columns)
    connection.execute(f"TRUNCATE {table} CASCADE")
    count = 0
    with connection.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in source.execute(f"SELECT {read} FROM {table} ORDER BY id"):
            copy.write_row(row)
            count += 1
    connection.execute(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
    )
    return count
