"""Claims, allegations, responses and answers: what is seen of them."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from tracker.record.querysets.visibility import (
    PublishableQuerySet,
    VisibleQuerySet,
    where,
)


class ClaimQuerySet(PublishableQuerySet):
    pass


class AllegationQuerySet(VisibleQuerySet):
    def condition(self, statuses: tuple[str, ...]) -> Any:
        return where(statuses, "claim")


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
