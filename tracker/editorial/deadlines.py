"""Today at the desk, and the last day of a deadline that is given in days or in working days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

# A deadline longer than this is a slip of the hand.
MOST_DAYS = 365


def today() -> date:
    """The day it is where the desk works."""
    return day_of(timezone.now())


def day_of(moment: datetime) -> date:
    """The day that it was then where the desk works."""
    return moment.astimezone(settings.DESK_TIME_ZONE).date()


def last_day(sent: date, days: int, *, are_working: bool) -> date:
    """The last day of so many days after the day of sending, which is not counted.

    Of working days it is the last of them; of other days it may be one on which nobody works.
    """
    if not are_working:
        return sent + timedelta(days=days)
    weeks, rest = divmod(days, len(settings.WORKING_DAYS))
    day = sent + timedelta(weeks=weeks)
    while rest:
        day += timedelta(days=1)
        rest -= day.isoweekday() in settings.WORKING_DAYS
    # Whole weeks after a day on which nobody works end on such a day.
    while weeks and day.isoweekday() not in settings.WORKING_DAYS:
        day -= timedelta(days=1)
    return day
