"""Two texts word by word: what both say in the same order, what one says alone, what has moved.

Words are compared as people read them: capitals, vowel signs, the shape of an apostrophe and the
punctuation around a word do not make it another word. The texts themselves are never altered: the
parts of a side, joined, are the text.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, deque
from functools import lru_cache
from typing import NamedTuple

SAME, ONLY, MOVED = "same", "only", "moved"
# As few words as this may stand elsewhere by chance.
SHORTEST_MOVED = 3
# Words of one text times words of the other: what one pair, and what one page, may cost.
MOST_OF_A_PAIR = 40_000_000
MOST_OF_A_PAGE = 100_000_000
# How many words of a page are read at all.
MOST_READ = 100_000

# Points above and below letters that not every printer sets, and the lengthening of Arabic words.
# fmt: off
UNSAID = frozenset(
    map(chr, (
        *range(0x591, 0x5C8), *range(0x610, 0x61B), *range(0x64B, 0x653), *range(0x656, 0x660),
        *range(0x6D6, 0x6EE), *range(0x730, 0x74B), 0x640, 0x670,
    ))
)
# fmt: on
APOSTROPHES = frozenset("'’ʼ`´")
# Thai to Tibetan, Burmese, Khmer: scripts that set no space between words.
UNSPACED = (range(0xE00, 0x1000), range(0x1000, 0x10A0), range(0x1780, 0x1800))


class Part(NamedTuple):
    """A stretch of one text, and how it stands to the other: SAME, ONLY or MOVED."""

    text: str
    state: str

    @property
    def is_shared(self) -> bool:
        """Whether the other text has it in the same place."""
        return self.state == SAME

    @property
    def is_moved(self) -> bool:
        """Whether it stands elsewhere in the other text."""
        return self.state == MOVED


class Word(NamedTuple):
    """A word of a text: what it is compared by, and where it stands."""

    key: str
    start: int
    end: int


class Marked(NamedTuple):
    left: list[Part]
    right: list[Part]


class Marker:
    """Marks the texts of one page, and stops marking before the page grows slow."""

    def __init__(self, to_spend: int = MOST_OF_A_PAGE) -> None:
        self.left_to_spend = to_spend
        self.left_to_read = MOST_READ
        self._words: dict[str, list[Word]] = {}
        self._counts: dict[str, Counter[str]] = {}

    def words(self, text: str) -> list[Word]:
        if text not in self._words:
            self._words[text] = words_of(text)
            self.left_to_read -= len(self._words[text])
        return self._words[text]

    def overlap(self, left: str, right: str) -> float:
        """How much of the shorter text is in the other, wherever it stands: 0 to 1."""
        one, other = self._count(left), self._count(right)
        shorter = min(one.total(), other.total())
        if len(one) > len(other):
            one, other = other, one
        shared = sum(min(count, other[word]) for word, count in one.items())
        return shared / shorter if shorter else 0.0

    def says_the_same(self, left: str, right: str) -> bool:
        one, other = self.words(left), self.words(right)
        return [word.key for word in one] == [word.key for word in other]

    def mark(self, left: str, right: str) -> Marked | None:
        """Both texts in parts; None where that would take too long."""
        one, other = self.words(left), self.words(right)
        cost = len(one) * len(other)
        if cost > min(MOST_OF_A_PAIR, self.left_to_spend):
            return None
        self.left_to_spend -= cost
        a, b = [word.key for word in one], [word.key for word in other]
        states_a, states_b = [ONLY] * len(a), [ONLY] * len(b)
        for i, j in in_both(a, b):
            states_a[i] = states_b[j] = SAME
        _find_moved(a, states_a, b, states_b)
        return Marked(_parts(left, one, states_a), _parts(right, other, states_b))

    def _count(self, text: str) -> Counter[str]:
        if text not in self._counts:
            self._counts[text] = Counter(word.key for word in self.words(text))
        return self._counts[text]


def words_of(text: str) -> list[Word]:
    """The words of a text in order; a sign such as % or £ and a character of Chinese are words."""
    found: list[Word] = []
    start, sort = 0, ""
    for place, char in enumerate(text):
        now = _sort(char)
        if now == "joins" or (now == sort == "word") or _within_number(text, place):
            continue
        if sort in ("word", "alone"):
            found.append(Word(_key(text[start:place]), start, place))
        start, sort = place, now
    if sort in ("word", "alone"):
        found.append(Word(_key(text[start:]), start, len(text)))
    return found


@lru_cache(maxsize=8192)
def _sort(char: str) -> str:
    """What a character does: makes a word, is one, joins what stands before it, or divides."""
    category = unicodedata.category(char)
    if char in APOSTROPHES or category[0] == "M" or category == "Cf" or char in UNSAID:
        return "joins"
    wide = category == "Lo" and unicodedata.east_asian_width(char) in "WF"
    unspaced = any(ord(char) in script for script in UNSPACED) and category[0] == "L"
    if wide or unspaced or category in ("Sc", "Sm", "So") or char in "%‰٪":
        return "alone"
    return "word" if char.isalnum() else "divides"


def _within_number(text: str, place: int) -> bool:
    """Whether a point or comma stands between two digits: 56,000 is one word."""
    if text[place] not in ".,٫٬":
        return False
    return text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


def _key(word: str) -> str:
    if word.isascii():
        return word.replace("'", "").replace("`", "").casefold()
    kept = (
        char
        for char in unicodedata.normalize("NFC", word)
        if char not in UNSAID and char not in APOSTROPHES and unicodedata.category(char) != "Cf"
    )
    return "".join(kept).casefold()


def in_both(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Places of the longest run of words that both have in the same order, gaps allowed.

    One row of the table of the longest common subsequence is one whole number, a bit a word: exact,
    and some thousand words on each side take milliseconds.
    """
    ahead = 0
    while ahead < min(len(a), len(b)) and a[ahead] == b[ahead]:
        ahead += 1
    behind = 0
    while behind < min(len(a), len(b)) - ahead and a[-1 - behind] == b[-1 - behind]:
        behind += 1
    middle = _longest(a[ahead : len(a) - behind], b[ahead : len(b) - behind])
    return [
        *((place, place) for place in range(ahead)),
        *((i + ahead, j + ahead) for i, j in middle),
        *((len(a) - place, len(b) - place) for place in range(behind, 0, -1)),
    ]


