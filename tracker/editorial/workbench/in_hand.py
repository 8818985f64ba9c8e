"""The source in hand: chosen once for a record, every new quote begins with it."""

from __future__ import annotations

from typing import Any

from tracker.editorial.quoted import WAYS
from tracker.record.models import Citation


def in_hand(record: Any) -> dict[str, Any]:
    """The source of the quote that was entered last, and its language; empty where there is none.

    It follows from what is saved, so that it is the same on another day and another machine.
    """
    newest: dict[str, Any] | None = None
    # A statement for each way: with all of them in one, the database reads every citation.
    for way in WAYS.get(str(record._meta.model_name), ()):
        rows = Citation.objects.filter(**{way: record}).order_by("-pk")
        found = rows.values("pk", "source", "language").first()
        if found and (newest is None or found["pk"] > newest["pk"]):
            newest = dict(found)
    return {name: newest[name] for name in ("source", "language")} if newest else {}
