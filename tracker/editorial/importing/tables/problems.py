"""What is wrong with a table, and where."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _


class Problem(NamedTuple):
    """One thing that is wrong: the row as a spreadsheet counts, the heading, and a sentence."""

    row: int
    column: str
    why: str

    def __str__(self) -> str:
        where = {"row": self.row, "column": self.column, "why": self.why}
        if self.column:
            return _("Row %(row)d, “%(column)s”: %(why)s") % where
        return _("Row %(row)d: %(why)s") % where


class TableRefused(Exception):
    """A file that cannot be read as a table; the message is a sentence that names the place."""
