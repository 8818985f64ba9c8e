"""Requests, events, dossiers and corrections: what is seen of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tracker.record.querysets.visibility import PublishableQuerySet, any_of, rows, where


class RequestQuerySet(PublishableQuerySet):
    pass


class EventQuerySet(PublishableQuerySet):
    pass


class DossierQuerySet(PublishableQuerySet):
    pass


class CorrectionQuerySet(PublishableQuerySet):
    def condition(self, statuses: tuple[str, ...]) -> Any:
        sources = rows("Source").filter(rows("Source").seen_with(statuses))
        return where(statuses, "") & any_of(
            [
                where(statuses, "claim"),
                where(statuses, "response"),
                where(statuses, "event"),
                where(statuses, "dossier"),
                Q(source__in=sources),
            ]
        )
