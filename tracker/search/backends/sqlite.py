"""SQLite: FTS5, with the words as our normaliser leaves them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import numpy as np
from django.db import connection

from tracker.search.asking import All, Part, Phrase, Some
from tracker.search.backends.shapes import READ, Counted, Told, Words
from tracker.search.kinds import LOW, Kind, id_range
from tracker.search.models import Texts

# Stands between paragraphs, so that no phrase reaches over their border. A letter of private use is
# a letter to FTS5, and no word of ours holds one.
BORDER = "\ue000"
# One parameter, however many they are.
KEYS = "SELECT value FROM json_each(%s)"
COUNT = """
INSERT OR REPLACE INTO search_document
    (id, version, digest, is_shown, day, last, entered, facets, members, cases)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def creation(words_table: str) -> list[str]:
    columns = 'title, body, tokenize = "unicode61 remove_diacritics 0"'
    return [f"CREATE VIRTUAL TABLE {words_table} USING fts5({columns})"]


def count(rows: list[Counted]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(COUNT, rows)


def list_rows(rows: list[Told]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_row (id, said) VALUES (%s, %s)",
            [(one.id, one.row) for one in rows],
        )
        cursor.executemany(
            "INSERT INTO search_line (id, text) VALUES (%s, %s)",
            [(one.id, one.line) for one in rows],
        )
        cursor.executemany(
            "INSERT INTO search_case (id, said) VALUES (%s, %s)",
            [(one.id, one.cases) for one in rows if one.cases],
        )


def read(what: str, ids: list[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{READ[what]} IN ({KEYS})", [json.dumps(ids)])
        return cursor.fetchall()


def lines(ids: list[int]) -> tuple[str, int]:
    found = dict(read("line", ids))
    return "".join([found[one] for one in ids if one in found]), len(found)


def write(texts: type[Texts], rows: list[Words]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {texts._meta.db_table} (id, kind, title, body) VALUES (%s, %s, %s, %s)",
            [row[:4] for row in rows],
        )
        cursor.executemany(
            f"INSERT OR REPLACE INTO {texts.words_table} (rowid, title, body) VALUES (%s, %s, %s)",
            [(row.id, *_as_text(row)) for row in rows],
        )


def _as_text(row: Words) -> tuple[str, str]:
    return " ".join(row.title_words), f" {BORDER} ".join(" ".join(p) for p in row.body_words)


def left_behind(texts: type[Texts]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {texts.words_table}"
            f" WHERE rowid NOT IN (SELECT id FROM {texts._meta.db_table})"
        )
        return [row[0] for row in cursor.fetchall()]


def holds(texts: type[Texts], row: Words) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT title, body FROM {texts.words_table} WHERE rowid = %s", [row.id])
        return bool(cursor.fetchone() == _as_text(row))


def forget(texts: type[Texts], ids: Iterable[int]) -> None:
    keys = [(one,) for one in ids]
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {texts._meta.db_table} WHERE id = %s", keys)
        cursor.executemany(f"DELETE FROM {texts.words_table} WHERE rowid = %s", keys)


def forget_for_good(texts: type[Texts]) -> None:
    """Rewrite the table, so that no segment of it keeps words of documents that went away."""
    words = texts.words_table
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {words} ({words}) VALUES ('optimize')")


def matching(texts: type[Texts], kind: Kind, asked: Part, *, in_title: bool = False) -> np.ndarray:
    words = texts.words_table
    first, after = id_range(kind)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT group_concat(rowid) FROM {words}"
            f" WHERE {words} MATCH %s AND rowid >= %s AND rowid < %s",
            [query(asked, in_title=in_title), first, after],
        )
        found = cursor.fetchone()[0]
    if not found:
        return np.empty(0, dtype=np.int64)
    return np.fromstring(found, dtype=np.int64, sep=",") & LOW


def query(asked: Part, *, in_title: bool = False) -> str:
    """The question in the language of FTS5. Words hold letters and digits alone."""
    if in_title:
        return f"{{title}} : ({query(asked)})"
    match asked:
        case Phrase(words, is_prefix):
            return '"' + " ".join(words) + '"' + (" *" if is_prefix else "")
        case All(parts):
            return "(" + " AND ".join(query(part) for part in parts) + ")"
        case Some(parts):
            return "(" + " OR ".join(query(part) for part in parts) + ")"
