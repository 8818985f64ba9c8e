"""Of which public records the desk has something else than readers see."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.edition.models import Edition
from tracker.ledger.models import Waiting


def seen_as_saved(noun: str, rows: Iterable[int]) -> set[int]:
    """Those of these records of a noun, by primary key, that readers see as the desk has them."""
    standing = Edition.objects.standing().whole().filter(noun=noun, row__in=list(rows))
    waits = Waiting.objects.filter(noun=noun).values("record")
    return set(standing.exclude(key__in=waits).values_list("row", flat=True))


def count_waiting(noun: str) -> int:
    """How many there are of a noun."""
    return int(Waiting.objects.filter(noun=noun).count())
