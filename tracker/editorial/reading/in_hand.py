"""The record in hand: for which passages of a source are cited, until another one is chosen."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from tracker.record.models import Claim, Event, Response
from tracker.search.among import among
from tracker.search.finding import at_the_desk
from tracker.search.kinds import BY_NAME

IN_HAND = "in_hand"
# Sources of which the session knows it, and records of each.
MOST_SOURCES = 20
MOST_RECORDS = 6
MOST_FOUND = 10
LONGEST = 200
MODELS: dict[str, type[models.Model]] = {"C": Claim, "R": Response, "E": Event}


def take_in_hand(request: HttpRequest, source: Any, record: Any) -> None:
    """Cite passages of a source for a record from now on; those before it stay at hand."""
    kept = dict(request.session.get(IN_HAND, {}))
    mine = [one for one in kept.pop(str(source.pk), []) if one != record.reference]
    kept[str(source.pk)] = [record.reference, *mine][:MOST_RECORDS]
    request.session[IN_HAND] = dict(list(kept.items())[-MOST_SOURCES:])


def records_in_hand(request: HttpRequest, source: Any) -> list[Any]:
    """The record in hand and those before it, as far as they are there and may be changed."""
    references = request.session.get(IN_HAND, {}).get(str(source.pk), [])
    rows: dict[str, Any] = {}
    for letter, model in MODELS.items():
        own = [one for one in references if one.startswith(letter)]
        if own and _may_change(request, model):
            found = _rows(request, model).filter(reference__in=own)
            rows |= {row.reference: row for row in found}
    return [rows[one] for one in references if one in rows]


def record_called(request: HttpRequest, reference: str) -> Any:
    """The claim, response or event of this reference; None where there is none to be changed."""
    model = MODELS.get(reference[:1].upper())
    if model is None or len(reference) > LONGEST or not _may_change(request, model):
        return None
    return _rows(request, model).filter(reference=reference.upper()).first()


def records_found(request: HttpRequest, typed: str) -> list[Any]:
    """Records that somebody may mean: the one of this reference, or those with these words."""
    typed = typed.strip()[:LONGEST]
    if not typed:
        return []
    if known := record_called(request, typed):
        return [known]
    found: list[Any] = []
    for model in MODELS.values():
        if _may_change(request, model):
            kind = BY_NAME[str(model._meta.model_name)]
            keys = at_the_desk(kind, f"{typed}*" if typed[-1].isalnum() else typed).tolist()
            rows = _rows(request, model).filter(among(keys))
            found += rows.order_by("-updated_at", "-pk")[:MOST_FOUND]
    return found[:MOST_FOUND]


def may_change(request: HttpRequest, record: Any) -> bool:
    """Whether this account may change a record now, by the rule of its form."""
    return admin.site.get_model_admin(type(record)).has_change_permission(request, record)


def may_change_any(request: HttpRequest) -> bool:
    """Whether there is any noun whose records this account may cite for."""
    return any(_may_change(request, model) for model in MODELS.values())


def _may_change(request: HttpRequest, model: type[models.Model]) -> bool:
    return admin.site.get_model_admin(model).has_change_permission(request)


def _rows(request: HttpRequest, model: type[models.Model]) -> Any:
    """The records of a noun that this account is shown at the desk."""
    return admin.site.get_model_admin(model).get_queryset(request)