def _longest(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    where: dict[str, int] = {}
    for place, word in enumerate(a):
        where[word] = where.get(word, 0) | 1 << place
    whole = (1 << len(a)) - 1
    row, rows = whole, [whole]
    for word in b:
        hit = row & where.get(word, 0)
        row = ((row + hit) | (row - hit)) & whole
        rows.append(row)
    found = []
    i, j = len(a), len(b)
    while i and j:
        if rows[j] >> (i - 1) & 1:
            i -= 1
        elif rows[j - 1] >> (i - 1) & 1:
            i, j = i - 1, j - 1
            found.append((i, j))
        else:
            j -= 1
    return found[::-1]


def _find_moved(a: list[str], states_a: list[str], b: list[str], states_b: list[str]) -> None:
    """Mark runs of words that stand in both texts, but in another order."""
    starts: dict[tuple[str, ...], deque[int]] = {}
    for j in _starts(states_b):
        starts.setdefault(tuple(b[j : j + SHORTEST_MOVED]), deque()).append(j)
    passed = 0
    for i in _starts(states_a):
        places = starts.get(tuple(a[i : i + SHORTEST_MOVED]))
        if i >= passed and places:
            passed = i + _take(a, states_a, i, b, states_b, places.popleft())


def _starts(states: list[str]) -> list[int]:
    """Where a run of unmatched words begins that is long enough to have been moved."""
    last = len(states) - SHORTEST_MOVED + 1
    return [i for i in range(last) if all(s == ONLY for s in states[i : i + SHORTEST_MOVED])]


def _take(
    a: list[str], states_a: list[str], i: int, b: list[str], states_b: list[str], j: int
) -> int:
    """Mark as moved what the texts share from these places on; how many words were passed."""
    length = 0
    while (
        i + length < len(a)
        and j + length < len(b)
        and a[i + length] == b[j + length]
        and states_a[i + length] == states_b[j + length] == ONLY
    ):
        length += 1
    if length >= SHORTEST_MOVED:
        states_a[i : i + length] = states_b[j : j + length] = [MOVED] * length
    return max(length, 1)


def _parts(text: str, words: list[Word], states: list[str]) -> list[Part]:
    """The text in stretches of one state; what stands between two words goes with both or none."""
    found: list[Part] = []
    at, last = 0, SAME
    for word, state in zip(words, states, strict=True):
        _add(found, text[at : word.start], state if state == last else SAME)
        _add(found, text[word.start : word.end], state)
        at, last = word.end, state
    _add(found, text[at:], SAME)
    return found


def _add(parts: list[Part], text: str, state: str) -> None:
    if not text:
        return
    if parts and parts[-1].state == state:
        parts[-1] = Part(parts[-1].text + text, state)
    else:
        parts.append(Part(text, state))
