"""Where the words of a card stand: two halves of equal size, row beside row, with equal limits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from tracker.public.delivery.direction import direction_of
from tracker.public.drawing.cards.measure import Run, is_drawable, leading, marked, set_runs, wrap
from tracker.public.telling.both_sides import BothSides, Quote, Side

WIDTH, HEIGHT = 1200, 630
MARGIN, GAP, INDENT = 56, 48, 28
HALF = (WIDTH - 2 * MARGIN - GAP) // 2
HEAD, TOP, BOTTOM, FOOT = 64, 106, 572, 612
INK, QUIET, SAID, ANSWERED = "#1c1b18", "#56524a", "#2a4a86", "#6d4c00"
# More is never drawn, so it is not measured either.
MOST = 800
# What XML cannot hold, and what would turn the words around it: each line has its own direction.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Around a line from right to left: what draws it takes every line to begin on the left.
FROM_RIGHT, ENOUGH = "\u2067", "\u2069"
QUOTES = {False: ("“", "”"), True: ("«", "»")}
LEFT_OUT = "[…]"
# What a line is drawn with, and nobody wrote.
UNSEEN_SIGNS = dict.fromkeys(map(ord, "\u200b\u2066\u2067\u2069"))


@dataclass(frozen=True)
class Type:
    """How a row is set: size, weight, distance from line to line, and at most so many lines."""

    size: int
    weight: int
    step: int
    lines: int


SMALL = Type(24, 400, 32, 1)
NAME = Type(24, 700, 32, 1)
HEADLINE = Type(34, 700, 48, 2)
QUOTE = Type(28, 400, 41, 6)
NOTE = Type(19, 400, 25, 2)
ROWS = {
    "label": Type(24, 700, 40, 1),
    "who": Type(30, 700, 42, 2),
    "aside": Type(24, 400, 34, 2),
    "sentence": Type(28, 400, 41, 4),
}
AFTER = {"aside": 10, "sentence": 14}


@dataclass(frozen=True)
class Line:
    """A line of text: `x` is its left end, or its right end where `anchor` is “end”."""

    x: int
    y: int
    anchor: str
    kind: Type
    colour: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).translate(UNSEEN_SIGNS)


@dataclass(frozen=True)
class Rule:
    """A straight bar."""

    x: int
    y: int
    width: int
    height: int
    colour: str


@dataclass(frozen=True)
class Card:
    """All that is drawn."""

    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Box:
    """A strip of the card that lines are put into, from `x`, `width` wide."""

    x: int
    width: int

    def fitted(self, text: str, kind: Type, close: str = "") -> list[str]:
        """A text in lines that fit, without the words that no font draws."""
        return wrap(drawn(clean(text)), kind.size, kind.weight, self.width, kind.lines, close)

    def fitted_quote(self, quote: Quote, kind: Type) -> list[str]:
        """Words in quotation marks, in the form of their script: all of them, or none."""
        if not is_drawable(clean(quote.text)):
            return self.fitted(_not_shown(), kind)
        opening, closing = QUOTES[runs_from_right(quote.text)]
        return self.fitted(f"{opening}{quote.text}", kind, closing)

    def stacked(
        self, rows: list[str], y: int, kind: Type, colour: str, at_right: bool | None = None
    ) -> list[Line]:
        """Lines below each other, as one paragraph in the direction of its first letter.

        They begin where that direction does, unless `at_right` says on which side.
        """
        from_right = runs_from_right(" ".join(rows))
        at_right = from_right if at_right is None else at_right
        return [
            Line(
                x=self.x + self.width if at_right else self.x,
                y=y + kind.step * number,
                anchor="end" if at_right else "start",
                kind=kind,
                colour=colour,
                runs=set_runs(row, FROM_RIGHT, ENOUGH) if from_right else set_runs(row),
            )
            for number, row in enumerate(rows)
        ]


WHOLE = Box(MARGIN, WIDTH - 2 * MARGIN)


def clean(text: str) -> str:
    """A text in one paragraph, without what cannot be drawn."""
    return " ".join(unicodedata.normalize("NFC", UNSEEN.sub("", text[:MOST])).split())


def drawn(text: str) -> str:
    """A text with a mark for the words that would be empty boxes; where none remains, it says so.

    The fonts are asked, not the language: a name in any script may stand in any text.
    """
    if is_drawable(text):
        return text
    first = leading(text)
    kept: list[str] = []
    for word in text.split():
        is_shown = is_drawable(word) and set(marked(word)) <= {first}
        shown = word if is_shown else LEFT_OUT
        if shown != LEFT_OUT or kept[-1:] != [LEFT_OUT]:
            kept.append(shown)
    has_words = any(char.isalnum() for word in kept for char in word)
    return " ".join(kept) if has_words else _not_shown()


def _not_shown() -> str:
    return _("[in letters that this picture cannot show]")


def runs_from_right(text: str) -> bool:
    """By the first letter that has a direction; the page's own where none has."""
    return direction_of(text, "rtl" if get_language_bidi() else "ltr") == "rtl"


