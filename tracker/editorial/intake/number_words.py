"""Numbers in digits and written out, in the four languages."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from tracker.editorial.intake import number_names as names
from tracker.editorial.intake.phrase_tables import phrase_at
from tracker.editorial.intake.sentences import Word, key_of

# A telephone's number has more groups before it.
_GROUPS = r"(?:\d{1,3}(?:[,٬\u00a0\u202f\u2009]\d{3})+|(?<!\d )\d{1,3}(?: \d{3})+)(?!\d)"
# Dots set thousands apart where they cannot be decimals: “56.000 kes”, but “1.234” in English.
_DOTTED = r"\d{1,3}(?:\.\d{3})+(?!\d)"
_BEFORE = r"(?<![\w.,:×/\-–°#@+])(?:(?<!\w)(?:ال|[وفبلك])?ـ?)?(?!0\d)"
_DECIMALS = r"([.,٫]\d{1,2})?"
# Not within a word, an address, a time, a day or a sign such as 38°.
_BEHIND = r"(?![\w:/°@×]|[.,]\d|-\w)"
_SUFFIX = "(mn|m|bn|tn|k)?"
_DIGITS = {
    True: re.compile(rf"{_BEFORE}({_GROUPS}|\d{{1,12}}){_DECIMALS}{_SUFFIX}{_BEHIND}", re.I),
    False: re.compile(rf"{_BEFORE}({_DOTTED}|{_GROUPS}|\d{{1,12}}){_DECIMALS}(){_BEHIND}"),
}
# “10–15”: the second of two numbers with a dash between them.
_PAIR = re.compile(rf"{_BEFORE}({_GROUPS}|\d{{1,9}})()()[-–—](?={_GROUPS}|\d)")
_SECOND = re.compile(rf"({_GROUPS}|\d{{1,9}})()(){_BEHIND}(?![-–—]\w)")
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
    # What a word such as “thousand” multiplied it by.
    times: int = 1
    # “Dozens”: the value is the lowest that it can mean.
    is_round: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it may be one."""
        is_bare = self.has_digits and not self.is_grouped
        return is_bare and self.value == int(self.value) and 1500 <= self.value <= 2100


def number_at(text: str, words: list[Word], at: int, language: str) -> Number | None:
    """The number that begins with a word, or None."""
    start = words[at].start
    whole = _DIGITS[language == "en"].match(text, start) if text[start].isalnum() else None
    if whole is not None and "/" in (
        text[max(0, start - 2) : start].strip()[-1:],
        text[whole.end() :][:2].strip()[:1],
    ):
        # “9 / 9” is a day.
        return None
    if whole is not None:
        return _in_digits(text, words, at, language, whole)
    number = (
        _round(words, at, language)
        or _article(text, words, at, language)
        or _written_out(text, words, at, language)
    )
    return _with_rest(text, words, number, language) if number else None


def pair_at(text: str, words: list[Word], at: int, language: str) -> tuple[Number, Number] | None:
    """The two numbers of “10–15” that begin with a word, or None."""
    first = _PAIR.match(text, words[at].start) if text[words[at].start].isalnum() else None
    second = _SECOND.match(text, first.end()) if first else None
    if first is None or second is None:
        return None
    low = _in_digits(text, words, at, "", first)
    high = _in_digits(text, words, at, language, second)
    if low.is_year or low.value >= high.value:
        return None
    return as_its_pair(low, high), high


def as_its_pair(low: Number, high: Number) -> Number:
    """The first of “10 to 15 million” is in millions too."""
    if low.times == 1 and high.times > 1 and low.value * high.times < high.value:
        return low._replace(value=low.value * high.times)
    return low


def _in_digits(
    text: str, words: list[Word], at: int, language: str, whole: re.Match[str]
) -> Number:
    value, last = _value(whole), at + 1
    while last < len(words) and words[last].start < whole.end():
        last += 1
    is_grouped = whole.end(1) - whole.start(1) > len(str(int(value)))
    number = Number(value, at, last, whole.start(1), whole.end(), True, is_grouped)
    suffix = names.SUFFIXES.get((whole[3] or "").lower())
    times = suffix or _times(words, last, language)
    if times is None:
        return number
    over = last if suffix else last + 1
    end = whole.end() if suffix else words[last].end
    number = number._replace(value=value * times, last=over, end=end, is_grouped=True, times=times)
    return _with_rest(text, words, number, language)


