"""What a filter's value means, as a condition on the rows of a list, and what can be chosen.

Every condition speaks of what the reader may see: a draft's answer, or a confidential source's
language, matches nothing, and no choice is offered that only something hidden has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.record.models import (
    Allegation,
    Answer,
    Citation,
    ClaimAccused,
    ClaimClaimant,
    Party,
    Place,
    Response,
    Source,
    Stance,
    Violation,
)

Rows = QuerySet[Any]


def seen(model: type[Any], **match: Any) -> Rows:
    return model.objects.published().filter(**match)


def _quoted(word: str, **of: Any) -> Exists:
    words = Q(quote__icontains=word) | Q(translation__icontains=word)
    return Exists(seen(Citation, **of).filter(words))


def _is_named(word: str) -> Q:
    return Q(party__name__icontains=word) | Q(party__names__name__icontains=word)


def claim_has_word(word: str) -> Q:
    """Claims with `word` in title, lead, points, answers, quotes, translations or party names."""
    answers = seen(Answer, allegation__claim=OuterRef("pk"))
    own = Q(title__icontains=word) | Q(lead__icontains=word) | Q(reference__iexact=word)
    return (
        own
        | Q(Exists(seen(Allegation, claim=OuterRef("pk")).filter(text__icontains=word)))
        | Q(_quoted(word, claim=OuterRef("pk")))
        | Q(_quoted(word, allegation__claim=OuterRef("pk")))
        | Q(_quoted(word, answer__allegation__claim=OuterRef("pk")))
        | Q(Exists(answers.filter(response__title__icontains=word)))
        | Q(Exists(ClaimClaimant.objects.filter(_is_named(word), claim=OuterRef("pk"))))
        | Q(Exists(ClaimAccused.objects.filter(_is_named(word), claim=OuterRef("pk"))))
    )


def response_has_word(word: str) -> Q:
    """Responses with `word` in title, summary, quotes, translations or the responder's names."""
    return (
        Q(title__icontains=word)
        | Q(summary__icontains=word)
        | Q(reference__iexact=word)
        | Q(responder__in=Party.objects.named(word))
        | _quoted(word, response=OuterRef("pk"))
        | _quoted(word, answer__response=OuterRef("pk"))
    )


def source_has_word(word: str) -> Q:
    """Sources with `word` in title, authors, address or the publisher's names."""
    return (
        Q(title__icontains=word)
        | Q(authors__icontains=word)
        | Q(url__icontains=word)
        | Q(reference__iexact=word)
        | Q(publisher__in=Party.objects.named(word))
    )


def dossier_has_word(word: str) -> Q:
    """Dossiers with `word` in title or summary."""
    return Q(title__icontains=word) | Q(summary__icontains=word)


def claims_in(link: Rows) -> Q:
    return Q(pk__in=link.values("claim"))


def claims_at(places: Any) -> Q:
    inside = Place.objects.within([place.pk for place in places])
    return Q(pk__in=Allegation.objects.filter(places__in=inside).values("claim"))


def claims_quoting(languages: list[str]) -> Q:
    cited = seen(Citation, source__language__in=languages)
    return (
        Q(pk__in=cited.filter(claim__isnull=False).values("claim"))
        | Q(pk__in=cited.filter(allegation__isnull=False).values("allegation__claim"))
        | Q(pk__in=cited.filter(answer__isnull=False).values("answer__allegation__claim"))
    )


def parties(role: str) -> Callable[[Any], Rows]:
    """Parties in a role of something published: what a reader can choose."""

    def queryset(request: Any) -> Rows:
        chosen = {
            "claimant": ClaimClaimant.objects.filter(claim__status="published").values("party"),
            "accused": ClaimAccused.objects.filter(claim__status="published").values("party"),
            "responder": Response.objects.published().values("responder"),
            "publisher": Source.objects.published().values("publisher"),
        }
        return Party.objects.filter(pk__in=chosen[role])

    return queryset


def published(model: type[Any]) -> Callable[[Any], Rows]:
    def queryset(request: Any) -> Rows:
        rows: Rows = model.objects.published()
        return rows

    return queryset


def used(model: type[Any]) -> Callable[[Any], Rows]:
    """Codebook entries that something published is coded with."""

    def queryset(request: Any) -> Rows:
        coded = {
            Violation: seen(Allegation).values("violations"),
            Stance: seen(Answer).values("stances"),
        }
        rows: Rows = model.objects.filter(pk__in=coded[model])
        return rows

    return queryset
