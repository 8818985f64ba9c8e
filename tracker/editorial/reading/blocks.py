"""A text cut into paragraphs, and these into parts of bounded size, so that a book has pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.capture.quotes.finding import Place

# Characters of one part, and paragraphs; each character may take six bytes in HTML.
MOST_OF_PART = 20_000
MOST_BLOCKS = 300
# A text without line ends is cut somewhere.
MOST_OF_BLOCK = 4_000
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LINES = re.compile(r"[^\n]*\S[^\n]*")
# Lines without an empty one between them.
_PARAGRAPHS = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")


class Block(NamedTuple):
    """Characters of a paragraph, `end` exclusive; its number in the text, 0 where it goes on from
    the block before; the page that begins with it, or None."""

    start: int
    end: int
    number: int
    page: int | None


class Part(NamedTuple):
    """Blocks that are shown together: their number from 1, of how many."""

    number: int
    total: int
    blocks: list[Block]


def blocks_of(text: str, pages: Sequence[int] = ()) -> Iterator[Block]:
    """The paragraphs of a text: what stands between empty lines; without these, its lines."""
    pattern = _PARAGRAPHS if _BLANK_LINE.search(text) else _LINES
    begun = 0
    for number, match in enumerate(pattern.finditer(text), 1):
        start, own = match.start(), number
        while start < match.end():
            page = bisect_right(pages, start)
            next_page = pages[page] if page < len(pages) else match.end()
            end = _end(text, start, min(next_page, match.end()))
            yield Block(start, end, own, page if page > begun else None)
            start, own, begun = end, 0, page


def _end(text: str, start: int, end: int) -> int:
    """Where a block ends that may go on to `end`: after so many characters, at a space if any."""
    longest = start + MOST_OF_BLOCK
    if end <= longest:
        return end
    space = max(text.rfind(sign, start + 1, longest) for sign in " \n")
    return space + 1 if space > start else longest


def parts_of(text: str, pages: Sequence[int] = ()) -> Iterator[list[Block]]:
    """The blocks of a text by the parts in which they are shown."""
    now: list[Block] = []
    size = 0
    for block in blocks_of(text, pages):
        length = block.end - block.start
        if now and (size + length > MOST_OF_PART or len(now) == MOST_BLOCKS):
            yield now
            now, size = [], 0
        now.append(block)
        size += length
    yield now


def part_with(text: str, pages: Sequence[int], *, at: int | None = None, number: int = 1) -> Part:
    """The part that holds a character, or that with a number; the last where there are fewer."""
    chosen, total, found = 1, 0, list[Block]()
    for total, blocks in enumerate(parts_of(text, pages), 1):
        is_reached = total <= number if at is None else bool(blocks) and blocks[0].start <= at
        if is_reached or total == 1:
            chosen, found = total, blocks
    return Part(chosen, total, found)


def locator(text: str, pages: Sequence[int], place: Place) -> str:
    """Where a passage stands, as citations have it: pages of the file, or paragraphs of the text.

    In the language of the record, whoever cites.
    """
    start, end = place
    if pages:
        first, last = bisect_right(pages, start), bisect_right(pages, end - 1)
        return f"p. {first}" if first == last else f"pp. {first}–{last}"
    first = last = 0
    for block in blocks_of(text, pages):
        if block.start >= end:
            break
        last += bool(block.number)
        first += bool(block.number) and block.start <= start
    return f"paragraph {first}" if first == last else f"paragraphs {first}–{last}"
