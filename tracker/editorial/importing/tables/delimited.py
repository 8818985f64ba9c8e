"""Rows of CSV and TSV, of any line end, as a stream."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from tracker.editorial.importing.tables.problems import TableRefused
from tracker.editorial.importing.tables.shapes import Shape

# A quotation mark that is never closed swallows the file up to here.
LONGEST_CELL = 100_000


def delimited_rows(path: Path, shape: Shape) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each row, the headings first as 1. Raises TableRefused.

    Bytes that the encoding does not know are lone surrogates, or U+FFFD in UTF-16.
    """
    errors = "replace" if shape.encoding.startswith("utf-16") else "surrogateescape"
    csv.field_size_limit(LONGEST_CELL)
    number, begins = 0, 0
    try:
        with path.open(encoding=shape.encoding, errors=errors, newline="") as file:
            reader = csv.reader(file, delimiter=shape.delimiter, strict=True)
            for number, row in enumerate(reader, start=1):
                begins = reader.line_num
                yield number, row
    except UnicodeError as error:
        raise TableRefused(
            _("The file is not written in %(encoding)s.") % {"encoding": shape.encoding}
        ) from error
    except csv.Error as error:
        column = _column_of(path, shape, begins)
        raise TableRefused(
            _(
                "Row %(row)d, column %(column)d: a quotation mark stands alone or is not closed, "
                "or the cell is longer than %(most)d characters (%(why)s)."
            )
            % {"row": number + 1, "column": column, "most": LONGEST_CELL, "why": error}
        ) from error


def _column_of(path: Path, shape: Shape, lines: int) -> int:
    """In which cell of the line after so many lines the reading stops."""
    with path.open(encoding=shape.encoding, errors="replace", newline="") as file:
        line = next(itertools.islice(file, lines, None), "")[: LONGEST_CELL - 1]
    cells = 1
    is_open = False
    for place, character in enumerate(line):
        if character == '"':
            is_open = not is_open
            after = line[place + 1 : place + 2]
            if not is_open and after not in (shape.delimiter, '"', "\r", "\n", ""):
                break
        elif character == shape.delimiter and not is_open:
            cells += 1
    return cells
