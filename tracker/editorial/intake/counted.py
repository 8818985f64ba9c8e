"""What a number of a text counts: a noun, a share, a sum of money; or nothing."""

from __future__ import annotations

from tracker.editorial.intake import figure_words as tables
from tracker.editorial.intake.counting import Counted, is_parted, printed
from tracker.editorial.intake.counting_english import english
from tracker.editorial.intake.counting_others import arabic_or_kurdish, are_people
from tracker.editorial.intake.day_words import month_of
from tracker.editorial.intake.money import has_sign, money_behind
from tracker.editorial.intake.number_words import Number
from tracker.editorial.intake.phrase_tables import phrase_at, phrase_before
from tracker.editorial.intake.sentences import Sentence, Word
from tracker.editorial.intake.verbs import listed
from tracker.record.choices import Unit

PERCENT = "%٪"
# Words of a heading or an entry of a menu that tells nothing.
FEWEST = 4


def counted_by(text: str, sentence: Sentence, number: Number) -> Counted | None:
    """What a number counts; None where it counts nothing that is a figure."""
    words, language = sentence.words, sentence.language
    if not sentence.is_ended and len(words) < FEWEST:
        return None
    return (
        _percent(text, words, number, language)
        or _money(text, words, number, language)
        or _things(text, sentence, number)
    )


def _percent(text: str, words: list[Word], number: Number, language: str) -> Counted | None:
    before, behind = text[max(0, number.start - 1) : number.start], text[number.end :][:2]
    if behind.lstrip()[:1] in tuple(PERCENT):
        end = number.end + len(behind) - len(behind.lstrip()) + 1
        return Counted(number.start, end, "", Unit.PERCENT, "percent")
    if before and before in PERCENT:
        return Counted(number.start, number.end, "", Unit.PERCENT, "percent")
    over = phrase_at(words, number.last, tables.PERCENT.get(language, ""))
    if over and not text[number.end : words[number.last].start].strip(" \u00a0-"):
        return Counted(number.start, words[over - 1].end, "", Unit.PERCENT, "percent")
    first = phrase_before(words, number.first, tables.PERCENT_BEFORE.get(language, ""))
    if first >= 0:
        return Counted(words[first].start, number.end, "", Unit.PERCENT, "percent")
    return None


def _money(text: str, words: list[Word], number: Number, language: str) -> Counted | None:
    if has_sign(text, words, number):
        return Counted(number.start, number.end, "", Unit.NUMBER, "money")
    over = money_behind(words, number, language)
    if not over or is_parted(text, words, over - 1, number.end):
        return None
    said = printed(text, words, number.last, over)
    return Counted(number.start, words[over - 1].end, said, Unit.NUMBER, "money")


def _things(text: str, sentence: Sentence, number: Number) -> Counted | None:
    words, language = sentence.words, sentence.language
    if number.value == 0 or (number.value < 2 and not number.has_digits):
        return None
    if is_a_name(text, words, number) or _is_month_behind(words, number, language):
        return None
    if language != "en":
        return arabic_or_kurdish(text, words, number, language)
    is_year = number.is_year and not are_people(text, words, number, language)
    return None if is_year else english(text, sentence, number)


def _is_month_behind(words: list[Word], number: Number, language: str) -> bool:
    return number.last < len(words) and month_of(words[number.last].key, language) > 0


def is_a_name(text: str, words: list[Word], number: Number) -> bool:
    """Whether a number is that of an article or a page."""
    if not number.first or not number.has_digits or number.is_grouped:
        return False
    gap = text[words[number.first - 1].end : number.start]
    key, labels = words[number.first - 1].key, listed(tables.LABELS)
    is_label = key in labels or (key[:1] == "و" and key[1:] in labels)
    return is_label and not gap.strip(" .:")
