"""What becomes of each row: which records it makes, changes or only names, or why it is refused.

Planning reads and never writes, so that trying a file out and importing it are one thing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from tracker.editorial.import_models import ImportedKey, ImportMap
from tracker.editorial.importing.batches.known import Known, Names, rows_at
from tracker.editorial.importing.mapped.fields import CITED, Role, field_label
from tracker.editorial.importing.mapped.values import Said, Told, digest
from tracker.editorial.importing.rows import in_words
from tracker.editorial.importing.tables.problems import Problem
from tracker.record import models as record
from tracker.record.nouns import as_json

# Whose rules hang on several fields; of the others each field is checked as it is read.
CHECKED_WHOLE = ("source", "response")


@dataclass
class Step:
    """One record of a row: made, or changed in these fields, or only named by others."""

    said: Said
    key: ImportedKey | None = None
    row: models.Model | None = None
    pk: int | None = None
    is_made: bool = False
    changed: list[str] = field(default_factory=list)

    @property
    def noun(self) -> str:
        return self.said.role.noun

    @property
    def is_written(self) -> bool:
        return self.is_made or bool(self.changed) or self.pk is not None


@dataclass
class Planned:
    """What becomes of a row."""

    number: int
    steps: list[Step]
    problems: list[Problem]

    @property
    def outcome(self) -> str:
        """Under which of the counts of a batch it falls."""
        if self.problems:
            return "refused"
        if any(step.is_made for step in self.steps):
            return "imported"
        return "updated" if any(step.changed for step in self.steps) else "unchanged"


class Earlier(NamedTuple):
    """What an earlier row of the file said under a key."""

    digest: str
    row: int


class Memory:
    """What the rows of a file said so far, so that no two say different things of one record.

    It lies on disk, in a file that SQLite makes and takes away: there is one line to each record of
    the file. What the rows of a set say is forgotten unless `keep` is called.
    """

    def __init__(self) -> None:
        self.disk = sqlite3.connect("", isolation_level=None)
        self.disk.execute("CREATE TABLE said (name PRIMARY KEY, digest, row) WITHOUT ROWID")
        # Of the set that is planned: what earlier sets said of its records, and what it says.
        self.earlier: dict[Names, Earlier] = {}
        self.new: dict[Names, Earlier] = {}

    def close(self) -> None:
        self.disk.close()

    def begin(self, said: Iterable[Said]) -> None:
        """Look up what was said before of the records of the next set."""
        self.new, self.earlier = {}, {}
        for names in {one.names for one in said}:
            found = self.disk.execute("SELECT digest, row FROM said WHERE name = ?", [_line(names)])
            if row := found.fetchone():
                self.earlier[names] = Earlier(*row)

    def keep(self) -> None:
        """The set that was planned last is saved."""
        self.disk.execute("BEGIN")
        rows = ((_line(names), *earlier) for names, earlier in self.new.items())
        self.disk.executemany("INSERT OR IGNORE INTO said VALUES (?, ?, ?)", rows)
        self.disk.execute("COMMIT")
        self.new = {}

    def _said(self, one: Said) -> Earlier | None:
        return self.earlier.get(one.names) or self.new.get(one.names)

    def differs(self, one: Said) -> int:
        """The number of an earlier row that says otherwise; 0 without one."""
        earlier = self._said(one)
        # Parties are named in several roles, the first of which makes them.
        if earlier is None or one.role.is_party or earlier.digest == digest(one.values):
            return 0
        return earlier.row

    def knows(self, one: Said) -> bool:
        return self._said(one) is not None

    def note(self, row: int, said: Iterable[Said]) -> None:
        for one in said:
            if not self.knows(one):
                self.new[one.names] = Earlier(digest(one.values), row)


def _line(names: Names) -> str:
    return " ".join(names)


def plan(
    of: ImportMap, told: Sequence[Told], memory: Memory, refused: dict[int, str]
) -> list[Planned]:
    """What becomes of a set of rows; `refused` are those that the database did not take."""
    said = [one for row in told for own in row.said.values() for one in own]
    known = Known(of, said)
    differing = {
        one.names
        for one in said
        if (key := known.keys.get(one.names)) and key.is_made and key.values != one.values
    }
    rows = rows_at(known.keys[names] for names in differing - known.gone)
    memory.begin(said)
    found = []
    for row in told:
        problems = list(row.problems)
        if why := refused.get(row.row):
            problems.append(Problem(row.row, "", why))
        steps = [] if problems else _steps(row, known, rows, memory, problems)
        if not problems:
            memory.note(row.row, (step.said for step in steps))
        found.append(Planned(row.row, steps, problems))
    return found


def _steps(
    row: Told,
    known: Known,
    rows: dict[Names, models.Model],
    memory: Memory,
    problems: list[Problem],
) -> list[Step]:
    steps: dict[Names, Step] = {}
    for own in row.said.values():
        for one in own:
            if one.names in steps:
                continue
            if earlier := memory.differs(one):
                why = _("row %(row)d says otherwise of the same: %(role)s.")
                told = {"row": earlier, "role": one.role.label}
                problems.append(Problem(row.row, "", why % told))
            elif memory.knows(one) and one.names not in known.gone:
                steps[one.names] = Step(one, known.keys.get(one.names))
            else:
                steps[one.names] = _step(row.row, one, known, rows, problems)
    return list(steps.values())


def _step(
    number: int,
    one: Said,
    known: Known,
    rows: dict[Names, models.Model],
    problems: list[Problem],
) -> Step:
    key = known.keys.get(one.names)
    if key is not None and one.names not in known.gone:
        if not key.is_made or key.values == one.values:
            return Step(one, key)
        step = Step(one, key, rows[one.names], changed=_changes(key, one))
        problems += _conflicts(number, step)
        return step
    matches = known.matches(one)
    if len(matches) > 1:
        why = _("%(role)s: several records here are “%(name)s”.")
        problems.append(Problem(number, "", why % {"role": one.role.label, "name": _called(one)}))
    if matches:
        return Step(one, key, pk=min(matches))
    if "reference" in one.values:
        why = _("%(role)s: there is no %(reference)s here.")
        told = {"role": one.role.label, "reference": one.values["reference"]}
        problems.append(Problem(number, "", why % told))
        return Step(one, key)
    if key is not None:
        why = _("%(role)s: it was imported and deleted at the desk since.")
        problems.append(Problem(number, "", why % {"role": one.role.label}))
    problems += _lacking(number, one)
    return Step(one, key, is_made=True)


def _called(one: Said) -> str:
    values = one.values
    return str(values.get("slug") or values.get("name") or values.get("url") or "")[:80]


def _changes(key: ImportedKey, one: Said) -> list[str]:
    names = sorted(key.values.keys() | one.values.keys())
    return [name for name in names if key.values.get(name) != one.values.get(name)]


def _conflicts(number: int, step: Step) -> list[Problem]:
    """Fields that were changed both in the file and at the desk since they were imported."""
    assert step.key is not None and step.row is not None  # noqa: S101
    role = step.said.role
    found = []
    for name in step.changed:
        if name not in role.plain:
            continue
        now = as_json(getattr(step.row, name))
        if now not in (step.key.values.get(name, blank(role, name)), step.said.values.get(name)):
            why = _("%(record)s: “%(field)s” was changed here since it was imported.")
            told = {"record": step.key.record, "field": field_label(f"{role.name}.{name}")}
            found.append(Problem(number, "", why % told))
    return found


def blank(role: Role, name: str) -> Any:
    """What a field of a new record is where nothing is said of it."""
    column = role.column(name)
    return as_json(column.get_default()) if column is not None else []


def _lacking(number: int, one: Said) -> list[Problem]:
    """What a new record lacks."""
    values, role = one.values, one.role
    lacking = [name for name in role.required() if name not in values]
    found = [
        Problem(number, "", _("%(role)s: “%(field)s” is empty, and needed.") % told)
        for name in lacking
        for told in [{"role": role.label, "field": field_label(f"{role.name}.{name}")}]
    ]
    if lacking or role.noun not in CHECKED_WHOLE:
        return found
    row = new_row(one)
    names = {one.name for one in row._meta.get_fields()} - set(role.plain)
    try:
        row.validate_constraints(exclude=names - {"derived_from"})
    except ValidationError as error:
        found.append(Problem(number, "", f"{role.label}: {in_words(error)}"))
    return found


def new_row(one: Said) -> models.Model:
    """A row with what is said of its own columns; not saved."""
    own = {name: one.values[name] for name in one.role.plain if name in one.values}
    return one.role.model(**own)


def citation_of(one: Said) -> dict[str, Any]:
    """What is said of a record's citation, by the columns of it; empty without one."""
    if "relation" not in one.values or "@source" not in one.values:
        return {}
    return {column: one.values[name] for name, column in CITED.items() if name in one.values}


CODES: dict[str, type[models.Model]] = {
    "violations": record.Violation,
    "stances": record.Stance,
}
