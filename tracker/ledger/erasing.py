"""Erasing words from the history for good, in the open: the proof holds, the gap says why.

A value is erased by deleting what opens its commitment. That this was done is an entry of its own,
with a reason from a short list. What a record says now cannot be erased here: it is edited first.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction

from tracker.ledger.entries import Appender, Person, last_bodies, last_settled, lock
from tracker.ledger.models import Entry, Opening
from tracker.record.choices import ErasedBecause
from tracker.record.trees import chunks, locate

CODES = tuple(ErasedBecause.values)


class EraseRefused(Exception):
    """The words cannot be erased; the message says why."""


def found_in(text: str) -> list[Opening]:
    """The values of the history in which these words stand, upper or lower case alike."""
    # Matched here and not in SQL: stored values are JSON, and SQLite folds Latin letters only.
    wanted = text.casefold()
    return [
        opening
        for opening in Opening.objects.order_by("record", "path").iterator(2000)
        if wanted in _words_of(opening.value).casefold()
    ]


def _words_of(value: str) -> str:
    """A stored value as text; of one that is hidden with its path, or has parts, its values."""
    read = json.loads(value)
    if isinstance(read, dict):
        return str(read["value"]) if "value" in read else " ".join(map(str, read.values()))
    return str(read)


def still_said(openings: Iterable[Opening]) -> list[Opening]:
    """Those of the values that are what their record says now."""
    wanted = list(openings)
    records = {opening.record for opening in wanted}
    # What waits to be published has not taken the place of what readers see.
    said = [*last_bodies(records).values(), *last_settled(records).values()]
    standing = {promise for body in said for promise in body["fields"].values()}
    return [opening for opening in wanted if opening.commitment in standing]


@transaction.atomic
def erase(openings: Iterable[Opening], code: str, user: Person = None) -> int:
    """Erase these values and write down that it was done; returns how many.

    Raises EraseRefused for an unknown code, and where a record still says one of them.
    """
    if code not in CODES:
        raise EraseRefused(f"The reason is one of {', '.join(CODES)}.")
    lock()
    wanted = list(openings)
    if standing := still_said(wanted):
        where = ", ".join(f"{one.record} {one.path}" for one in standing[:10])
        raise EraseRefused(f"The record still says it; edit or delete it first: {where}")
    by_record: dict[str, list[str]] = defaultdict(list)
    for opening in wanted:
        by_record[opening.record].append(opening.commitment)
    newest = last_bodies(by_record)
    appender = Appender(user)
    for name, promises in sorted(by_record.items()):
        located, last = locate(name), newest[name]
        appender.add(
            located[0] if located else None,
            name,
            last["fields"],
            last,
            Entry.Action.ERASED,
            last["shown"],
            erased=dict.fromkeys(sorted(promises), code),
        )
    appender.flush()
    for chunk in chunks(opening.commitment for opening in wanted):
        Opening.objects.filter(pk__in=chunk).delete()
    return len(wanted)


# Tables that hold words which are erased, or repeat what records are called.
REWRITTEN = (
    "ledger_opening",
    "edition_address",
    "edition_edition",
    "edition_keptcopies",
    "edition_opened",
    "edition_quotemark",
    "edition_stamptoken",
    "django_admin_log",
    "django_session",
    "record_formeraddress",
    "editorial_keptform",
    "editorial_savedform",
    "search_case",
    "search_desktext",
    "search_deskwords",
    "search_line",
    "search_row",
    "search_text",
    "search_words",
)


def tables_of_others() -> list[str]:
    """Tables that this role may not rewrite, so that erased words would stay in their files."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND pg_table_is_visible(oid)"
            " AND NOT pg_has_role(relowner, 'USAGE') ORDER BY relname",
            [list(REWRITTEN)],
        )
        return [name for (name,) in cursor.fetchall()]


def overwrite_freed_space() -> list[str]:
    """Leave no erased bytes in the database's own files; locks it while it runs.

    SQLite's file and journal are written anew, PostgreSQL's tables are. Returns, as sentences, what
    may still hold the words.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return []
    with connection.cursor() as cursor:
        for table in REWRITTEN:
            cursor.execute(f"VACUUM FULL {table}")
        cursor.execute(
            "SELECT rolsuper OR EXISTS (SELECT 1 FROM pg_roles AS granted"
            " WHERE granted.rolname = 'pg_checkpoint' AND pg_has_role(granted.oid, 'USAGE'))"
            " FROM pg_roles WHERE rolname = current_user"
        )
        if cursor.fetchone()[0]:
            cursor.execute("CHECKPOINT")
            return ["PostgreSQL's archived WAL segments still hold them: expire those."]
    return [
        "PostgreSQL's write-ahead log still holds them until its next checkpoint, which this role "
        "may not ask for: a superuser says CHECKPOINT. Expire archived WAL segments, too."
    ]
