"""Phrases looked for among the words of a text, as the search folds them.

In a phrase a word that ends with `*` is the beginning of one, `/` stands between words of which any
will do, `~` for up to three words, whichever they are, and `#` for a number in digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from tracker.search.normalise import words

ANY, NUMBER, MOST_BETWEEN = "~", "#", 3
SAME_LETTERS = 2
# Letters that end no word whose ending the search takes off.
NO_ENDING = ("ژ", "x")
# Of a word of a phrase: what it may be, and whether each is only a beginning.
Wanted: TypeAlias = tuple[tuple[str, bool], ...]
Phrase: TypeAlias = tuple[Wanted, ...]


@cache
def folded(phrase: str) -> Phrase:
    """The words of a phrase as they are searched."""
    return tuple(
        tuple(dict.fromkeys(way for word in one.split("/") for way in _folded(word)))
        for one in phrase.split()
    )


@cache
def several(listed: str) -> tuple[Phrase, ...]:
    """Phrases that are listed with spaces between them; within one stands `_` for a space."""
    return tuple(folded(one.replace("_", " ")) for one in listed.split())


def literal(typed: str) -> Phrase:
    """The words of what somebody typed, which holds no sign but `*` at the end of a word."""
    found: list[Wanted] = []
    for one in typed.split():
        said = words(one.removesuffix("*"))
        found += [((word, False),) for word in said]
        if said and one.endswith("*"):
            found[-1] = ((said[-1], True),)
    return tuple(found)


def find_all(said: list[str], phrase: Phrase) -> Iterator[tuple[int, int]]:
    """Everywhere that a phrase stands, none of them within another."""
    place = find(said, phrase)
    while place is not None:
        yield place
        place = find(said, phrase, place[1] + 1)


def find(said: list[str], phrase: Phrase, start: int = 0) -> tuple[int, int] | None:
    """Where a phrase stands first: the positions of its first and of its last word."""
    first = phrase[0]
    for at in range(start, len(said)):
        if first[0][0] != ANY and not _is(said[at], first):
            continue
        if (end := _ends(said, at, phrase)) is not None:
            return at, end
    return None


def first_of(said: list[str], listed: str) -> tuple[int, int] | None:
    """Where the first of several phrases stands."""
    joined = " ".join(said)
    if found := _pattern(listed).search(joined):
        first = joined.count(" ", 0, found.start())
        return first, first + found.group().count(" ")
    return None


def has_any(said: list[str], listed: str) -> bool:
    """Whether one of several phrases stands among these words."""
    return _pattern(listed).search(" ".join(said)) is not None


def begins_with(said: list[str], listed: str) -> bool:
    """Whether these words begin with one of several phrases."""
    return _pattern(listed).match(" ".join(said)) is not None


@cache
def _pattern(listed: str) -> re.Pattern[str]:
    """Several phrases as one pattern: a hundred of them are asked of each sentence."""
    return re.compile(rf"(?<!\S)(?:{_grouped(listed)})(?!\S)" if listed.split() else "(?!)")


def _grouped(listed: str) -> str:
    """Phrases by the first letters of each: of a thousand a word is compared with a dozen."""
    groups: dict[str, list[str]] = {}
    for phrase in several(listed):
        begins = {one[:SAME_LETTERS] for one, _beginning in phrase[0]}
        alike = begins.pop() if len(begins) == 1 else ""
        is_plain = alike.isalpha() and alike != NUMBER
        groups.setdefault(alike if is_plain else "", []).append(_as_pattern(phrase))
    return "|".join(
        rf"(?={re.escape(alike)})(?:{'|'.join(patterns)})" if alike else "|".join(patterns)
        for alike, patterns in groups.items()
    )


def _as_pattern(phrase: Phrase) -> str:
    parts = []
    for wanted in phrase:
        if wanted[0][0] == ANY:
            parts.append(rf"(?:\S+ ){{0,{MOST_BETWEEN}}}?")
            continue
        signs = (r"\d+" if one == NUMBER else re.escape(one) for one, _beginning in wanted)
        endings = (r"\S*" if beginning else "" for _one, beginning in wanted)
        anyone = "|".join(map("".join, zip(signs, endings, strict=True)))
        parts.append(f"(?:{anyone}) ")
    return "".join(parts).rstrip(" ")


def _folded(word: str) -> Iterator[tuple[str, bool]]:
    bare = word.removesuffix("*").replace("-", "")
    found = words(bare)
    stem = found[0] if found else word
    if bare == word or not found:
        yield stem, False
        return
    # The search takes endings off, which a beginning has not got: ناکات begins ناکاتەوە.
    whole = _without_its_ending_off(bare, stem)
    yield whole, True
    if stem != whole:
        yield stem, False


def _without_its_ending_off(bare: str, stem: str) -> str:
    for letter in NO_ENDING:
        longer = words(bare + letter)
        # “And” may be taken off the longer one, and is a letter of the word: وصف.
        if longer and longer[0].endswith(letter) and longer[0][:1] == stem[:1]:
            return longer[0].removesuffix(letter)
    return stem


def _ends(said: list[str], at: int, phrase: Phrase) -> int | None:
    for step, wanted in enumerate(phrase):
        if wanted[0][0] == ANY:
            rest = phrase[step + 1 :]
            ends = (_ends(said, later, rest) for later in range(at, at + MOST_BETWEEN + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(said) or not _is(said[at], wanted):
            return None
        at += 1
    return at - 1


def _is(word: str, wanted: Wanted) -> bool:
    # A loop: this is asked a hundred thousand times of a long text.
    for one, is_beginning in wanted:
        if word.startswith(one) if is_beginning else word == one:
            return True
        if one == NUMBER and word.isdigit():
            return True
    return False
