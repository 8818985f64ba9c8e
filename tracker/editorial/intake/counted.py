"""What a number of a text counts: a noun, a share, a sum of money; or nothing."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.editorial.intake import figure_words as tables
from tracker.editorial.intake.number_words import Number
from tracker.editorial.intake.sentences import Sentence, Word
from tracker.editorial.intake.verbs import listed
from tracker.record.choices import Unit

# Words of what is counted.
LONGEST = 4
CURRENCY = "$€£¥₺"
_PARTICIPLES = listed("held shot hurt sent kept found left lost hanged put burnt")
_YEARS = range(1500, 2101)
_PLURAL = re.compile(r"[^\W\d_]{2,}s\Z")


class Counted(NamedTuple):
    """What a number counts: where that ends, in which unit, and how one knows."""

    start: int
    end: int
    population: str
    unit: Unit
    rule: str


def counted_by(text: str, sentence: Sentence, number: Number) -> Counted | None:
    """What a number counts; None where it counts nothing that is a figure."""
    words, language, at = sentence.words, sentence.language, number.last
    before, behind = (
        text[max(0, number.start - 1) : number.start],
        text[number.end : number.end + 2],
    )
    if behind.lstrip()[:1] in ("%", "٪") or (before and before in "%٪"):
        end = number.end + (behind.find("%") + behind.find("٪") + 2 if behind.strip() else 0)
        return Counted(number.start, max(end, number.end), "", Unit.PERCENT, "percent")
    over = _phrase(words, at, tables.PERCENT.get(language, ""))
    if over:
        return Counted(number.start, words[over - 1].end, "", Unit.PERCENT, "percent")
    over = _phrase(words, number.first - 1, tables.PERCENT["kmr"]) if language == "kmr" else 0
    if over and number.first >= 1:
        return Counted(words[number.first - 1].start, number.end, "", Unit.PERCENT, "percent")
    if (before and before in CURRENCY) or behind[:1] in tuple(CURRENCY):
        return Counted(number.start, number.end, "", Unit.NUMBER, "money")
    over = _money(words, at, language)
    if over:
        said = _printed(text, words, at, over)
        return Counted(number.start, words[over - 1].end, said, Unit.NUMBER, "money")
    if _is_year(number) or (language == "en" and number.value < 2 and not number.has_digits):
        return None
    return _noun(text, sentence, number) or _number_of(text, words, number, language)


def _noun(text: str, sentence: Sentence, number: Number) -> Counted | None:
    words, language, at = sentence.words, sentence.language, number.last
    if at >= len(words) or text[number.end : words[at].start].strip(" \u00a0\n"):
        return None
    measures = listed(tables.MEASURES[language])
    if words[at].key in measures or any(char.isdecimal() for char in words[at].key):
        return None
    if language == "en":
        return _english_noun(text, words, number, measures)
    stops = listed(tables.STOPS[language])
    if words[at].key in stops or len(words[at].key) < 2:
        return None
    over = at + 1
    if language == "ar" and over < len(words) and _agrees(text, words, at):
        over += 1
    said = _printed(text, words, at, over)
    return Counted(number.start, words[over - 1].end, said, Unit.NUMBER, "counted-noun")


def _english_noun(
    text: str, words: list[Word], number: Number, measures: frozenset[str]
) -> Counted | None:
    stops, plurals = listed(tables.STOPS["en"]), listed(tables.PLURALS)
    at = over = number.last
    if words[at].key in listed(tables.COUNTED_VERBS) and at + 1 < len(words):
        end = words[at + 1].end
        is_told = words[at + 1].key.endswith(("ed", "en")) or words[at + 1].key in _PARTICIPLES
        return Counted(number.start, end, "", Unit.NUMBER, "counted-verb") if is_told else None
    while over < min(at + LONGEST, len(words)):
        key = words[over].key
        if key in stops or (over > at and _is_parted(text, words, over)):
            return None
        printed = text[words[over].start : words[over].end]
        if not number.has_digits and printed[0].isupper() and printed[1:].islower() and over == at:
            # “Two Sides”: a title.
            return None
        over += 1
        if key in measures:
            return None
        if key in plurals or (
            _PLURAL.match(key) and not key.endswith("ss") and not _is_short(printed)
        ):
            over = _and_others(text, words, over, stops, plurals)
            said = _printed(text, words, at, over)
            return Counted(number.start, words[over - 1].end, said, Unit.NUMBER, "counted-noun")
    return None


def _and_others(
    text: str, words: list[Word], over: int, stops: frozenset[str], plurals: frozenset[str]
) -> int:
    """The end of “women and children”."""
    if over + 1 >= len(words) or words[over].key != "and":
        return over
    key = words[over + 1].key
    is_plural = key in plurals or (_PLURAL.match(key) and key not in stops)
    follows = words[over + 2].key if over + 2 < len(words) else ""
    is_alone = not follows or follows in stops or _is_parted(text, words, over + 2)
    return over + 2 if is_plural and is_alone else over


def _number_of(text: str, words: list[Word], number: Number, language: str) -> Counted | None:
    """“The number of deaths reached 56”: what is counted is behind “number of”."""
    named = tables.NUMBER_OF.get(language)
    for at in range(max(0, number.first - LONGEST), number.first - 1):
        if named and words[at].key in listed(named):
            said = _printed(text, words, at + 1, at + 2)
            return Counted(words[at].start, number.end, said, Unit.NUMBER, "counted-before")
    return None


def _agrees(text: str, words: list[Word], at: int) -> bool:
    """Whether an Arabic adjective of the noun follows: it has the same ending."""
    noun, other = words[at].key, words[at + 1].key
    gap = text[words[at].end : words[at + 1].start]
    endings = ("ا", "ين", "ون", "ه", "ي")
    same = any(noun.endswith(one) and other.endswith(one) for one in endings)
    return not gap.strip() and same and len(other) > 3 and other[0] not in "وبلف"


def _is_year(number: Number) -> bool:
    is_bare = number.has_digits and not number.is_grouped
    return is_bare and number.value == int(number.value) and int(number.value) in _YEARS


def is_a_name(text: str, words: list[Word], number: Number) -> bool:
    """Whether a number is that of an article or a page."""
    if not number.first or not number.has_digits or number.is_grouped:
        return False
    gap = text[words[number.first - 1].end : number.start]
    return words[number.first - 1].key in listed(tables.LABELS) and not gap.strip(" .:")


def _is_short(printed: str) -> bool:
    return printed.isupper()


def _is_parted(text: str, words: list[Word], at: int) -> bool:
    return bool(text[words[at - 1].end : words[at].start].strip(" \u00a0\n-’'"))


def _printed(text: str, words: list[Word], first: int, last: int) -> str:
    return " ".join(text[words[first].start : words[last - 1].end].split())


def _money(words: list[Word], at: int, language: str) -> int:
    """Past a currency: “pounds”, “million pounds”, “US dollars”; 0 where there is none."""
    for place in (at, at + 1):
        over = _phrase(words, place, tables.MONEY.get(language, ""))
        if over:
            return over
    return 0


def _phrase(words: list[Word], at: int, table: str) -> int:
    """Past the phrase of a table that begins at a word; 0 where none does."""
    for phrase in tables.several(table) if at >= 0 else ():
        if tuple(one.key for one in words[at : at + len(phrase)]) == phrase:
            return at + len(phrase)
    return 0


def past_rate(text: str, words: list[Word], end: int, language: str) -> int:
    """Past “an hour”, “a week”, “per month”."""
    behind = next((n for n, one in enumerate(words) if one.start >= end), len(words))
    said = [one.key for one in words[behind : behind + 2]]
    is_rate = len(said) == 2 and said[0] in ("a", "an", "per", "each")
    if language != "en" or not is_rate or said[1] not in listed(tables.MEASURES["en"]):
        return end
    return end if text[end : words[behind].start].strip() else words[behind + 1].end
