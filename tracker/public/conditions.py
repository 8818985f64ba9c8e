"""What a filter's value means, as a condition on the rows of a list.

Every condition speaks of what the reader may see: a draft's answer, or a confidential source's
language, matches nothing. Lists are answered by the index; these conditions are what it is held to,
and what feeds and statistics ask.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tracker.record.models import (
    Allegation,
    AllegationViolation,
    Answer,
    Citation,
    ClaimAccused,
    ClaimClaimant,
    DossierClaim,
    Place,
    ResponseClaim,
)

Rows = QuerySet[Any]
Keys = list[Any]
Match = Callable[[Keys], Q]


def seen(model: type[Any], **match: Any) -> Rows:
    return model.objects.published().filter(**match)


def is_in(column: str) -> Match:
    """The row's own column holds one of the values."""
    return lambda values: Q(**{f"{column}__in": values})


def claims_by(claimants: Keys) -> Q:
    return _claims_in(ClaimClaimant.objects.filter(party__in=claimants))


def claims_against(accused: Keys) -> Q:
    return _claims_in(ClaimAccused.objects.filter(party__in=accused))


def claims_answered_by(responders: Keys) -> Q:
    return _claims_in(
        ResponseClaim.objects.filter(
            response__responder__in=responders, response__status="published"
        )
    )


def claims_of(violations: Keys) -> Q:
    coded = AllegationViolation.objects.filter(violation__code__in=violations)
    return Q(pk__in=coded.values("allegation__claim"))


def claims_met_with(stances: Keys) -> Q:
    return Q(pk__in=seen(Answer, stances__code__in=stances).values("allegation__claim"))


def claims_at(places: Keys) -> Q:
    inside = Place.objects.within(places)
    return Q(pk__in=Allegation.objects.filter(places__in=inside).values("claim"))


def claims_citing(column: str) -> Match:
    """Claims that cite, themselves or in a point or an answer to one, a source with a value."""

    def match(values: Keys) -> Q:
        cited = seen(Citation, **{f"source__{column}__in": values})
        return (
            Q(pk__in=cited.filter(claim__isnull=False).values("claim"))
            | Q(pk__in=cited.filter(allegation__isnull=False).values("allegation__claim"))
            | Q(pk__in=cited.filter(answer__isnull=False).values("answer__allegation__claim"))
        )

    return match


def claims_of_dossiers(dossiers: Keys) -> Q:
    return _claims_in(DossierClaim.objects.filter(dossier__in=dossiers))


def responses_to_claims(column: str) -> Match:
    """Responses that address a published claim with one of the values."""

    def match(values: Keys) -> Q:
        links = ResponseClaim.objects.filter(claim__status="published")
        return Q(pk__in=links.filter(**{f"claim__{column}__in": values}).values("response"))

    return match


def responses_with(stances: Keys) -> Q:
    return Q(pk__in=seen(Answer, stances__code__in=stances).values("response"))


def dated_in(column: str) -> Match:
    """Rows whose days, both ends known, may lie in one of the years."""

    def match(years: Keys) -> Q:
        condition = Q()
        for year in map(int, years):
            condition |= Q(
                **{
                    f"{column}_earliest__lte": date(year, 12, 31),
                    f"{column}_latest__gte": date(year, 1, 1),
                }
            )
        return condition

    return match


def _claims_in(link: Rows) -> Q:
    return Q(pk__in=link.values("claim"))
