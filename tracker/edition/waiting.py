"""Of which public records the desk has something else than readers see."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tracker.edition.models import Edition
from tracker.ledger.models import Waiting


def seen_as_saved(wanted: Mapping[str, Collection[int]]) -> set[tuple[str, int]]:
    """Those of these records, by noun and primary key, that readers see as the desk has them."""
    rows = {row for some in wanted.values() for row in some}
    standing = Edition.objects.standing().whole().filter(noun__in=list(wanted), row__in=rows)
    waits = Waiting.objects.filter(noun__in=list(wanted)).values("record")
    found = standing.exclude(key__in=waits).values_list("noun", "row")
    return {(noun, row) for noun, row in found if row in wanted[noun]}


def count_waiting(noun: str) -> int:
    """How many there are of a noun."""
    return int(Waiting.objects.filter(noun=noun).count())
