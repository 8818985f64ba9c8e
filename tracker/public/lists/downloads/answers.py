"""The answer to a list asked for as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from tracker.public.lists.downloads.flat import FLAT
from tracker.public.lists.downloads.headings import HEADINGS
from tracker.public.lists.downloads.lines import LINES
from tracker.public.lists.downloads.rows import rows_of
from tracker.public.lists.downloads.writers import (
    MOST_IN_A_WORKBOOK,
    as_csv,
    as_json_lines,
    as_workbook,
)

CSV, JSON, XLSX = "csv", "json", "xlsx"
FORMATS = (CSV, JSON, XLSX)
BATCH = 1000
FIRST = 50  # So few that the first lines leave at once.
WRITERS = {
    CSV: (as_csv, "text/csv; charset=utf-8", "csv"),
    JSON: (as_json_lines, "application/x-ndjson; charset=utf-8", "jsonl"),
}


def _batches(keys: Any) -> Iterator[list[int]]:
    start, size = 0, FIRST
    while start < len(keys):
        yield [int(key) for key in keys[start : start + size]]
        start, size = start + size, BATCH


def _in_order(load: Callable[[list[int]], dict[int, Any]], keys: Any) -> Iterator[Any]:
    for batch in _batches(keys):
        found = load(batch)
        yield from (found[key] for key in batch if key in found)


def refusal(chosen: str, count: int) -> dict[str, list[str]]:
    """Why `count` rows cannot be had in a format; empty where they can."""
    if chosen != XLSX or count <= MOST_IN_A_WORKBOOK:
        return {}
    words = _(
        "A workbook holds at most %(most)d rows, and this list has %(count)d. Take csv or json, or "
        "narrow the list."
    )
    return {"format": [words % {"most": MOST_IN_A_WORKBOOK, "count": count}]}


def download(chosen: str, name: str, keys: Any) -> HttpResponseBase:
    """The rows of the list called `name` with these keys, an array, as a file, a batch at a time.

    The order is that of the keys; what is withdrawn while the file is sent is left out.
    """
    response: HttpResponseBase
    if chosen == XLSX:
        book = as_workbook(_told(chosen, name, keys), HEADINGS[name])
        response = FileResponse(book, as_attachment=True, filename=f"{name}.xlsx")
    else:
        write, content_type, suffix = WRITERS[chosen]
        text = (
            LINES[name](_batches(keys))
            if chosen == CSV and name in LINES
            else write(_told(chosen, name, keys), HEADINGS[name])
        )
        response = StreamingHttpResponse(text, content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response


def _told(chosen: str, name: str, keys: Any) -> Iterator[Any]:
    """What is told of each row: without what is nested, where the format has no room for it."""
    if chosen != JSON and name in FLAT:
        return _in_order(FLAT[name], keys)
    return _in_order(partial(rows_of, name), keys)
