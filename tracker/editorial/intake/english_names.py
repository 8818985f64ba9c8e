"""English numbers that are part of a name, an address, an age, a rate or a measure."""

from __future__ import annotations

import re

from tracker.editorial.intake import english_words as tables
from tracker.editorial.intake import number_names as names
from tracker.editorial.intake.day_words import weekday_of
from tracker.editorial.intake.number_words import Number
from tracker.editorial.intake.sentences import Sentence, Word
from tracker.editorial.intake.verbs import listed

_PLURAL = re.compile(r"[^\W\d_]{2,}s\Z")
_STREET_WORDS = 4


def is_plural(text: str, words: list[Word], at: int) -> bool:
    """Whether a word is a plural, as far as its letters tell."""
    key, said = words[at].key, text[words[at].start : words[at].end]
    if key in listed(tables.PLURALS) or key.endswith(tables.PLURAL_ENDINGS):
        return True
    if key in listed(tables.STOPS) or key in listed(tables.NO_PLURALS) or said.isupper():
        return False
    return bool(_PLURAL.match(key)) and not key.endswith(tables.NO_PLURAL_ENDINGS)


def is_name(text: str, sentence: Sentence, number: Number) -> bool:
    """Whether a number is part of a name: “Boeing 737”, “aged 12”, “District 9”, “911 calls”."""
    words, before = sentence.words, number.first - 1
    following = words[number.last].key if number.last < len(words) else ""
    if f"{number.value}" in tables.CALLED and following.startswith("call"):
        return True
    if before < 0 or number.is_grouped or not number.has_digits:
        return before >= 0 and words[before].key in ("aged", "age", "ages")
    gap = text[words[before].end : number.start]
    if gap.strip(" .:\u00a0"):
        return False
    key, said = words[before].key, text[words[before].start : words[before].end]
    if key in listed(tables.NUMBERED) and said[:1] + said[1:].lower() == said:
        return True
    if before == 0 or not said[0].isupper() or gap.strip() or weekday_of(key, "en"):
        return False
    is_heading = not sentence.is_ended and following and text[words[number.last].start].isupper()
    placed = is_heading or words[before - 1].key in listed(tables.BEFORE_NAMES)
    return not placed and not _counts_people(words, number)


def _counts_people(words: list[Word], number: Number) -> bool:
    around = [one.key for one in words[number.last : number.last + 3]]
    people = listed(tables.PLURALS) | listed(tables.HAPPENED) | {"civilians"}
    return any(key in people for key in around)


def is_address(text: str, words: list[Word], number: Number) -> bool:
    """“12 King Street”."""
    if not number.has_digits or number.is_grouped:
        return False
    for one in words[number.last : number.last + _STREET_WORDS]:
        if not text[one.start].isupper() and not text[one.start].isdecimal():
            return False
        if one.key in listed(tables.STREETS):
            return True
    return False


def is_age(text: str, words: list[Word], number: Number) -> bool:
    """“Children under 5 were …”."""
    at = number.first - 1
    is_sign = at >= 1 and words[at].key in listed(tables.AGE_SIGNS)
    return is_sign and is_plural(text, words, at - 1)


def is_rate(words: list[Word], number: Number) -> bool:
    """“20 cases per 100,000 people”, “one in five people”."""
    before = [one.key for one in words[max(0, number.first - 2) : number.first]]
    is_share = len(before) == 2 and before[1] == "in" and _is_number(before[0])
    return before[-1:] in (["per"], ["every"]) or is_share


def _is_number(key: str) -> bool:
    return key.isdecimal() or key in names.small("en")


def is_measure(words: list[Word], at: int) -> bool:
    """Whether a word says how long, how old or how far, or is a number."""
    key = words[at].key
    return key in listed(tables.MEASURES) or key[0].isdecimal()
