"""Rows of a table, where a list is asked for whole: bare values, no records and nothing nested.

A hundred thousand claims with all below them would be made into a million objects, to be written as
one line each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tracker.public import reading
from tracker.public.addresses import stable
from tracker.public.downloads.rows import Row, day
from tracker.record.models import (
    AllegationPlace,
    AllegationViolation,
    ClaimAccused,
    ClaimClaimant,
    Dossier,
    Response,
)
from tracker.record.paths import path_of

Lists = dict[int, dict[Any, None]]
OWN = (
    "pk",
    "reference",
    "title",
    "made_on",
    "made_on_earliest",
    "made_on_latest",
    "checked_on",
    "allegation_count",
    "answered_count",
    "response_state",
)


def claims(rows: Any, keys: list[int]) -> dict[int, Row]:
    """The claims of `rows` with these keys, as the list's JSON has them, less what is nested."""
    found = rows.prefetch_related(None).order_by().filter(pk__in=keys).values_list(*OWN)
    claimants, accused = _parties(ClaimClaimant, keys), _parties(ClaimAccused, keys)
    made = Response.objects.published().filter(claims__in=keys)
    made = made.order_by(*reading.made_first(), "pk")
    responders = _grouped(made.values_list("claims", "responder__slug"))
    of = {"allegation__claim__in": keys}
    coded = AllegationViolation.objects.filter(**of).order_by(
        "allegation__number", "violation__position", "pk"
    )
    violations = _grouped(coded.values_list("allegation__claim", "violation__code"))
    at = AllegationPlace.objects.filter(**of).order_by("allegation__number", "position", "pk")
    places = _grouped(at.values_list("allegation__claim", "place__slug"))
    held = Dossier.objects.published().filter(claims__in=keys)
    dossiers = _grouped(held.values_list("claims", "slug"))
    return {
        pk: {
            "reference": reference,
            "title": title,
            "made_on": made_on,
            "made_earliest": day(first),
            "made_latest": day(last),
            "claimants": [slug for slug, _name in claimants[pk]],
            "claimant_names": [name for _slug, name in claimants[pk]],
            "accused": [slug for slug, _name in accused[pk]],
            "accused_names": [name for _slug, name in accused[pk]],
            "responders": list(responders[pk]),
            "allegation_count": points,
            "answered_count": answered,
            "response": state,
            "violations": list(violations[pk]),
            "places": list(places[pk]),
            "dossiers": list(dossiers[pk]),
            "answers_last_looked_for": day(checked_on),
            "address": stable(path_of("claim", reference)),
        }
        for pk, reference, title, made_on, first, last, checked_on, points, answered, state in found
    }


def _parties(model: Any, keys: list[int]) -> Lists:
    links = model.objects.filter(claim__in=keys).order_by("position", "pk")
    rows = links.values_list("claim", "party__slug", "party__name")
    return _grouped((claim, (slug, name)) for claim, slug, name in rows)


def _grouped(pairs: Iterable[tuple[int, Any]]) -> Lists:
    """Key → its values, each once and in order."""
    found: Lists = defaultdict(dict)
    for key, value in pairs:
        found[key][value] = None
    return found


FLAT = {"claims": claims}
