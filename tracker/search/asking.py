"""What a reader typed, as words, phrases, words to be absent, beginnings of words, and names.

    torture "Party A" -denied detain* party:"Party B" place:camp

Nothing that can be typed is an error: marks that make no sense where they stand are no words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from tracker.search.normalise import NUMBER, words

MOST_WORDS_IN_A_TERM = 16
TERM = re.compile(
    rf"""
    (?P<without>[-−–]?)
    (?:(?P<field>party|place):)?
    (?:"(?P<quoted>[^"]*)"?|“(?P<curly>[^”]*)”?|«(?P<angle>[^»]*)»?|(?P<bare>{NUMBER}|[^\s"“«]+))
    (?P<prefix>\*?)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Phrase:
    """Words in a row; the last may be only the beginning of one."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True)
class All:
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Some:
    parts: tuple[Part, ...]


Part: TypeAlias = Phrase | All | Some


class Term(NamedTuple):
    """One thing looked for; `field` is empty, or whose names alone are looked through."""

    phrase: Phrase
    is_without: bool
    is_quoted: bool
    field: str


def terms(text: str) -> list[Term]:
    """What is looked for, in the order typed; empty where there is no letter and no digit."""
    found = []
    for match in TERM.finditer(text):
        quoted = next(
            (match[g] for g in ("quoted", "curly", "angle") if match[g] is not None), None
        )
        body = match["bare"] if quoted is None else quoted
        said = tuple(words(body)[:MOST_WORDS_IN_A_TERM])
        if not said:
            continue
        is_prefix = bool(match["prefix"]) or (quoted is None and body.endswith("*"))
        found.append(
            Term(
                Phrase(said, is_prefix),
                bool(match["without"]),
                quoted is not None,
                (match["field"] or "").lower(),
            )
        )
    return found
