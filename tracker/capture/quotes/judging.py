"""Whether words of a text are, word by word, those of a quote: what may differ and what never."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.capture.quotes.careful_words import (
    NUMBER_WORDS,
    has_case,
    is_acronym,
    is_capital,
    is_negation,
    is_number,
)
from tracker.capture.quotes.folding import shaped, spelled
from tracker.capture.quotes.letters import OF_OUTLINE_FOR_CERTAIN, letters_differ
from tracker.capture.quotes.states import Kind
from tracker.capture.quotes.words import Words

# Letters are forgiven in quotes known by their other words: one word in four, one in ten.
WORDS_ROUND_A_SHAPE = 4
LETTERS_OF_PART = 3
WORDS_ROUND_A_TYPO = 10
SHORTEST_NEAR = 20
_DIGITS = frozenset("0123456789")
NEVER_NEAR = (Kind.NUMBER, Kind.NEGATION, Kind.NAME, Kind.WORDS)


@dataclass(frozen=True)
class Difference:
    """Words of a quote and what the text has in their place; places are start and end in each."""

    kind: Kind
    quoted: str
    stands: str
    in_quote: tuple[int, int]
    in_text: tuple[int, int]


class Block(NamedTuple):
    """Words of a quote set against words of a text, as first and last (exclusive) of each."""

    q: tuple[int, int]
    t: tuple[int, int]
    after_and: bool = False

    @property
    def is_of_both(self) -> bool:
        return self.q[0] < self.q[1] and self.t[0] < self.t[1]


def differences(quote: Words, text: Words, blocks: Sequence[Block]) -> list[Difference]:
    """What differs between a quote and the passage it is set against, in order."""
    found = []
    headline = _is_headline(quote, blocks, "q") or _is_headline(text, blocks, "t")
    for number, block in enumerate(blocks):
        if kind := _judged(quote, text, block, headline):
            found.append(_difference(kind, quote, text, block))
        elif block.is_of_both and number + 1 < len(blocks) and blocks[number + 1].is_of_both:
            kind = _mark_judged(quote, text, block)
            found += [_difference(kind, quote, text, block, marks=True)] if kind else []
    return found


def is_near(quote: Words, found: Iterable[Difference]) -> bool:
    """Whether so many differences, of these kinds, leave it the same passage."""
    kinds = [difference.kind for difference in found]
    if any(kind in NEVER_NEAR for kind in kinds):
        return False
    shapes = kinds.count(Kind.SHAPE) + kinds.count(Kind.LETTER)
    if not shapes:
        return True
    letters, words = len(quote.plain.joined), len(quote)
    return (
        letters >= SHORTEST_NEAR
        and words >= WORDS_ROUND_A_SHAPE
        and shapes <= max(1, words // WORDS_ROUND_A_SHAPE)
        and kinds.count(Kind.LETTER) <= max(1, words // WORDS_ROUND_A_TYPO)
    )


def _judged(quote: Words, text: Words, block: Block, headline: bool) -> Kind | None:
    ours = quote.plain.words[slice(*block.q)]
    theirs = text.plain.words[slice(*block.t)]
    if block.after_and:
        theirs = [theirs[0][1:], *theirs[1:]]
    if ours == theirs:
        return None
    if not ours or not theirs:
        return _of_one_side([*ours, *theirs])
    if _numbers(ours) != _numbers(theirs) and not _has_stray_digits(ours, theirs):
        return Kind.NUMBER
    if "".join(ours) == "".join(theirs) and _is_line_end(quote, text, block):
        return None
    if any(map(is_negation, ours)) != any(map(is_negation, theirs)):
        return Kind.NEGATION
    if _joined(spelled, ours) == _joined(spelled, theirs):
        if len(ours) != len(theirs):
            return Kind.SPACING if _short(ours) == _short(theirs) else Kind.NUMBER
        other = not headline and any(map(is_acronym, ours)) != any(map(is_acronym, theirs))
        return Kind.NAME if other else Kind.SPELLING
    if _counting(ours) != _counting(theirs):
        return Kind.NUMBER
    if len(ours) == len(theirs) == 1:
        return letters_differ(ours[0], theirs[0], text, headline)
    if any(map(is_capital, [*ours, *theirs])):
        return Kind.NAME
    outlines = [_joined(shaped, map(spelled, side)) for side in (ours, theirs)]
    alike = outlines[0] == outlines[1] and len(outlines[0]) >= OF_OUTLINE_FOR_CERTAIN
    return Kind.SHAPE if alike else Kind.WORDS


def _joined(fold: Callable[[str], str], words: Iterable[str]) -> str:
    return "".join(map(fold, words))


def _of_one_side(words: Sequence[str]) -> Kind:
    """Words that only one of the two has are never near; of what kind, for telling."""
    if any(map(is_number, words)):
        return Kind.NUMBER
    return Kind.NEGATION if any(map(is_negation, words)) else Kind.WORDS


def _numbers(words: Iterable[str]) -> list[str]:
    return [word.casefold() for word in words if is_number(word)]


def _has_stray_digits(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a scan wrote 0f for of or 1aw for law: a word of letters with such digits in it."""
    if len(ours) != 1 or len(theirs) != 1 or shaped(spelled(ours[0])) != shaped(spelled(theirs[0])):
        return False
    digits, letters = sorted((ours[0], theirs[0]), key=str.isalpha)
    return letters.isalpha() and not digits.isdigit() and set(digits) & _DIGITS <= {"0", "1"}


def _counting(words: Iterable[str]) -> list[str]:
    return [word for word in map(spelled, words) if word in NUMBER_WORDS]


def _short(words: Iterable[str]) -> list[str]:
    """Words that count and may be parts of others: of ten, often."""
    return [word for word in _counting(words) if len(word) <= LETTERS_OF_PART]


def _is_line_end(quote: Words, text: Words, block: Block) -> bool:
    return all(map(quote.is_hyphenated, range(block.q[0], block.q[1] - 1))) and all(
        map(text.is_hyphenated, range(block.t[0], block.t[1] - 1))
    )


def _mark_judged(quote: Words, text: Words, block: Block) -> Kind | None:
    """Punctuation behind a block; between numbers and before them it is part of the number."""
    ours, theirs = quote.mark(block.q[1] - 1), text.mark(block.t[1] - 1)
    if ours == theirs:
        return None
    before = is_number(quote.plain.words[block.q[1] - 1])
    behind = is_number(quote.plain.words[block.q[1]])
    sign = ours.endswith("-") != theirs.endswith("-")
    return Kind.NUMBER if behind and (before or sign) else Kind.PUNCTUATION


def _is_headline(side: Words, blocks: Sequence[Block], of: str) -> bool:
    """Whether capitals say nothing here: most words are in nothing else."""
    if not blocks:
        return False
    first, last = getattr(blocks[0], of)[0], getattr(blocks[-1], of)[1]
    words = list(filter(has_case, side.plain.words[first:last]))
    return len(words) > 2 and 2 * sum(map(str.isupper, words)) > len(words)


def _difference(
    kind: Kind, quote: Words, text: Words, block: Block, marks: bool = False
) -> Difference:
    places = []
    for side, (first, last) in ((quote, block.q), (text, block.t)):
        if first == last:
            at = side.ends[first - 1] if first else 0
            places.append((at, at))
        elif marks:
            places.append((side.starts[last - 1], side.ends[last]))
        else:
            places.append((side.starts[first], side.ends[last - 1]))
    (a, b), (c, d) = places
    return Difference(kind, quote.text[a:b], text.text[c:d], (a, b), (c, d))
