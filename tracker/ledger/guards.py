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
        over = f'EXISTS (SELECT 1 FROM {table} WHERE "{key}" = NEW."{key}")'
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


FUNCTION = f"""CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"""


def install(connection: Any) -> None:
    """Make every trigger that is missing."""
    there = standing(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name, statement in guards(connection.vendor).items():
            if name not in there:
                cursor.execute(statement)


def remove(connection: Any) -> None:
    """Take every trigger away: for migrating back, and for the tests' own tampering."""
    with connection.cursor() as cursor:
        for name in standing(connection) & set(guards(connection.vendor)):
            table = name.rsplit("_no_", 1)[0]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def standing(connection: Any) -> set[str]:
    """The names of the triggers that are there and switched on."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Only this schema's, and none that somebody disabled.
            cursor.execute(
                "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' "
                "AND pg_table_is_visible(c.oid)"
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {row[0] for row in cursor.fetchall()}


def missing(connection: Any) -> list[str]:
    """The triggers that should be there and are not, by name."""
    return sorted(set(guards(connection.vendor)) - standing(connection))
