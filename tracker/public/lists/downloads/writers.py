"""Rows written as CSV, JSON lines or a workbook, in constant memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any

import xlsxwriter

from tracker.public.lists.downloads.rows import Row
from tracker.search.cells import joined, line

MOST_IN_A_WORKBOOK = 1_048_575  # rows below the heading, as the format allows
MOST_IN_A_CELL = 32_767
MARK = "\ufeff"
FIRST_LINES, LINES = 20, 500


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Lines of CSV, the first with a byte order mark: without it spreadsheets misread Arabic."""
    for number, row in enumerate(rows):
        yield line(row) if number else MARK + line(row)


def _flat(rows: Iterable[Row], heading: Sequence[str]) -> Iterator[list[Any]]:
    """A heading, which an empty list has too, and rows."""
    yield list(heading)
    for row in rows:
        yield [row[name] for name in heading]


def as_csv(rows: Iterable[Row], heading: Sequence[str]) -> Iterator[str]:
    """Lines of CSV, many at a time: each piece that is sent has its own price."""
    lines, most = csv_lines(_flat(rows, heading)), FIRST_LINES
    while piece := "".join(islice(lines, most)):
        yield piece
        most = LINES


def as_json_lines(rows: Iterable[Row], heading: Sequence[str]) -> Iterator[str]:
    """A line of JSON for each row, in which each value says what it is."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def as_workbook(rows: Iterable[Row], heading: Sequence[str]) -> IO[bytes]:
    """An open temporary file with one sheet; text is text, whatever it begins with."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 – whoever sends it closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(_flat(rows, heading)):
        for column, cell in enumerate(row):
            if isinstance(cell, list):
                cell = joined(cell)
            if isinstance(cell, int):
                sheet.write_number(number, column, cell)
            elif cell:
                sheet.write_string(number, column, str(cell)[:MOST_IN_A_CELL])
    book.close()
    file.seek(0)
    return file
