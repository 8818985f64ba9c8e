"""Making the whole index from the record, and saying where the two differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from django.apps import apps
from django.db import connection, transaction

from tracker.record.trees import chunks
from tracker.search import cases, normalise
from tracker.search.backends import backend
from tracker.search.gathered import Gathered
from tracker.search.index import (
    CHUNK,
    ById,
    Writing,
    digest_of,
    gathered,
    texts_of,
    unpacked,
    words_of,
)
from tracker.search.kinds import LOW, SHIFT, Kind, document_id, id_range
from tracker.search.lines import as_line
from tracker.search.models import (
    Built,
    Case,
    DeskText,
    Document,
    Line,
    Rebuild,
    Row,
    Text,
    Texts,
    Value,
    Write,
)
from tracker.search.rows import as_text

Step = Callable[[int], None]


def model_of(kind: Kind) -> Any:
    return apps.get_model("record", kind.model_name)


def size() -> int:
    """How many records there are of all kinds."""
    return sum(model_of(kind).objects.count() for kind in Kind)


@contextmanager
def _much_room() -> Iterator[None]:
    """Up to a gigabyte of SQLite's pages, given back to a process that goes on to other work.

    The full-text index is merged over and over while it grows, and with less the same pages are
    asked of the system hundreds of millions of times.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        usual = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA cache_size=-1000000")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size={usual}")


@_much_room()
def rebuild(step: Step, *, again: bool = False) -> int:
    """Write all that differs, a chunk a transaction; how many were written.

    Where it is stopped, the next one goes on; readers are answered all the while.
    """
    if again:
        Rebuild.objects.all().delete()
    marker, _made = Rebuild.objects.get_or_create(pk=1, defaults={"after": 0})
    written = 0
    for ids in chunks(_ids(marker.after), CHUNK):
        with transaction.atomic():
            writing = Writing()
            found, hidden = gathered(ids)
            unlike = _unlike(ids, found, hidden)
            shown, unseen = (
                {one: row for one, row in of.items() if one in unlike} for of in (found, hidden)
            )
            written += writing.put(sorted(unlike), shown, unseen, whatever_stands=True)
            writing.finish()
            marker.after = ids[-1]
            marker.save()
        step(len(ids))
    written += _forget_strays()
    backend().forget(Text, _of_no_kind())
    for texts in (Text, DeskText):
        backend().forget(texts, backend().left_behind(texts))
    Rebuild.objects.all().delete()
    Built.objects.update_or_create(pk=1, defaults={"version": normalise.VERSION})
    if connection.vendor == "sqlite":
        # PostgreSQL does so by itself; without it SQLite guesses wrong which index is narrow.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return written


def begin(**_of_signal: Any) -> None:
    """Make the index where there is none, or one of before its rules changed; after `migrate`.

    One that was not finished goes on.
    """
    needed = {
        Built._meta.db_table,
        Write._meta.db_table,
        *(model_of(kind)._meta.db_table for kind in Kind),
    }
    if needed <= set(connection.introspection.table_names()):
        is_of_now = Built.objects.filter(version=normalise.VERSION).exists()
        if not (is_of_now and Write.objects.exists()) or Rebuild.objects.exists():
            rebuild(lambda count: None, again=not is_of_now)


def _ids(after: int) -> Iterator[int]:
    """The ids of the documents of all records in order, beginning after one of them."""
    for kind in Kind:
        first, end = id_range(kind)
        if after < end:
            keys = _keys(kind, after & LOW if after >= first else 0)
            yield from (document_id(kind, pk) for pk in keys)


def _keys(kind: Kind, after: int) -> Iterator[int]:
    """The keys of all records of a kind in order, read a page at a time."""
    while True:
        rows = model_of(kind).objects.filter(pk__gt=after).order_by("pk")
        page = list(rows.values_list("pk", flat=True)[: CHUNK * 20])
        if not page:
            return
        yield from page
        after = page[-1]


