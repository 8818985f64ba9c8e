"""Numbers of something counted, with how sure the text is of them and what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from tracker.editorial.intake import figure_words as tables
from tracker.editorial.intake.counted import counted_by, is_a_name
from tracker.editorial.intake.counting import Counted
from tracker.editorial.intake.english_words import MEASURES
from tracker.editorial.intake.hedges import hedge_before, hedge_behind
from tracker.editorial.intake.money import CURRENCY
from tracker.editorial.intake.number_words import Number, as_its_pair, number_at, pair_at
from tracker.editorial.intake.sentences import Sentence, Word
from tracker.editorial.intake.suggestion import Kind, Suggestion
from tracker.editorial.intake.verbs import listed
from tracker.editorial.numbers import bounds, plain
from tracker.record.choices import Qualifier

# Between two numbers; “10 per cent to 15 per cent” says its unit twice.
_SHARE = "[%٪]|per ?cent|لەسەد|لە سەد|في المئة|في المائة|بالمئة|بالمائة|ji sedî"
_TO = "[–—-]|to|and|or|إلى|و|أو|تا|بۆ|یان|heta|û|an"
_RANGE = re.compile(rf"\s*(?:{_SHARE})?\s*(?:{_TO})\s*(?:نحو)?\s*[$€£¥₺]?\s*\Z")
_AND = frozenset(("and", "و", "û"))
_SIGNS = f"{CURRENCY}%٪"


def figures(text: str, sentences: Sequence[Sentence]) -> Iterator[Suggestion]:
    """The figures of some sentences; none in a language whose words for “about” are not known.

    Where a number was said of something with “over” or “about”, the bare number said once more of
    the same is no other figure.
    """
    unsure: set[tuple[str, str]] = set()
    for sentence in sentences:
        if not sentence.language:
            continue
        for number, other in _numbers(text, sentence):
            counted = counted_by(text, sentence, other or number)
            if counted is None or (other and is_a_name(text, sentence.words, number)):
                continue
            found = _figure(text, sentence, number, other, counted)
            said = (f"{number.value}", counted.population)
            if found.what["qualifier"] != Qualifier.EXACT:
                unsure.add(said)
            if said not in unsure or found.what["qualifier"] != Qualifier.EXACT:
                yield found


def _numbers(text: str, sentence: Sentence) -> Iterator[tuple[Number, Number | None]]:
    """The numbers of a sentence in their order, each with the one to which it goes."""
    at, words = 0, sentence.words
    while at < len(words):
        pair = pair_at(text, words, at, sentence.language)
        number = pair[0] if pair else number_at(text, words, at, sentence.language)
        if number is None:
            at += 1
            continue
        other = pair[1] if pair else _range(text, words, number, sentence.language)
        if other and not pair:
            number = as_its_pair(number, other)
        yield number, other
        at = (other or number).last


def _range(text: str, words: list[Word], number: Number, language: str) -> Number | None:
    """The number to which another one goes: “10 to 20”, “between 10 and 20”."""
    for at in (number.last, number.last + 1):
        if at >= len(words) or (other := number_at(text, words, at, language)) is None:
            continue
        gap = text[number.end : other.start]
        is_and = gap.strip() in _AND
        before = words[number.first - 1].key if number.first else ""
        if not _RANGE.match(gap) or (is_and and before not in listed(tables.BETWEEN)):
            return None
        return other if other.value > number.value else None
    return None


def _figure(
    text: str, sentence: Sentence, number: Number, other: Number | None, counted: Counted
) -> Suggestion:
    words, last = sentence.words, other or number
    end = max(counted.end, last.end)
    hedge = hedge_before(text, words, number, sentence.language)
    qualifier, start = hedge.qualifier, min(hedge.start, _with_sign(text, number.start))
    if qualifier is None:
        behind = next((n for n, one in enumerate(words) if one.start >= end), len(words))
        qualifier, over = hedge_behind(words, behind, sentence.language)
        end = words[over - 1].end if qualifier is not None else end
    start = min(start, counted.start)
    if other is not None:
        qualifier = Qualifier.RANGE
        if number.first and words[number.first - 1].key in listed(tables.BETWEEN):
            start = words[number.first - 1].start
    end = _past_rate(text, words, end, sentence.language)
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
        "counted-others": _("A number of those that are named behind it."),
        "counted-verb": _("A number of people to whom something happened."),
        "counted-alone": _("A number in thousands; the text names before it what it counts."),
        "round-word": _("A round word: the lowest number that it can mean."),
        "percent": _("A share in per cent."),
        "money": _("A sum of money."),
    }
    return Suggestion(Kind.FIGURE, start, end, what, whys[counted.rule], counted.rule)


def _with_sign(text: str, start: int) -> int:
    """Where a number begins with the sign of its money, or of per cent as Kurdish has it."""
    before = text[max(0, start - 3) : start]
    if not before or before[-1] not in _SIGNS:
        return start
    return start - 3 if before[:2] == "US" else start - 1


def _past_rate(text: str, words: list[Word], end: int, language: str) -> int:
    """Past “an hour”, “a week”, “per month”."""
    behind = next((n for n, one in enumerate(words) if one.start >= end), len(words))
    said = [one.key for one in words[behind : behind + 2]]
    is_rate = len(said) == 2 and said[0] in ("a", "an", "per", "each")
    if language != "en" or not is_rate or said[1] not in listed(MEASURES):
        return end
    return end if text[end : words[behind].start].strip() else words[behind + 1].end
