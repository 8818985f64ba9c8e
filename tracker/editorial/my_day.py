"""What waits for an account: one definition for the first page, the head of all others, the mail.

Each list is a query, so that all of them are counted in one statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from tracker.capture.models import Sighting
from tracker.editorial.merge_proposals import proposed_to
from tracker.editorial.models import Assignment, Comment, Submission
from tracker.editorial.own_records import contributes, is_own, ledger_name
from tracker.editorial.rights import may, may_edit_all
from tracker.ledger.models import Actor, Entry, Waiting
from tracker.ledger.waiting import WRITING, written_since
from tracker.record.choices import Outcome
from tracker.record.models import ClaimAccused, ClaimLook, Request, ResponseClaim, Status
from tracker.record.nouns import NOUNS, Noun
from tracker.record.state import deadline_day

# What moves a draft there and back.
MOVES = (Entry.Action.SUBMITTED, Entry.Action.RETURNED, Entry.Action.REOPENED)
# Entries after which there is no such record any more.
GONE = (Entry.Action.DELETED, Entry.Action.MERGED)
# How long before a deadline it is told.
WEEK = timedelta(days=7)
# After which answers that nobody has on file are looked for again.
LOOK_AGAIN = timedelta(days=180)
# Stand in a statement for whoever asks, and for today.
SOMEBODY, SOME_DAY = -1, date(1, 1, 1)


class Counts(NamedTuple):
    """How much waits for an account; nothing of what it is."""

    # Records: drafts sent back, records given to it, comments to it.
    for_you: int = 0
    # Records in review, published ones with changes that wait, and those that another proposed to
    # make part of one, of nouns that it may publish.
    to_publish: int = 0
    # Requests whose day is over, where nobody has looked for a reply since.
    overdue: int = 0
    # Answers and corrections from outside that nobody has decided on.
    received: int = 0
    # Requests whose day comes within a week.
    due_soon: int = 0


# --- The lists ------------------------------------------------------------------------------------


def returned(noun: Noun, user: AbstractBaseUser, *, own_alone: bool) -> Any:
    """Drafts of a noun that an account sent for review and got back; `own_alone` for one that sees
    no others."""
    rows = noun.model._default_manager.filter(status=Status.DRAFT, submitted_by=user.pk)
    rows = rows.annotate(key=ledger_name(noun)).annotate(moved=_last_of("key", action__in=MOVES))
    rows = rows.filter(moved=Entry.Action.RETURNED)
    return rows.filter(is_own(user, "key")) if own_alone else rows


def given_to(user: AbstractBaseUser) -> Any:
    """Records that somebody gave to an account to look at, but for those that are gone."""
    return _of_what_is_there(Assignment.objects.filter(user=user.pk))


def comments_to(user: AbstractBaseUser, *, own_alone: bool) -> Any:
    """Open comments whose last word is another's, on what an account wrote, in which it spoke, or
    by a reviewer whom it let look; `own_alone` for one that sees no others' records."""
    me = {"said_by": user.pk}
    replies = Comment.objects.filter(answers=OuterRef("pk"))
    newest = replies.order_by("-said_at", "-pk").values("pk")[:1]
    pseudonym = Actor.objects.filter(user=user.pk).values("pseudonym")
    wrote = Entry.objects.filter(
        record=OuterRef("record"), actor__in=pseudonym, action__in=WRITING
    ).order_by()
    rows = Comment.objects.filter(answers=None, resolved_at=None)
    rows = rows.filter(
        Q(**me) | Exists(replies.filter(**me)) | Q(by_link__made_by=user.pk) | Exists(wrote)
    )
    if own_alone:
        rows = rows.filter(is_own(user, "record"))
    rows = rows.annotate(last=Coalesce(Subquery(newest), F("pk")))
    return _of_what_is_there(
        rows.exclude(Exists(Comment.objects.filter(pk=OuterRef("last"), **me)))
    )


def _of_what_is_there(rows: Any) -> Any:
    rows = rows.annotate(was=_last_of("record"))
    return rows.filter(Q(was=None) | ~Q(was__in=GONE))


def _last_of(column: str, **match: Any) -> Subquery:
    """What the last of the entries did of the record that a column of the row names."""
    rows = Entry.objects.filter(record=OuterRef(column), **match)
    return Subquery(rows.order_by("-revision").values("action")[:1])


def due(today: date) -> Any:
    """Open requests whose day is over, and was not looked after since, or comes within a week."""
    rows = Request.objects.exclude(status=Status.WITHDRAWN).filter(
        outcome=Outcome.NONE, is_appeal=False, due_on_latest__lte=today + WEEK
    )
    # Once somebody looked after the day, the record says so and nothing is to be done.
    looks = ClaimLook.objects.filter(
        claim=OuterRef("claim"), party=OuterRef("asked"), looked_on__gt=OuterRef("due_on_latest")
    )
    return rows.exclude(Q(checked_on__gt=F("due_on_latest"))).exclude(Exists(looks))


