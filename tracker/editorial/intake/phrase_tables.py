"""Phrases of tables, found in the words of a sentence."""

from __future__ import annotations

from functools import cache

from tracker.editorial.intake.sentences import Word, key_of


def phrase_at(words: list[Word], at: int, table: str) -> int:
    """Past the phrase of a table that begins at a word; 0 where none does."""
    for phrase in _phrases(table) if at >= 0 else ():
        if tuple(one.key for one in words[at : at + len(phrase)]) == phrase:
            return at + len(phrase)
    return 0


def phrase_before(words: list[Word], at: int, table: str) -> int:
    """Where the phrase of a table begins that ends before a word; -1 where none does."""
    for phrase in _phrases(table):
        first = at - len(phrase)
        if first >= 0 and tuple(one.key for one in words[first:at]) == phrase:
            return first
    return -1


@cache
def _phrases(table: str) -> list[tuple[str, ...]]:
    """Phrases of a table as words, the longest first; `_` is a space in them."""
    found = [tuple(key_of(word) for word in one.split("_")) for one in table.split()]
    return sorted(found, key=len, reverse=True)