def laid_out(sides: BothSides) -> Card:
    """The card of a record: its head, both sides row beside row, and how much was answered."""
    headline = WHOLE.fitted(sides.headline, HEADLINE)
    top = TOP + (HEADLINE.step * len(headline) + 14 if headline else 0)
    lines = _head(sides.reference)
    lines += WHOLE.stacked(headline, TOP + 34, HEADLINE, INK)
    lines += _both(sides, top)
    lines += WHOLE.stacked(WHOLE.fitted(sides.foot, SMALL), FOOT, SMALL, QUIET)
    under_head = Rule(MARGIN, HEAD + 20, WHOLE.width, 2, INK)
    return Card(tuple(lines), (under_head, *_rules(top)))


def _head(reference: str) -> list[Line]:
    """The site's name at the start, the reference at the end, in the page's direction."""
    is_bidi = get_language_bidi()
    name = replace(WHOLE, width=WHOLE.width * 2 // 3).fitted(settings.SITE_NAME, NAME)
    lines = WHOLE.stacked(name, HEAD, NAME, INK, at_right=is_bidi)
    return lines + WHOLE.stacked(
        WHOLE.fitted(reference, SMALL), HEAD, SMALL, QUIET, at_right=not is_bidi
    )


def _halves() -> list[tuple[Box, str]]:
    """The two strips beside their rules, in the page's direction: what was said first."""
    left, right = MARGIN, MARGIN + HALF + GAP
    first, second = (right, left) if get_language_bidi() else (left, right)
    shift = 0 if get_language_bidi() else INDENT
    return [
        (Box(first + shift, HALF - INDENT), SAID),
        (Box(second + shift, HALF - INDENT), ANSWERED),
    ]


def _both(sides: BothSides, top: int) -> list[Line]:
    """Each row of one side beside the same row of the other, then a few words of each."""
    lines: list[Line] = []
    pair: tuple[Side, Side] = (sides.said, sides.answered)
    halves = _halves()
    y = top + 24
    for name, kind in ROWS.items():
        tallest = 0
        for side, (box, hue) in zip(pair, halves, strict=True):
            rows = box.fitted(getattr(side, name), kind)
            colour = hue if name == "label" else QUIET if name == "aside" else INK
            lines += box.stacked(rows, y, kind, colour)
            tallest = max(tallest, len(rows))
        y += kind.step * tallest + AFTER.get(name, 0)
    return lines + _quotes(pair, halves, y)


def _quotes(pair: tuple[Side, Side], halves: list[tuple[Box, str]], y: int) -> list[Line]:
    """A few words of each side from `y` on, with who passes them on: as many lines for either."""
    lines: list[Line] = []
    notes = [
        box.fitted(side.quote.note if side.quote else "", NOTE)
        for side, (box, _hue) in zip(pair, halves, strict=True)
    ]
    bottom = BOTTOM - NOTE.step * max(map(len, notes)) + (8 if any(notes) else 0)
    room = replace(QUOTE, lines=max(0, min(QUOTE.lines, (bottom - y) // QUOTE.step + 1)))
    for side, note, (box, hue) in zip(pair, notes, halves, strict=True):
        if side.quote and (quoted := box.fitted_quote(side.quote, room)):
            lines += box.stacked(quoted, y, room, hue)
            under = y + QUOTE.step * (len(quoted) - 1) + NOTE.step
            lines += box.stacked(note, under, NOTE, QUIET)
    return lines


def _rules(top: int) -> list[Rule]:
    """A solid rule beside what was said, a double one beside what was answered."""
    tall = BOTTOM + 8 - top
    (said, _hue), (answered, _other) = _halves()
    if get_language_bidi():
        edges = [box.x + box.width + INDENT - 9 for box in (said, answered)]
    else:
        edges = [box.x - INDENT for box in (said, answered)]
    first, second = edges
    return [
        Rule(first + (3 if get_language_bidi() else 0), top, 6, tall, SAID),
        Rule(second, top, 3, tall, ANSWERED),
        Rule(second + 6, top, 3, tall, ANSWERED),
    ]
