"""Whether two sentences say nearly the same in nearly the same words; and keys to find them by.

Sets of words and of pairs of words are compared (Broder, “On the resemblance and containment of
documents”, 1997). Bands of their least hashes are the keys: two texts that share nine of ten words
have one in common in all but one of a thousand cases, so that none has to be compared with all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import TypeVar

from tracker.search.normalise import words

Item = TypeVar("Item")
BANDS = 6
ROWS = 2
# Shorter ones are titles such as “Statement”: alike by chance.
FEWEST = 4
MOST_WORDS = 200
WORDS_ALIKE = 0.75
PAIRS_ALIKE = 0.6
# One word of so many may stand elsewhere.
MOVED = 12
SMALL_WORDS = "the a an of in on that and to for was were is are has have been it its say said"
SMALL = frozenset(SMALL_WORDS.split())
# Party A, Camp B: one word.
LETTERED = re.compile(r"(?<=\w)\s+(?=[^\W\d_a-z]\b)")


def _said(text: str) -> list[str]:
    return [word for word in words(LETTERED.sub("", text))[:MOST_WORDS] if word not in SMALL]


def keys(text: str) -> set[str]:
    """The keys under which a text is kept; none of one that is too short."""
    said = sorted(set(_said(text)))
    if len(said) < FEWEST:
        return set()
    least = [min(of_place) for of_place in zip(*map(_hashes, said), strict=True)]
    return {f"{band}:" + "".join(least[band * ROWS : band * ROWS + ROWS]) for band in range(BANDS)}


@lru_cache(maxsize=4096)
def _hashes(word: str) -> tuple[str, ...]:
    """The hashes of a word, one to each place. The words of a table come again and again."""
    of_places = (
        blake2b(word.encode(), digest_size=6, salt=bytes([n])) for n in range(BANDS * ROWS)
    )
    return tuple(one.hexdigest() for one in of_places)


def nearly_same(one: str, other: str) -> bool:
    """Whether two texts have nearly all words in common, in nearly the same order."""
    mine, theirs = _said(one), _said(other)
    if min(len(mine), len(theirs)) < FEWEST:
        return mine == theirs and bool(mine)
    if _numbers(mine) != _numbers(theirs):
        return False
    return (
        _shared(set(mine), set(theirs)) >= WORDS_ALIKE
        and _shared(set(pairwise(mine)), set(pairwise(theirs))) >= PAIRS_ALIKE
        and not _is_turned_round(mine, theirs)
    )


def _is_turned_round(mine: list[str], theirs: list[str]) -> bool:
    """Whether words changed places, as when B says of A what A said of B."""
    once = [word for word in mine if mine.count(word) == 1 and theirs.count(word) == 1]
    places = [theirs.index(word) for word in once]
    # The longest run of words in the order of the other, by the least last place of each length.
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(places) - len(ends) > max(1, len(places) // MOVED)


def _numbers(said: list[str]) -> list[str]:
    return sorted(word for word in said if word.isdecimal())


def _shared(mine: set[Item], theirs: set[Item]) -> float:
    return len(mine & theirs) / len(mine | theirs)
