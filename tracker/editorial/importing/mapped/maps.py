"""Maps: which column says what, as JSON that people read, checked before anything is made of it.

{"format": "tracker-map/1", "name": …, "title": …,
 "file":   {"encoding": "mac_roman"},                 how the file is read, where it is not seen
 "keys":   {"claim": ["From", "To"]},                 columns that tell one record from another
 "fields": {"claim.title": {"text": "{From} on {To}"},
            "claim.made_on": {"column": "Session", "values": {"10": "2011"}},
            "claimant.kind": {"constant": "state"}},
 "left":   {"Issue": "why it says nothing here"}}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.editorial.importing.mapped.fields import NEEDED, ROLES, Role
from tracker.record.text import validate_prose

FORMAT = "tracker-map/1"
SHIPPED = Path(__file__).parents[1] / "maps"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}\Z")
BRACES = re.compile(r"\{([^{}]+)\}")
MOST_BYTES = 512 * 1024
DATES = ("day-month-year", "month-day-year", "year-month-day")
RULES = {"column", "constant", "text", "values", "split", "date", "shorten"}
PARTS = {"format", "name", "title", "note", "file", "keys", "fields", "left"}


class MapRefused(Exception):
    """A map that cannot be used; the message names the part of it."""


@dataclass(frozen=True)
class Rule:
    """Where the value of one field comes from."""

    column: str = ""
    constant: str = ""
    text: str = ""
    values: dict[str, str] | None = None
    split: str = ""
    date: str = ""
    shorten: bool = False

    @cached_property
    def columns(self) -> list[str]:
        """The headings that it reads."""
        return [self.column] if self.column else BRACES.findall(self.text)


@dataclass(frozen=True)
class Map:
    """A checked map."""

    content: dict[str, Any]
    rules: dict[str, Rule]

    @property
    def name(self) -> str:
        return str(self.content["name"])

    @property
    def title(self) -> str:
        return str(self.content.get("title") or self.name)

    @cached_property
    def roles(self) -> list[Role]:
        """The roles that its rows fill, in the order in which they are saved."""
        used = {name.partition(".")[0] for name in self.rules}
        return [role for role in ROLES.values() if role.name in used]

    def of_role(self, role: str) -> dict[str, Rule]:
        return self._by_role.get(role, {})

    @cached_property
    def _by_role(self) -> dict[str, dict[str, Rule]]:
        found: dict[str, dict[str, Rule]] = {}
        for name, rule in self.rules.items():
            role, _dot, field = name.partition(".")
            found.setdefault(role, {})[field] = rule
        return found

    def key_columns(self, role: str) -> list[str]:
        """The columns that tell one record of a role from another."""
        return self._key_columns[role]

    @cached_property
    def _key_columns(self) -> dict[str, list[str]]:
        return {role: self._find_key_columns(role) for role in ROLES}

    def _find_key_columns(self, role: str) -> list[str]:
        if (own := self.content.get("keys", {}).get(role)) is not None:
            return list(own)
        if role == "answer":
            above = self._find_key_columns("response")
            return [*above, *self._find_key_columns("allegation")]
        if role == "source":
            # An address stays what it is when a title is mended.
            rules = self.of_role(role)
            named = rules.get("url") or rules.get("title")
            return named.columns if named else []
        above = self._find_key_columns("claim") if role == "allegation" else []
        return [*above, *self._columns_of(role)]

    def _columns_of(self, role: str) -> list[str]:
        named = [name for name in ROLES[role].names if name != "source"]
        roles = [role, *named] if role in ("claim", "response") else [role]
        found = (rule.columns for one in roles for rule in self.of_role(one).values())
        return list(dict.fromkeys(column for columns in found for column in columns))

    def columns(self) -> set[str]:
        """All headings that it reads."""
        read = {column for rule in self.rules.values() for column in rule.columns}
        return read.union(*map(set, self.content.get("keys", {}).values()))

    def missing(self, headings: Iterable[str]) -> list[str]:
        """The headings that it reads and a file lacks."""
        return sorted(self.columns() - set(headings))

    def unmapped(self, headings: Iterable[str]) -> list[tuple[str, str]]:
        """The headings that it does not read, each with the reason if one is given."""
        left = self.content.get("left", {})
        return [(name, left.get(name, "")) for name in headings if name not in self.columns()]


def shipped() -> dict[str, Path]:
    """The maps that come with this program, by name."""
    return {path.stem: path for path in sorted(SHIPPED.glob("*.json"))}


def read_map(path: Path) -> Map:
    """The map in a file. Raises MapRefused."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise MapRefused(_("A map of more than %(kb)d kB.") % {"kb": MOST_BYTES // 1024})
        return checked(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError) as error:
        raise MapRefused(f"{path.name}: {error}") from error


