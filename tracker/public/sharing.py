"""What cards, embeds and oEmbed load of a record: published rows only, in a few queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from tracker.public import reading
from tracker.public.silence import silent_points
from tracker.record.models import Allegation, Claim
from tracker.record.references import current_address

ANYBODY = reading.ANYBODY


def claims() -> Any:
    """Claims with their points, the words of both sides and who responded."""
    points = Allegation.objects.with_response_state(ANYBODY).prefetch_related(
        Prefetch("citations", reading.quotes(ANYBODY, "allegation")),
        Prefetch("answers", reading.answers_in_words(ANYBODY)),
    )
    return Claim.objects.published().prefetch_related(
        "claimant_links__party",
        "accused_links__party",
        Prefetch("allegations", points),
        Prefetch("responses", reading.responses_in_short(ANYBODY)),
    )


def tell_silence(claim: Any) -> None:
    """Give each point of a claim from `claims()` its silence, as the claim's page does."""
    silent_points(claim, list(reading.requests(ANYBODY).filter(claim=claim)))


def responses() -> Any:
    """Responses with the claims they address and each answer beside what it answers."""
    return reading.responses_beside_claims(ANYBODY, reading.answers_in_words(ANYBODY))


def held_by(dossier: Any) -> tuple[list[Any], list[Any]]:
    """The claims of a dossier and the responses to them, as its page lists them."""
    held = list(reading.claims(ANYBODY).filter(dossiers=dossier))
    rows = reading.responses(ANYBODY).filter(claims__in=held).distinct()
    return held, list(rows)


def named(rows: Any, key: str) -> Any:
    """The record of `rows` with this slug or reference, wherever it has moved since, or None."""
    model = rows.model
    name = "slug" if hasattr(model, "slug") else "reference"
    found = rows.filter(**{name: key}).first()
    if found is None and (now := current_address(str(model._meta.model_name), key)):
        found = rows.filter(**{name: now}).first()
    return found
