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
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from tracker.record.models import (
    Allegation,
    Answer,
    Claim,
    Dossier,
    DossierClaim,
    DossierEvent,
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
def links(user: User, model: str, to: str) -> Any:
    """Rows of a link with what it leads to. They are as visible as what they hang on."""
    return apps.get_model("record", model).objects.select_related(to)


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


@put_together_once
def requests(user: User) -> Any:
    """Requests with the two parties. What else one points at may be hidden: ask for it apart."""
    return Request.objects.visible_to(user).select_related("asker", "asked")


@put_together_once
def dossiers(user: User) -> Any:
    """Dossiers with how many visible claims and events each holds."""
    statuses = statuses_for(user)
    claims = DossierClaim.objects.filter(dossier=OuterRef("pk"), claim__status__in=statuses)
    events = DossierEvent.objects.filter(dossier=OuterRef("pk"), event__status__in=statuses)
    return Dossier.objects.visible_to(user).annotate(
        claim_count=counted(claims), event_count=counted(events)
    )
