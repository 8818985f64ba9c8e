"""Rows written as CSV, JSON lines or a workbook, in constant memory."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import IO, Any

import xlsxwriter

from tracker.public.downloads.rows import NESTED, Row

# What begins so may be run by a spreadsheet as a formula.
FORMULA = frozenset("=+-@\t\r")
MOST_IN_A_WORKBOOK = 1_048_575  # rows below the heading, as the format allows
MOST_IN_A_CELL = 32_767
BETWEEN = "; "
FIRST_LINES, LINES = 20, 500


class _Line:
    """What the csv module writes to: hands each line on."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Lines of CSV, the first with a byte order mark: without it spreadsheets misread Arabic.

    No cell is one that a spreadsheet takes for a formula.
    """
    sheet = csv.writer(_Line())
    for number, row in enumerate(rows):
        line = sheet.writerow(map(safe, row))
        yield line if number else "\ufeff" + line


def safe(cell: Any) -> Any:
    """A cell as a table has it: what is a list in one text, what a spreadsheet would run quoted."""
    if isinstance(cell, list):
        cell = _joined(cell)
    # Asked of millions of cells: a set is looked up faster than beginnings are compared.
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in FORMULA else cell


def _flat(rows: Iterable[Row]) -> Iterator[list[Any]]:
    """A heading and rows; nothing at all where there is no row."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    names = [name for name in first if name not in NESTED]
    yield names
    for row in chain([first], rows):
        yield [row[name] for name in names]


def _joined(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else BETWEEN.join(map(str, values))


def as_csv(rows: Iterable[Row]) -> Iterator[str]:
    """Lines of CSV, many at a time: each piece that is sent has its own price."""
    lines, most = csv_lines(_flat(rows)), FIRST_LINES
    while piece := "".join(islice(lines, most)):
        yield piece
        most = LINES


def as_json_lines(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def as_workbook(rows: Iterable[Row]) -> IO[bytes]:
    """An open temporary file with one sheet; text is text, whatever it begins with."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 – whoever sends it closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(_flat(rows)):
        for column, cell in enumerate(row):
            if isinstance(cell, list):
                cell = _joined(cell)
            if isinstance(cell, int):
                sheet.write_number(number, column, cell)
            elif cell:
                sheet.write_string(number, column, str(cell)[:MOST_IN_A_CELL])
    book.close()
    file.seek(0)
    return file
