"""New rows in bulk: each as its own `save` makes it, in one statement for many of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db import models, transaction

from tracker.record.models.codebook import Coding
from tracker.record.models.publishable import Named, Record, Referenced
from tracker.record.references import next_references, reserve_reference


def save_new(rows: Sequence[models.Model]) -> None:
    """Save new rows of one model, in this order, and give them their keys.

    A row that the database refuses takes all of them back. Raises IntegrityError.
    """
    if not rows:
        return
    with transaction.atomic(savepoint=False):
        for row in rows:
            if isinstance(row, Record | Coding):
                row.prepare()
        _give_references([row for row in rows if isinstance(row, Referenced)])
        type(rows[0])._base_manager.bulk_create(rows)
    for row in rows:
        if isinstance(row, Named):
            row.note_slug()


def _give_references(rows: Sequence[Referenced]) -> None:
    by_year: dict[tuple[str, int], list[Referenced]] = defaultdict(list)
    for row in rows:
        if row.reference:
            reserve_reference(row.reference)
        else:
            by_year[row.letter, row.reference_year()].append(row)
    for (letter, year), own in by_year.items():
        for row, reference in zip(own, next_references(letter, year, len(own)), strict=True):
            row.reference = reference
