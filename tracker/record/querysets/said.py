"""Claims, allegations, responses and answers: what is seen of them, and their derived states."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from tracker.record.querysets.visibility import (
    PublishableQuerySet,
    User,
    VisibleQuerySet,
    rows,
    where,
)
from tracker.record.state import ANSWERED, NONE, OPEN, OVERDUE


def _response_state(answers: models.QuerySet[Any], claim: str, today: date, user: User) -> Case:
    """The state as a database expression; `claim` is the outer path to the claim's id.

    A passed deadline counts only with a request that was sent; without a deadline a sent request
    stays open.
    """
    asked = (
        rows("Request")
        .visible_to(user)
        .filter(claim=OuterRef(claim), kind="response", outcome="none")
        .exclude(sent_on="")
    )
    return Case(
        When(Exists(answers), then=Value(ANSWERED)),
        When(Exists(asked.filter(due_on_latest__lt=today)), then=Value(OVERDUE)),
        When(Exists(asked), then=Value(OPEN)),
        default=Value(NONE),
        output_field=models.CharField(),
    )


class ClaimQuerySet(PublishableQuerySet):
    def with_response_state(self, user: User | None = None, today: date | None = None) -> Any:
        """Annotate `response_state`: the state of the claim's best-answered allegation."""
        user = user or AnonymousUser()
        answers = rows("Answer").visible_to(user).filter(allegation__claim=OuterRef("pk"))
        return self.annotate(
            response_state=_response_state(answers, "pk", today or timezone.localdate(), user)
        )


class AllegationQuerySet(VisibleQuerySet):
    def condition(self, statuses: tuple[str, ...]) -> Any:
        return where(statuses, "claim")

    def with_response_state(self, user: User | None = None, today: date | None = None) -> Any:
        """Annotate `response_state`, one of the keys of STATE_LABELS."""
        user = user or AnonymousUser()
        answers = rows("Answer").visible_to(user).filter(allegation=OuterRef("pk"))
        return self.annotate(
            response_state=_response_state(answers, "claim_id", today or timezone.localdate(), user)
        )


class ClaimLinkQuerySet(VisibleQuerySet):
    def condition(self, statuses: tuple[str, ...]) -> Any:
        return where(statuses, "claim", "other")


class ResponseQuerySet(PublishableQuerySet):
    pass


def made_first(prefix: str = "") -> list[Any]:
    """The order in which responses were made; one made “before” a day precedes that day's own."""
    earliest, latest = f"{prefix}made_on_earliest", f"{prefix}made_on_latest"
    return [
        Coalesce(earliest, latest).asc(nulls_last=True),
        F(earliest).asc(nulls_first=True),
    ]


class AnswerQuerySet(VisibleQuerySet):
    def condition(self, statuses: tuple[str, ...]) -> Any:
        return where(statuses, "response", "allegation__claim")
