"""Deadlines are arithmetic of days: pauses over weekends, holidays of no week, and their ends."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tracker.editorial.deadlines import days_left, last_day, resumed

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
LENGTHS = st.integers(0, 400)
WEEKS = st.frozensets(st.integers(1, 7), min_size=1)


@given(day=DAYS, length=st.integers(1, 400), week=WEEKS)
def test_as_many_days_are_left_as_were_given(settings_of, day, length, week):
    settings_of(week)
    for are_working in (True, False):
        due = last_day(day, length, are_working=are_working)
        assert days_left(day, due, are_working=are_working) == length
        assert days_left(due, due, are_working=are_working) == 0


@given(day=DAYS, length=LENGTHS, week=WEEKS)
def test_working_days_are_counted_one_by_one(settings_of, day, length, week):
    settings_of(week)
    due = day + timedelta(days=length)
    each = [day + timedelta(days=ahead) for ahead in range(1, length + 1)]
    left = sum(one.isoweekday() in week for one in each)
    assert days_left(day, due, are_working=True) == left


@given(day=DAYS, length=st.integers(1, 200), pause=LENGTHS, week=WEEKS, before=st.data())
def test_pause_takes_nothing_and_adds_nothing(settings_of, day, length, pause, week, before):
    settings_of(week)
    for are_working in (True, False):
        due = last_day(day, length, are_working=are_working)
        paused = day + timedelta(days=before.draw(st.integers(0, (due - day).days)))
        since = paused + timedelta(days=pause)
        again = resumed(due, paused, since, are_working=are_working)
        left = days_left(paused, due, are_working=are_working)
        assert days_left(since, again, are_working=are_working) == left
        assert again >= due or not left
        # A pause of no day leaves the deadline where it was.
        assert pause or resumed(due, paused, paused, are_working=are_working) == (
            due if left else paused
        )


def test_pause_over_a_weekend(settings_of):
    settings_of(frozenset({1, 2, 3, 4, 5}))
    friday, monday = date(2024, 4, 19), date(2024, 4, 22)
    assert resumed(date(2024, 4, 24), friday, monday, are_working=True) == date(2024, 4, 25)
    assert resumed(date(2024, 4, 24), friday, monday, are_working=False) == date(2024, 4, 27)


@pytest.fixture(scope="module")
def settings_of():
    before = settings.WORKING_DAYS

    def choose(week):
        settings.WORKING_DAYS = week

    yield choose
    settings.WORKING_DAYS = before
