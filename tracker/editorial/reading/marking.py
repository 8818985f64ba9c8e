"""A part of a text as HTML: its passages, hits and the one that is shown are marked in it.

Marks may overlap: a paragraph is divided wherever one begins or ends, and each piece says all that
it is. The words themselves are the stored ones, character for character, so that a page can say by
counting where a passage begins; what is not of the text has a class of its own to be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.capture.quotes.finding import Place
from tracker.editorial.reading.blocks import Block
from tracker.editorial.reading.cited import Cited
from tracker.editorial.reading.passages import as_shown

# Hits that are marked in one part.
MOST_HITS = 500
_PUNCTUATION = re.compile(r"[^\w\s]*")


class Proposed(Protocol):
    """What is proposed of a text: its number on the page, its place, and what sort of thing."""

    @property
    def number(self) -> int: ...

    @property
    def place(self) -> Place: ...

    @property
    def kind(self) -> str: ...


class Marks(NamedTuple):
    """What is marked: passages cited before, hits of a search, the place that was asked for, and
    what is proposed."""

    cited: Sequence[Cited] = ()
    hits: Sequence[Place] = ()
    wanted: Place | None = None
    proposed: Sequence[Proposed] = ()

    def within(self, block: Block) -> Marks:
        cited = [one for one in self.cited if one.place and _meet(one.place, block)]
        hits = [one for one in self.hits if _meet(one, block)]
        is_here = self.wanted is not None and _meet(self.wanted, block)
        proposed = [one for one in self.proposed if _meet(one.place, block)]
        return Marks(cited, hits, self.wanted if is_here else None, proposed)


class ShownBlock(NamedTuple):
    """A paragraph of the page, with its words as HTML."""

    block: Block
    words: SafeString


def marks_of_part(blocks: Sequence[Block], marks: Marks) -> Marks:
    """Those of the marks that are of a part, and no more hits than are marked."""
    if not blocks:
        return Marks()
    whole = Block(blocks[0].start, blocks[-1].end, 0, None)
    mine = marks.within(whole)
    return mine._replace(hits=mine.hits[:MOST_HITS])


def shown(text: str, blocks: Sequence[Block], marks: Marks) -> list[ShownBlock]:
    """The paragraphs of a part."""
    mine = marks_of_part(blocks, marks)
    return [ShownBlock(one, _words(text, one, mine.within(one))) for one in blocks]


def _meet(place: Place, block: Block) -> bool:
    return place.start < block.end and block.start < place.end


def _words(text: str, block: Block, marks: Marks) -> SafeString:
    places = [one.place for one in marks.cited if one.place]
    places += [*marks.hits, *([marks.wanted] if marks.wanted else [])]
    places += [one.place for one in marks.proposed]
    ends = {block.start, block.end}
    ends |= {max(one.start, block.start) for one in places}
    ends |= {min(one.end, block.end) for one in places}
    named = [
        (_after(text, one.place, block), one)
        for one in marks.cited
        if one.place and one.place.end <= block.end
    ]
    ends |= {at for at, _one in named}
    cuts = sorted(ends)
    pieces = [
        format_html(
            "{}{}{}",
            _piece(text, Place(start, end), marks),
            _numbers(one for one in marks.proposed if one.place.end == end),
            _names(one for at, one in named if at == end),
        )
        for start, end in pairwise(cuts)
    ]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _piece(text: str, piece: Place, marks: Marks) -> SafeString:
    """A stretch in which nothing begins or ends."""
    classes = [
        name
        for name, places in (
            ("cited", [one.place for one in marks.cited]),
            ("hit", marks.hits),
            ("wanted", [marks.wanted]),
            ("proposed", [one.place for one in marks.proposed]),
        )
        if any(one and one.start <= piece.start and piece.end <= one.end for one in places)
    ]
    words = as_shown(text[piece.start : piece.end])
    begun = marks.wanted is not None and piece.start == marks.wanted.start
    if not classes:
        return format_html("{}", words)
    return format_html(
        '<mark class="{}"{}>{}</mark>',
        " ".join(classes),
        format_html(' id="{}"', "wanted") if begun else "",
        words,
    )


def _after(text: str, place: Place, block: Block) -> int:
    """Where the name of a passage stands: behind the punctuation that follows it."""
    following = _PUNCTUATION.match(text, place.end, block.end)
    return following.end() if following else place.end


def _names(ended: Iterable[Cited]) -> SafeString:
    """What the passages that end here are cited for: not of the text, and not selected with it."""
    return format_html_join(
        "",
        '<a class="cited-in" id="{}" href="{}" title="{}"><bdi>{}</bdi></a>',
        (
            (one.anchor, one.address, _("Cited for %(what)s") % {"what": one.name}, one.name)
            for one in ended
        ),
    )


def _numbers(ended: Iterable[Proposed]) -> SafeString:
    """Numbers of what is proposed and ends here: as little of the text as the names above."""
    return format_html_join(
        "",
        '<a class="cited-in proposed-in" id="proposed-{}" href="#suggestion-{}" title="{}">{}</a>',
        (
            (one.number, one.number, _("Suggestion %(n)s") % {"n": one.number}, one.number)
            for one in ended
        ),
    )
