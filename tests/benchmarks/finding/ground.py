"""What claims stand on, of the same extent at every size: parties, places, days, and how often."""

from bisect import bisect
from datetime import date, timedelta
from itertools import accumulate

from tracker.record import dates

PARTIES, PLACES, COUNTRIES, REGIONS, DOSSIERS = 200, 300, 5, 30, 10
# The first ones of the shipped codebooks.
VIOLATIONS, STANCES = 12, 13
FIRST_DAY, DAYS = date(2005, 1, 1), 20 * 365


class Zipf:
    """From a number below 1 to one from 1 to `most`; the first ones far more often."""

    def __init__(self, most):
        weights = list(accumulate(1 / rank for rank in range(1, most + 1)))
        self.bounds = [weight / weights[-1] for weight in weights]

    def __call__(self, number):
        return bisect(self.bounds, number) + 1


def days(draw):
    """Days of twenty years as written, with both bounds and one day to count from."""
    found = []
    for n in range(DAYS):
        day = FIRST_DAY + timedelta(days=n)
        text = day.isoformat()
        written = draw.choices(
            (text, text[:7], text[:4], f"{text[:7]}~", f"../{text}"), (88, 6, 2, 3, 1)
        )[0]
        known = dates.parse(written)
        bounds = (known.earliest and str(known.earliest), str(known.latest))
        found.append((written, *bounds, known.earliest or known.latest))
    return found


def place_kind(n):
    if n <= COUNTRIES:
        return "country"
    return "region" if n <= COUNTRIES + REGIONS else ("town", "camp", "prison")[n % 3]


def part_of(n):
    """The larger place: towns are in regions, regions in countries."""
    if n <= COUNTRIES:
        return None
    if n <= COUNTRIES + REGIONS:
        return 1 + n % COUNTRIES
    return COUNTRIES + 1 + n % REGIONS
