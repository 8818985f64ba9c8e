"""The answer to a list asked for as a file."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from tracker.public.downloads.rows import SHEETS
from tracker.public.downloads.writers import (
    MOST_IN_A_WORKBOOK,
    as_csv,
    as_json_lines,
    as_workbook,
)

CSV, JSON, XLSX = "csv", "json", "xlsx"
FORMATS = (CSV, JSON, XLSX)
BATCH = 1000
WRITERS = {
    CSV: (as_csv, "text/csv; charset=utf-8", "csv"),
    JSON: (as_json_lines, "application/x-ndjson; charset=utf-8", "jsonl"),
}


def refusal(chosen: str, count: int) -> dict[str, list[str]]:
    """Why `count` rows cannot be had in a format; empty where they can."""
    if chosen != XLSX or count <= MOST_IN_A_WORKBOOK:
        return {}
    words = _(
        "A workbook holds at most %(most)d rows, and this list has %(count)d. Take csv or json, or "
        "narrow the list."
    )
    return {"format": [words % {"most": MOST_IN_A_WORKBOOK, "count": count}]}


def download(chosen: str, name: str, rows: Any) -> HttpResponseBase:
    """All `rows` of the list called `name` as a file, read and sent a batch at a time."""
    sheet = SHEETS[name]
    told = (sheet.tell(row) for row in sheet.load(rows).iterator(BATCH))
    response: HttpResponseBase
    if chosen == XLSX:
        response = FileResponse(as_workbook(told), as_attachment=True, filename=f"{name}.xlsx")
    else:
        write, content_type, suffix = WRITERS[chosen]
        response = StreamingHttpResponse(write(told), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    response["X-Robots-Tag"] = "noindex"
    return response