def _value(found: re.Match[str]) -> Decimal:
    digits = "".join(str(unicodedata.decimal(one)) for one in found[1] if one.isdecimal())
    decimals = "".join(str(unicodedata.decimal(one)) for one in found[2] or "" if one.isdecimal())
    return Decimal(f"{digits}.{decimals}" if decimals else digits)


def _times(words: list[Word], at: int, language: str) -> int | None:
    return names.times(language).get(words[at].key) if at < len(words) else None


def _with_rest(text: str, words: list[Word], number: Number, language: str) -> Number:
    """With what is added behind a thousand: “11 thousand and 500”, in digits or in words."""
    sign, at = key_of(names.AND.get(language, "")), number.last
    least = number.times if number.times > 1 else _least(int(number.value))
    if language == "en" or least < 100 or at >= len(words) or number.is_round:
        return number
    if words[at].key == sign and at + 1 < len(words):
        rest = number_at(text, words, at + 1, language)
    elif (language == "ar" and words[at].key[:1] == sign) or words[at].key.isdecimal():
        rest = number_at(text, words, at, language)
    else:
        return number
    between = text[number.end : rest.start] if rest else ""
    if rest is None or rest.value >= least or len(between.strip()) > 1:
        return number
    value = number.value + rest.value
    return number._replace(value=value, last=rest.last, end=rest.end, times=1)


def _round(words: list[Word], at: int, language: str) -> Number | None:
    """“Dozens”, “tens of thousands”."""
    for phrase, value in names.rounds(language):
        if tuple(one.key for one in words[at : at + len(phrase)]) == phrase:
            last = at + len(phrase)
            start, end = words[at].start, words[last - 1].end
            return Number(Decimal(value), at, last, start, end, False, True, 1, True)
    return None


def _article(text: str, words: list[Word], at: int, language: str) -> Number | None:
    """“A hundred”, “a dozen”, “half a million”."""
    over, times = phrase_at(words, at, names.HALF.get(language, "")), names.times(language)
    if over and over < len(words) and words[over].key in times:
        value = Decimal(times[words[over].key]) / 2
        return Number(value, at, over + 1, words[at].start, words[over].end, False, True)
    keys = [one.key for one in words[at : at + 2]]
    if language != "en" or len(keys) < 2 or keys[0] not in ("a", "an") or keys[1] not in times:
        return None
    number = _written_out(text, words, at + 1, language, 1)
    return number._replace(first=at, start=words[at].start) if number else None


def _written_out(
    text: str, words: list[Word], at: int, language: str, now: int = 0
) -> Number | None:
    total, last, is_teen = 0, at, False
    for place in range(at, min(at + MOST_WORDS, len(words))):
        key = words[place].key
        if place > at and text[words[place - 1].end : words[place].start].strip(" \u00a0-\u200c"):
            break
        if language == "ar" and key[:1] == "و" and len(key) > 3:
            key = key[1:]
        is_and = place > at and key == key_of(names.AND.get(language, ""))
        if (
            is_and
            and place + 1 < len(words)
            and _unit(text, words, place + 1, language) is not None
        ):
            continue
        if is_teen:
            # The second word of “eleven”.
            is_teen, last = False, place + 1
            continue
        times = names.times(language).get(key)
        small = _unit(text, words, place, language, key)
        is_teen = small is not None and language == "ar" and key in names.arabic_teens()
        small = small + 10 if small is not None and is_teen else small
        if times is not None and (now or total or key in names.alone(language)):
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
    start, end = words[at].start, words[last - 1].end
    return Number(Decimal(value), at, last, start, end, False, value >= 1000)


def _least(value: int) -> int:
    """What may follow: a number below the last round one, so that “two three” is not five."""
    return next((one for one in (10**9, 10**6, 1000, 100, 10) if value % one == 0), 0)


def _unit(text: str, words: list[Word], at: int, language: str, key: str = "") -> int | None:
    key = key or words[at].key
    spelt = names.SPELT.get(language, {}).get(text[words[at].start : words[at].end].casefold())
    if spelt is not None:
        return spelt or None
    if language == "ar":
        teens = names.arabic_teens()
        if key in teens:
            following = words[at + 1].key if at + 1 < len(words) else ""
            return teens[key] if following in (key_of("عشر"), key_of("عشرة")) else None
        return names.arabic().get(key)
    return names.small(language).get(key)
