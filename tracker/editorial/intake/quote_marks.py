"""Where a paragraph has quotation marks, of any of the four languages, and what is between them."""

from __future__ import annotations

import re
from typing import NamedTuple

# What may close what each mark opens. ” opens, too, where Arabic pages turn them round.
CLOSES = {
    "“": "”",
    "”": "“”",
    "„": "“”",
    "«": "»",
    "‹": "›",
    "‘": "’",
    '"': '"',
    "'": "'",
}
# Marks that are also apostrophes, or the same at both ends: they open only behind a space.
_BEHIND_SPACE = frozenset("”‘\"'")
_SINGLE = frozenset("‘'")
_CLOSES_SINGLE = re.compile(r"[’'](?!\w)")
# Arabic “and”, “by”, “for”, “as” and the article are written as one with the next word.
_BEFORE = re.compile(
    r"(?:\A|[\s(\[{—–:/\-«“]|(?:(?<=\s)|\A)[وفبلك]{1,2}|(?:(?<=\s)|\A)[وفبلك]?ال)\Z"
)
_WITHIN = 4
LONGEST = 4_000


class Quoted(NamedTuple):
    """What stands between two marks: `start` and `end` (exclusive) without them; `closed` is
    whether there is a second one."""

    start: int
    end: int
    is_closed: bool = True


def quoted(text: str, start: int, end: int, *, goes_on: bool = False) -> list[Quoted]:
    """The outermost quotations of a paragraph, in order.

    With `goes_on` the next paragraph begins with the same mark: what nothing closes goes to the
    end, as the words of one speaker do over several paragraphs.
    """
    found: list[Quoted] = []
    never: set[str] = set()
    at = start
    while at < end:
        mark = text[at]
        if mark not in CLOSES or mark in never or not _opens(text, at, start, end):
            at += 1
            continue
        close = _closing(text, at, min(end, at + LONGEST))
        if close is None:
            # Looked for once: a page of opening marks alone would be walked through for each.
            never.add(mark)
            if goes_on and mark in "“„«" and at + 1 < end:
                found.append(Quoted(at + 1, end, is_closed=False))
                return found
            at += 1
            continue
        if close > at + 1:
            found.append(Quoted(at + 1, close))
        at = close + 1
    return found


def _opens(text: str, at: int, start: int, end: int) -> bool:
    if at + 1 >= end or text[at + 1].isspace():
        return False
    if text[at] in _SINGLE and text[at + 1].isdecimal():
        # “the '90s”.
        return False
    if text[at] not in _BEHIND_SPACE:
        return True
    return bool(_BEFORE.search(text[max(start, at - _WITHIN) : at]))


def _closing(text: str, at: int, end: int) -> int | None:
    mark = text[at]
    if mark in _SINGLE:
        return _single_closing(text, at, end)
    closing = CLOSES[mark]
    depth = 0
    for place in range(at + 1, end):
        char = text[place]
        if char in closing and (depth == 0 or char != mark):
            if depth == 0:
                return place
            depth -= 1
        elif char == mark and len(closing) == 1 and mark != closing:
            depth += 1
    # Nested marks of which one is missing: the first that closes will do.
    first = min((found for one in closing if (found := text.find(one, at + 1, end)) > 0), default=0)
    return first or None


def _single_closing(text: str, at: int, end: int) -> int | None:
    """A mark behind a word; behind a plural the next one, as “girls’ sports’” has two."""
    ends = [one.start() for one in _CLOSES_SINGLE.finditer(text, at + 1, end)]
    for number, place in enumerate(ends):
        if text[place - 1].isspace():
            continue
        is_plural = text[place - 1] in "sS" and number + 1 < len(ends)
        if not (is_plural and text[place + 1 : place + 2] == " "):
            return place
    return None
