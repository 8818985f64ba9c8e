"""PostgreSQL: tsvector and tsquery, written out by hand: its parser would divide words its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
from django.db import connection

from tracker.search.asking import All, Part, Phrase, Some
from tracker.search.backends.shapes import READ, Counted, Told, Words
from tracker.search.kinds import LOW, Kind
from tracker.search.models import Texts

# What PostgreSQL keeps of a word: later places are cut to the last, and so are more of them.
LAST_PLACE = 16383
MOST_PLACES = 255
BIG_KINDS = (1, 2, 3)
LINES = """
SELECT string_agg(text, '' ORDER BY place), count(*)
FROM unnest(%s::bigint[]) WITH ORDINALITY AS wanted (id, place) JOIN search_line USING (id)
"""
# A table of its own, whose long rows (over 2 KB) are narrow: their words stand outside, and are
# asked of the indexes, so that whoever finds a hundred thousand claims reads few pages.
CREATE = """
CREATE TABLE {} (
    id bigint PRIMARY KEY,
    kind smallint NOT NULL,
    title tsvector NOT NULL,
    words tsvector NOT NULL
) WITH (toast_tuple_target = 128)
"""


def creation(words_table: str) -> list[str]:
    prefix = words_table.removesuffix("words")
    kinds = (*((kind, f"kind = {kind}") for kind in BIG_KINDS), ("rest", "kind > 3"))
    return [
        CREATE.format(words_table),
        f"ALTER TABLE {words_table} ALTER COLUMN words SET STORAGE EXTERNAL",
        *(
            f"CREATE INDEX {prefix}{column}_{kind} ON {words_table} USING gin ({column})"
            f" WHERE {which}"
            for column in ("title", "words")
            for kind, which in kinds
        ),
    ]


def count(rows: list[Counted]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_document WHERE id = ANY(%s)", [[row.id for row in rows]])
    _copy("search_document", Counted._fields, rows)


def list_rows(rows: list[Told]) -> None:
    _copy("search_row", ("id", "said"), ((one.id, one.row) for one in rows))
    _copy("search_line", ("id", "text"), ((one.id, one.line) for one in rows))
    _copy("search_case", ("id", "said"), ((one.id, one.cases) for one in rows if one.cases))


def read(what: str, ids: list[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{READ[what]} = ANY(%s)", [ids])
        return cursor.fetchall()


def lines(ids: list[int]) -> tuple[str, int]:
    with connection.cursor() as cursor:
        # One value: fetching rows costs more than finding them.
        cursor.execute(LINES, [ids])
        text, count = cursor.fetchone()
    return text or "", count


def write(texts: type[Texts], rows: list[Words]) -> None:
    words = texts.words_table
    _copy(texts._meta.db_table, ("id", "kind", "title", "body"), (row[:4] for row in rows))
    # Words may have been left behind where a text was lost.
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {words} WHERE id = ANY(%s)", [[row.id for row in rows]])
    told = ((row.id, row.kind, *_vectors(row)) for row in rows)
    _copy(words, ("id", "kind", "title", "words"), told)


def _copy(table: str, columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows all at once: an INSERT for each would take several times as long."""
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def left_behind(texts: type[Texts]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {texts.words_table} w"
            f" WHERE NOT EXISTS (SELECT FROM {texts._meta.db_table} t WHERE t.id = w.id)"
        )
        return [row[0] for row in cursor.fetchall()]


def holds(texts: type[Texts], row: Words) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT title = %s::tsvector AND words = %s::tsvector"
            f" FROM {texts.words_table} WHERE id = %s",
            [*_vectors(row), row.id],
        )
        found = cursor.fetchone()
    return bool(found and found[0])


def forget(texts: type[Texts], ids: Iterable[int]) -> None:
    keys = list(ids)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {texts._meta.db_table} WHERE id = ANY(%s)", [keys])
        cursor.execute(f"DELETE FROM {texts.words_table} WHERE id = ANY(%s)", [keys])


def forget_for_good(_texts: type[Texts]) -> None:
    """Nothing to do: what is deleted is gone with the table's next vacuum."""


def _vectors(row: Words) -> tuple[str, str]:
    """The words of the title, and those of title and body, with their places."""
    return vector([row.title_words]), vector([row.title_words, *row.body_words])


def vector(paragraphs: Iterable[Iterable[str]]) -> str:
    """The words of paragraphs with their places."""
    places: dict[str, list[str]] = defaultdict(list)
    place = 1
    for paragraph in paragraphs:
        for word in paragraph:
            if place < LAST_PLACE and len(places[word]) < MOST_PLACES:
                places[word].append(str(place))
            place += 1
        place += 1  # No phrase reaches over a border.
    return " ".join(
        f"'{word}':{','.join(at)}" if at else f"'{word}'" for word, at in places.items()
    )


def matching(texts: type[Texts], kind: Kind, asked: Part, *, in_title: bool = False) -> np.ndarray:
    column = "title" if in_title else "words"
    with connection.cursor() as cursor:
        # Eight bytes a key, one value: fetching rows costs more than finding them.
        cursor.execute(
            f"SELECT string_agg(int8send(id), '') FROM {texts.words_table}"
            f" WHERE {column} @@ %s::tsquery AND {_of(kind)}",
            [query(asked)],
        )
        found = cursor.fetchone()[0]
    if not found:
        return np.empty(0, dtype=np.int64)
    return np.frombuffer(bytes(found), dtype=">i8").astype(np.int64) & LOW


def _of(kind: Kind) -> str:
    """The kind as the condition of the index that holds it."""
    return f"kind = {int(kind)}" if kind in BIG_KINDS else f"kind > 3 AND kind = {int(kind)}"


def query(asked: Part) -> str:
    """The question in the language of tsquery. Words hold letters and digits alone."""
    match asked:
        case Phrase(words, is_prefix):
            parts = [f"'{word}'" for word in words]
            return "(" + " <-> ".join(parts) + (":*" if is_prefix else "") + ")"
        case All(parts_of):
            return "(" + " & ".join(map(query, parts_of)) + ")"
        case Some(parts_of):
            return "(" + " | ".join(map(query, parts_of)) + ")"
