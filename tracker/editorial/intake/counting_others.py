"""What an Arabic or Kurdish number counts: what stands behind it, or a number of something."""

from __future__ import annotations

from tracker.editorial.intake import figure_words as tables
from tracker.editorial.intake import number_names as names
from tracker.editorial.intake.counting import Counted, is_parted, printed
from tracker.editorial.intake.day_words import BEFORE_YEAR, month_of
from tracker.editorial.intake.hedges import hedge_before
from tracker.editorial.intake.number_words import Number
from tracker.editorial.intake.phrase_tables import phrase_at, phrase_before
from tracker.editorial.intake.sentences import Word
from tracker.editorial.intake.verbs import listed
from tracker.record.choices import Qualifier, Unit

# Words between “number of” and the number.
LONGEST = 9


def arabic_or_kurdish(
    text: str, words: list[Word], number: Number, language: str
) -> Counted | None:
    """What a number counts, if it is neither a year, a rate nor an ordinal."""
    if _is_rate(words, number, language):
        return None
    if language == "ar" and _is_ordinal(text, words, number):
        return None
    if language == "kmr" and number.is_year and _is_counted(words, number):
        return _noun(text, words, number, "kmr") or _number_of(text, words, number, "kmr")
    if number.is_year and not are_people(text, words, number, language):
        is_said = words[number.first - 1].key in listed(BEFORE_YEAR[language])
        return None if is_said else _number_of(text, words, number, language)
    return (
        _of_others(text, words, number, language)
        or _noun(text, words, number, language)
        or _number_of(text, words, number, language)
        or _happened(text, words, number, language)
        or _thousands(words, number, language)
    )


def _is_counted(words: list[Word], number: Number) -> bool:
    """Whether a Kurmanji number has not the words before it that a year has."""
    at = number.first - 1
    before = words[at].key if at >= 0 else ""
    is_dated = before in listed(BEFORE_YEAR["kmr"]) or month_of(before, "kmr") > 0
    return not is_dated and not before.isdecimal()


def are_people(text: str, words: list[Word], number: Number, language: str) -> bool:
    """Whether people are counted by what else were a year, or there are more than so many."""
    behind = words[number.last].key if number.last < len(words) else ""
    before = words[number.first - 1].key if number.first else ""
    if before in listed(BEFORE_YEAR[language]):
        return False
    hedged = hedge_before(text, words, number, language).qualifier
    return behind in listed(tables.PEOPLE) or hedged in (Qualifier.MORE_THAN, Qualifier.AT_LEAST)


def _is_rate(words: list[Word], number: Number, language: str) -> bool:
    """“Of every 100,000”; in Kurmanji also “two of three”."""
    if phrase_before(words, number.first, tables.RATES[language]) >= 0:
        return True
    at = number.first - 2
    is_of = language == "kmr" and at >= 0 and words[at + 1].key == "ji"
    return is_of and (words[at].key.isdecimal() or words[at].key in names.small("kmr"))


def _thousands(words: list[Word], number: Number, language: str) -> Counted | None:
    """“30 thousand are treated”: what is counted was named before."""
    behind = words[number.last].key if number.last < len(words) else ""
    if not number.is_grouped or number.value < 1000 or _is_measure(behind, language):
        return None
    return Counted(number.start, number.end, "", Unit.NUMBER, "counted-alone")


def _noun(text: str, words: list[Word], number: Number, language: str) -> Counted | None:
    """In Arabic and Kurdish what is counted stands right behind."""
    at = _past_ending(text, words, number) if language == "kmr" else number.last
    over = words[at - 1].end if at > number.last else number.end
    if at >= len(words) or text[over : words[at].start].strip(" \u00a0\n+"):
        return None
    if number.value != int(number.value) and not number.is_grouped:
        # 3.3 of a scale, a rate.
        return None
    key = words[at].key
    is_other = _is_measure(key, language) or key in listed(tables.STOPS[language])
    if is_other or len(key) < 2 or any(char.isdecimal() for char in key):
        return None
    said = text[words[at].start : words[at].end]
    is_name = len(said) > 1 and said.isupper()
    # In Arabic no noun behind a number in digits has an article: “Channel 14 the Hebrew”.
    if is_name or (language == "ar" and number.has_digits and key.startswith("ال")):
        return None
    over = at + 1
    if language == "ar" and key[0] == "و" and _is_clause(words, at):
        return None
    if language == "ar" and over < len(words) and _agrees(text, words, at):
        over += 1
    said = printed(text, words, at, over)
    return Counted(number.start, words[over - 1].end, said, Unit.NUMBER, "counted-noun")


