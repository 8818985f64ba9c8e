"""Of which public records the desk has something else than readers see."""

from __future__ import annotations

from tracker.edition.models import Edition
from tracker.ledger.models import Waiting


def waiting_rows() -> set[tuple[str, int]]:
    """(noun, primary key) of each."""
    rows = Edition.objects.standing().filter(key__in=Waiting.objects.values("record"))
    return set(rows.exclude(row=None).values_list("noun", "row"))


def count_waiting(noun: str) -> int:
    """How many there are of a noun."""
    return int(Waiting.objects.filter(noun=noun).count())
