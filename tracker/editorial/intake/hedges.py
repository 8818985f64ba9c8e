"""How sure a text is of a number: the words before it, or behind what it counts."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.editorial.intake import figure_words as tables
from tracker.editorial.intake.money import CURRENCY
from tracker.editorial.intake.number_words import Number
from tracker.editorial.intake.sentences import Word
from tracker.editorial.intake.verbs import listed
from tracker.record.choices import Qualifier


class Hedge(NamedTuple):
    """A qualifier; the word at which the number begins with it; where that is in the text."""

    qualifier: Qualifier | None
    first: int
    start: int


def hedge_before(text: str, words: list[Word], number: Number, language: str) -> Hedge:
    """What stands before a number; where nothing does, the number alone."""
    at = number.first
    if at and words[at - 1].key in listed(tables.FILLERS) and _touches(text, words, at):
        # “At least another 12”.
        at -= 1
    qualifier, first = _before(words, at, language)
    if qualifier is None or not _touches(text, words, at):
        return Hedge(_sign_of(text, number), number.first, number.start)
    is_glued = language == "ar" and words[first].key not in _first_words(language)
    # An Arabic “and” is written as one with the next word.
    return Hedge(qualifier, first, words[first].start + int(is_glued))


def hedge_behind(words: list[Word], at: int, language: str) -> tuple[Qualifier | None, int]:
    """“At least” behind what is counted, and the word behind it."""
    for phrase, qualifier in tables.phrases(language, is_behind=True):
        if tuple(one.key for one in words[at : at + len(phrase)]) == phrase:
            return qualifier, at + len(phrase)
    return None, at


def _sign_of(text: str, number: Number) -> Qualifier | None:
    """Of “100+”, and of a round word such as “dozens”."""
    is_open = number.is_round or text[number.end : number.end + 1] == "+"
    return Qualifier.AT_LEAST if is_open else None


def _before(words: list[Word], at: int, language: str) -> tuple[Qualifier | None, int]:
    for phrase, qualifier in tables.phrases(language):
        first = at - len(phrase)
        if first < 0:
            continue
        said = tuple(one.key for one in words[first:at])
        if said == phrase or (language == "ar" and said == (f"و{phrase[0]}", *phrase[1:])):
            return qualifier, first
    return None, at


def _first_words(language: str) -> set[str]:
    return {phrase[0] for phrase, _qualifier in tables.phrases(language)}


def _touches(text: str, words: list[Word], at: int) -> bool:
    """Whether nothing but white space parts a qualifier from its number."""
    gap = text[words[at - 1].end : words[at].start]
    return not re.sub(rf"[{re.escape(CURRENCY)}\s\u00a0ـ%٪]", "", gap)