def _is_measure(key: str, language: str) -> bool:
    """Whether a word says how long or how far, with any ending of its case."""
    if key in listed(tables.MEASURES[language]):
        return True
    stems, endings = tables.STEMS.get(language, ""), tables.ENDINGS.get(language, "")
    return any(
        key.startswith(stem) and key[len(stem) :] in listed(endings) for stem in listed(stems)
    )


def _past_ending(text: str, words: list[Word], number: Number) -> int:
    """Past the ending of a case, which Kurmanji sets apart: “110 hezar û 780'ê kesî”."""
    at = number.last
    is_ending = number.is_grouped and at < len(words) and len(words[at].key) <= 2
    return at + 1 if is_ending and text[number.end : words[at].start] in ("'", "’") else at


def _is_clause(words: list[Word], at: int) -> bool:
    """Whether a word is an Arabic “and” with a verb of what happened: no noun."""
    return words[at].key[1:] in listed(tables.HAPPENED["ar"])


def _of_others(text: str, words: list[Word], number: Number, language: str) -> Counted | None:
    """“12 of the detainees”, “five of them”."""
    at = number.last
    over = phrase_at(words, at, tables.OF.get(language, ""))
    if language == "kmr" and [one.key for one in words[at : at + 1]] == ["ji"]:
        # “66 ji nexweşan”
        over = at + 2 if at + 1 < len(words) and words[at + 1].key.endswith("an") else 0
    if not over or text[number.end : words[at].start].strip(" \u00a0\n"):
        return None
    key = words[at].key
    if language == "ar" and key == "من":
        is_noun = over < len(words) and not is_parted(text, words, over, words[over - 1].end)
        if not is_noun or words[over].key in listed(tables.STOPS["ar"]):
            return None
        if month_of(words[over].key, "ar") or words[over].key in listed(tables.MEASURES["ar"]):
            return None
        over += 1
    said = printed(text, words, at, over)
    return Counted(number.start, words[over - 1].end, said, Unit.NUMBER, "counted-others")


def _number_of(text: str, words: list[Word], number: Number, language: str) -> Counted | None:
    """“The number of deaths reached 56”: what is counted is behind “number of”."""
    named = listed(tables.NUMBER_OF.get(language, ""))
    behind = words[number.last].key if number.last < len(words) else ""
    if _is_measure(behind, language):
        return None
    for at in range(number.first - 2, max(0, number.first - LONGEST) - 1, -1):
        if words[at].key in named and not _ends_between(text, words, at, number):
            said = printed(text, words, at + 1, at + 2)
            return Counted(words[at].start, number.end, said, Unit.NUMBER, "counted-before")
    return None


def _happened(text: str, words: list[Word], number: Number, language: str) -> Counted | None:
    """“27 were killed, and 5 injured”: a number alone behind what happened to people."""
    at = hedge_before(text, words, number, language).first - 1
    behind = words[number.last].key if number.last < len(words) else ""
    if at < 0 or _is_measure(behind, language):
        return None
    happened, key = listed(tables.HAPPENED.get(language, "")), words[at].key
    is_said = key in happened or (language == "ar" and key[:1] == "و" and key[1:] in happened)
    if not is_said or is_parted(text, words, at + 1, words[at].end):
        return None
    return Counted(number.start, number.end, "", Unit.NUMBER, "counted-verb")


def _ends_between(text: str, words: list[Word], at: int, number: Number) -> bool:
    between = text[words[at].end : number.start]
    return any(sign in between for sign in ".،؛,;") or any(char.isdecimal() for char in between)


def _agrees(text: str, words: list[Word], at: int) -> bool:
    """Whether an Arabic adjective of the noun follows: it has the same ending."""
    noun, other = words[at].key, words[at + 1].key
    gap = text[words[at].end : words[at + 1].start]
    endings = ("ا", "ين", "ون", "ه", "ي")
    same = any(noun.endswith(one) and other.endswith(one) for one in endings)
    return not gap.strip() and same and len(other) > 3 and other[0] not in "وبلف"


def _is_ordinal(text: str, words: list[Word], number: Number) -> bool:
    """“The 75th anniversary”, which Arabic writes as “the anniversary the 75”."""
    at = number.first
    is_glued = text[words[at].start : number.start].startswith("ال")
    if not is_glued:
        at -= 1
        if at < 0 or words[at].key != "ال":
            return False
    return at > 0 and words[at - 1].key.startswith("ال")
