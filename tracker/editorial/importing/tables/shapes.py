"""How a file is to be read: found out, shown, and corrected by hand."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.importing.tables.encodings import ENCODINGS, find_encoding
from tracker.editorial.importing.tables.problems import TableRefused

# “record” is our own JSON: no table, and loaded without a map.
KINDS = ("csv", "xlsx", "json", "jsonl", "record")
DELIMITERS = {
    ",": gettext_lazy("comma"),
    ";": gettext_lazy("semicolon"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("vertical bar"),
}
LINE_ENDS = {"\r\n": "CRLF", "\r": "CR", "\n": "LF"}
# Characters that are looked at to find out delimiter and line ends.
LOOKED_AT = 64 * 1024
MOST_BYTES = 100 * 1024 * 1024
OURS = re.compile(r'\{\s*"format"\s*:\s*"tracker-record/1"')
ZIP_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True)
class Shape:
    """What has to be known to read a table; `path` leads to the rows in JSON, `sheet` in XLSX."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    line_end: str = ""
    sheet: str = ""
    path: str = ""

    def corrected(self, given: dict[str, Any]) -> Shape:
        """As somebody says that it is read. Raises TableRefused for what there is not."""
        known = {field.name for field in fields(self)}
        wanted = {name: value for name, value in given.items() if name in known and value}
        changed = replace(self, **wanted)
        if changed.kind not in KINDS or changed.encoding not in {"", *ENCODINGS}:
            raise TableRefused(_("There is no such encoding or kind of file."))
        if changed.kind == "csv" and changed.delimiter not in DELIMITERS:
            raise TableRefused(_("There is no such delimiter."))
        return changed

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def find_shape(path: Path) -> Shape:
    """How the file seems to be written. Raises TableRefused."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(len(ZIP_MAGIC))
    except OSError as error:
        raise TableRefused(str(error.strerror or error)) from error
    if not size:
        raise TableRefused(_("The file is empty."))
    if size > MOST_BYTES:
        raise TableRefused(
            _("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024 // 1024}
        )
    if start == ZIP_MAGIC:
        return Shape("xlsx")
    encoding = find_encoding(path)
    text = _beginning(path, encoding)
    if kind := _json_kind(text):
        return Shape(kind, encoding)
    return Shape("csv", encoding, _find_delimiter(text), _find_line_end(text))


def _beginning(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return file.read(LOOKED_AT)


def _json_kind(text: str) -> str:
    start = text.lstrip()
    if start.startswith("["):
        return "json"
    if not start.startswith("{"):
        return ""
    if OURS.match(start):
        return "record"
    first = start.splitlines()[0]
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return "json"
    # A whole object in the first line: one of many, or all there is.
    return "jsonl" if len(start.splitlines()) > 1 else "json"


def _find_line_end(text: str) -> str:
    crlf = text.count("\r\n")
    counts = {"\r\n": crlf, "\r": text.count("\r") - crlf, "\n": text.count("\n") - crlf}
    return max(counts, key=lambda end: counts[end])


def _find_delimiter(text: str) -> str:
    """The delimiter by which most rows have as many cells as the first, and more than one."""
    best, most = ",", 0
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        if not rows or len(rows[0]) < 2:
            continue
        # What was looked at may end within a row.
        counts = Counter(len(row) for row in rows[: max(1, len(rows) - 1)] if row)
        weight = counts[len(rows[0])] * len(rows[0])
        if weight > most:
            best, most = delimiter, weight
    return best