def _strays() -> list[int]:
    """Ids of documents in the index whose records are none."""
    _first, end = id_range(max(Kind))
    shown = Document.objects.filter(is_shown=True).values_list("id", flat=True)
    listed = (Row.objects, Line.objects, Case.objects, Text.objects, DeskText.objects)
    ids = shown.union(*(one.values_list("id", flat=True) for one in listed))
    return sorted({one for one in ids if one < end}.difference(_ids(0)))


def _of_no_kind() -> list[int]:
    """Ids of texts after those of the last kind: where the desk's words stood until they had tables
    of their own, and where a process of before still writes them while a site is upgraded."""
    _first, after = id_range(max(Kind))
    return list(Text.objects.filter(id__gte=after).values_list("id", flat=True))


def _forget_strays() -> int:
    strays = _strays()
    if strays:
        with transaction.atomic():
            writing = Writing()
            for ids in chunks(strays, CHUNK):
                writing.put(ids, *gathered(ids), whatever_stands=True)
            writing.finish()
    return len(strays)


def differences(step: Step) -> Iterator[str]:
    """A line for each record that stands in the index otherwise than in the record."""
    for ids in chunks(_ids(0), CHUNK):
        unlike = _unlike(ids, *gathered(ids))
        yield from (f"{_called(one)}: differs" for one in sorted(unlike))
        step(len(ids))
    yield from (f"{_called(one)}: not in the record" for one in _strays())
    yield from (f"text {one}: of no kind" for one in _of_no_kind())
    for texts in (Text, DeskText):
        yield from (f"words of {one}: left behind" for one in backend().left_behind(texts))


def _called(one: int) -> str:
    """The kind and the primary key of a document's record."""
    return f"{Kind(one >> SHIFT).model_name} {one & LOW}"


def _unlike(ids: list[int], found: ById, hidden: ById) -> set[int]:
    """Those of the ids whose records do not stand in the index as they were gathered."""
    rows = {row.id: row for row in Document.objects.filter(id__in=ids, is_shown=True)}
    values = {v.pk: (v.facet, v.key) for v in Value.objects.all()}
    unlike = {one for one in {*rows, *found} if not _stands(rows.get(one), found.get(one), values)}
    for model, column, wanted_rows in (
        (Row, "said", {one: as_text(f.row) for one, f in found.items() if f.row}),
        (Line, "text", {one: as_line(f.row) for one, f in found.items() if f.row}),
        (Case, "said", {one: cases.as_text(f.cases) for one, f in found.items() if f.cases}),
    ):
        listed = dict(model._default_manager.filter(id__in=ids).values_list("id", column))
        unlike |= {one for one in ids if listed.get(one) != wanted_rows.get(one)}
    for texts, of in ((Text, found), (DeskText, hidden)):
        unlike |= _unlike_in(texts, ids, {one: texts_of(f) for one, f in of.items()}, unlike)
    return unlike


def _unlike_in(
    texts: type[Texts], ids: list[int], wanted: dict[int, tuple[str, str]], known: set[int]
) -> set[int]:
    """Those of the ids whose texts do not stand as wanted, or their words; of records that are
    `known` to be unlike the words are not looked up."""
    stored = texts._default_manager.filter(id__in=ids).values_list("id", "title", "body")
    written = {one: (title, body) for one, title, body in stored}
    unlike = {one for one in ids if written.get(one) != wanted.get(one)}
    return unlike | {
        one
        for one, text in wanted.items()
        if one not in unlike | known and not backend().holds(texts, words_of(one, *text))
    }


def _stands(row: Document | None, found: Gathered | None, values: dict[int, Any]) -> bool:
    """Whether a document's columns say what was gathered."""
    if row is None or found is None:
        return row is None and found is None
    return (
        bytes(row.digest) == digest_of(found)
        and (row.day, row.last, row.entered) == (found.day, found.last, found.entered)
        and {values.get(one) for one in unpacked(row.facets, np.uint32).tolist()} == found.facets
        and unpacked(row.members, np.int64).tolist() == found.members
        and [values.get(one) for one in unpacked(row.cases, np.uint32).tolist()]
        == (cases.counted_as(found.cases) if found.cases else [])
    )
