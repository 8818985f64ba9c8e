"""What cards, embeds and oEmbed load of a record: published rows only, in a few queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch

from tracker.public import reading
from tracker.public.silence import silent_points
from tracker.record.models import Allegation, Answer, Claim, Response
from tracker.record.references import current_address

ANYBODY = reading.ANYBODY


def claims() -> Any:
    """Claims with their points, the words of both sides and who responded."""
    points = Allegation.objects.with_response_state(ANYBODY).prefetch_related(
        Prefetch("citations", reading.quotes(ANYBODY)), Prefetch("answers", _answers())
    )
    return Claim.objects.published().prefetch_related(
        "claimant_links__party",
        "accused_links__party",
        Prefetch("allegations", points),
        Prefetch("responses", reading.responses_in_short(ANYBODY)),
    )


def _answers() -> Any:
    """Answers with who gave them, their stances and words."""
    rows = Answer.objects.published().select_related(
        "response__responder", "response__spokesperson", "allegation__claim"
    )
    return rows.prefetch_related(
        "stance_links__stance", Prefetch("citations", reading.quotes(ANYBODY))
    ).order_by(*reading.made_first("response__"), "pk")


def tell_silence(claim: Any) -> None:
    """Give each point of a claim from `claims()` its silence, as the claim's page does."""
    silent_points(claim, list(reading.requests(ANYBODY).filter(claim=claim)))


def responses() -> Any:
    """Responses with the claims they address and each answer beside what it answers."""
    seen = Claim.objects.published().annotate(allegation_count=Count("allegations"))
    allegation_words = Prefetch("allegation__citations", reading.quotes(ANYBODY))
    return (
        Response.objects.published()
        .select_related("responder", "spokesperson")
        .prefetch_related(
            Prefetch("claims", seen.prefetch_related("claimant_links__party")),
            Prefetch("citations", reading.quotes(ANYBODY)),
            Prefetch("answers", _answers().prefetch_related(allegation_words)),
        )
    )


def answers_by_claim(response: Any) -> list[dict[str, Any]]:
    """For each claim that a loaded response addresses: the claim and the answers to its points."""
    answers = sorted(response.answers.all(), key=lambda answer: answer.allegation.number)
    return [
        {"claim": claim, "answers": [a for a in answers if a.allegation.claim_id == claim.pk]}
        for claim in response.claims.all()
    ]


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
