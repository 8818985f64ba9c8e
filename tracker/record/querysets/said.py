"""Claims, allegations, responses and answers: what is seen of them, and their derived states."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.record.querysets.visibility import (
    PublishableQuerySet,
    User,
    VisibleQuerySet,
    counted,
    rows,
    statuses_for,
    where,
)

ANSWERED, OPEN, OVERDUE, NONE = "answered", "open", "overdue", "none"

STATE_LABELS = {
    ANSWERED: _("answered"),
    OPEN: _("request open"),
    OVERDUE: _("no reply by the deadline"),
    NONE: _("no response recorded"),
}


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

    def with_first_response(self, user: User | None = None) -> Any:
        """Annotate `first_response_on`: the earliest day a response was made, or None.

        It may be older than the claim's publication: replies are often printed with the claim.
        """
        links = rows("ResponseClaim").filter(
            where(statuses_for(user or AnonymousUser()), "response"), claim=OuterRef("pk")
        )
        made = Coalesce(
            "response__made_on_earliest",
            "response__made_on_latest",
            output_field=models.DateField(),
        )
        first = links.annotate(made=made).order_by(F("made").asc(nulls_last=True)).values("made")
        return self.annotate(first_response_on=Subquery(first[:1]))

    def citing(self, source: Any) -> Any:
        """Claims that cite `source`, themselves or in an allegation."""
        cited = rows("Citation").filter(source=source)
        return self.filter(
            Q(pk__in=cited.filter(claim__isnull=False).values("claim"))
            | Q(pk__in=cited.filter(allegation__isnull=False).values("allegation__claim"))
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

    def answered(self, user: User | None = None) -> Any:
        """Allegations with at least one answer that `user` may see."""
        return self.with_response_state(user).filter(response_state=ANSWERED)

    def unanswered(self, user: User | None = None) -> Any:
        """Allegations without an answer that `user` may see."""
        return self.with_response_state(user).exclude(response_state=ANSWERED)


class ClaimLinkQuerySet(VisibleQuerySet):
    def condition(self, statuses: tuple[str, ...]) -> Any:
        return where(statuses, "claim", "other")


class ResponseQuerySet(PublishableQuerySet):
    def citing(self, source: Any) -> Any:
        """Responses that cite `source`, themselves or in an answer."""
        cited = rows("Citation").filter(source=source)
        return self.filter(
            Q(pk__in=cited.filter(response__isnull=False).values("response"))
            | Q(pk__in=cited.filter(answer__isnull=False).values("answer__response"))
        )

    def with_coverage(self, claim: Any, user: User | None = None) -> Any:
        """Annotate `answered_count` and `allegation_count` for one claim: “answers 3 of 7”."""
        answers = (
            rows("Answer")
            .visible_to(user or AnonymousUser())
            .filter(response=OuterRef("pk"), allegation__claim=claim)
        )
        return self.annotate(
            answered_count=counted(answers),
            allegation_count=counted(rows("Allegation").filter(claim=claim)),
        )


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
