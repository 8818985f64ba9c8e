"""Requests, events, dossiers and corrections: what is seen of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tracker.record.querysets.visibility import PublishableQuerySet, any_of, rows, where

# What a correction may be of, with a status of its own and without.
WITH_STATUS = ("claim", "response", "event", "dossier", "request")
WITHOUT_STATUS = {"source": "Source", "party": "Party", "place": "Place"}


class RequestQuerySet(PublishableQuerySet):
    pass


class EventQuerySet(PublishableQuerySet):
    pass


class DossierQuerySet(PublishableQuerySet):
    pass


class CorrectionQuerySet(PublishableQuerySet):
    def condition(self, statuses: tuple[str, ...]) -> Any:
        return where(statuses, "") & any_of(
            [
                *(where(statuses, target) for target in WITH_STATUS),
                *(
                    Q(**{f"{target}__in": rows(model).filter(rows(model).seen_with(statuses))})
                    for target, model in WITHOUT_STATUS.items()
                ),
            ]
        )
