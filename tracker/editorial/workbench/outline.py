"""A record as an outline: its parts in the order of its form, each as closed rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import ForeignKey, Model
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from tracker.editorial.workbench.lines import LONGEST, Line, answer_lines, point_lines
from tracker.editorial.workbench.scope import HEAD, Scope, is_point, section_of
from tracker.record.models import Response

# Rows that the line of a closed list names.
MOST_NAMED = 4


@dataclass
class Section:
    """A part of a record: its heading, its lines, and whether more rows can be added to it."""

    name: str
    label: str
    lines: list[Line]
    hue: str = ""
    adds: str = ""
    # When something was typed into a new row of it and not saved.
    typed_at: datetime | None = None

    @property
    def adding(self) -> Scope:
        """Where a new row is typed."""
        return Scope(self.name)


def sections_of(record: Any, inlines: Iterable[Any], user: Any) -> list[Section]:
    """The parts of a record's form, closed; a fixed number of queries, however many rows it has."""
    sections = [Section(HEAD, _("Title, dates, summary"), [_head(record)])]
    for inline in inlines:
        # "Claimants: who says it" explains what stands alone in a long form.
        name, label = section_of(inline), capfirst(_label(inline)).partition(":")[0]
        classes = inline.classes or ()
        hue = next((one for one in ("said", "answered") if one in classes), "")
        if is_point(inline):
            lines = lines_of(record, name, user)
            sections.append(Section(name, label, lines, hue, str(inline.opts.verbose_name)))
        else:
            sections.append(Section(name, label, [_list(record, inline)], hue))
    return sections


def lines_of(record: Any, section: str, user: Any, only: Scope | None = None) -> list[Line]:
    """The lines of the points of a claim or a response; of one alone, where it is given."""
    if isinstance(record, Response):
        return answer_lines(record, section, only)
    if only is not None and only.row is None:
        return []
    return point_lines(record, section, user, only.row if only else None)


def line_of(record: Any, inlines: Iterable[Any], scope: Scope, user: Any) -> Line | None:
    """One line, as it is now; None where there is no such row any more."""
    if scope.section == HEAD:
        return _head(record)
    inline = next(one for one in inlines if section_of(one) == scope.section)
    if not is_point(inline):
        return _list(record, inline)
    return next(iter(lines_of(record, scope.section, user, scope)), None)


def mark_typed(lines: Iterable[Line], typed: dict[str, datetime], opened: Scope | None) -> None:
    """Say of each line whether it is open, and when something was typed in it and not saved."""
    for line in lines:
        line.typed_at = typed.get(line.scope.key)
        line.is_open = line.scope == opened


def _label(inline: Any) -> str:
    return str(inline.verbose_name_plural or inline.opts.verbose_name_plural)


def _head(record: Any) -> Line:
    return Line(Scope(HEAD), Truncator(record.title).chars(LONGEST), marks=[str(record.made_on)])


def _list(record: Any, inline: Any) -> Line:
    rows = _rows(record, inline)
    names = [Truncator(str(row)).chars(LONGEST) for row in rows[:MOST_NAMED]]
    words = ", ".join(names) or _("none")
    count = rows.count() if len(names) == MOST_NAMED else len(names)
    return Line(Scope(section_of(inline)), words, str(count) if count > MOST_NAMED else "")


def _rows(record: Model, inline: Any) -> Any:
    """The rows of a list with all that they are called by."""
    named = [
        field.name
        for field in inline.model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is not type(record)
    ]
    key = inline.fk_name or str(record._meta.model_name)
    rows = inline.model._default_manager.filter(**{key: record})
    # A tie to another record of the same kind is called by both.
    ties = [one for one in ("other",) if hasattr(inline.model, one)]
    return rows.select_related(*(named or ties))