def to_look_for(today: date) -> Any:
    """The accused of published claims who have no answer on file, and whose answers were last
    looked for half a year ago or never; `looked_on` is when. Those never looked for come first."""
    answers = ResponseClaim.objects.filter(
        claim=OuterRef("claim"),
        response__responder=OuterRef("party"),
        response__status=Status.PUBLISHED,
    )
    looks = ClaimLook.objects.filter(claim=OuterRef("claim"), party=OuterRef("party"))
    last = Subquery(looks.order_by("-looked_on").values("looked_on")[:1])
    rows = ClaimAccused.objects.filter(claim__status=Status.PUBLISHED).exclude(Exists(answers))
    rows = rows.annotate(looked_on=last)
    due = Q(looked_on=None) | Q(looked_on__lt=today - LOOK_AGAIN)
    return rows.filter(due).order_by(F("looked_on").asc(nulls_first=True), "claim_id", "pk")


def passages_to_look_at() -> Any:
    """What was seen of quoted passages that is not as it was, and that nobody has looked at."""
    return Sighting.objects.news()


# --- How many there are ---------------------------------------------------------------------------


def counts_for(user: Any) -> Counts:
    """How much waits for an account, asked in one statement."""
    seen = tuple(noun for noun in NOUNS if may(user, "view", NOUNS[noun]))
    own = tuple(noun for noun in NOUNS if contributes(user, NOUNS[noun]))
    if not (seen or own):
        return Counts()
    published = tuple(noun for noun in NOUNS if may(user, "publish", NOUNS[noun]))
    reads = may_edit_all(user, NOUNS["response"])
    statement, values = _statement(
        seen, own, published, takes_two=settings.SECOND_PERSON, reads_outside=reads
    )
    today, stored = deadline_day(timezone.now()), connection.ops.adapt_datefield_value
    given: dict[Any, Any] = {
        stored(SOME_DAY + ahead): stored(today + ahead) for ahead in (timedelta(), WEEK)
    }
    given[SOMEBODY] = user.pk
    with connection.cursor() as cursor:
        cursor.execute(statement, [given.get(value, value) for value in values])
        return Counts(*map(int, cursor.fetchone()))


@cache
def _statement(
    seen: tuple[str, ...],
    own: tuple[str, ...],
    published: tuple[str, ...],
    *,
    takes_two: bool,
    reads_outside: bool,
) -> tuple[str, tuple[Any, ...]]:
    """The statement of whoever may see all of some nouns, its own of others, and publish some, for
    SOMEBODY on SOME_DAY; `takes_two` where nobody publishes what they wrote, `reads_outside` where
    it reads what outsiders send.

    Written out once: to compile twenty queries takes ten times as long as their answer.
    """
    somebody = get_user_model()(pk=SOMEBODY)
    near = due(SOME_DAY)
    overdue = near.filter(due_on_latest__lt=SOME_DAY)
    due_soon = near.filter(due_on_latest__gte=SOME_DAY)
    asked = [
        _counted(_mine(somebody, [NOUNS[one] for one in (*seen, *own)], own_alone=bool(own))),
        _counted(_to_publish(somebody, [NOUNS[one] for one in published], takes_two=takes_two)),
        _counted([overdue.values("pk")] if "request" in seen else []),
        _counted([Submission.objects.open().values("pk")] if reads_outside else []),
        _counted([due_soon.values("pk")] if "request" in seen else []),
    ]
    statement = "SELECT " + ", ".join(f"({sql})" for sql, _values in asked)
    return statement, tuple(value for _sql, values in asked for value in values)


def _mine(user: Any, nouns: Sequence[Noun], *, own_alone: bool) -> Iterator[Any]:
    yield given_to(user).values("record")
    yield comments_to(user, own_alone=own_alone).values("record")
    for noun in nouns:
        if noun.has_status:
            yield returned(noun, user, own_alone=own_alone).values("key")


def _to_publish(user: Any, nouns: Sequence[Noun], *, takes_two: bool) -> Iterator[Any]:
    """Without what the account wrote part of, where somebody else has to publish that."""
    wrote = Actor.objects.filter(user=user.pk).values("pseudonym") if takes_two else ()
    for noun in nouns:
        if noun.has_status:
            rows = noun.model._default_manager.filter(status=Status.IN_REVIEW)
            rows = rows.annotate(key=ledger_name(noun))
            yield rows.exclude(Exists(written_since("key", wrote))).values("key")
    if nouns:
        names = [noun.name for noun in nouns]
        rows = Waiting.objects.filter(noun__in=names)
        yield rows.exclude(Exists(written_since("record", wrote))).values("record")
        yield proposed_to(user, names).values("duplicate")


def _counted(queries: Any) -> tuple[str, list[Any]]:
    """How many different rows these queries of one column find, as SQL with its parameters."""
    each = [rows.order_by().query.sql_with_params() for rows in queries]
    if not each:
        return "0", []
    # By hand: each is a count of its own to Django, and so a statement.
    union = " UNION ".join(sql for sql, _values in each)
    return (
        f"SELECT COUNT(*) FROM ({union}) AS mine",  # noqa: S608  (made of our own queries)
        [value for _sql, values in each for value in values],
    )
