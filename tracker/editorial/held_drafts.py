"""Drafts that a dossier holds: their places in it are theirs, and told when they are published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tracker.edition.redaction import standing_now
from tracker.ledger.models import Entry
from tracker.record.models import Dossier, DossierClaim, DossierEvent
from tracker.record.nouns import name_of

Place = DossierClaim | DossierEvent
# Each sort of rows, and the column that says what they hold.
HOLDING: tuple[tuple[type[Place], str], ...] = ((DossierClaim, "claim"), (DossierEvent, "event"))


def places_of_drafts(records: Iterable[Any]) -> list[Place]:
    """The places that these records, where they are dossiers, give to what readers do not see."""
    dossiers = [one for one in records if isinstance(one, Dossier)]
    found: list[Place] = []
    for model, column in HOLDING if dossiers else ():
        links: list[Any] = list(model.objects.filter(dossier__in=dossiers).select_related(column))
        names = {link.pk: name_of(getattr(link, column)) for link in links}
        seen = standing_now(names.values())
        found += [one for one in links if seen[names[one.pk]] != Entry.Shown.WHOLE]
    return found


def put_back(places: Iterable[Place]) -> None:
    """Make again those of these places that are gone, as unrecorded as they were."""
    for model, column in HOLDING:
        gone = [one for one in places if isinstance(one, model)]
        model.objects.bulk_create(_still_gone(model, column, gone))


def _still_gone(model: type[Place], column: str, gone: list[Any]) -> Iterator[Any]:
    links = model.objects.filter(dossier__in={one.dossier_id for one in gone})
    there = set(links.values_list("dossier", column))
    for one in gone:
        if (one.dossier_id, getattr(one, f"{column}_id")) not in there:
            yield one
