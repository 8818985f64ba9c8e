"""What waits for an account: one definition for the first page, the head of all others, the mail.

Each list is a query, so that all of them are counted in one statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from tracker.capture.models import Sighting
from tracker.editorial.merge_proposals import proposed_to
from tracker.editorial.models import Assignment, Comment
from tracker.editorial.rights import may
from tracker.ledger.models import Actor, Entry, Waiting
from tracker.ledger.waiting import WRITING
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


# --- The lists ------------------------------------------------------------------------------------


def returned(noun: Noun, user: AbstractBaseUser) -> Any:
    """Drafts of a noun that an account sent for review and got back."""
    rows = noun.model._default_manager.filter(status=Status.DRAFT, submitted_by=user.pk)
    rows = rows.annotate(key=_key(noun)).annotate(moved=_last_of("key", action__in=MOVES))
    return rows.filter(moved=Entry.Action.RETURNED)


def given_to(user: AbstractBaseUser) -> Any:
    """Records that somebody gave to an account to look at, but for those that are gone."""
    return _of_what_is_there(Assignment.objects.filter(user=user.pk))


def comments_to(user: AbstractBaseUser) -> Any:
    """Open comments whose last word is another's, on what an account wrote, in which it spoke, or
    by a reviewer whom it let look."""
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


def _key(noun: Noun) -> Any:
    """A record's name in the ledger, as an expression on its row."""
    lookup = noun.key_lookup()
    if lookup == "reference":
        return F(lookup)
    return Concat(Value(f"{noun.name}/"), Cast(lookup, CharField()))


def due(today: date) -> Any:
    """Open requests whose day is over, and was not looked after since, or comes within a week."""
    rows = Request.objects.exclude(status=Status.WITHDRAWN).filter(
        outcome=Outcome.NONE, is_appeal=False, due_on_latest__lte=today + WEEK
    )
    # Once somebody looked after the day, the record says so and nothing is to be done.
    return rows.exclude(Q(checked_on__gt=F("due_on_latest")))


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
    if not seen:
        return Counts()
    published = tuple(noun for noun in NOUNS if may(user, "publish", NOUNS[noun]))
    statement, values = _statement(seen, published)
    today, stored = deadline_day(timezone.now()), connection.ops.adapt_datefield_value
    given: dict[Any, Any] = {
        stored(SOME_DAY + ahead): stored(today + ahead) for ahead in (timedelta(), WEEK)
    }
    given[SOMEBODY] = user.pk
    with connection.cursor() as cursor:
        cursor.execute(statement, [given.get(value, value) for value in values])
        return Counts(*map(int, cursor.fetchone()))


@cache
def _statement(seen: tuple[str, ...], published: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """The statement of whoever may see and publish these nouns, for SOMEBODY on SOME_DAY.

    Written out once: to compile twenty queries takes ten times as long as their answer.
    """
    somebody = get_user_model()(pk=SOMEBODY)
    overdue = due(SOME_DAY).filter(due_on_latest__lt=SOME_DAY)
    asked = [
        _counted(_mine(somebody, [NOUNS[noun] for noun in seen])),
        _counted(_to_publish(somebody, [NOUNS[noun] for noun in published])),
        _counted([overdue.values("pk")] if "request" in seen else []),
    ]
    statement = "SELECT " + ", ".join(f"({sql})" for sql, _values in asked)
    return statement, tuple(value for _sql, values in asked for value in values)


def _mine(user: Any, nouns: Sequence[Noun]) -> Iterator[Any]:
    yield given_to(user).values("record")
    yield comments_to(user).values("record")
    for noun in nouns:
        if noun.has_status:
            yield returned(noun, user).values("key")


def _to_publish(user: Any, nouns: Sequence[Noun]) -> Iterator[Any]:
    for noun in nouns:
        if noun.has_status:
            rows = noun.model._default_manager.filter(status=Status.IN_REVIEW)
            yield rows.annotate(key=_key(noun)).values("key")
    if nouns:
        names = [noun.name for noun in nouns]
        yield Waiting.objects.filter(noun__in=names).values("record")
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
