"""Today at the desk, and deadlines in days or in working days: their last day, and pauses."""

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
        rest -= _is_worked_on(day)
    # Whole weeks after a day on which nobody works end on such a day.
    while weeks and not _is_worked_on(day):
        day -= timedelta(days=1)
    return day


def days_left(day: date, due: date, *, are_working: bool) -> int:
    """How many days of a deadline are left after a day, with its last one; 0 where it is over."""
    if due <= day:
        return 0
    if not are_working:
        return (due - day).days
    weeks, rest = divmod((due - day).days, 7)
    odd = (due - timedelta(days=ahead) for ahead in range(rest))
    return weeks * len(settings.WORKING_DAYS) + sum(_is_worked_on(one) for one in odd)


def resumed(due: date, paused: date, since: date, *, are_working: bool) -> date:
    """The last day of a deadline that ran until one day, and runs again after another.

    What was left of it then is left of it now; neither of the two days is counted.
    """
    return last_day(since, days_left(paused, due, are_working=are_working), are_working=are_working)


def _is_worked_on(day: date) -> bool:
    return day.isoweekday() in settings.WORKING_DAYS
