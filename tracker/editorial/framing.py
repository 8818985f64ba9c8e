"""Whose words a sentence is: wording that this site does not use, and harm that nobody says.

The tracker alleges nothing. Its own sentences say who says so, never call anybody a perpetrator
without “alleged”, and never call silence a refusal. Words in quotation marks are somebody else's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from tracker.editorial.gate_words import BUILT, BUT, ENGLISH, FRAMES, HARM, PHRASES, Advice
from tracker.search.normalise import Token, tokens, words

QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“]*“|\"[^\"]*\"|‘[^’]*’")
SENTENCE = re.compile(r"(?<=[.!?؟])\s+|\n+")
ARABIC_SCRIPT = re.compile(r"[؀-ۿ]")
LATIN = re.compile(r"[A-Za-z]")
# In a phrase: up to so many words, whichever they are.
ANY, MOST_BETWEEN = "~", 3
APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ＇`´", "'"))


class Fault(NamedTuple):
    """Words of a text that this site does not use in its own voice, and what to do."""

    words: str
    advice: Advice


def own_words(text: str) -> str:
    """A text without what it quotes; an empty quotation stays in its place, so that “alleged”
    before one does not reach beyond it."""
    return QUOTED.sub("“”", text)


def faults(text: str, passages: Iterable[str] = ()) -> Iterator[Fault]:
    """What of a text is not for this site to say, given the passages that its record cites."""
    own = own_words(text)
    plain = plain_letters(own)
    for pattern, advice in _compiled(ENGLISH):
        if found := pattern.search(plain):
            yield Fault(found.group(), advice)
    yield from _built(own, passages)
    spoken = tokens(own)
    said = [one.word for one in spoken]
    for phrases in PHRASES.values():
        for phrase, advice in phrases:
            if (at := _found(said, _folded(phrase))) is not None:
                yield Fault(_between(own, spoken, *at), advice)


def unframed(text: str) -> Iterator[str]:
    """Sentences of a text that tell of harm and say nowhere that somebody says so."""
    for sentence in SENTENCE.split(own_words(text)):
        said = words(sentence)
        for language in languages_of(sentence):
            is_asked = sentence.rstrip().endswith(("?", "؟"))
            if is_asked or not _any_of(said, HARM[language]):
                continue
            if not _any_of(said, FRAMES[language]):
                yield sentence.strip()
                break


def answering_back(text: str) -> Iterator[str]:
    """Sentences that tell somebody's words, and after a “but” go on in nobody's."""
    for sentence in SENTENCE.split(own_words(text)):
        said = words(sentence)
        for language in languages_of(sentence):
            marks = [_folded(word)[0] for word in BUT.get(language, "").split()]
            at = next((n for n, one in enumerate(said) if any(_is(one, w) for w in marks)), 0)
            is_told = at and _any_of(said[:at], FRAMES[language])
            if is_told and said[at + 1 :] and not _any_of(said[at + 1 :], FRAMES[language]):
                yield sentence.strip()
                break


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
    for sentence in SENTENCE.split(own):
        plain = plain_letters(sentence)
        for pattern, advice in _compiled(BUILT):
            found = pattern.search(plain)
            if found and not _is_in(found.group(), passages):
                yield Fault(found.group(), advice)


def _is_in(said: str, passages: Iterable[str]) -> bool:
    wanted = f" {' '.join(words(said))} "
    return any(wanted in f" {' '.join(words(one))} " for one in passages)


@cache
def _compiled(
    patterns: tuple[tuple[str, Advice], ...],
) -> tuple[tuple[re.Pattern[str], Advice], ...]:
    return tuple((re.compile(pattern), advice) for pattern, advice in patterns)


@cache
def _folded(phrase: str) -> tuple[tuple[str, bool], ...]:
    """The words of a phrase as they are searched, and whether each is only a beginning."""
    found = []
    for word in phrase.split():
        is_beginning = word.endswith("*")
        folded = words(word.removesuffix("*").replace("-", ""))
        found.append((folded[0] if folded else word, is_beginning))
    return tuple(found)


def _found(said: list[str], phrase: tuple[tuple[str, bool], ...]) -> tuple[int, int] | None:
    """Where a phrase stands first: the positions of its first and of its last word."""
    for at in range(len(said)):
        if (end := _ends(said, at, phrase)) is not None:
            return at, end
    return None


def _ends(said: list[str], at: int, phrase: tuple[tuple[str, bool], ...]) -> int | None:
    for step, wanted in enumerate(phrase):
        if wanted[0] == ANY:
            rest = phrase[step + 1 :]
            ends = (_ends(said, later, rest) for later in range(at, at + MOST_BETWEEN + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(said) or not _is(said[at], wanted):
            return None
        at += 1
    return at - 1


def _is(word: str, wanted: tuple[str, bool]) -> bool:
    return word.startswith(wanted[0]) if wanted[1] else word == wanted[0]


def _any_of(said: list[str], wanted: str) -> bool:
    return any(_found(said, _folded(word)) is not None for word in wanted.split())


def _between(text: str, spoken: list[Token], first: int, last: int) -> str:
    return text[spoken[first].start : spoken[last].end]
