"""Rows of XLSX as a stream: shown values alone, no formulas, no file that unpacks without end."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tracker.editorial.importing.tables.problems import Problem, TableRefused
from tracker.editorial.importing.tables.shapes import Shape

# What a workbook may be when unpacked, all its parts together, and its texts, which are in memory.
MOST_UNPACKED = 300 * 1024 * 1024
MOST_TEXTS = 60 * 1024 * 1024
TEXTS = "xl/sharedStrings.xml"
BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
)


def sheet_names(path: Path) -> list[str]:
    """The sheets that can be read. Raises TableRefused."""
    _refuse_bombs(path)
    try:
        with _opened(path) as book:
            return [sheet.title for sheet in book.worksheets]
    except BROKEN as error:
        raise _broken(error) from error


def workbook_rows(path: Path, shape: Shape, most: int) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each row, the headings first as 1, of at most `most` columns.

    Raises TableRefused, also for a formula: what it comes to is not in the file for certain.
    """
    _refuse_bombs(path)
    try:
        with _opened(path) as book:
            sheets = {sheet.title: sheet for sheet in book.worksheets}
            sheet = sheets.get(shape.sheet) or next(iter(sheets.values()), None)
            if sheet is None:
                raise TableRefused(_("The workbook has no sheet with rows."))
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                if any(cell.value is not None for cell in cells[most:]):
                    why = _("more than %(most)d columns.") % {"most": most}
                    raise TableRefused(str(Problem(number, "", why)))
                yield number, [_text(number, at, cell) for at, cell in enumerate(cells[:most], 1)]
    except BROKEN as error:
        raise _broken(error) from error


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    # By its name openpyxl would refuse a kept file, which has none of its own.
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True)
        try:
            yield book
        finally:
            book.close()


def _broken(error: BaseException) -> TableRefused:
    return TableRefused(_("This is no workbook that can be read (%(why)s).") % {"why": error})


def _refuse_bombs(path: Path) -> None:
    """Raise TableRefused for what unpacks to too much; the sizes in the file bind its reader."""
    try:
        with zipfile.ZipFile(path) as parts:
            sizes = {part.filename: part.file_size for part in parts.infolist()}
    except BROKEN as error:
        raise _broken(error) from error
    if sum(sizes.values()) > MOST_UNPACKED or sizes.get(TEXTS, 0) > MOST_TEXTS:
        raise TableRefused(
            _("The workbook unpacks to more than %(most)d MB.")
            % {"most": MOST_UNPACKED // 1024 // 1024}
        )


def _text(number: int, place: int, cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    column = _("column %(number)d") % {"number": place}
    if cell.data_type == "f":
        why = _("a formula: save the sheet with values in place of formulas.")
        raise TableRefused(str(Problem(number, column, why)))
    if cell.data_type == "e":
        raise TableRefused(str(Problem(number, column, _("an error of the sheet: %s") % value)))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    return str(value)
