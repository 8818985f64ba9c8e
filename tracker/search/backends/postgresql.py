"""PostgreSQL: tsvector and tsquery, written out by hand: its parser would divide words its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
from django.db import connection

from tracker.search.asking import All, Part, Phrase, Some
from tracker.search.backends.shapes import Counted, Words
from tracker.search.kinds import LOW

# What PostgreSQL keeps of a word: later places are cut to the last, and so are more of them.
LAST_PLACE = 16383
MOST_PLACES = 255
BIG_KINDS = (1, 2, 3)
MATCHING = "SELECT string_agg(int8send(id), '') FROM search_text WHERE words @@ %s::tsquery"
CREATE = [
    "ALTER TABLE search_text ADD COLUMN words tsvector",
    *(
        f"CREATE INDEX search_words_{kind} ON search_text USING gin (words) WHERE kind = {kind}"
        for kind in BIG_KINDS
    ),
    "CREATE INDEX search_words_rest ON search_text USING gin (words) WHERE kind > 3",
]
DROP = ["ALTER TABLE search_text DROP COLUMN words"]


def count(rows: list[Counted]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_document WHERE id = ANY(%s)", [[row.id for row in rows]])
    _copy("search_document", Counted._fields, rows)


def list_rows(rows: list[tuple[int, str]]) -> None:
    _copy("search_row", ("id", "said"), rows)


def write(rows: list[Words]) -> None:
    columns = ("id", "kind", "title", "body", "words")
    _copy("search_text", columns, ((*row[:4], vector(row)) for row in rows))


def _copy(table: str, columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows all at once: an INSERT for each would take several times as long."""
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def left_behind() -> list[int]:
    """None: the words are a column of Text's rows."""
    return []


def holds(row: Words) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT words = %s::tsvector FROM search_text WHERE id = %s", [vector(row), row.id]
        )
        found = cursor.fetchone()
    return bool(found and found[0])


def forget(ids: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_text WHERE id = ANY(%s)", [list(ids)])


def forget_for_good() -> None:
    """Nothing to do: what is deleted is gone with the table's next vacuum."""


def vector(row: Words) -> str:
    """The words with their places, those of the title marked A."""
    places: dict[str, list[str]] = defaultdict(list)
    place = 1
    for word in row.title_words:
        places[word].append(f"{min(place, LAST_PLACE)}A")
        place += 1
    for paragraph in row.body_words:
        place += 1  # No phrase reaches over a border.
        for word in paragraph:
            if place < LAST_PLACE and len(places[word]) < MOST_PLACES:
                places[word].append(str(place))
            place += 1
    return " ".join(
        f"'{word}':{','.join(at)}" if at else f"'{word}'" for word, at in places.items()
    )


def matching(kind: int, asked: Part, *, in_title: bool = False) -> np.ndarray:
    with connection.cursor() as cursor:
        # Four bytes a key, one value: fetching rows costs more than finding them.
        cursor.execute(
            f"{MATCHING} AND {_of(kind)}",
            [query(asked, in_title=in_title)],
        )
        found = cursor.fetchone()[0]
    if not found:
        return np.empty(0, dtype=np.int64)
    return np.frombuffer(bytes(found), dtype=">i8").astype(np.int64) & LOW


def _of(kind: int) -> str:
    """The kind as the condition of the index that holds it."""
    return f"kind = {int(kind)}" if kind in BIG_KINDS else f"kind > 3 AND kind = {int(kind)}"


def query(asked: Part, *, in_title: bool = False) -> str:
    """The question in the language of tsquery. Words hold letters and digits alone."""
    mark = "A" if in_title else ""
    match asked:
        case Phrase(words, is_prefix):
            marks = [mark] * (len(words) - 1) + [("*" if is_prefix else "") + mark]
            parts = [f"'{w}'" + (f":{m}" if m else "") for w, m in zip(words, marks, strict=True)]
            return "(" + " <-> ".join(parts) + ")"
        case All(parts_of):
            return "(" + " & ".join(query(p, in_title=in_title) for p in parts_of) + ")"
        case Some(parts_of):
            return "(" + " | ".join(query(p, in_title=in_title) for p in parts_of) + ")"
