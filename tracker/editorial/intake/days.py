"""Dates of a text in EDTF: those that it writes out, and those it reckons from its own day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from tracker.editorial.intake import day_words as tables
from tracker.editorial.intake.english_words import PLURALS
from tracker.editorial.intake.sentences import Sentence, Word
from tracker.editorial.intake.suggestion import Kind, Suggestion
from tracker.editorial.intake.verbs import listed
from tracker.record.dates import DateError, parse

# Of no language: 2024-04-17, 2024/04/17, 17.04.2024. With slashes the day may be the second.
_WRITTEN = re.compile(
    r"(?<![\w./:-])(?:(?P<y>[12]\d{3})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>[12]\d{3}))(?![\w/:]|-\d|\.\d)",
)
# 1500 to 2099.
_YEAR = re.compile(r"(1[5-9]|20)\d\d\Z")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|ê|e|ی|an|yê)?\Z")
_WORD_AND_YEAR = re.compile(r"([^\W\d_]+)((?:1[5-9]|20)\d\d)\Z")
# A day of a month whose year is not said is the nearest one.
HALF_A_YEAR = 183


class _Read(NamedTuple):
    """A date that begins at a word: past which word it goes, and what it is."""

    last: int
    edtf: str
    rule: str
    is_inferred: bool = False
    # Characters of the text, where they are not those of the words.
    start: int = -1


def days(text: str, sentences: Sequence[Sentence], own: date | None) -> Iterator[Suggestion]:
    """The dates of some sentences; `own` is the day of the text, None where it is not known."""
    for sentence in sentences:
        yield from _written(text, sentence)
        at, words = 0, sentence.words
        while at < len(words):
            read = _read(text, sentence, at, own)
            if read is None or not _is_date(read.edtf):
                at += 1
                continue
            start = words[at].start if read.start < 0 else read.start
            yield _suggestion(start, words[read.last - 1].end, read, own)
            at = read.last


def _suggestion(start: int, end: int, read: _Read, own: date | None) -> Suggestion:
    what = {"edtf": read.edtf, "inferred": "yes" if read.is_inferred else ""}
    whys = {
        "day-written": _("A date as the text has it."),
        "month-and-year": _("A month as the text has it."),
        "year": _("A year as the text has it."),
        "weekday": _("Reckoned from the text's own day, %(own)s: the last such day before it."),
        "day-without-year": _("Reckoned from the text's own day, %(own)s: the nearest such day."),
        "near-day": _("Reckoned from the text's own day, %(own)s."),
        "near-span": _("Reckoned from the text's own day, %(own)s."),
    }
    why = whys[read.rule] % {"own": own.isoformat() if own else ""}
    return Suggestion(Kind.DATE, start, end, what, why, read.rule)


def _is_date(edtf: str) -> bool:
    try:
        parse(edtf)
    except DateError:
        return False
    return True


def _written(text: str, sentence: Sentence) -> Iterator[Suggestion]:
    for found in _WRITTEN.finditer(text, sentence.start, sentence.end):
        year, month, day = (_digits(found[name] or found[f"{name}2"]) for name in ("y", "m", "d"))
        edtf = f"{year:04}-{month:02}-{day:02}"
        if _is_date(edtf):
            yield _suggestion(*found.span(), _Read(0, edtf, "day-written"), None)


def _read(text: str, sentence: Sentence, at: int, own: date | None) -> _Read | None:
    words, language = sentence.words, sentence.language
    if not language:
        return _day_month_year(text, words, at, language, None, sentence)
    return (
        _day_month_year(text, words, at, language, own, sentence)
        or _month_year(text, words, at, language)
        or _year(text, words, at, language)
        or (_weekday(text, sentence, at, own) if own else None)
        or (_near(text, sentence, at, own) if own else None)
    )


def _day_month_year(
    text: str, words: list[Word], at: int, language: str, own: date | None, sentence: Sentence
) -> _Read | None:
    """“17 April 2024”, “April 17, 2024”; without a year the nearest, if the text has a day."""
    first = at
    if language == "en" and tables.month_of(words[at].key, language):
        # The month is first.
        month, day = _month(text, words, at, language), _day(words, at + 1)
        last = at + 2
        if at + 1 < len(words) and text[words[at].end : words[at + 1].start].strip(" .\u00a0"):
            return None
    else:
        day, last = _day(words, at), at + 1
        if last < len(words) and words[last].key in listed("of من ی"):
            last += 1
        month = _month(text, words, last, language) if last < len(words) else 0
        last += 1
        if month and text[words[at].end : words[last - 1].start].strip(" .،ofمن\u00a0يی"):
            return None
    if not month or not day:
        return None
    glued = _WORD_AND_YEAR.match(_plain_digits(text[words[last - 1].start : words[last - 1].end]))
    if glued:
        return _Read(
            last, f"{glued[2]}-{month:02}-{day:02}", "day-written", start=words[first].start
        )
    over = _past_other_name(text, words, last, language)
    year = _year_at(text, words, over, ", .،\u00a0")
    if year:
        return _Read(over + 1, f"{year}-{month:02}-{day:02}", "day-written")
    if (
        own is None
        or _is_to_come(sentence)
        or (language == "en" and not _is_day_of(text, words, at))
    ):
        return None
    nearest = _nearest(own, month, day)
    return _Read(last, nearest.isoformat(), "day-without-year", True) if nearest else None


def _is_day_of(text: str, words: list[Word], at: int) -> bool:
    """Whether a day and a month are not “5 may” of another sentence: the month has its capital."""
    return any(
        text[one.start].isupper() and tables.month_of(one.key, "en") for one in words[at : at + 3]
    )


def _nearest(own: date, month: int, day: int) -> date | None:
    found = []
    for year in (own.year - 1, own.year, own.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    near = [one for one in found if abs((one - own).days) <= HALF_A_YEAR]
    return min(near, key=lambda one: abs((one - own).days), default=None)


def _month_year(text: str, words: list[Word], at: int, language: str) -> _Read | None:
    month = _month(text, words, at, language)
    if not month:
        return None
    glued = _WORD_AND_YEAR.match(_plain_digits(text[words[at].start : words[at].end]))
    if glued:
        return _Read(at + 1, f"{glued[2]}-{month:02}", "month-and-year")
    over = _past_other_name(text, words, at + 1, language)
    year = _year_at(text, words, over, ", .\u00a0")
    return _Read(over + 1, f"{year}-{month:02}", "month-and-year") if year else None


def _year(text: str, words: list[Word], at: int, language: str) -> _Read | None:
    """A year behind “in” or “since”: four digits alone may be a number."""
    if not at or words[at - 1].key not in listed(tables.BEFORE_YEAR[language]):
        return None
    year = _year_at(text, words, at, " \u00a0")
    following = words[at + 1].key if at + 1 < len(words) else ""
    gap = text[words[at].end : words[at + 1].start] if following else "."
    is_noun = following in listed(PLURALS) or (following.endswith("s") and len(following) > 3)
    is_number = language == "en" and not gap.strip() and is_noun
    return None if not year or is_number else _Read(at + 1, year, "year")


def _weekday(text: str, sentence: Sentence, at: int, own: date) -> _Read | None:
    words, language = sentence.words, sentence.language
    number = tables.weekday_of(words[at].key, language)
    if not number or _is_to_come(sentence) or not sentence.is_ended:
        return None
    if language == "en" and not text[words[at].start].isupper():
        return None
    before = words[at - 1].key if at else ""
    following = words[at + 1].key if at + 1 < len(words) else ""
    is_part = following in listed(tables.PARTS_OF_DAY)
    is_behind_verb = language == "en" and before.endswith("ed")
    if before not in listed(tables.BEFORE_WEEKDAY[language]) and not is_part and not is_behind_verb:
        return None
    last = before in ("last", "past") or following in listed("الماضي الماضية ڕابردوو borî")
    back = (own.isoweekday() - number) % 7 or (7 if last else 0)
    edtf = (own - timedelta(days=back)).isoformat()
    return _Read(at + 1 + is_part, edtf, "weekday", True)


def _near(text: str, sentence: Sentence, at: int, own: date) -> _Read | None:
    words, language = sentence.words, sentence.language
    if not sentence.is_ended:
        return None
    found = tables.near(language).get(words[at].key)
    is_whose = text[words[at].end : words[at].end + 2] in ("’s", "'s")
    if found is not None and not is_whose and not sentence.is_quoted(words[at].start):
        return _Read(at + 1, (own + timedelta(days=found)).isoformat(), "near-day", True)
    for phrase, unit, many in tables.spans(language):
        if tuple(one.key for one in words[at : at + len(phrase)]) == phrase:
            year, month = own.year, own.month + (many if unit == "month" else 0)
            year += (many if unit == "year" else 0) - (month < 1)
            edtf = f"{year}" if unit == "year" else f"{year}-{month or 12:02}"
            return _Read(at + len(phrase), edtf, "near-span", True)
    return None


def _is_to_come(sentence: Sentence) -> bool:
    shut = listed(tables.TO_COME[sentence.language])
    return any(one.key in shut for one in sentence.own_words())


def _month(text: str, words: list[Word], at: int, language: str) -> int:
    if at >= len(words):
        return 0
    key = words[at].key
    glued = _WORD_AND_YEAR.match(key)
    month = tables.month_of(glued[1] if glued else key, language)
    # “May” and “march” are words, too.
    return month if language != "en" or text[words[at].start].isupper() else 0


def _past_other_name(text: str, words: list[Word], at: int, language: str) -> int:
    """Past the other name of an Arabic month: “نيسان/أبريل”; and an “of the year”."""
    if at < len(words) and language == "ar" and tables.month_of(words[at].key, language):
        at += text[words[at - 1].end : words[at].start].strip() in ("/", "(", "-")
    if at < len(words) and words[at].key in listed("سنة عام من ساڵی sala"):
        at += 1
    return at


def _year_at(text: str, words: list[Word], at: int, between: str) -> str:
    if at >= len(words) or (at and text[words[at - 1].end : words[at].start].strip(between)):
        return ""
    key = _plain_digits(words[at].key).removesuffix("an").removesuffix("ی")
    return key if _YEAR.match(key) else ""


def _day(words: list[Word], at: int) -> int:
    # An Arabic “and” is written as one with the number.
    key = words[at].key.removeprefix("و") if at < len(words) else ""
    found = _DAY.match(_plain_digits(key))
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else 0


def _digits(text: str) -> int:
    return int(_plain_digits(text))


def _plain_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(one, one)) for one in text)
