"""Columns that follow from others and that no entry holds: days to sort by, origins of sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from tracker.record import dates
from tracker.record.fields import EarliestField, LatestField
from tracker.record.models import CodebookEdition, Source, Stance, Violation
from tracker.record.nouns import NOUNS


def derived_faults() -> Iterator[str]:
    """Each derived column that does not hold what follows from its record."""
    for model in _models():
        bounds = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, EarliestField | LatestField)
        ]
        for field in bounds:
            rows = model._base_manager.values_list("pk", field.of, field.name)
            for pk, text, day in rows.iterator(2000):
                if day != (getattr(dates.parse(text), field.end) if text else None):
                    yield f"{model._meta.model_name} {pk}: {field.name} is not its date's"
    above = dict(Source.objects.values_list("pk", "derived_from"))
    for pk, origin in Source.objects.values_list("pk", "origin"):
        if origin != _origin(pk, above):
            yield f"source {pk}: origin is not the first of its chain"
    for model in (Violation, Stance):
        for entry in model._default_manager.all():
            match = {"codebook": model._meta.model_name, "code": entry.code}
            edition = CodebookEdition.objects.filter(**match, version=entry.version).first()
            if edition and edition.words != {name: getattr(entry, name) for name in entry.WORDS}:
                yield f"{entry.code}: the words kept of its version are not its own"


def _origin(pk: Any, above: dict[Any, Any]) -> Any:
    first, seen = pk, {pk}
    while above.get(first) is not None and above[first] not in seen:
        first = above[first]
        seen.add(first)
    return None if first == pk else first


def _models() -> Iterator[type[models.Model]]:
    yield from {
        model
        for noun in NOUNS.values()
        for model in (noun.model, *(part.model for part in noun.every_part()))
    }
