"""Scales from days or numbers to per cent of the width, with round marks along them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import floor, log10

from tracker.record.date_words import in_words

EDGE = 4.0  # per cent kept free on either side
MOST_TICKS = 6
STEPS_OF_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
STEPS_OF_MONTHS = (1, 2, 3, 6)


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: per cent across, and what it says."""

    x: float
    label: str


@dataclass(frozen=True)
class Axis:
    """A line from `low` to `high`; mirrored where the page reads from right to left."""

    low: float
    high: float
    mirrored: bool = False

    def at(self, value: float) -> float:
        """Per cent across; what lies outside is at the edge."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        share = 1 - share if self.mirrored else share
        return round(EDGE + share * (100 - 2 * EDGE), 2)


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


def of_numbers(values: list[Decimal], mirrored: bool = False) -> Axis:
    """An axis that holds all the values and begins at nought, so that lengths compare."""
    high = float(max([*values, Decimal(0)])) or 1.0
    low = float(min([*values, Decimal(0)]))
    return Axis(low, high, mirrored)


def ticks_of_days(axis: Axis) -> list[Tick]:
    """Years, or months where the axis is short."""
    first, last = (date.fromordinal(int(value)) for value in (axis.low, axis.high))
    years = last.year - first.year
    if years >= 2:
        step = next(one for one in STEPS_OF_YEARS if years / one <= MOST_TICKS or one == 1000)
        starts = range(first.year + (-first.year) % step, last.year + 1, step)
        days = [date(year, 1, 1) for year in starts if year > 0]
        return [_day_tick(axis, day, f"{day.year:04d}") for day in days if day >= first]
    months = years * 12 + last.month - first.month
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
