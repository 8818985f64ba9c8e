"""The rows of a list, each made once while nothing that readers see changes.

A row is looked up, put into words and described for programs; that takes longer than finding it.
What was made is kept under the stamps of the record and of the index: it is used while they stand,
and by no page that is newer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.translation import get_language

from tracker.public.linked.pages import listed_as
from tracker.public.linked.writing import Node
from tracker.public.snippets import Found, found_in
from tracker.search.finding import Answer
from tracker.search.kinds import Kind

MOST_KEPT = 2000
Load = Callable[[Iterable[int]], Mapping[int, Any]]
_kept: dict[tuple[Any, ...], ListRow] = {}


class ListRow(NamedTuple):
    """A record of a list, as it looks in it, and as linked data."""

    record: Any
    html: str
    node: Node


def list_rows(request: HttpRequest, kind: Kind, load: Load, answer: Answer) -> list[ListRow]:
    """The rows that were found, in order; one that readers no longer see is left out."""
    stamp = getattr(request, "freshness", "")
    if not stamp or answer.wanted is not None:
        records = load(answer.records)
        seen = [records[key] for key in answer.records if key in records]
        return made(kind, seen, found_in(kind, seen, answer.wanted))
    names = {key: (stamp, answer.stamp, get_language(), kind, key) for key in answer.records}
    missing = [key for key, name in names.items() if name not in _kept]
    loaded = list(load(missing).values()) if missing else []
    fresh = {row.record.pk: row for row in made(kind, loaded)}
    found = {key: fresh.get(key) or _kept.get(name) for key, name in names.items()}
    _keep({names[key]: row for key, row in fresh.items()})
    return [row for row in found.values() if row is not None]


def made(kind: Kind, records: Sequence[Any], found: Sequence[Found] = ()) -> list[ListRow]:
    """Rows of these records; `found` says what to mark in each, or is empty."""
    told = found or [Found([], [])] * len(records)
    noun, rows = kind.model_name, []
    template = get_template(f"public/_{noun}_row.html")
    for record, one in zip(records, told, strict=True):
        html = template.render({noun: record, "found": one})
        rows.append(ListRow(record, html, listed_as(noun, record)))
    return rows


def _keep(rows: dict[tuple[Any, ...], ListRow]) -> None:
    for name, row in rows.items():
        _kept[name] = row
    for name in list(_kept)[: max(0, len(_kept) - MOST_KEPT)]:
        _kept.pop(name, None)
