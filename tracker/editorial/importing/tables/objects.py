"""Rows of JSON and JSON lines: objects, what is nested in them under `a.b` and `a.0.b`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from tracker.editorial.importing.tables.problems import Problem, TableRefused
from tracker.editorial.importing.tables.shapes import Shape

# JSON that is one value is in memory while it is read, several times as large as the file.
MOST_WHOLE = 30 * 1024 * 1024
LONGEST_LINE = 2 * 1024 * 1024
DEEPEST = 6
Cells = dict[str, str]


def object_rows(path: Path, shape: Shape) -> Iterator[tuple[int, Cells]]:
    """(number, cells by heading) of each object, from 1. Raises TableRefused."""
    found = _lines(path, shape) if shape.kind == "jsonl" else _listed(path, shape)
    for number, value in found:
        if not isinstance(value, dict):
            raise TableRefused(str(Problem(number, "", _("not an object but another value."))))
        cells: Cells = {}
        _flatten(value, "", cells, 0, number)
        yield number, cells


def _lines(path: Path, shape: Shape) -> Iterator[tuple[int, Any]]:
    number = 0
    try:
        with path.open(encoding=shape.encoding) as file:
            while line := file.readline(LONGEST_LINE):
                number += 1
                if line.strip():
                    yield number, _parsed(line)
    except (ValueError, RecursionError) as error:
        raise TableRefused(str(Problem(max(number, 1), "", str(error)))) from error


def _listed(path: Path, shape: Shape) -> Iterator[tuple[int, Any]]:
    if path.stat().st_size > MOST_WHOLE:
        raise TableRefused(
            _("JSON in one piece may be %(most)d MB: write it as JSON lines.")
            % {"most": MOST_WHOLE // 1024 // 1024}
        )
    try:
        content = _parsed(path.read_text(encoding=shape.encoding))
    except (ValueError, RecursionError) as error:
        raise TableRefused(_("This is not JSON: %(why)s") % {"why": error}) from error
    yield from enumerate(_rows_in(content, shape.path), start=1)


def _parsed(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_refuse)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; JSON readers keep the last of two equal keys and lose the first."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise ValueError(_("“%(name)s” stands twice in one object.") % {"name": double[:80]})
    return found


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _rows_in(content: Any, path: str) -> list[Any]:
    """The list of rows: that at `path`, the content itself, or the longest list within it."""
    if path:
        for part in path.split("."):
            content = content.get(part) if isinstance(content, dict) else None
    elif isinstance(content, dict):
        lists = [value for value in content.values() if isinstance(value, list)]
        content = max(lists, key=len, default=[content])
    if not isinstance(content, list):
        raise TableRefused(_("There is no list of rows at “%(path)s”.") % {"path": path})
    return content


def _flatten(value: Any, name: str, cells: Cells, depth: int, number: int) -> None:
    if depth > DEEPEST:
        raise TableRefused(str(Problem(number, name, _("nested too deep to be a table."))))
    if isinstance(value, dict):
        for key, inner in value.items():
            _flatten(inner, f"{name}.{key}" if name else key, cells, depth + 1, number)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            _flatten(inner, f"{name}.{place}", cells, depth + 1, number)
    elif isinstance(value, bool):
        cells[name] = str(value).lower()
    elif value is not None:
        cells[name] = str(value)
