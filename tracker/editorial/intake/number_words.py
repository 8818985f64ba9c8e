"""Numbers in digits and written out, in the four languages."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from tracker.editorial.intake.sentences import Word, key_of

# Digits of any script, their thousands set apart by commas or narrow spaces, with two decimals at
# most; not within a word, an address, a time, a day or a sign such as 38°.
_DIGITS = re.compile(
    r"(?<![\w.,:/\-–°#@+])(?:(?<!\w)[وبلك])?"
    r"(\d{1,3}(?:[,٬\u00a0\u202f\u2009]\d{3})+|\d{1,12})([.,٫]\d{1,2})?"
    r"(?![\w:/°@]|[.,]\d|-\w)"
)
UNITS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "kmr": "yek du sê çar pênc şeş heft heşt neh deh yanzdeh dwanzdeh sêzdeh çardeh panzdeh "
    "şanzdeh hevdeh hejdeh nozdeh",
    "ckb": "یەک دوو سێ چوار پێنج شەش حەوت هەشت نۆ دە یازدە دوازدە سێزدە چواردە پازدە شازدە حەڤدە "
    "هەژدە نۆزدە",
}
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "kmr": "bîst sî çil pêncî şêst heftê heştê nod",
    "ckb": "بیست سی چل پەنجا شەست حەفتا هەشتا نەوەد",
}
# An Arabic number has a form for each gender and case.
ARABIC = (
    "ثلاثة:3 ثلاث:3 أربعة:4 أربع:4 خمسة:5 خمس:5 ستة:6 ست:6 سبعة:7 سبع:7 ثمانية:8 ثماني:8 ثمان:8 "
    "تسعة:9 تسع:9 عشرة:10 عشر:10 عشرون:20 عشرين:20 ثلاثون:30 ثلاثين:30 أربعون:40 أربعين:40 "
    "خمسون:50 خمسين:50 ستون:60 ستين:60 سبعون:70 سبعين:70 ثمانون:80 ثمانين:80 تسعون:90 تسعين:90 "
    "مئتان:200 مئتين:200 مئتي:200 مئتا:200 مائتان:200 مائتين:200 مائتي:200 ألفان:2000 ألفين:2000 "
    "ألفي:2000 ألفا:2000 مليونان:2000000 مليونين:2000000 مليوني:2000000"
)
# In Arabic “eleven” and “twelve” are two words.
ARABIC_TEENS = {"أحد": 1, "إحدى": 1, "احدى": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2}
TIMES = {
    "en": "hundred:100 thousand:1000 million:1000000 billion:1000000000",
    "kmr": "sed:100 hezar:1000 milyon:1000000 mîlyon:1000000 milyar:1000000000",
    "ckb": "سەد:100 هەزار:1000 ملیۆن:1000000 ملیار:1000000000",
    "ar": "مئة:100 مائة:100 ألف:1000 ألفا:1000 آلاف:1000 مليون:1000000 مليونا:1000000 "
    "ملايين:1000000 مليار:1000000000 مليارات:1000000000",
}
ALONE = {"ar": "مئة مائة ألف مليون مليار", "ckb": "سەد هەزار", "kmr": "sed hezar"}
AND = {"en": "and", "kmr": "û", "ckb": "و", "ar": "و"}
MOST_WORDS = 8


class Number(NamedTuple):
    """A value and the words that it takes: `first` and `last` (exclusive) of a sentence's."""

    value: Decimal
    first: int
    last: int
    start: int
    end: int
    has_digits: bool
    # Thousands set apart, a word such as “million”: no year is written so.
    is_grouped: bool


def number_at(text: str, words: list[Word], at: int, language: str) -> Number | None:
    """The number that begins with a word, or None."""
    whole = _DIGITS.match(text, words[at].start) if text[words[at].start].isalnum() else None
    if whole is not None:
        value, last = _value(whole), at + 1
        while last < len(words) and words[last].start < whole.end():
            last += 1
        grouped = whole.end(1) - whole.start(1) > len(str(int(value)))
        start = whole.start(1)
        times = _times(words, last, language)
        if times is not None:
            value, last, grouped = value * times, last + 1, True
            rest = _after_thousand(text, words, last, language, times)
            if rest is not None:
                value, last = value + rest, last + 1
        return Number(value, at, last, start, words[last - 1].end, True, grouped)
    return _written_out(text, words, at, language)


