"""What a role that serves the site may do with each table, where it does not own them.

On PostgreSQL alone: whoever owns a table can switch its triggers off, so the site need not. It
reads and writes the record, and only adds to the log. Tables that later migrations make come with
the rights of the record, so that no upgrade stops the site.

A role that serves readers alone reads what readers see: editions, their index, and of the log what
proves it. What the desk works in, accounts, and the values behind the log's commitments are not
among that; nor is any table that a later migration makes, until it is given.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings

from tracker.ledger.guards import OPENINGS, SEALED

# Tables of readers, by how their names begin, those of the desk among them left out.
OF_READERS = ("edition_", "search_")
OF_THE_DESK = ("search_desk",)
# Beside them: hashes and who changed what and when, and how far the database has been migrated.
ALSO_OF_READERS = (
    "ledger_entry",
    "ledger_node",
    "ledger_checkpoint",
    "ledger_key",
    "django_migrations",
)
EVERY = ("SELECT", "INSERT", "UPDATE", "DELETE")
# What nobody needs who serves the site, and what could empty a table or put a trigger before ours.
NEVER = ("TRUNCATE", "REFERENCES", "TRIGGER")


class Table(NamedTuple):
    """Whose a table is, and whether the connected role owns it or may act as its owner."""

    owner: str
    is_own: bool


class GrantRefused(Exception):
    """The rights cannot be given; the message says why."""


def wanted(table: str, *, for_readers: bool | None = None) -> tuple[str, ...]:
    """What a role may do with a table that serves readers alone, or the whole site.

    Where that is not said, the role is the one under which this process serves.
    """
    if settings.SERVE == "public" if for_readers is None else for_readers:
        of_readers = table.startswith(OF_READERS) and not table.startswith(OF_THE_DESK)
        return ("SELECT",) if of_readers or table in ALSO_OF_READERS else ()
    if table in SEALED:
        return ("SELECT", "INSERT")
    return ("SELECT", "INSERT", "DELETE") if table == OPENINGS else EVERY


def statements(connection: Any, role: str, *, for_readers: bool = False) -> list[str]:
    """All that gives the role its rights and takes others from it. Raises GrantRefused."""
    with connection.cursor() as cursor:
        tables = _tables(cursor)
        _refuse(cursor, tables, role)
        cursor.execute(
            "SELECT current_schema(), has_schema_privilege(%s, current_schema(), 'USAGE')", [role]
        )
        schema, may_look_in = cursor.fetchone()
    quote = connection.ops.quote_name
    given = [] if may_look_in else [f"GRANT USAGE ON SCHEMA {quote(schema)} TO {quote(role)}"]
    for table in tables:
        given.append(f"REVOKE ALL ON {quote(table)} FROM {quote(role)}")
        if rights := wanted(table, for_readers=for_readers):
            given.append(f"GRANT {', '.join(rights)} ON {quote(table)} TO {quote(role)}")
    for owner in sorted({owner for owner, _is_own in tables.values()}):
        later = f"ALTER DEFAULT PRIVILEGES FOR ROLE {quote(owner)} IN SCHEMA {quote(schema)}"
        if for_readers:
            given.append(f"{later} REVOKE ALL ON TABLES FROM {quote(role)}")
        else:
            given.append(f"{later} GRANT {', '.join(EVERY)} ON TABLES TO {quote(role)}")
    return given


def _refuse(cursor: Any, tables: dict[str, Table], role: str) -> None:
    if not tables:
        raise GrantRefused("There are no tables yet. Run manage.py migrate first.")
    if of_others := [table for table, (_owner, is_own) in tables.items() if not is_own]:
        raise GrantRefused(
            f"Only their owner can give rights on {', '.join(of_others[:3])}: set DATABASE_URL to "
            "the role that runs migrate."
        )
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
    found = cursor.fetchone()
    if found is None:
        raise GrantRefused(f"There is no role {role}. Make it first: CREATE ROLE {role} LOGIN.")
    owners = [owner for owner, _is_own in tables.values()]
    cursor.execute(
        "SELECT bool_or(pg_has_role(%s, name, 'MEMBER')) FROM unnest(%s::name[]) AS name",
        [role, owners],
    )
    if found[0] or cursor.fetchone()[0]:
        raise GrantRefused(
            f"The role {role} owns the tables, may act as their owner, or is a superuser: it could "
            "switch the ledger's triggers off, whatever it is given."
        )


def lacking(connection: Any) -> list[str]:
    """What the connected role may not do and should, as `record_claim: INSERT, UPDATE`."""
    with connection.cursor() as cursor:
        return [
            f"{table}: {', '.join(right for right in wanted(table) if right not in granted)}"
            for table, granted in _granted(cursor).items()
            if set(wanted(table)) - granted
        ]


def excessive(connection: Any) -> list[str]:
    """What the connected role may do and should not, as `ledger_entry: DELETE`.

    That is to the log; of a role that serves readers alone, to any table.
    """
    is_for_all = settings.SERVE == "public"
    with connection.cursor() as cursor:
        return [
            f"{table}: {', '.join(sorted(granted - set(wanted(table))))}"
            for table, granted in _granted(cursor).items()
            if (is_for_all or table in (*SEALED, OPENINGS)) and granted - set(wanted(table))
        ]


def connected_role(connection: Any) -> str:
    """Under whose name statements are run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def _granted(cursor: Any) -> dict[str, set[str]]:
    """The rights of the connected role on each table that it does not own."""
    found: dict[str, set[str]] = {}
    for table, (_owner, is_own) in _tables(cursor).items():
        if not is_own:
            cursor.execute(
                "SELECT name FROM unnest(%s::text[]) AS name"
                " WHERE has_table_privilege(quote_ident(%s), name)",
                [[*EVERY, *NEVER], table],
            )
            found[table] = {name for (name,) in cursor.fetchall()}
    return found


def _tables(cursor: Any) -> dict[str, Table]:
    """This project's tables by name."""
    labels = {"django", *(config.label for config in apps.get_app_configs())}
    cursor.execute(
        "SELECT relname, pg_get_userbyid(relowner), pg_has_role(relowner, 'USAGE') FROM pg_class"
        " WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace"
        " AND split_part(relname, '_', 1) = ANY(%s) ORDER BY relname",
        [sorted(labels)],
    )
    return {name: Table(owner, is_own) for name, owner, is_own in cursor.fetchall()}
