"""What a number counts, as the rules of each language say it."""

from __future__ import annotations

from typing import NamedTuple

from tracker.editorial.intake.sentences import Word
from tracker.record.choices import Unit


class Counted(NamedTuple):
    """What a number counts: where that begins and ends, in which unit, and how one knows."""

    start: int
    end: int
    population: str
    unit: Unit
    rule: str


def printed(text: str, words: list[Word], first: int, last: int) -> str:
    """Words as the text has them, on one line."""
    return " ".join(text[words[first].start : words[last - 1].end].split())


def is_parted(text: str, words: list[Word], at: int, end: int) -> bool:
    """Whether more than white space, a hyphen or an apostrophe parts a word from a place."""
    return bool(text[end : words[at].start].strip(" \u00a0\n-’'“”\"‘"))
