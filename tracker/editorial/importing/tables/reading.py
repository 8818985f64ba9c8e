"""A file as a table: headings, and rows of cells by heading, read once through as often as asked.

Every reading is a stream: a row is in memory while it is worked on, of JSON in one piece the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from tracker.editorial.importing.tables.delimited import LONGEST_CELL, delimited_rows
from tracker.editorial.importing.tables.objects import object_rows
from tracker.editorial.importing.tables.problems import Problem, TableRefused
from tracker.editorial.importing.tables.shapes import Shape
from tracker.editorial.importing.tables.workbooks import workbook_rows
from tracker.record.text import NOT_PROSE, with_line_breaks

MOST_COLUMNS = 200
MOST_ROWS = 200_000
LONGEST_HEADING = 200
# Of JSON, where each row has headings of its own, so many rows say which there are.
ROWS_WITH_HEADINGS = 2_000
UNDECODED = re.compile("[\udc80-\udcff]")


class Row(NamedTuple):
    """A row as a spreadsheet counts it, its cells that hold anything, and what is wrong with it."""

    number: int
    cells: dict[str, str]
    problems: list[Problem]


@dataclass(frozen=True)
class Table:
    """A file and how it is read."""

    path: Path
    shape: Shape

    @cached_property
    def columns(self) -> list[str]:
        """The headings, in order. Raises TableRefused."""
        if self.shape.kind in ("json", "jsonl"):
            return self._headings_of_objects()
        first = next(self._lists(), None)
        if first is None:
            raise TableRefused(_("The file has no row of headings."))
        return _headings(first[1])

    def rows(self, after: int = 0) -> Iterator[Row]:
        """The rows but for headings and empty ones, those after so many. Raises TableRefused."""
        rows = self._objects() if self.shape.kind in ("json", "jsonl") else self._below_headings()
        for count, row in enumerate(islice(rows, after, None), start=after + 1):
            if count > MOST_ROWS:
                raise TableRefused(_("More than %(most)d rows.") % {"most": MOST_ROWS})
            yield row

    def count(self) -> int:
        """How many rows there are; all of the file is read. Raises TableRefused."""
        return sum(1 for _row in self.rows())

    def _lists(self) -> Iterator[tuple[int, list[str]]]:
        if self.shape.kind == "xlsx":
            return workbook_rows(self.path, self.shape, MOST_COLUMNS)
        return delimited_rows(self.path, self.shape)

    def _below_headings(self) -> Iterator[Row]:
        columns = self.columns
        for number, cells in self._lists():
            if number == 1 or not any(cells):
                continue
            problems = []
            if any(cell.strip() for cell in cells[len(columns) :]):
                why = _("%(cells)d cells under %(columns)d headings.")
                told = {"cells": len(cells), "columns": len(columns)}
                problems.append(Problem(number, "", why % told))
            yield _clean(number, dict(zip(columns, cells, strict=False)), problems)

    def _objects(self) -> Iterator[Row]:
        known = set(self.columns)
        for number, cells in object_rows(self.path, self.shape):
            problems = []
            if new := cells.keys() - known:
                name = min(new)[:LONGEST_HEADING]
                problems.append(Problem(number, name, _("a heading that no earlier row has.")))
            yield _clean(number, cells, problems)

    def _headings_of_objects(self) -> list[str]:
        found: dict[str, None] = {}
        for number, cells in islice(object_rows(self.path, self.shape), ROWS_WITH_HEADINGS):
            found |= dict.fromkeys(cells)
            if len(found) > MOST_COLUMNS:
                raise TableRefused(_too_many(number))
        if not found:
            raise TableRefused(_("There is no row in this file."))
        return _headings(list(found))


def _headings(cells: list[str]) -> list[str]:
    """Headings as they are named from here on. Raises TableRefused."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise TableRefused(_too_many(1))
    found: dict[str, int] = {}
    for place, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or _("column %(number)d") % {"number": place}
        where = {"column": place, "name": name[:80]}
        if len(name) > LONGEST_HEADING or NOT_PROSE.search(name):
            raise TableRefused(
                _("Row 1, column %(column)d: this is no heading: “%(name)s”.")
                % {**where, "name": NOT_PROSE.sub("\N{REPLACEMENT CHARACTER}", name[:80])}
            )
        if name in found:
            raise TableRefused(
                _("Row 1, column %(column)d: “%(name)s” is the heading of column %(first)d, too.")
                % {**where, "first": found[name]}
            )
        found[name] = place
    if not found:
        raise TableRefused(_("The file has no row of headings."))
    return list(found)


def _too_many(number: int) -> str:
    why = _("more than %(most)d columns.") % {"most": MOST_COLUMNS}
    return str(Problem(number, "", why))


def _clean(number: int, cells: dict[str, str], problems: list[Problem]) -> Row:
    """Cells without white space around them; what no database can hold is a problem of the row."""
    found: dict[str, str] = {}
    for column, text in cells.items():
        text = with_line_breaks(text).strip()
        if not text:
            continue
        if UNDECODED.search(text):
            problems.append(Problem(number, column, _("bytes that the encoding does not know.")))
        elif odd := NOT_PROSE.search(text):
            code = f"U+{ord(odd.group()):04X}"
            why = _("a control character (%(code)s) that cannot be kept.")
            problems.append(Problem(number, column, why % {"code": code}))
        elif len(text) > LONGEST_CELL:
            why = _("longer than %(most)d characters.") % {"most": LONGEST_CELL}
            problems.append(Problem(number, column, why))
        else:
            found[column] = text
    return Row(number, found, problems)