def checked(content: Any) -> Map:
    """A map of what was read or typed. Raises MapRefused."""
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise MapRefused(_("This is no map: its “format” is not “%s”.") % FORMAT)
    if unknown := set(content) - PARTS:
        raise MapRefused(_("Unknown part: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    name = content.get("name")
    if not isinstance(name, str) or not NAME.match(name):
        raise MapRefused(_("The name of a map is small Latin letters, digits and hyphens."))
    fields = content.get("fields")
    if not isinstance(fields, dict) or not fields:
        raise MapRefused(_("No column is mapped to anything."))
    _refuse_odd_text(content)
    found = Map(content, {name: _rule(name, rule) for name, rule in fields.items()})
    _check_keys(content)
    for role in found.roles:
        _check_role(found, role)
    return found


def _refuse_odd_text(content: Any) -> None:
    if isinstance(content, str):
        try:
            validate_prose(content)
        except ValidationError as error:
            raise MapRefused(" ".join(error.messages)) from error
    elif isinstance(content, dict):
        for name, value in content.items():
            _refuse_odd_text(name)
            _refuse_odd_text(value)
    elif isinstance(content, list):
        for value in content:
            _refuse_odd_text(value)


def _rule(name: str, rule: Any) -> Rule:
    role, _dot, field = name.partition(".")
    if role not in ROLES or field not in ROLES[role].fields():
        raise MapRefused(_("There is no field “%(name)s”.") % {"name": name[:80]})
    if not isinstance(rule, dict) or set(rule) - RULES:
        raise MapRefused(_("“%(name)s”: this is no rule.") % {"name": name})
    texts = {key: value for key, value in rule.items() if key not in ("values", "shorten")}
    values = rule.get("values", {})
    is_text = all(isinstance(value, str) for value in (*texts.values(), *_texts(values)))
    if not is_text or not isinstance(rule.get("shorten", False), bool):
        raise MapRefused(_("“%(name)s”: this is no rule.") % {"name": name})
    if sum(bool(rule.get(one)) for one in ("column", "constant", "text")) != 1:
        raise MapRefused(
            _("“%(name)s”: exactly one of column, constant and text.") % {"name": name}
        )
    if rule.get("date") and rule["date"] not in DATES:
        raise MapRefused(_("“%(name)s”: there is no such order of a date.") % {"name": name})
    return Rule(**rule)


def _texts(values: Any) -> list[Any]:
    return [*values, *values.values()] if isinstance(values, dict) else [None]


def _check_keys(content: dict[str, Any]) -> None:
    keys = content.get("keys", {})
    left = content.get("left", {})
    ours = isinstance(keys, dict) and isinstance(left, dict) and set(keys) <= set(ROLES)
    lists = [*keys.values()] if ours else []
    if not ours or not all(
        isinstance(key, list) and all(isinstance(one, str) for one in key) for key in lists
    ):
        raise MapRefused(_("“keys” gives for each record a list of columns."))
    if not all(isinstance(why, str) for why in left.values()):
        raise MapRefused(_("“left” gives for each column why it says nothing here."))
    if not isinstance(content.get("file", {}), dict):
        raise MapRefused(_("“file” says how the file is read."))


def _check_role(found: Map, role: Role) -> None:
    """Raise MapRefused where no record of this role could ever be made."""
    rules = found.of_role(role.name)
    quoted = {"quote", "locator", "translation", "translator", "quote_language"}
    if role.is_cited and rules.keys() & quoted and "relation" not in rules:
        why = _("%(role)s: a quote is mapped, but not whose words it is.")
        raise MapRefused(why % {"role": role.label})
    is_cited = role.is_cited and "relation" in rules
    names = {one.name for one in found.roles}
    if is_cited and "source" not in names:
        raise MapRefused(_("%(role)s: there is no source to cite.") % {"role": role.label})
    is_looked_up = bool(role.looked_up) and role.looked_up in rules
    needed = set(NEEDED.get(role.name, ()))
    if is_looked_up and role.name != "allegation":
        return
    if lacking := needed - names:
        labels = ", ".join(str(ROLES[one].label) for one in sorted(lacking))
        raise MapRefused(
            _("%(role)s: nothing is mapped to: %(what)s.") % {"role": role.label, "what": labels}
        )
    lacking = set() if is_looked_up else set(role.required()) - set(rules)
    if lacking:
        labels = ", ".join(sorted(str(_label(role, one)) for one in lacking))
        raise MapRefused(
            _("%(role)s: nothing is mapped to: %(what)s.") % {"role": role.label, "what": labels}
        )


def _label(role: Role, name: str) -> Any:
    column = role.column(name)
    return column.verbose_name if column is not None else name
