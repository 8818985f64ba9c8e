"""Passages in a row for the parts of a quotation, and what may stand between two of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.capture.quotes.careful_words import (
    NUMBER_WORDS,
    as_words,
    has_case,
    is_capital,
    is_negation,
    is_number,
)
from tracker.capture.quotes.folding import spelled
from tracker.capture.quotes.parts import Gap, Part
from tracker.capture.quotes.passages import Passage
from tracker.capture.quotes.words import Words

# Words of the text that may stand between two parts, for these still to be one passage.
MOST_BETWEEN = {Gap.ELLIPSIS: 120, Gap.BRACKET: 6, Gap.PAGE: 90}
# A part this short, standing twice in reach of the part before, is at neither place for certain.
SHORT = 3
# For which a bracket may name whom they mean.
PRONOUNS = as_words(
    """he she they it we i you his her their its our my him them us who this that these those there
    er sie es wir ich sein ihr il elle ils elles nous je on son sa ses leur el ella ellos ellas su
    sus ele ela eles elas seu sua"""
)
_SENTENCE_END = re.compile(r"[.!?؟。]+[\s\"”’»)\]]+\Z|\n\s*\n|\n.*\n", re.DOTALL)


@dataclass(frozen=True)
class Chain:
    """A passage for each part of a quotation, in order."""

    passages: tuple[Passage, ...]

    @property
    def first(self) -> int:
        return self.passages[0].run.first

    @property
    def last(self) -> int:
        return self.passages[-1].run.last

    @property
    def is_same(self) -> bool:
        return all(passage.is_same for passage in self.passages)

    @property
    def gaps(self) -> Iterator[tuple[int, int]]:
        """Between each two parts, the first word left out and the first after it."""
        for before, after in pairwise(self.passages):
            yield before.run.last, after.run.first


def chains(parts: Sequence[Part], found: Sequence[Sequence[Passage]]) -> list[Chain]:
    """The tightest ways to take a passage for each part, in order and within reach."""
    ways = [Chain((passage,)) for passage in found[0]]
    for part, choices in zip(parts[1:], found[1:], strict=True):
        longer = []
        for way in ways:
            reach = way.last + MOST_BETWEEN[part.gap or Gap.PAGE]
            near = [choice for choice in choices if way.last <= choice.run.first <= reach]
            near.sort(key=lambda choice: choice.run.first)
            near = near[:1] if len(part.words) >= SHORT else near
            longer += [Chain((*way.passages, choice)) for choice in near]
        # Of two that end alike, the one that begins later.
        ways = list({way.last: way for way in sorted(longer, key=lambda way: way.first)}.values())
    return ways


def says_the_same(parts: Sequence[Part], chain: Chain, text: Words) -> bool:
    """Whether nothing left out or put in between the parts changes what is said."""
    return _may_stand_around(parts) and all(
        _may_leave_out(part, range(first, last), text)
        for part, (first, last) in zip(parts[1:], chain.gaps, strict=True)
    )


def _may_stand_around(parts: Sequence[Part]) -> bool:
    words = Words(f"{parts[0].inserted} {parts[-1].after}").plain.words
    return not any(is_negation(word) or _counts(word) for word in words)


def _may_leave_out(part: Part, left_out: range, text: Words) -> bool:
    words = text.plain.words
    inserted = Words(part.inserted).plain.words
    if any(map(is_negation, inserted)):
        return False
    if part.gap is Gap.ELLIPSIS:
        # Whole sentences may deny what they like.
        near = _of_the_same_sentences(left_out, text)
        return not any(is_negation(words[number]) for number in near) and not any(
            map(_counts, inserted)
        )
    replaced = [words[number] for number in left_out]
    if any(map(is_negation, replaced)):
        return False
    if list(filter(_counts, inserted)) != list(filter(_counts, replaced)):
        return False
    return all(word in inserted or _is_replaceable(word) for word in replaced)


def _counts(word: str) -> bool:
    return is_number(word) or spelled(word) in NUMBER_WORDS


def _is_replaceable(word: str) -> bool:
    """Whether a bracket may stand for a word: where names are not seen to be names, for none."""
    return has_case(word) and (not is_capital(word) or spelled(word) in PRONOUNS)


def _of_the_same_sentences(left_out: range, text: Words) -> list[int]:
    """Words left out of the sentence that a part ends in, and of the one the next begins in."""
    ends = [
        number
        for number in range(left_out.start - 1, left_out.stop)
        if 0 <= number < len(text) - 1 and _SENTENCE_END.search(text.between(number))
    ]
    if not ends:
        return list(left_out)
    return [number for number in left_out if number <= ends[0] or number > ends[-1]]
