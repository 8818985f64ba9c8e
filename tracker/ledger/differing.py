"""Where a record's rows and its last entry say different things."""

from __future__ import annotations

from typing import Any

from tracker.record.nouns import Column, Noun, as_json
from tracker.record.trees import Fields, shape

_MISSING = object()


def differing(noun: Noun, stored: Fields, written: Fields) -> list[str]:
    """The paths at which a record's rows differ from what its last entry wrote down.

    A column that a later release added is no difference while it has its default: the entries of
    before do not have it. Neither is one that a release took away.
    """
    found = []
    for path in stored.keys() | written.keys():
        now, then = stored.get(path, _MISSING), written.get(path, _MISSING)
        if now == then:
            continue
        column = noun.shapes.get(shape(path))
        is_new = then is _MISSING and column is not None and now == _default(column)
        is_gone = now is _MISSING and column is None
        if not is_new and not is_gone:
            found.append(path)
    return sorted(found)


def _default(column: Column) -> Any:
    if column.target is not None:
        return None
    return as_json(column.field.get_default())
