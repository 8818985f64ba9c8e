"""Whose words a sentence is: wording that this site does not use, and harm that nobody says.

The tracker alleges nothing. Its own sentences say who says so, never call anybody a perpetrator
without “alleged”, and never call silence a refusal. Words in quotation marks are somebody else's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from tracker.editorial.clauses import answer_back, faults_of_building
from tracker.editorial.gate_words import (
    ANSWERS_BACK,
    BUILT,
    ENGLISH,
    FRAMES,
    HARM,
    PHRASES,
    STILL_TO_COME,
    TAKES_FOR_GRANTED,
    TELLS_OF_HARM,
    VERDICTS,
    Advice,
)
from tracker.editorial.phrases import Phrase, begins_with, find, first_of, folded, has_any
from tracker.search.normalise import Token, tokens, words

QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“]*“|\"[^\"]*\"|‘[^’]*’")
# A sentence, up to the white space after its mark.
SENTENCE = re.compile(r"\S.*?(?:(?<=[.!?؟])(?=\s)|(?=\n)|\Z)", re.DOTALL)
ARABIC_SCRIPT = re.compile(r"[؀-ۿ]")
LATIN = re.compile(r"[A-Za-z]")
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


def faults(
    text: str, passages: Iterable[str] = (), desk: Sequence[DeskWord] = ()
) -> Iterator[Fault]:
    """What of a text is not for this site to say, given the passages that its record cites."""
    own = own_words(text)
    spoken = tokens(own)
    said = [one.word for one in spoken]
    plain = plain_letters(own)
    for pattern, advice in _compiled(ENGLISH):
        if found := pattern.search(plain):
            yield _fault(found, plain, spoken, advice)
    yield from _built(own, passages)
    for phrases in PHRASES.values():
        for phrase, advice in phrases:
            place = find(said, folded(phrase))
            if place is not None and not _is_still_to_come(own, spoken[place[0]].start, phrase):
                yield _spoken_fault(text, spoken, place, advice, advice in VERDICTS)
    spoken_in = set(languages_of(own)) if desk else set()
    for one in desk:
        if one.is_harm or one.is_frame or one.language not in spoken_in:
            continue
        if (place := find(said, one.phrase)) is not None:
            yield _spoken_fault(text, spoken, place, one.advice, one.is_verdict)


def unframed(text: str, desk: Sequence[DeskWord] = ()) -> Iterator[Fault]:
    """Sentences of a text that tell of harm and say nowhere that somebody says so."""
    for start, sentence in sentences(own_words(text)):
        spoken = tokens(sentence)
        said = [one.word for one in spoken]
        if sentence.endswith(("?", "؟")) and not begins_with(said, TAKES_FOR_GRANTED):
            continue
        whole = text[start : start + len(sentence)]
        for language in languages_of(sentence):
            advice: Advice = TELLS_OF_HARM
            place = first_of(said, HARM[language])
            if place is None and (added := _desk_harm(said, language, desk)):
                place, advice = added
            if place is not None and not is_framed(said, language, desk):
                first, last = spoken[place[0]].start, spoken[place[1]].end
                yield Fault(whole, advice, start + first, start + last)
                break


def is_framed(said: list[str], language: str, desk: Sequence[DeskWord] = ()) -> bool:
    """Whether words of a sentence say that it is somebody's word."""
    if has_any(said, FRAMES[language]):
        return True
    verbs = (one.phrase for one in desk if one.is_frame and one.language == language)
    return any(find(said, one) is not None for one in verbs)


def answering_back(text: str, desk: Sequence[DeskWord] = ()) -> Iterator[Fault]:
    """Sentences that tell somebody's words, and after a “but” go on in nobody's."""
    for start, sentence in sentences(own_words(text)):
        for language in languages_of(sentence):
            at = answer_back(sentence, language)
            if at is not None:
                rest = [one.word for one in tokens(sentence[at:])]
                if desk and is_framed(rest, language, desk):
                    continue
                end = start + len(sentence)
                yield Fault(text[start:end], ANSWERS_BACK, start + at, end)
                break


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
    """The languages that a text may be in, by its script."""
    if ARABIC_SCRIPT.search(text):
        yield from ("ar", "ckb")
    if LATIN.search(text):
        yield from ("en", "kmr")


def plain_letters(text: str) -> str:
    """Small letters, each as it is typed most often; marks, odd spaces and unseen signs gone."""
    apart = unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).casefold()
    kept = (one for one in apart if unicodedata.category(one) not in ("Mn", "Cf"))
    return " ".join("".join(kept).split())


def _built(own: str, passages: Iterable[str]) -> Iterator[Fault]:
    for start, sentence in sentences(own):
        plain = plain_letters(sentence)
        for pattern, advice in _compiled(BUILT):
            found = pattern.search(plain)
            if found and not _is_in(found.group(), passages):
                fault = _fault(found, plain, tokens(sentence), advice)
                yield fault._replace(start=start + fault.start, end=start + fault.end)
        for language in languages_of(sentence):
            for one in faults_of_building(sentence, language, passages):
                said = sentence[one.start : one.end].strip()
                yield Fault(said, one.advice, start + one.start, start + one.end)


def _is_still_to_come(text: str, start: int, phrase: str) -> bool:
    """Whether a sentence about silence says that a reply may still come."""
    yet = STILL_TO_COME.get(phrase)
    if yet is None:
        return False
    first, last = sentence_around(text, start, start + 1)
    return has_any(words(text[first:last]), yet)


def _desk_harm(
    said: list[str], language: str, desk: Sequence[DeskWord]
) -> tuple[tuple[int, int], Advice] | None:
    """Where the first of the desk's words of harm stands, and its advice."""
    for one in desk:
        place = find(said, one.phrase) if one.is_harm and one.language == language else None
        if place is not None:
            return place, one.advice
    return None


def _is_in(said: str, passages: Iterable[str]) -> bool:
    wanted = f" {' '.join(words(said))} "
    return any(wanted in f" {' '.join(words(one))} " for one in passages)


@cache
def _compiled(
    patterns: tuple[tuple[str, Advice], ...],
) -> tuple[tuple[re.Pattern[str], Advice], ...]:
    return tuple((re.compile(pattern), advice) for pattern, advice in patterns)


def _fault(found: re.Match[str], plain: str, spoken: list[Token], advice: Advice) -> Fault:
    """Of what was found in plain letters, with where the same words stand as they were typed."""
    first = len(words(plain[: found.start()]))
    last = first + len(words(found.group())) - 1
    start, end = 0, 0
    if first <= last < len(spoken):
        start, end = spoken[first].start, spoken[last].end
    return Fault(found.group(), advice, start, end, advice in VERDICTS)


def _spoken_fault(
    text: str, spoken: list[Token], place: tuple[int, int], advice: Advice, is_verdict: bool
) -> Fault:
    start, end = spoken[place[0]].start, spoken[place[1]].end
    return Fault(text[start:end], advice, start, end, is_verdict)
