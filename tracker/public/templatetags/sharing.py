"""Both sides of a record in words: for the head of its page, its card and its embed."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from tracker.edition.documents import DossierDocument, ResponseDocument
from tracker.public import both_sides, in_short
from tracker.public.embedding import frame_of, iframe
from tracker.public.evidence import ClaimAnswers

register = template.Library()

register.filter("answered_in_short", in_short.claim_answered)
register.filter("answers_in_short", in_short.response_answers)
register.filter("cut", in_short.cut)
register.filter("first_quotes", in_short.first_quotes)
register.simple_tag(in_short.dossier_holds, name="holds_in_short")


@register.simple_tag
def claim_in_words(claim: Any) -> str:
    """What the card of a claim shows."""
    return both_sides.of_claim(claim).in_words()


@register.simple_tag
def response_in_words(response: ResponseDocument, groups: list[ClaimAnswers]) -> str:
    """What the card of a response shows."""
    return both_sides.of_response(response, groups).in_words()


@register.simple_tag
def dossier_in_words(dossier: DossierDocument) -> str:
    """What the card of a dossier shows."""
    return both_sides.of_dossier(dossier).in_words()


@register.simple_tag
def site_in_words() -> str:
    """What the card of all other pages shows."""
    return both_sides.of_site().in_words()


@register.simple_tag
def embed_code(record: Any) -> SafeString:
    """The HTML that shows a record in somebody else's page."""
    return iframe(frame_of(record), record.title)
