"""What a row says by a map: the values of each record's fields, of the types that they take."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from tracker.editorial.importing.mapped.fields import Role
from tracker.editorial.importing.mapped.maps import BRACES, Map, Rule
from tracker.editorial.importing.tables.problems import Problem
from tracker.editorial.importing.tables.reading import Row
from tracker.record.nouns import as_json
from tracker.record.text import LineField, ProseField, tidy_line, tidy_prose

NUMBERS = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})")
# Where numbers of a date stand: year, month, day.
PLACES = {
    "day-month-year": (2, 1, 0),
    "month-day-year": (2, 0, 1),
    "year-month-day": (0, 1, 2),
}
ELLIPSIS = "…"
YES, NO = ("true", "yes", "1"), ("false", "no", "0", "")


class Said(NamedTuple):
    """What a row says of one record: under which key, and field by field, as JSON."""

    role: Role
    key: str
    values: dict[str, Any]

    @property
    def names(self) -> tuple[str, str]:
        return self.role.noun, self.key


class Told(NamedTuple):
    """What a row says of all its records, and what is wrong with it."""

    row: int
    said: dict[str, list[Said]]
    problems: list[Problem]


def tell(row: Row, by: Map) -> Told:
    """What a row says by a map; nothing of it is looked up."""
    said: dict[str, list[Said]] = {}
    problems = list(row.problems)
    for role in by.roles:
        if found := list(_of_role(row, by, role, problems)):
            said[role.name] = found
    for role in by.roles:
        for one in said.get(role.name, []):
            one.values.update(_named(one, said))
    return Told(row.number, said, list(dict.fromkeys(problems)))


_as_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def digest(value: Any) -> str:
    """A short name of a value as JSON."""
    return hashlib.sha256(_as_text(value).encode()).hexdigest()[:40]


def _of_role(row: Row, by: Map, role: Role, problems: list[Problem]) -> Iterator[Said]:
    rules = by.of_role(role.name)
    key_columns = by.key_columns(role.name)
    if not _is_there(row, by, role, rules, key_columns):
        return
    own: list[Problem] = []
    values = {name: _value(row, role, name, rule, own) for name, rule in rules.items()}
    values = {name: value for name, value in values.items() if value not in ("", None, [])}
    problems += own
    if own:
        return
    if role.is_party:
        for name in values.pop("name", None) or [""]:
            each = {"name": name, **values} if name else dict(values)
            yield Said(role, digest([each.get(role.looked_up) or name.casefold()]), each)
    elif role.noun == "source" and not key_columns:
        yield Said(role, digest([values.get("url") or values.get("title")]), values)
    elif role.looked_up != "number" and role.looked_up in values:
        yield Said(role, digest([values[role.looked_up]]), values)
    else:
        yield Said(role, digest([row.cells.get(name, "") for name in key_columns]), values)


def _is_there(
    row: Row, by: Map, role: Role, rules: dict[str, Rule], key_columns: list[str]
) -> bool:
    """Whether a row says anything of a record: not where all that it reads of it is empty."""
    naming = {"party": ("name", "slug"), "source": ("title", "url", "reference")}.get(role.noun)
    read = [rules[name] for name in naming if name in rules] if naming else list(rules.values())
    columns = {column for rule in read for column in rule.columns}
    if not naming:
        columns |= set(key_columns)
    return not columns or any(row.cells.get(column) for column in columns)


def _value(row: Row, role: Role, name: str, rule: Rule, problems: list[Problem]) -> Any:
    """One field's value; what is wrong with it is told of the column that it comes from."""
    column = role.column(name)
    is_list = column is None or (role.is_party and name == "name")
    heading = ", ".join(rule.columns) or name
    try:
        texts = _texts(row, rule, is_list=is_list)
        if column is None:
            return texts
        found = [_typed(column, text, rule) for text in texts]
    except ValidationError as error:
        problems.append(Problem(row.number, heading, " ".join(error.messages)))
        return ""
    if not found and _is_needed(role, name):
        problems.append(Problem(row.number, heading, _("empty, and needed.")))
    return found if is_list else next(iter(found), "")


def _is_needed(role: Role, name: str) -> bool:
    return name in role.required() or name == "relation"


def _texts(row: Row, rule: Rule, *, is_list: bool) -> list[str]:
    """The texts that a rule takes out of a row; none where the cell is empty."""
    if rule.constant:
        return [rule.constant]
    if rule.text:
        if not any(row.cells.get(column) for column in rule.columns) and rule.columns:
            return []
        return [BRACES.sub(lambda found: row.cells.get(found[1], ""), rule.text).strip()]
    text = row.cells.get(rule.column, "")
    if not text:
        return []
    texts = text.split(rule.split) if rule.split else [text]
    texts = list(dict.fromkeys(one.strip() for one in texts if one.strip()))
    if rule.values is not None:
        if not is_list and (strange := [one for one in texts if one not in rule.values]):
            raise ValidationError(
                _("the map has nothing for “%(value)s”."), params={"value": strange[0][:80]}
            )
        # Of a list what the map has nothing for says nothing here.
        texts = [rule.values[one] for one in texts if rule.values.get(one)]
    return texts if is_list else texts[:1]


def _typed(column: models.Field[Any, Any], text: str, rule: Rule) -> Any:
    """A text as the column takes it. Raises ValidationError."""
    if rule.date:
        text = _date(text, rule.date)
    if isinstance(column, models.BooleanField):
        if text.lower() not in (*YES, *NO):
            raise ValidationError(_("“%s” is neither true nor false.") % text[:80])
        return text.lower() in YES
    if isinstance(column, LineField):
        text = tidy_line(text)
    elif isinstance(column, ProseField) and not column.verbatim:
        text = tidy_prose(text)
    longest = column.max_length
    if rule.shorten and longest and len(text) > longest:
        text = text[: longest - 1].rstrip() + ELLIPSIS
    if column.choices and text not in dict(column.flatchoices):
        raise ValidationError(_("“%(value)s” is none of the choices."), params={"value": text[:80]})
    value = column.to_python(text)
    column.run_validators(value)
    return as_json(value)


def _date(text: str, order: str) -> str:
    """A day written in figures as EDTF; a time after it is left out. Raises ValidationError."""
    found = NUMBERS.match(text)
    if not found or (found.end() < len(text) and text[found.end()] not in "T "):
        raise ValidationError(_("“%s” is no date in this order.") % text[:40])
    year, month, day = (int(found[place + 1]) for place in PLACES[order])
    if year < 1000:
        raise ValidationError(_("“%s” is no date in this order.") % text[:40])
    return f"{year:04d}-{month:02d}-{day:02d}"


def _named(one: Said, said: dict[str, list[Said]]) -> dict[str, Any]:
    """The keys of the records of the row that this one names."""
    found: dict[str, Any] = {}
    for name in one.role.names:
        if name == "source" and "relation" not in one.values:
            continue
        keys = [other.key for other in said.get(name, [])]
        if name in ("claimant", "accused"):
            found[f"@{name}"] = keys
        elif keys:
            found[f"@{name}"] = keys[0]
    return {name: value for name, value in found.items() if value}