def _value(found: re.Match[str]) -> Decimal:
    digits = "".join(str(unicodedata.decimal(one)) for one in found[1] if one.isdecimal())
    decimals = "".join(str(unicodedata.decimal(one)) for one in found[2] or "" if one.isdecimal())
    return Decimal(f"{digits}.{decimals}" if decimals else digits)


def _times(words: list[Word], at: int, language: str) -> int | None:
    return _table(TIMES.get(language, "")).get(words[at].key) if at < len(words) else None


def _after_thousand(
    text: str, words: list[Word], at: int, language: str, times: int
) -> Decimal | None:
    """The hundreds behind “11 thousand and 500”, as Arabic has them."""
    if language != "ar" or at >= len(words) or words[at].key[:1] != "و":
        return None
    rest = words[at].key[1:]
    return Decimal(rest) if rest.isascii() and rest.isdecimal() and int(rest) < times else None


def _written_out(text: str, words: list[Word], at: int, language: str) -> Number | None:
    total, now, last, is_teen = 0, 0, at, False
    for place in range(at, min(at + MOST_WORDS, len(words))):
        key = words[place].key
        if place > at and text[words[place - 1].end : words[place].start].strip(" \u00a0-\u200c"):
            break
        if language == "ar" and place > at and key[:1] == "و" and len(key) > 3:
            key = key[1:]
        is_and = place > at and key == key_of(AND.get(language, "")) and place + 1 < len(words)
        if is_and and _unit(words, place + 1, language) is not None:
            continue
        if is_teen:
            # The second word of “eleven”.
            is_teen, last = False, place + 1
            continue
        times = _table(TIMES.get(language, "")).get(key)
        small = _unit(words, place, language, key)
        is_teen = small is not None and language == "ar" and key in _arabic_teens()
        small = small + 10 if small is not None and is_teen else small
        if times is not None and (now or total or key in _alone(language)):
            now = max(now, 1) * times
            if times >= 1000:
                total, now = total + now, 0
        elif small is not None and (not now or small < _least(now)):
            now += small
        else:
            break
        last = place + 1
    value = total + now
    if last == at or not value:
        return None
    return Number(
        Decimal(value), at, last, words[at].start, words[last - 1].end, False, value >= 1000
    )


def _least(value: int) -> int:
    """What may follow: a number below the last round one, so that “two three” is not five."""
    return next((one for one in (1000, 100, 10) if value % one == 0), 0)


def _unit(words: list[Word], at: int, language: str, key: str = "") -> int | None:
    key = key or words[at].key
    if language == "ar":
        teens = _arabic_teens()
        if key in teens:
            following = words[at + 1].key if at + 1 < len(words) else ""
            return teens[key] if following in (key_of("عشر"), key_of("عشرة")) else None
        return _table(ARABIC).get(key)
    return _small(language).get(key)


@cache
def _alone(language: str) -> frozenset[str]:
    """Words for a hundred and more that are a number alone; “thousands” is none."""
    return frozenset(key_of(word) for word in ALONE.get(language, "").split())


@cache
def _arabic_teens() -> dict[str, int]:
    return {key_of(word): value for word, value in ARABIC_TEENS.items()}


@cache
def _small(language: str) -> dict[str, int]:
    units = UNITS.get(language, "").split()
    found = {key_of(word): value for value, word in enumerate(units, 1)}
    for value, word in enumerate(TENS.get(language, "").split(), 2):
        found[key_of(word)] = value * 10
    return found


@cache
def _table(listed: str) -> dict[str, int]:
    pairs = (one.partition(":") for one in listed.split())
    return {key_of(word): int(value) for word, _colon, value in pairs}
