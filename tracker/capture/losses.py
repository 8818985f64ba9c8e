"""Quotes that were found in a copy, and are not any more by what reads and looks today.

Of one copy, not of two: that a newer copy lacks a passage is news of the page, and no fault.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tracker.capture.extracting import words_of
from tracker.capture.models import CopyText, QuoteCheck, quote_hash


class Loss(NamedTuple):
    """A check that found a quote, and why that is so no longer."""

    check: QuoteCheck
    why: str

    def __str__(self) -> str:
        return f"{self.check.text.capture}: citation {self.check.citation_id}: {self.why}"


def losses(sources: Iterable[int]) -> list[Loss]:
    """What was found in copies of these sources, of quotes that stand as they were."""
    found: list[Loss] = []
    rows = QuoteCheck.objects.filter(text__capture__source__in=list(sources)).order_by("pk")
    first: dict[tuple[int, str, int], QuoteCheck] = {}
    last: dict[tuple[int, str, int], QuoteCheck] = {}
    damaged: dict[int, str] = {}
    for row in rows.select_related("citation", "text__capture"):
        is_moved = row.citation.source_id != row.text.capture.source_id
        if is_moved or row.quote_hash != quote_hash(row.citation):
            continue
        key = (row.citation_id, row.quote_hash, row.text.capture_id)
        last[key] = row
        if row.is_found:
            first.setdefault(key, row)
    for key, row in first.items():
        if row.text_id not in damaged:
            damaged[row.text_id] = _damage(row.text)
        why = damaged[row.text_id]
        if not last[key].is_found:
            why = f"{last[key].get_state_display()} ({last[key].reason or '-'})"
        if why:
            found.append(Loss(row, why))
    return found


def _damage(text: CopyText) -> str:
    try:
        words_of(text)
    except (OSError, ValueError) as error:
        return str(error)
    return ""
