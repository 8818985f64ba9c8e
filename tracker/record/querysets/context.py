"""Requests, events, dossiers and corrections: what is seen of them, and whose turn it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from tracker.record.querysets.visibility import PublishableQuerySet, any_of, rows, where


class RequestQuerySet(PublishableQuerySet):
    def open(self) -> Any:
        """Requests without a recorded reply: it is the asked party's turn."""
        return self.filter(outcome="none")

    def overdue(self, today: date | None = None) -> Any:
        """Open requests, known to be sent, whose deadline has passed."""
        return (
            self.open().exclude(sent_on="").filter(due_on_latest__lt=today or timezone.localdate())
        )

    def waiting_for(self, party: Any) -> Any:
        """Requests where it is `party`'s turn."""
        return self.open().filter(asked=party)


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
