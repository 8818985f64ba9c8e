"""Public references such as `C-2024-0003`: short, stable, citable, never the primary key."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import F

REFERENCE = re.compile(r"([A-Z])-([0-9]{4})-([0-9]{4,6})")


class ReferenceCounter(models.Model):
    """The last number given for one letter and year. Numbers are never given twice."""

    letter = models.CharField(max_length=1)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "year"], name="reference_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.letter}-{self.year}: {self.last}"


def next_reference(letter: str, year: int) -> str:
    """The next free reference of a letter and year; as `next_references`."""
    return next_references(letter, year, 1)[0]


def next_references(letter: str, year: int, count: int) -> list[str]:
    """The next free references of a letter and year; safe under concurrent writers.

    The row of the counter is locked by the UPDATE, so a second writer waits for the first one's
    transaction. A rolled-back save gives its numbers back.
    """
    counter = ReferenceCounter.objects.filter(letter=letter, year=year)
    with transaction.atomic(savepoint=False):
        # Only the first reference of a year finds no row.
        if not counter.update(last=F("last") + count):
            ReferenceCounter.objects.get_or_create(letter=letter, year=year)
            counter.update(last=F("last") + count)
        last: int = counter.values_list("last", flat=True).get()
    numbers = range(last - count + 1, last + 1)
    return [f"{letter}-{year:04d}-{number:04d}" for number in numbers]


def reserve_reference(reference: str) -> None:
    """Take note of a reference that came from outside, so that it is never given again.

    Raises ValueError where it is not a reference.
    """
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise ValueError(f"{reference!r} is not a reference like C-2024-0003")
    letter, year, number = match[1], int(match[2]), int(match[3])
    with transaction.atomic():
        ReferenceCounter.objects.get_or_create(letter=letter, year=year)
        ReferenceCounter.objects.filter(letter=letter, year=year, last__lt=number).update(
            last=number
        )


class FormerAddress(models.Model):
    """An address that a record had before it was renamed or merged; readers are sent on."""

    kind = models.CharField(max_length=20)
    old = models.CharField(max_length=100)
    current = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "old"], name="former_address_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.old} → {self.current}"


def moved(kind: str, old: str, current: str) -> None:
    """Record that what was at `old` is now at `current`; older addresses are carried along."""
    FormerAddress.objects.filter(kind=kind, current=old).update(current=current)
    FormerAddress.objects.filter(kind=kind, old=current).delete()
    FormerAddress.objects.update_or_create(kind=kind, old=old, defaults={"current": current})


def moved_back(kind: str, at: str, older: Iterable[str]) -> None:
    """Record that a record is at `at` again, and that its `older` addresses lead there."""
    FormerAddress.objects.filter(kind=kind, old=at).delete()
    FormerAddress.objects.filter(kind=kind, old__in=set(older) - {at}).update(current=at)


def current_address(kind: str, old: str) -> str | None:
    """Where the record that was at `old` is now, or None."""
    row = FormerAddress.objects.filter(kind=kind, old=old).first()
    return row.current if row else None
