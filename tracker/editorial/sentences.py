"""Sentences of a text in the site's own voice: what they quote is blank, each sign in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from tracker.editorial.gate_advice import Advice
from tracker.editorial.phrases import Phrase, has_any
from tracker.search.normalise import words

QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“]*“|\"[^\"]*\"|‘[^’]*’")
# A sentence, up to the white space after its mark.
SENTENCE = re.compile(r"\S.*?(?:(?<=[.!?؟])(?=\s)|(?=\n)|\Z)", re.DOTALL)
ARABIC_SCRIPT = re.compile(r"[؀-ۿ]")
# Letters that only one of two languages in the script has.
SORANI_ALONE = re.compile(r"[ێۆەڕڵڤپچگژ]")
ARABIC_ALONE = re.compile(r"[ةىأإؤظضصثذطك]")
LATIN = re.compile(r"[A-Za-z]")
# Small words of each, as they are searched, that the other does not have.
ENGLISH_ALONE = (
    "the of and that was were are is by to for from with has have had who which its their it they "
    "at on said says"
)
KURMANJI_ALONE = "ku ji li bi ya ye yen u di hat hatin dibe got kir kirin dike dikin"
APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ＇`´", "'"))


class DeskWord(NamedTuple):
    """Words that the desk added to those of the gate."""

    phrase: Phrase
    language: str
    advice: Advice
    is_verdict: bool = False
    is_harm: bool = False
    # A verb of saying: with it a sentence is somebody's.
    is_frame: bool = False
    # A verb of saying that grudges or takes as true: beside harm it stops, else it is advised upon.
    is_verb: bool = False


class Fault(NamedTuple):
    """Words of a text that this site does not use in its own voice, and what to do.

    `start` and `end` (exclusive) count characters of the text, of those that raised it.
    """

    words: str
    advice: Advice
    start: int
    end: int
    is_verdict: bool = False


def own_words(text: str) -> str:
    """A text in which what it quotes is blank, each character in its place; the marks stay, so
    that “alleged” before a quotation does not reach beyond it."""
    return QUOTED.sub(lambda found: blank(found.group()), text)


def blank(quoted: str) -> str:
    """What stands between a first and a last sign made blank; the signs become quotation marks."""
    return f"“{' ' * (len(quoted) - 2)}”" if len(quoted) > 1 else " " * len(quoted)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with where it begins."""
    for found in SENTENCE.finditer(text):
        yield found.start(), found.group().rstrip()


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence, or sentences, around some words of a text begin and end."""
    first, last = start, end
    for begins, ends in _bounds(text):
        if begins <= start < ends:
            first = begins
        if begins < end <= ends:
            last = ends
    return first, last


@lru_cache(maxsize=64)
def _bounds(text: str) -> tuple[tuple[int, int], ...]:
    # A text is asked for the sentence of each of its words that are told, one after the other.
    return tuple((at, at + len(sentence)) for at, sentence in sentences(own_words(text)))


def languages_of(text: str) -> Iterator[str]:
    """The languages that a text may be in, by its letters."""
    if ARABIC_SCRIPT.search(text):
        is_sorani, is_arabic = SORANI_ALONE.search(text), ARABIC_ALONE.search(text)
        # A sentence of one may name somebody in the other; one without such letters may be either.
        if is_arabic or not is_sorani:
            yield "ar"
        if is_sorani or not is_arabic:
            yield "ckb"
    if LATIN.search(text):
        yield from _of_latin_letters(text)


def _of_latin_letters(text: str) -> Iterator[str]:
    """English or Kurmanji, by the small words that each sentence has; both if these do not say."""
    said = words(text)
    is_english, is_kurmanji = has_any(said, ENGLISH_ALONE), has_any(said, KURMANJI_ALONE)
    if not is_kurmanji or is_english:
        yield "en"
    if not is_english or is_kurmanji:
        yield "kmr"


def plain_letters(text: str) -> str:
    """Small letters, each as it is typed most often; marks, odd spaces and unseen signs gone."""
    apart = unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).casefold()
    kept = (one for one in apart if unicodedata.category(one) not in ("Mn", "Cf"))
    return " ".join("".join(kept).split())


def is_in(said: str, passages: Iterable[str]) -> bool:
    """Whether one of the passages has these words in a row."""
    wanted = f" {' '.join(words(said))} "
    return any(wanted in f" {' '.join(words(one))} " for one in passages)
