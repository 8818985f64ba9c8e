"""What an English number counts: the noun behind it, what happened, or a total before it."""

from __future__ import annotations

import re

from tracker.editorial.intake import english_words as tables
from tracker.editorial.intake.counting import Counted, is_parted, printed
from tracker.editorial.intake.day_words import month_of
from tracker.editorial.intake.english_names import (
    is_address,
    is_age,
    is_measure,
    is_name,
    is_plural,
    is_rate,
)
from tracker.editorial.intake.hedges import hedge_before
from tracker.editorial.intake.number_words import Number
from tracker.editorial.intake.sentences import Sentence, Word
from tracker.editorial.intake.verbs import listed
from tracker.record.choices import Unit

# Entries of a menu that no space parts: “13 UnsolvedRights”.
_GLUED = re.compile("[a-z][A-Z][a-z]")
# Words of what is counted, and between a total and its number.
LONGEST = 5
FARTHEST = 9


def english(text: str, sentence: Sentence, number: Number) -> Counted | None:
    """What a number counts, if it is neither the name nor the measure of something."""
    words = sentence.words
    if is_rate(words, number) or is_name(text, sentence, number):
        return None
    if is_address(text, words, number):
        return None
    behind = words[number.last].key if number.last < len(words) else ""
    touches = bool(behind) and not text[number.end : words[number.last].start].strip(" \u00a0\n+")
    if touches and is_measure(words, number.last):
        return None
    found = None
    if touches:
        found = (
            _of_others(text, words, number)
            or _noun(text, sentence, number)
            or _happened(text, words, number)
        )
    return (
        found
        or _group(text, words, number)
        or _total(text, words, number)
        or _alone(text, words, number)
        or _thousands(text, words, number)
    )


def _noun(text: str, sentence: Sentence, number: Number) -> Counted | None:
    """The plural that ends what stands behind a number: “27 detention facilities”."""
    words, at = sentence.words, number.last
    while at < len(words) - 1 and words[at].key in listed(tables.MODIFIERS):
        at += 1
    if number.is_round and number.last - number.first == 1 and at == number.last:
        # “Scores victories”; “dozens of men” is told below.
        return None
    for place in range(at, min(at + LONGEST, len(words))):
        is_off = place > number.last and is_parted(text, words, place, words[place - 1].end)
        is_number = words[place].key[0].isdecimal() and text[words[place].start - 1] == "-"
        ends = is_measure(words, place) and not is_number
        if is_off or words[place].key in listed(tables.STOPS) or ends:
            return None
        if not is_plural(text, words, place):
            continue
        if _is_title(text, sentence, number, place) or _is_repeated(words, number, place):
            return None
        if _GLUED.search(text, words[at].start, words[place].end):
            return None
        over = _to_the_end(text, words, place + 1)
        said = printed(text, words, at, over)
        return Counted(number.start, words[over - 1].end, said, Unit.NUMBER, "counted-noun")
    return None


def _to_the_end(text: str, words: list[Word], over: int) -> int:
    """The end of “human rights groups” behind “rights”, and of “women and children”."""
    stops = listed(tables.STOPS)
    while over < len(words) and not is_parted(text, words, over, words[over - 1].end):
        if words[over].key in stops or not is_plural(text, words, over):
            break
        over += 1
    if over + 1 >= len(words) or words[over].key != "and" or not is_plural(text, words, over + 1):
        return over
    follows = words[over + 2].key if over + 2 < len(words) else ""
    is_alone = not follows or follows in stops
    is_off = bool(follows) and is_parted(text, words, over + 2, words[over + 1].end)
    return over + 2 if is_alone or is_off else over


def _is_title(text: str, sentence: Sentence, number: Number, at: int) -> bool:
    """“Two Sides” in the middle of a sentence, or in a heading."""
    if number.has_digits or not text[sentence.words[at].start].isupper():
        return False
    is_first = number.first == 0 and sentence.is_ended
    return text[number.start].isupper() and not is_first


def _is_repeated(words: list[Word], number: Number, at: int) -> bool:
    """“The two men” were told of before; “the two men killed” are told of here."""
    before = words[number.first - 1].key if number.first else ""
    behind = words[at + 1].key if at + 1 < len(words) else ""
    if behind in listed(tables.HAPPENED):
        return False
    return not number.has_digits and number.value <= 10 and before in ("the", "these", "those")


