"""Triggers by which the database itself refuses to rewrite the log.

PostgreSQL: one for UPDATE and DELETE, one for TRUNCATE. SQLite: one each for UPDATE and DELETE, and
one for INSERT over a row that is there, since REPLACE goes round the other two. Openings may be
deleted, which is how words are erased, but never changed.
"""

from __future__ import annotations

from typing import Any

SEALED = {
    "ledger_entry": "sequence",
    "ledger_node": "id",
    "ledger_key": "number",
    "ledger_checkpoint": "id",
}
OPENINGS = "ledger_opening"
MESSAGE = "the ledger is only added to"


def guards(vendor: str) -> dict[str, str]:
    """Each trigger by name, with the statement that makes it. Raises KeyError for other vendors."""
    return {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]()


def _sqlite() -> dict[str, str]:
    made = {}
    for table, key in {**SEALED, OPENINGS: "commitment"}.items():
        refused = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        made[f"{table}_no_update"] = (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refused}"
        )
        if table != OPENINGS:
            made[f"{table}_no_delete"] = (
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refused}"
            )
        over = f'EXISTS (SELECT 1 FROM {table} WHERE "{key}" = NEW."{key}" OR rowid = NEW.rowid)'
        if table == "ledger_entry":
            over += (
                f" OR EXISTS (SELECT 1 FROM {table} WHERE record = NEW.record"
                " AND revision = NEW.revision)"
            )
        if table == "ledger_checkpoint":
            over += (
                f" OR EXISTS (SELECT 1 FROM {table} WHERE size = NEW.size AND key_id = NEW.key_id)"
            )
        if table == "ledger_node":
            over += (
                f' OR EXISTS (SELECT 1 FROM {table} WHERE level = NEW.level AND "index" = '
                'NEW."index")'
            )
        made[f"{table}_no_replace"] = (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {over} {refused}"
        )
    return made


def _postgresql() -> dict[str, str]:
    made = {}
    for table in (*SEALED, OPENINGS):
        what = "UPDATE" if table == OPENINGS else "UPDATE OR DELETE"
        made[f"{table}_no_change"] = (
            f"CREATE TRIGGER {table}_no_change BEFORE {what} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
        )
        if table != OPENINGS:
            made[f"{table}_no_truncate"] = (
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
            )
    return made


BODY = f"BEGIN RAISE EXCEPTION '{MESSAGE}'; END"
FUNCTION = f"""CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ {BODY} $$"""


def install(connection: Any) -> None:
    """Make every trigger that is missing or not what it should be."""
    wrong = missing(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name in wrong:
            cursor.execute(_drop(connection, name))
            cursor.execute(guards(connection.vendor)[name])


def remove(connection: Any) -> None:
    """Take every trigger away: for migrating back, and for the tests' own tampering."""
    with connection.cursor() as cursor:
        for name in guards(connection.vendor):
            cursor.execute(_drop(connection, name))


def _drop(connection: Any, name: str) -> str:
    on = f" ON {name.rsplit('_no_', 1)[0]}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {name}{on}"


def missing(connection: Any) -> list[str]:
    """The triggers that are not there, are switched off, or do not do what they should."""
    found = _found_in_postgresql if connection.vendor == "postgresql" else _found_in_sqlite
    with connection.cursor() as cursor:
        there = found(cursor)
    wanted = guards(connection.vendor)
    return sorted(name for name in wanted if _plain(there.get(name)) != _plain(wanted[name]))


def _plain(statement: str | None) -> str:
    """A statement without what a database writes in its own way."""
    text = (
        (statement or "")
        .lower()
        .replace("public.", "")
        .replace("delete or update", "update or delete")
    )
    return " ".join(text.split())


def _found_in_sqlite(cursor: Any) -> dict[str, str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return dict(cursor.fetchall())


def _found_in_postgresql(cursor: Any) -> dict[str, str]:
    # Only this schema's, switched on for ordinary sessions, and calling a function that refuses.
    cursor.execute(
        "SELECT t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid) "
        "AND btrim(p.prosrc) = %s",
        [BODY],
    )
    return dict(cursor.fetchall())
