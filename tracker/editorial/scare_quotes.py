"""Words in marks that nobody is known to have said: its “inquiry”, the “trial”.

Marks are fair around words of a cited passage, and where the sentence says that they are somebody's
words or what somebody calls something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tracker.editorial.gate_advice import SCARE_QUOTES
from tracker.editorial.gate_frames import (
    ARTICLES,
    CALLS,
    IS,
    SPEAKS_FIRST,
    WORD_OF,
)
from tracker.editorial.gate_structures import ABOUT
from tracker.editorial.gate_words import FRAMES
from tracker.editorial.phrases import has_any
from tracker.editorial.scopes import speaking
from tracker.editorial.sentences import (
    QUOTED,
    Fault,
    is_in,
    languages_of,
    own_words,
    sentences,
)
from tracker.search.normalise import words

# Words in marks that name what nobody is known to have called so.
MOST_IN_SCARE_QUOTES = 3
POSSESSIVE = re.compile(r"(?:\b(?:its|their|his|her)|['’]s) $")
# How many words beside marks may say whose words they are.
BEFORE_MARKS, AFTER_MARKS, NEXT_TO_MARKS = 5, 4, 2


def scare_quotes(text: str, passages: Iterable[str]) -> Iterator[Fault]:
    """A word or two in marks that no passage has, in a sentence that is nobody's."""
    for start, sentence in sentences(own_words(text)):
        whole = text[start : start + len(sentence)]
        is_said = any(_is_said(words(sentence), one) for one in languages_of(sentence))
        for found in QUOTED.finditer(whole):
            inside = words(found.group())
            if _is_introduced(whole, found.start(), found.end(), is_said):
                continue
            if 0 < len(inside) <= MOST_IN_SCARE_QUOTES and not is_in(found.group(), passages):
                yield Fault(found.group(), SCARE_QUOTES, start + found.start(), start + found.end())


def _is_introduced(sentence: str, start: int, end: int, is_said: bool) -> bool:
    """Whether words in marks are called somebody's words: “calls it”, “the word”, “, he said”."""
    if _belongs(sentence, start, end):
        return False
    for language in languages_of(sentence):
        before = speaking(words(sentence[:start])[-BEFORE_MARKS:], language)
        after = speaking(words(sentence[end:])[:AFTER_MARKS], language)
        if has_any(before, WORD_OF[language]):
            return True
        called = f"{CALLS[language]} {FRAMES[language]}"
        # Where the verb comes first, whoever speaks stands between it and what is said.
        next_to = before if language in SPEAKS_FIRST else before[-NEXT_TO_MARKS:]
        is_before = has_any(before, CALLS[language]) or has_any(next_to, f"{called} {IS[language]}")
        if is_said and (
            has_any(after, called) or (is_before and not has_any(before[-1:], ARTICLES[language]))
        ):
            return True
    return False


def _belongs(sentence: str, start: int, end: int) -> bool:
    """Whether words in marks are called somebody's: its “inquiry”. Names have capital letters."""
    is_ended = sentence[end : end + 1].isalpha()
    return is_ended or bool(POSSESSIVE.search(sentence[:start]) and sentence[start + 1].islower())


def _is_said(said: list[str], language: str) -> bool:
    by_somebody = [one for one in said if not has_any([one], ABOUT[language])]
    return has_any(by_somebody, FRAMES[language])
