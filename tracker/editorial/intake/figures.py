"""Numbers of something counted, with how sure the text is of them and what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from tracker.editorial.intake import figure_words as tables
from tracker.editorial.intake.counted import CURRENCY, Counted, counted_by, is_a_name, past_rate
from tracker.editorial.intake.number_words import Number, number_at
from tracker.editorial.intake.sentences import Sentence, Word
from tracker.editorial.intake.suggestion import Kind, Suggestion
from tracker.editorial.intake.verbs import listed
from tracker.editorial.numbers import bounds, plain
from tracker.record.choices import Qualifier

_RANGE = re.compile(r"\s*(?:[–—-]|to|and|إلى|و|تا|heta|û)\s*[$€£¥₺]?\s*\Z")


def figures(text: str, sentences: Sequence[Sentence]) -> Iterator[Suggestion]:
    """The figures of some sentences; none in a language whose words for “about” are not known.

    Where a number was said of something with “over” or “about”, the bare number said once more of
    the same is no other figure.
    """
    unsure: set[tuple[str, str]] = set()
    for sentence in sentences:
        if not sentence.language:
            continue
        at, words = 0, sentence.words
        while at < len(words):
            number = number_at(text, words, at, sentence.language)
            if number is None:
                at += 1
                continue
            other = _range(text, words, number, sentence.language)
            last = other or number
            counted = counted_by(text, sentence, last)
            if counted is not None and not is_a_name(text, words, number):
                found = _figure(text, sentence, number, other, counted)
                said = (f"{number.value}", counted.population)
                if found.what["qualifier"] != Qualifier.EXACT:
                    unsure.add(said)
                if said not in unsure or found.what["qualifier"] != Qualifier.EXACT:
                    yield found
            at = last.last


def _range(text: str, words: list[Word], number: Number, language: str) -> Number | None:
    """The number to which another one goes: “10 to 20”, “between 10 and 20”."""
    for at in (number.last, number.last + 1):
        if at >= len(words) or (other := number_at(text, words, at, language)) is None:
            continue
        gap = text[number.end : other.start]
        is_and = re.search(r"and|و|û", gap) is not None
        before = words[number.first - 1].key if number.first else ""
        if not _RANGE.match(gap) or (is_and and before not in listed(tables.BETWEEN)):
            return None
        return other if other.value > number.value else None
    return None


def _figure(
    text: str, sentence: Sentence, number: Number, other: Number | None, counted: Counted
) -> Suggestion:
    words, last = sentence.words, other or number
    start, end = _with_sign(text, number.start), max(counted.end, last.end)
    qualifier, first = _qualifier_before(words, number.first, sentence.language)
    if qualifier is not None and _touches(text, words, number.first):
        start = words[first].start + _and(words[first].key, qualifier, sentence.language)
    else:
        behind = next((n for n, one in enumerate(words) if one.start >= end), len(words))
        qualifier, over = _qualifier_behind(words, behind, sentence.language)
        end = words[over - 1].end if qualifier is not None else end
    start = min(start, counted.start)
    if other is not None:
        qualifier = Qualifier.RANGE
        if number.first and words[number.first - 1].key in listed(tables.BETWEEN):
            start = words[number.first - 1].start
    end = past_rate(text, words, end, sentence.language)
    qualifier = qualifier or Qualifier.EXACT
    low, high = bounds(qualifier, number.value) if other is None else (number.value, other.value)
    what = {
        "number": text[_with_sign(text, number.start) : max(last.end, counted.end)].strip(),
        "qualifier": qualifier.value,
        "unit": counted.unit.value,
        "low": "" if low is None else plain(low),
        "high": "" if high is None else plain(high),
        "population": counted.population,
    }
    whys = {
        "counted-noun": _("A number before what it counts."),
        "counted-before": _("A number behind “the number of”."),
        "counted-verb": _("A number of people to whom something happened."),
        "percent": _("A share in per cent."),
        "money": _("A sum of money."),
    }
    return Suggestion(Kind.FIGURE, start, end, what, whys[counted.rule], counted.rule)


def _with_sign(text: str, start: int) -> int:
    """Where a number begins with the sign of its money, or of per cent as Kurdish has it."""
    before = text[max(0, start - 1) : start]
    return start - 1 if before and before in f"{CURRENCY}%٪" else start


def _qualifier_before(words: list[Word], at: int, language: str) -> tuple[Qualifier | None, int]:
    for phrase, qualifier in tables.phrases(language):
        first = at - len(phrase)
        if first < 0:
            continue
        said = tuple(one.key for one in words[first:at])
        # An Arabic “and” is written as one with the next word.
        if said == phrase or (language == "ar" and said == (f"و{phrase[0]}", *phrase[1:])):
            return qualifier, first
    return None, at


def _and(key: str, qualifier: Qualifier, language: str) -> int:
    """How many letters of a qualifier's first word are an “and” before it."""
    known = {phrase[0] for phrase, one in tables.phrases(language) if one == qualifier}
    return int(language == "ar" and key not in known)


def _qualifier_behind(words: list[Word], at: int, language: str) -> tuple[Qualifier | None, int]:
    for phrase, qualifier in tables.phrases(language, is_behind=True):
        if tuple(one.key for one in words[at : at + len(phrase)]) == phrase:
            return qualifier, at + len(phrase)
    return None, at


def _touches(text: str, words: list[Word], at: int) -> bool:
    """Whether nothing but white space parts a qualifier from its number."""
    gap = text[words[at - 1].end : words[at].start]
    return not gap.strip(f" \u00a0\n{CURRENCY}")
