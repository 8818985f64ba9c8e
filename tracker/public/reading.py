"""What each page loads: querysets with everything below them, in a fixed number of queries.

Every function takes the user for whom the page is made: `AnonymousUser` for readers, a signed-in
editor for the preview. Nothing here decides what is public; `visible_to` does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Count, Exists, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from tracker.ledger.models import Entry
from tracker.record.models import (
    Allegation,
    Answer,
    Citation,
    Claim,
    ClaimLink,
    Correction,
    Dossier,
    DossierClaim,
    DossierEvent,
    Event,
    Figure,
    Request,
    Response,
)
from tracker.record.querysets import User, counted, made_first, statuses_for

ANYBODY = AnonymousUser()


def put_together_once(build: Callable[..., Any]) -> Callable[..., Any]:
    """A function that makes a queryset for a user, which for readers makes it once a day.

    Putting together the queries of a claim's page takes longer than asking them. A queryset is not
    changed by being asked or filtered; the day is in those that tell of deadlines.
    """

    @lru_cache(maxsize=16)
    def for_readers(_day: date, *more: str) -> Any:
        return build(ANYBODY, *more)

    @wraps(build)
    def kept(user: User, *more: str) -> Any:
        if statuses_for(user) != statuses_for(ANYBODY):
            return build(user, *more)
        return for_readers(timezone.localdate(), *more).all()

    return kept


@put_together_once
def quotes(user: User, target: str = "") -> Any:
    """Citations with their source and its publisher, first-hand or second-hand marked.

    Those for one kind of target take a quarter of the time.
    """
    all_rows = Citation.objects
    seen = all_rows.visible_on(target, user) if target else all_rows.visible_to(user)
    rows = seen.with_hand(*filter(None, [target]))
    return rows.select_related("source__publisher").order_by("position", "pk")


@put_together_once
def links(user: User, model: str, to: str) -> Any:
    """Rows of a link with what it leads to. They are as visible as what they hang on."""
    return apps.get_model("record", model).objects.select_related(to)


@put_together_once
def figures(user: User) -> Any:
    """Figures with reporter, citations, and what they repeat or are part of where that is visible.

    `repeats` is None both without one and where it is hidden; `repeats_id` tells the two apart.
    """
    seen = Figure.objects.visible_to(user).select_related("reporter")
    return seen.prefetch_related(
        Prefetch("repeats", seen),
        Prefetch("part_of", seen),
        Prefetch("citations", quotes(user, "figure")),
    ).order_by("position", "pk")


@put_together_once
def answers_in_words(user: User) -> Any:
    """Answers with who gave them, their stances and words, those made first before the others."""
    rows = Answer.objects.visible_to(user).select_related(
        "response__responder", "response__spokesperson", "allegation__claim"
    )
    return rows.prefetch_related(
        Prefetch("stance_links", links(user, "AnswerStance", "stance")),
        Prefetch("citations", quotes(user, "answer")),
    ).order_by(*made_first("response__"), "pk")


@put_together_once
def answers(user: User) -> Any:
    """The same with their figures."""
    return answers_in_words(user).prefetch_related(Prefetch("figures", figures(user)))


@put_together_once
def points(user: User) -> Any:
    """Allegations with state, coding, words, figures and answers."""
    return Allegation.objects.with_response_state(user).prefetch_related(
        Prefetch("violation_links", links(user, "AllegationViolation", "violation")),
        Prefetch("place_links", links(user, "AllegationPlace", "place")),
        Prefetch("citations", quotes(user, "allegation")),
        Prefetch("figures", figures(user)),
        Prefetch("answers", answers(user)),
    )


@put_together_once
def claims(user: User) -> Any:
    """Claims as rows of a list: who, of whom, how many points, how many answered."""
    points = Allegation.objects.filter(claim=OuterRef("pk"))
    given = Answer.objects.filter(
        allegation=OuterRef("pk"), response__status__in=statuses_for(user)
    )
    return (
        Claim.objects.visible_to(user)
        .annotate(
            allegation_count=counted(points), answered_count=counted(points.filter(Exists(given)))
        )
        .prefetch_related(
            Prefetch("claimant_links", links(user, "ClaimClaimant", "party")),
            Prefetch("accused_links", links(user, "ClaimAccused", "party")),
            Prefetch("responses", responses_in_short(user)),
        )
    )


@put_together_once
def responses_in_short(user: User) -> Any:
    """Responses with who gave them, oldest first."""
    rows = Response.objects.visible_to(user).select_related("responder", "spokesperson")
    return rows.order_by(*made_first(), "pk")


@put_together_once
def responses(user: User) -> Any:
    """Responses as rows of a list, newest first, with the claims they address."""
    return (
        Response.objects.visible_to(user)
        .select_related("responder", "spokesperson")
        .prefetch_related(
            Prefetch("claims", Claim.objects.visible_to(user)),
            Prefetch(
                "answers",
                Answer.objects.visible_to(user).prefetch_related("stance_links__stance"),
            ),
        )
    )


def responses_beside_claims(user: User, given: Any) -> Any:
    """Responses with the claims they address and, of the answers `given`, each beside its point."""
    claims_seen = Claim.objects.visible_to(user).annotate(allegation_count=Count("allegations"))
    return (
        Response.objects.visible_to(user)
        .select_related("responder", "spokesperson")
        .prefetch_related(
            Prefetch("claims", claims_seen.prefetch_related("claimant_links__party")),
            Prefetch("citations", quotes(user, "response")),
            Prefetch(
                "answers",
                given.prefetch_related(
                    Prefetch("allegation__citations", quotes(user, "allegation"))
                ),
            ),
        )
    )


@put_together_once
def requests(user: User) -> Any:
    """Requests with the two parties. What else one points at may be hidden: ask for it apart."""
    return Request.objects.visible_to(user).select_related("asker", "asked")


def related_claims(claim: Claim, user: User) -> list[ClaimLink]:
    """Links from and to a claim, both ends visible."""
    rows = ClaimLink.objects.visible_to(user).filter(Q(claim=claim) | Q(other=claim))
    return list(rows.select_related("claim", "other"))


def corrections_of(record: Any, user: User) -> Any:
    """Corrections of one record, newest first, each with the `entry` that published it."""
    return _corrections(user).filter(**{str(record._meta.model_name): record})


@put_together_once
def _corrections(user: User) -> Any:
    name = Concat(Value("correction/"), Cast(OuterRef("pk"), CharField()))
    entries = Entry.objects.filter(record=name).shown().order_by("sequence")
    return Correction.objects.visible_to(user).annotate(
        entry=Subquery(entries.values("sequence")[:1])
    )


@put_together_once
def events(user: User) -> Any:
    """Events with parties, places, figures and citations."""
    return Event.objects.visible_to(user).prefetch_related(
        "party_links__party",
        "place_links__place",
        Prefetch("citations", quotes(user, "event")),
        Prefetch("figures", figures(user)),
    )


@put_together_once
def dossiers(user: User) -> Any:
    """Dossiers with how many visible claims and events each holds."""
    statuses = statuses_for(user)
    claims = DossierClaim.objects.filter(dossier=OuterRef("pk"), claim__status__in=statuses)
    events = DossierEvent.objects.filter(dossier=OuterRef("pk"), event__status__in=statuses)
    return Dossier.objects.visible_to(user).annotate(
        claim_count=counted(claims), event_count=counted(events)
    )
