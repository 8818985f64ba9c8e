"""The rows behind each statistic, as they are downloaded: one a case, nothing counted up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from tracker.public.downloads.writers import csv_lines
from tracker.public.statistics.asked import accused_of, provably_sent
from tracker.public.statistics.times import timed
from tracker.record.models import Allegation, Answer

Row = tuple[Any, ...]
BATCH = 2000


def _coverage(claims: Any) -> Iterator[Row]:
    rows = Allegation.objects.filter(claim__in=claims).with_response_state()
    columns = ("claim__reference", "number", "response_state")
    yield from rows.order_by("claim", "number").values_list(*columns).iterator(BATCH)


def _asked(claims: Any) -> Iterator[Row]:
    columns = (
        "reference",
        "claim__reference",
        "asked__slug",
        "sent_on",
        "due_on",
        "outcome",
        "proof__reference",
    )
    yield from provably_sent(claims).order_by("pk").values_list(*columns).iterator(BATCH)


def _never_asked(claims: Any) -> Iterator[Row]:
    columns = ("claim__reference", "party__slug", "was_asked", "has_responded")
    rows = accused_of(claims).order_by("claim", "party").values_list(*columns)
    for claim, party, was_asked, has_responded in rows.iterator(BATCH):
        yield claim, party, int(was_asked), int(has_responded)


def _times(claims: Any) -> Iterator[Row]:
    columns = ("reference", "made_on", "least", "most")
    for reference, made_on, least, most in timed(claims).values_list(*columns).iterator(BATCH):
        days = [one.days if one is not None else "" for one in (least, most)]
        yield reference, made_on, *days


def _by_responder(claims: Any) -> Iterator[Row]:
    yield from _answers(claims, "response__responder__slug")


def _by_violation(claims: Any) -> Iterator[Row]:
    yield from _answers(claims, "allegation__violations__code")


def _answers(claims: Any, group: str) -> Iterator[Row]:
    columns = (
        group,
        "response__reference",
        "allegation__claim__reference",
        "allegation__number",
        "stances__code",
    )
    rows = Answer.objects.published().filter(allegation__claim__in=claims)
    yield from rows.order_by(group, "pk", "stances__code").values_list(*columns).iterator(BATCH)


ANSWER = ("response", "claim", "allegation", "stance")
ROWS: dict[str, tuple[tuple[str, ...], Callable[[Any], Iterator[Row]]]] = {
    "coverage": (("claim", "allegation", "state"), _coverage),
    "asked": (("request", "claim", "asked", "sent_on", "due_on", "outcome", "proof"), _asked),
    "never-asked": (("claim", "accused", "provably_asked", "responded"), _never_asked),
    "times": (("claim", "made_on", "least_days", "most_days"), _times),
    "stances-by-responder": (("responder", *ANSWER), _by_responder),
    "stances-by-violation": (("violation", *ANSWER), _by_violation),
}


def as_csv(key: str, claims: Any) -> Iterator[str]:
    """The rows behind a statistic as lines of CSV, under a heading."""
    header, rows = ROWS[key]
    yield from csv_lines(chain([header], rows(claims)))