def _of_others(text: str, words: list[Word], number: Number) -> Counted | None:
    """“12 of the 27 detainees”, “nine out of ten prisoners”, “dozens of men”."""
    at = number.last
    at += words[at].key == "out"
    if at + 1 >= len(words) or words[at].key != "of":
        return None
    over, stops = at + 1, listed("the these those his her their its our my them us which whom")
    of_some = words[over].key in stops
    if number.is_round and not of_some:
        begin = over
    elif of_some or words[over].key[:1].isdecimal() or words[over].key in ("all", "every"):
        begin = number.last
    else:
        return None
    while over < len(words) and over < at + LONGEST + 2:
        key = words[over].key
        is_off = is_parted(text, words, over, words[over - 1].end)
        if is_off or (key in listed(tables.STOPS) and key not in stops and key != "a"):
            break
        if is_measure(words, over) and not key[:1].isdecimal():
            return None
        over += 1
        if key in listed(tables.THEM) or is_plural(text, words, over - 1):
            break
    if over == at + 1:
        return None
    last = words[over - 1].key
    if last not in listed(tables.THEM) and not is_plural(text, words, over - 1):
        return None
    said = printed(text, words, begin, over)
    rule = "round-word" if number.is_round else "counted-others"
    return Counted(number.start, words[over - 1].end, said, Unit.NUMBER, rule)


def _happened(text: str, words: list[Word], number: Number) -> Counted | None:
    """“27 were killed”, “12 more died”, “five dead”."""
    at = number.last
    while at < len(words) - 1 and words[at].key in listed(tables.MODIFIERS):
        at += 1
    has_verb = words[at].key in listed(tables.COUNTED_VERBS)
    at += has_verb
    while at < len(words) - 1 and words[at].key in listed(tables.BETWEEN_VERBS):
        at += 1
    if at >= len(words) or is_age(text, words, number):
        return None
    key = words[at].key
    happened = key in listed(tables.HAPPENED) or key in listed(tables.DID)
    is_told = has_verb and key.endswith(("ed", "en", "ing"))
    if not happened and not is_told:
        return None
    return Counted(number.start, words[at].end, "", Unit.NUMBER, "counted-verb")


def _group(text: str, words: list[Word], number: Number) -> Counted | None:
    """“A crowd of 300”, “a town of nearly 5,000”."""
    first = hedge_before(text, words, number, "en").first
    if first < 2 or words[first - 1].key != "of" or not _ends(text, words, number):
        return None
    said = words[first - 2].key
    is_group = said in listed(tables.GROUPS)
    return (
        Counted(number.start, number.end, said, Unit.NUMBER, "counted-before") if is_group else None
    )


def _total(text: str, words: list[Word], number: Number) -> Counted | None:
    """“The number of deaths rose to 56”, “a population of 3,000”."""
    first = hedge_before(text, words, number, "en").first
    for at in range(first - 1, max(-1, first - FARTHEST), -1):
        if is_parted(text, words, at + 1, words[at].end):
            return None
        if words[at].key in listed(tables.TOTALS):
            break
        is_between = words[at].key in listed(tables.TO_TOTAL) or month_of(words[at].key, "en")
        if not is_between and not _is_of(words, at):
            return None
    else:
        return None
    behind = words[number.last].key if number.last < len(words) else ""
    if at + 1 >= first or (behind in listed(tables.MEASURES)):
        return None
    is_named = at > 0 and words[at].key == "toll" and words[at - 1].key == "death"
    said = printed(text, words, at - is_named, at + 1)
    if words[at + 1].key == "of" and at + 2 < first:
        over = next(
            (n for n in range(at + 2, first) if words[n].key in listed(tables.TO_TOTAL)), first
        )
        said = printed(text, words, at + 2, over)
    return Counted(number.start, number.end, said, Unit.NUMBER, "counted-before")


def _is_of(words: list[Word], at: int) -> bool:
    """Whether a word is of those that “number of” is followed by."""
    return any(
        words[place].key == "of" and words[place - 1].key in listed(tables.TOTALS)
        for place in range(max(1, at - 3), at)
    )


def _alone(text: str, words: list[Word], number: Number) -> Counted | None:
    """“Killing 27 and wounding 30”: a number without a noun, behind what was done."""
    first = hedge_before(text, words, number, "en").first
    if not first or is_parted(text, words, first, words[first - 1].end):
        return None
    if words[first - 1].key not in listed(tables.DONE_TO):
        return None
    if not _ends(text, words, number):
        return None
    return Counted(number.start, number.end, "", Unit.NUMBER, "counted-verb")


def _thousands(text: str, words: list[Word], number: Number) -> Counted | None:
    """“PACT is to convert 62,000.”: what is counted was named before."""
    is_large = number.is_grouped and number.has_digits and number.value >= 1000
    if not is_large or not number.first or not _ends(text, words, number):
        return None
    return Counted(number.start, number.end, "", Unit.NUMBER, "counted-alone")


def _ends(text: str, words: list[Word], number: Number) -> bool:
    """Whether no noun follows a number."""
    at = number.last
    is_end = at >= len(words) or words[at].key in listed(tables.ENDS)
    return is_end or is_parted(text, words, at, number.end)
