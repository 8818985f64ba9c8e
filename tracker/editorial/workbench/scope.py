"""Which part of a record's form is open: its own fields, one list of its rows, or one row."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django.db.models import ForeignKey, Model

from tracker.record.models import Allegation, Answer

# No more digits than the database has for keys.
KEY = re.compile(r"(?P<section>[a-z_]{1,30})(/(?P<row>[0-9]{1,18})|/on/(?P<on>[0-9]{1,18}))?")
# The part that holds the fields of the record itself.
HEAD = "head"
# Rows that open one by one; of all others, which are short, the list opens as a whole.
POINTS: tuple[type[Model], ...] = (Allegation, Answer)


class Scope(NamedTuple):
    """A part of a form: its section, and the key of the row; None is the list, or a new row."""

    section: str
    row: int | None = None
    # The point that a new answer is on.
    allegation: int | None = None

    @property
    def key(self) -> str:
        """Its name within the record: "head", "allegations/17", "answers/on/3"."""
        if self.row is not None:
            return f"{self.section}/{self.row}"
        return f"{self.section}/on/{self.allegation}" if self.allegation else self.section

    @classmethod
    def read(cls, key: str) -> Scope | None:
        """The part with this name; None of what is none."""
        match = KEY.fullmatch(key)
        if match is None:
            return None
        row, allegation = (int(one) if one else None for one in match.group("row", "on"))
        return cls(match["section"], row, allegation)

    @property
    def anchor(self) -> str:
        """The id of its line on the page."""
        return self.key.replace("/", "-")


# The form that shows the record whole, or begins a new one.
WHOLE = Scope("whole")


def section_of(inline: Any) -> str:
    """The name of a list of rows in its form: the prefix of its fields."""
    model, parent = inline.model, inline.parent_model
    keys = (
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is parent
    )
    key = model._meta.get_field(inline.fk_name) if inline.fk_name else next(keys)
    return str(key.remote_field.related_name)


def is_point(inline: Any) -> bool:
    """Whether each of the rows opens by itself."""
    return issubclass(inline.model, POINTS)
