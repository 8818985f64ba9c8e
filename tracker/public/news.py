"""What is new on record: publications, corrections and withdrawals, in the order of their days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Value

from tracker.record.models import Claim, Correction, Dossier, Event, Request, Response

PUBLISHED, CORRECTED, WITHDRAWN = "published", "corrected", "withdrawn"
MODELS: dict[str, Any] = {
    "claim": Claim,
    "response": Response,
    "event": Event,
    "request": Request,
    "dossier": Dossier,
    "correction": Correction,
}


@dataclass
class News:
    """One thing that happened to the record; `about` is what a correction corrects."""

    what: str
    kind: str
    when: datetime
    record: Any

    @property
    def about(self) -> Any:
        return self.record.target if self.kind == "correction" else self.record


def news() -> Any:
    """Rows of (what, kind, key, when), newest first: one query, to be cut into pages."""
    parts = []
    for kind, model in MODELS.items():
        what = CORRECTED if kind == "correction" else PUBLISHED
        parts.append(rows(model.objects.published(), what, kind, "published_at"))
        if kind != "correction":
            parts.append(rows(model.objects.withdrawn(), WITHDRAWN, kind, "withdrawn_at"))
    return newest_first(*parts)


def newest_first(first: Any, *others: Any) -> Any:
    """Rows of several nouns in one order; those of one alone come in that of an index."""
    if not others:
        return first.order_by("-when", "-key")
    return first.union(*others, all=True).order_by("-when", "noun", "-key")


def rows(records: Any, what: str, kind: str, column: str) -> Any:
    """Rows of (what, kind, key, when) for records of one kind, in no order."""
    told = {"what": what, "noun": kind}
    words = {name: Value(text, CharField()) for name, text in told.items()}
    asked = records.order_by().annotate(**words, key=F("pk"), when=F(column))
    return asked.values_list("what", "noun", "key", "when")


def loaded(found_rows: list[tuple[str, str, Any, datetime]]) -> list[News]:
    """The records behind some rows of news, in a fixed number of queries."""
    keys: dict[str, set[Any]] = defaultdict(set)
    for _what, kind, key, _when in found_rows:
        keys[kind].add(key)
    found: dict[tuple[str, Any], Any] = {}
    for kind, model in MODELS.items():
        records = model.objects.filter(pk__in=keys[kind])
        if kind == "correction":
            records = records.select_related(*Correction.TARGETS)
        found |= {(kind, record.pk): record for record in records}
    return [News(what, kind, when, found[kind, key]) for what, kind, key, when in found_rows]
