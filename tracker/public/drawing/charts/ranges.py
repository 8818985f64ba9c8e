"""A drawing of what several reporters give for one population: a dot or a range each.

Values are laid side by side on one axis and never added up. Where all agree nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from tracker.public.drawing.charts.axes import (
    Axis,
    Beside,
    Drawing,
    beside,
    of_numbers,
    ticks_of_numbers,
)

ROW = 60
WORDS = 44  # pixels that two lines of words take


@dataclass(frozen=True)
class Range:
    """A figure in the drawing: from `x1` to `x2` per cent, `y` pixels down.

    An end that the words leave open (“more than 43,000”) runs on to the edge of the drawing.
    """

    figure: Any
    y: int
    x1: float
    x2: float
    is_point: bool
    opens_below: bool
    opens_above: bool
    name: Beside

    @property
    def name_y(self) -> int:
        """Where the paper of its words begins, in pixels down."""
        return self.y - (WORDS + 8 if self.name.is_above else WORDS // 2)

    @property
    def width(self) -> float:
        return round(abs(self.x2 - self.x1), 2)

    @property
    def left(self) -> float:
        return min(self.x1, self.x2)

    @property
    def known(self) -> float:
        """Where the dot is: the value itself, or the end of it that is known."""
        return self.x2 if self.opens_below else self.x1

    @property
    def is_open(self) -> bool:
        """Whether the words leave an end of it open."""
        return self.opens_above or self.opens_below

    @property
    def open_x(self) -> float:
        """Where the end is that the words leave open."""
        return self.x2 if self.opens_above else self.x1


@dataclass(frozen=True, kw_only=True)
class RangeDrawing(Drawing):
    """The figures from the top down."""

    ranges: list[Range]

    def points_right(self, one: Range) -> bool:
        """Whether the open end of a range is the one to the right."""
        return one.opens_above != self.mirrored


def draw(figures: Sequence[Any], mirrored: bool = False) -> RangeDrawing | None:
    """The figures of one population and unit; None where there are no two values to compare."""
    if len({(one.low, one.high) for one in figures}) < 2:
        return None
    values = [end for one in figures for end in (one.low, one.high) if end is not None]
    axis = of_numbers(_with_room(values, figures), mirrored)
    ranges, y = [], 0
    for figure in figures:
        one = _range(figure, axis, y + ROW // 2)
        if one.name.is_above:
            one = replace(one, y=one.y + WORDS // 2)
        ranges.append(one)
        y = one.y + ROW // 2
    suffix = " %" if figures[0].unit == "percent" else ""
    ticks = ticks_of_numbers(axis, suffix)
    return RangeDrawing(ranges=ranges, ticks=ticks, height=y, mirrored=mirrored)


def _with_room(values: list[Decimal], figures: Sequence[Any]) -> list[Decimal]:
    """Room above the highest value for an end that is open."""
    is_open = any(one.high is None for one in figures)
    return [*values, max(values) * Decimal("1.15")] if is_open else values


def _range(figure: Any, axis: Axis, y: int) -> Range:
    low = axis.low if figure.low is None else float(figure.low)
    high = axis.high if figure.high is None else float(figure.high)
    x1, x2 = axis.at(low), axis.at(high)
    return Range(
        figure,
        y,
        x1,
        x2,
        is_point=figure.low == figure.high,
        opens_below=figure.low is None,
        opens_above=figure.high is None,
        name=beside(min(x1, x2), max(x1, x2)),
    )
