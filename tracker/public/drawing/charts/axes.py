"""Scales from days or numbers to per cent of the width, with round marks along them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import floor, log10

from tracker.record.date_words import in_words

EDGE = 4.0  # per cent kept free on either side
MOST_TICKS = 6
# Of the narrowest drawing, 328 pixels, the per cent that a letter of an axis takes, and a gap.
LETTER, GAP = 2.1, 1.0
# The part of the width that the dispute gets on a broken axis, and what comes before or after it.
FOCUS, ASIDE = 0.56, 0.28
# An axis is broken where the dispute would get less of an even one than this.
CROWDED = 0.4
# The least part of the width, in per cent, that a name is set in.
LEAST_ROOM = 42.0
STEPS_OF_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
STEPS_OF_MONTHS = (1, 2, 3, 6)


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: per cent across, and what it says."""

    x: float
    label: str


@dataclass(frozen=True)
class Axis:
    """A line from `low` to `high`; mirrored where the page reads from right to left.

    It takes the part of the width from `start` to `end`, all of it unless it is one of several.
    """

    low: float
    high: float
    mirrored: bool = False
    start: float = 0.0
    end: float = 1.0

    def at(self, value: float) -> float:
        """Per cent across; what lies outside is at the edge."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.across(self.start + share * (self.end - self.start))

    def across(self, share: float) -> float:
        """Per cent across of a part of the width."""
        share = 1 - share if self.mirrored else share
        return round(EDGE + share * (100 - 2 * EDGE), 2)


@dataclass(frozen=True)
class BrokenAxis:
    """Axes end to end, each with a scale of its own."""

    pieces: tuple[Axis, ...]

    @property
    def mirrored(self) -> bool:
        return self.pieces[0].mirrored

    @property
    def breaks(self) -> list[float]:
        """Where the scale changes, in per cent across."""
        return [one.across(one.end) for one in self.pieces[:-1]]

    def at(self, value: float) -> float:
        """Per cent across; what lies outside is at the edge."""
        last = self.pieces[-1]
        return next((one for one in self.pieces if value <= one.high), last).at(value)


@dataclass(frozen=True)
class Beside:
    """The free paper beside a mark on which its name stands, in per cent across.

    `is_before` says that the mark is to the right of it, so that the name ends at the mark.
    `is_above` that neither side has room: the name takes the whole width above the mark.
    """

    x: float
    width: float
    is_before: bool = False
    is_above: bool = False


def beside(low: float, high: float) -> Beside:
    """The roomier side of what lies from `low` to `high` per cent across."""
    before, after = low, 100 - high
    if max(before, after) < LEAST_ROOM:
        return Beside(0, 100, is_above=True)
    if before > after:
        return Beside(0, round(before, 2), is_before=True)
    return Beside(round(high, 2), round(after, 2))


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What every drawing has: the marks of its axis, its height in pixels, its direction."""

    ticks: list[Tick]
    height: int
    mirrored: bool

    @property
    def start(self) -> str:
        """Where lines of text begin, in per cent across."""
        return "100%" if self.mirrored else "0"


def of_days(first: date, last: date, mirrored: bool = False) -> Axis:
    """An axis over these days, and at least a month of it."""
    low, high = first.toordinal(), last.toordinal()
    if high - low < 30:
        low, high = low - 15, high + 15
    return Axis(max(low, 1), min(high, date.max.toordinal()), mirrored)


def around(first: date, last: date, focus: tuple[date, date], mirrored: bool = False) -> BrokenAxis:
    """An axis over these days, on which the days of `focus` keep most of the width.

    Whole months of them, so that an axis is broken where a month begins. It is in one piece where
    they have room enough on an even scale.
    """
    even = of_days(first, last, mirrored)
    low, high = _whole_months(*focus)
    low, high = max(low, even.low), min(high, even.high)
    if (high - low) / (even.high - even.low) >= CROWDED:
        return BrokenAxis((even,))
    start = ASIDE if low > even.low else 0.0
    end = start + FOCUS if high < even.high else 1.0
    ends = ((even.low, low, 0.0, start), (low, high, start, end), (high, even.high, end, 1.0))
    return BrokenAxis(
        tuple(Axis(one, two, mirrored, at, to) for one, two, at, to in ends if two > one)
    )


def _whole_months(first: date, last: date) -> tuple[float, float]:
    """The first day of the month of `first`, and of the month after `last`."""
    after = last.toordinal() + 1
    if last < date(date.max.year, 12, 1):
        after = date(last.year + last.month // 12, last.month % 12 + 1, 1).toordinal()
    return first.replace(day=1).toordinal(), after


def of_numbers(values: list[Decimal], mirrored: bool = False) -> Axis:
    """An axis that holds all the values and begins at nought, so that lengths compare."""
    high = float(max([*values, Decimal(0)])) or 1.0
    low = float(min([*values, Decimal(0)]))
    return Axis(low, high, mirrored)


def ticks_of_pieces(axis: BrokenAxis) -> list[Tick]:
    """The marks of each piece, those of the widest first, without those that have no room."""
    found: list[Tick] = []
    for piece in sorted(axis.pieces, key=lambda one: one.start - one.end):
        for tick in ticks_of_days(piece):
            if all(_is_apart(tick, other) for other in found):
                found.append(tick)
    return found


def _is_apart(one: Tick, other: Tick) -> bool:
    letters = len(one.label) + len(other.label)
    return abs(one.x - other.x) >= letters / 2 * LETTER + GAP


def ticks_of_days(axis: Axis) -> list[Tick]:
    """Years, or months where the axis is short, or also the middle of one."""
    first, last = (date.fromordinal(int(value)) for value in (axis.low, axis.high))
    years = last.year - first.year
    if years >= 2:
        step = next(one for one in STEPS_OF_YEARS if years / one <= MOST_TICKS or one == 1000)
        starts = range(first.year + (-first.year) % step, last.year + 1, step)
        days = [date(year, 1, 1) for year in starts if year > 0]
        return [_day_tick(axis, day, f"{day.year:04d}") for day in days if day >= first]
    months = years * 12 + last.month - first.month
    if months <= 1:
        days = sorted([*_months(first, last), *(one.replace(day=15) for one in (first, last))])
        inside = [day for day in dict.fromkeys(days) if first <= day <= last]
        return [_day_tick(axis, day, f"{day:%Y-%m}" + "-15" * (day.day == 15)) for day in inside]
    step = next(one for one in STEPS_OF_MONTHS if months / one <= MOST_TICKS or one == 6)
    return [
        _day_tick(axis, day, f"{day:%Y-%m}")
        for day in _months(first, last)
        if (day.month - 1) % step == 0
    ]


def _months(first: date, last: date) -> list[date]:
    """The first days of the months between two days."""
    counted = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    starts = [date(number // 12, number % 12 + 1, 1) for number in counted]
    return [day for day in starts if day >= first]


def _day_tick(axis: Axis, day: date, written: str) -> Tick:
    return Tick(axis.at(day.toordinal()), in_words(written))


def ticks_of_numbers(axis: Axis, suffix: str = "") -> list[Tick]:
    """Round numbers from nought up, with thousands divided by a narrow space."""
    rough = (axis.high - axis.low) / 4
    power = 10 ** floor(log10(rough))
    step = next(power * one for one in (1, 2, 5, 10) if power * one >= rough)
    value, found = 0.0, []
    while value <= axis.high * 1.0001:
        label = f"{value:,.0f}" if step >= 1 else f"{value:.2f}".rstrip("0").rstrip(".")
        found.append(Tick(axis.at(value), label.replace(",", "\u202f") + suffix))
        value += step
    return found
