"""The file as JSON: what it may hold, and its parts taken out with their types checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import ValidationError

from tracker.ledger.models import EVIDENCE
from tracker.record.text import validate_line

FORMAT = "tracker-record/1"
KINDS = (
    "violations",
    "stances",
    "parties",
    "places",
    "sources",
    "claims",
    "responses",
    "requests",
    "events",
    "dossiers",
    "corrections",
)
Entry = dict[str, Any]


class ImportRefused(Exception):
    """The file cannot be loaded; the message names the entry, the field and what is wrong."""


def read_file(path: Path) -> Entry:
    """The file's content, checked to be of this format. Raises ImportRefused."""
    try:
        content = json.loads(
            path.read_text(encoding="utf-8"),
            object_pairs_hook=_without_doubles,
            parse_constant=_refuse_constant,
        )
    except (OSError, ValueError, RecursionError) as error:
        raise ImportRefused(f"{path.name}: {error}") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ImportRefused(f'{path.name}: "format" is not "{FORMAT}".')
    # What another site's programs found out is no fact of this one, which has not got the copies.
    unknown = set(content) - {*KINDS, "format", "note", EVIDENCE}
    if unknown:
        raise ImportRefused(f"{path.name}: unknown list {', '.join(sorted(unknown))}.")
    return content


def _without_doubles(pairs: list[tuple[str, Any]]) -> Entry:
    """An object of the file; JSON readers keep the last of two equal keys and lose the first."""
    entry = dict(pairs)
    if len(entry) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        of = entry.get("slug") or entry.get("reference") or "an entry"
        raise ValueError(f'{of}: "{double}" stands twice in one object')
    return entry


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


class Reader:
    """Takes parts out of entries, and knows where in the file it stands."""

    def __init__(self) -> None:
        self.where = ""

    def refuse(self, what: str) -> NoReturn:
        raise ImportRefused(f"{self.where}: {what}")

    def rows(self, entry: Entry, name: str) -> Iterator[tuple[int, Entry]]:
        """The objects listed under `name`, counted from 1."""
        listed = entry.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
            self.refuse(f'"{name}" must be a list of objects.')
        outside = self.where
        for number, row in enumerate(listed, start=1):
            self.where = f"{outside}, {name} {number}" if outside else f"{name} {number}"
            yield number, row
        self.where = outside

    def key(self, entry: Entry, name: str) -> str | None:
        """The slug, reference or code under `name`; None where there is none."""
        value = entry.get(name)
        if value is not None:
            self._check_key(name, value)
        return value or None

    def needed_key(self, entry: Entry, name: str) -> str:
        return self.key(entry, name) or self.refuse(f'"{name}" is missing.')

    def keys(self, entry: Entry, name: str) -> list[str]:
        """The slugs, references or codes listed under `name`, none of them twice."""
        listed = entry.get(name, [])
        if not isinstance(listed, list):
            self.refuse(f'"{name}" must be a list.')
        for value in listed:
            self._check_key(name, value)
        double = next((value for value in listed if listed.count(value) > 1), None)
        if double:
            self.refuse(f'"{name}" has {double} twice.')
        return listed

    def _check_key(self, name: str, value: Any) -> None:
        if not isinstance(value, str):
            self.refuse(f'"{name}" must be text, not {json.dumps(value)}.')
        try:
            validate_line(value)
        except ValidationError as error:
            self.refuse(f'"{name}": {" ".join(error.messages)}')
