"""Cells of tables: safe for spreadsheets, and as CSV writes them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any

# What begins so may be run by a spreadsheet as a formula: also in wide letters, and behind what is
# not seen, which some programs leave out before they look.
FORMULA = frozenset("=+-@\t\r\n＝＋－＠\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad")
BETWEEN = "; "


class _Line:
    """What the csv module writes to: hands each line on."""

    def write(self, line: str) -> str:
        return line


END = "\r\n"
_lines: Any = csv.writer(_Line(), lineterminator=END)


def safe(cell: Any) -> Any:
    """A cell as a table has it: what is a list in one text, what a spreadsheet would run quoted."""
    if isinstance(cell, list):
        cell = joined(cell)
    # Asked of millions of cells: a set is looked up faster than beginnings are compared.
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in FORMULA else cell


def joined(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else BETWEEN.join(map(str, values))


def line(row: Iterable[Any]) -> str:
    """A row as a line of CSV, with its end. No cell is one that a spreadsheet takes for a formula.

    A generator of values is written as well as a list of them.
    """
    written: str = _lines.writerow(map(safe, row))
    return written


def piece(cells: list[Any]) -> str:
    """Neighbouring cells of a line."""
    # One empty cell is a line of CSV with quotation marks, and a part of a line without.
    return line(cells).removesuffix(END) if len(cells) > 1 or cells[0] else ""
