"""What differs between two states of a record, field by field, old and new in words."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Any

from tracker.ledger.states import State
from tracker.ledger.words import UNSPOKEN, Names, Value, in_reading_order, label, value_of

# Texts longer than this are set side by side unmarked: marking costs the square of the length.
LONGEST_MARKED = 4000


@dataclass
class Difference:
    """One field that changed: what it is called, what it said, what it says."""

    label: str
    old: Value | None
    new: Value | None


def differences(old: State, new: State, names: Names, most: int | None = None) -> list[Difference]:
    """The fields in which two states of a record differ, in the order of its page."""
    paths = [path for path in _all_paths(old, new) if _says(old, path) != _says(new, path)]
    spoken = [path for path in paths if path.rsplit("/", 1)[-1] not in UNSPOKEN]
    found = []
    for path in spoken[:most]:
        before, after = value_of(old, path, names), value_of(new, path, names)
        if _is_empty(before) and _is_empty(after):
            continue  # An empty field of a row that came or went.
        if before and after and not (before.gap or after.gap):
            mark(before, after)
        where = {**old.fields, **new.fields}
        found.append(Difference(label(new.noun, path, where), before, after))
    return found


def count_differences(old: State, new: State) -> int:
    return sum(1 for path in _all_paths(old, new) if _says(old, path) != _says(new, path))


def _all_paths(old: State, new: State) -> list[str]:
    return in_reading_order(new.noun, {**old.fields, **old.gaps, **new.fields, **new.gaps})


def _says(state: State, path: str) -> tuple[Any, Any]:
    return state.fields.get(path), state.gaps.get(path)


def mark(old: Value, new: Value) -> None:
    """Divide both texts into words that stayed and words that did not."""
    if len(old.text) + len(new.text) > LONGEST_MARKED or not (old.text and new.text):
        return
    before, after = (re.findall(r"\s+|\w+|[^\w\s]", value.text) for value in (old, new))
    for code, a, b, c, d in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        same = code == "equal"
        _add_part(old, "".join(before[a:b]), same)
        _add_part(new, "".join(after[c:d]), same)
    for value in (old, new):
        _join_over_spaces(value)


def _add_part(value: Value, text: str, same: bool) -> None:
    if text:
        value.parts.append((text, not same))


def _join_over_spaces(value: Value) -> None:
    """Mark the space between two marked words with them: a phrase reads as one."""
    joined: list[tuple[str, bool]] = []
    for place, (text, is_changed) in enumerate(value.parts):
        between = 0 < place < len(value.parts) - 1 and text.isspace()
        is_changed = is_changed or between
        if joined and joined[-1][1] == is_changed:
            joined[-1] = (joined[-1][0] + text, is_changed)
        else:
            joined.append((text, is_changed))
    value.parts = joined


def _is_empty(value: Value | None) -> bool:
    return value is None or value.is_empty
