"""The sentences of a part of a text, each in one language, with what it quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.capture.quotes.folding import plain, spelled
from tracker.editorial.intake.quote_marks import Quoted, quoted
from tracker.editorial.intake.verbs import verbs_of
from tracker.editorial.reading.blocks import Block
from tracker.editorial.reading.languages import language_of
from tracker.search.kurmanji import is_kurmanji
from tracker.search.normalise import places

# Languages whose words are known here. Others have quotation marks and written-out days alone.
LANGUAGES = ("en", "ar", "ckb", "kmr")
# A line goes on in the next one where it is so long and its sentence has not ended.
WRAPPED = 45
# Letters that Arabic does not have; and a line that may have none of them though it is Sorani.
SORANI = re.compile("[ێۆڵڕەڤ]")
SHORT = 30
# Characters and words behind a question in which its speaker and the verb stand.
NEAR, MOST_OF_NAME = 60, 4
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ENDS = re.compile(r"[.!?؟…]+[”»“\"’')\]]*(?=\s|\Z)")
_ENDED = re.compile(r"[.!?؟…:؛;]['”»“\"’)\]]*\s*\Z")
# No sentence ends behind these: U.S., J., Dr.
_SHORT = re.compile(
    r"(?:\b[^\W\d_](?:\.[^\W\d_])*|\b(?:mr|mrs|ms|dr|prof|st|gen|col|lt|sgt|capt|rep|sen|gov|hon|no"
    r"|vs|art|inc|ltd|jr|sr|etc|approx))\.\Z",
    re.IGNORECASE,
)
# White space, and what stands before the entries of lists.
_BULLETS = " \t\r\f\v\u00a0\u200e\u200f\ufeff•·*–—-▪●"
# “2. November”, as several languages have it.
_ORDINAL = re.compile(r"\b\d{1,2}\.\Z")
# Words of English that Kurmanji does not have: what of it has none of its letters stays its own.
_ENGLISH = re.compile(r"\b(?:the|of|and|to|was|were|that|for|with|said)\b", re.IGNORECASE)
_OPENING = "“„«\"‘'"


class Word(NamedTuple):
    """A word of a sentence: as it is looked for in tables, and where it stands."""

    key: str
    start: int
    end: int


class Sentence(NamedTuple):
    """Characters of a text, `end` exclusive: its words, and what of it is in quotation marks.

    `paragraph` counts paragraphs; `is_ended` is whether it has the mark that ends a sentence, which
    headings and the entries of menus do not.
    """

    start: int
    end: int
    language: str
    paragraph: int
    words: list[Word]
    quoted: list[Quoted]
    is_ended: bool

    def own_words(self) -> list[Word]:
        """The words outside quotation marks."""
        begins = [one.start for one in self.quoted]
        return [one for one in self.words if not self._is_within(one.start, begins)]

    def is_quoted(self, at: int) -> bool:
        """Whether a character stands in quotation marks."""
        return self._is_within(at, [one.start for one in self.quoted])

    def _is_within(self, at: int, begins: list[int]) -> bool:
        before = bisect_right(begins, at) - 1
        return before >= 0 and at < self.quoted[before].end


def sentences_of(text: str, blocks: Sequence[Block], of_source: str) -> Iterator[Sentence]:
    """The sentences of some blocks of a text; `of_source` is the language it is said to be in."""
    paragraphs = [lines for block in blocks for lines in _paragraphs(text, block)]
    for number, (start, end) in enumerate(paragraphs):
        language = _language(text[start:end], of_source)
        following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else end
        goes_on = text[following : following + 1] == _first_mark(text, start, end) != ""
        spans = quoted(text, start, end, goes_on=goes_on)
        for first, last, is_ended in _sentences(text, start, end, spans, language):
            mine = [one for one in spans if first <= one.start < last]
            yield Sentence(
                first, last, language, number, words_in(text, first, last), mine, is_ended
            )


def words_in(text: str, start: int, end: int) -> list[Word]:
    """The words between two places."""
    return [
        Word(key_of(text[start + left : start + right]), start + left, start + right)
        for left, right in places(text[start:end])
    ]


def key_of(word: str) -> str:
    """A word as tables have it: in small letters, without accents and vowel signs."""
    return spelled(plain(word))


def _first_mark(text: str, start: int, end: int) -> str:
    """The last mark that opens in a paragraph, if the next may go on with it."""
    return next((one for one in "“„«" if text.rfind(one, start, end) >= 0), "")


def _language(words: str, of_source: str) -> str:
    found = language_of(words, of_source)
    if found in ("ar", "ckb"):
        return "ckb" if SORANI.search(words) or (found == "ckb" and len(words) < SHORT) else "ar"
    if found in ("en", "kmr") and len(words) >= SHORT:
        is_english = found == "en" or _ENGLISH.search(words) is not None
        return "en" if is_english and not is_kurmanji(words) else "kmr"
    return found if found in LANGUAGES else ""


def _paragraphs(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The lines of a block; those that a page has wrapped are one."""
    start = last = -1
    for line in _LINE.finditer(text, block.start, block.end):
        first = line.start() + len(line[0]) - len(line[0].lstrip(_BULLETS))
        end = line.start() + len(line[0].rstrip())
        if first >= end:
            continue
        if start >= 0 and _goes_on(text, start, last, first):
            last = end
            continue
        if start >= 0:
            yield start, last
        start, last = first, end
    if start >= 0:
        yield start, last


def _goes_on(text: str, start: int, last: int, following: int) -> bool:
    line = text[max(start, text.rfind("\n", start, last) + 1) : last]
    if len(line) < WRAPPED or _ENDED.search(line[-8:]):
        return False
    first = text[following]
    return first.islower() or (first.isalpha() and not first.isupper()) or line[-1] in ",،-"


def _sentences(
    text: str, start: int, end: int, spans: Sequence[Quoted], language: str
) -> Iterator[tuple[int, int, bool]]:
    """Where sentences begin and end; none ends within quotation marks."""
    begins = [one.start for one in spans]
    at = start
    for found in _ENDS.finditer(text, start, end):
        before = bisect_right(begins, found.start()) - 1
        is_within = before >= 0 and found.start() < spans[before].end
        if is_within:
            # The mark ends the sentence where the quotation ends with it, and another begins.
            last = spans[before].end
            closes = found.end() > last and spans[before].is_closed
            is_asked = found[0][0] in "?!؟" and _is_said(text, found.end(), end, language)
            if is_asked or not (closes and _begins_anew(text, found.end(), end)):
                continue
        before_mark = text[max(at, found.start() - 12) : found.start() + 1]
        is_short = _SHORT.search(before_mark) or (not language and _ORDINAL.search(before_mark))
        if found.end() <= at or is_short:
            continue
        yield at, found.end(), True
        at = found.end()
        while at < end and text[at].isspace():
            at += 1
    if at < end:
        yield at, end, bool(_ENDED.search(text[max(at, end - 8) : end]))


def _is_said(text: str, at: int, end: int, language: str) -> bool:
    """Whether it goes on with who asked: “Why?” Ann Smith asked."""
    following = words_in(text, at, min(end, at + NEAR))[:MOST_OF_NAME]
    return any(one.key in verbs_of(language) for one in following)


def _begins_anew(text: str, at: int, end: int) -> bool:
    rest = text[at : at + 4].lstrip()
    return at >= end or not rest or rest[0].isupper() or rest[0] in _OPENING
