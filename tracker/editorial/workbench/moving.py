"""A point of a claim moved up or down: it changes numbers with its neighbour."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.editorial.changes import Person, change
from tracker.editorial.forms import renumbering_question
from tracker.editorial.formsets import ASIDE
from tracker.ledger.models import Entry
from tracker.record.models import Allegation, Claim

Pair = tuple[Allegation, Allegation]


def neighbours(claim: Claim, point: int, is_up: bool) -> Pair | None:
    """The point and the one above or below it, the upper first; None at the end of the list."""
    points = list(Allegation.objects.filter(claim=claim).order_by("number"))
    at = next((place for place, one in enumerate(points) if one.pk == point), None)
    if at is None:
        return None
    upper = at - 1 if is_up else at
    return (points[upper], points[upper + 1]) if 0 <= upper < len(points) - 1 else None


def questions_of(pair: Pair) -> Iterator[str]:
    """What is asked before points get other numbers."""
    for point in pair:
        if question := renumbering_question(point, point.number):
            yield question


def swap(claim: Claim, pair: Pair, user: Person) -> None:
    """Let two points change their numbers; the database sees no two alike on the way."""
    with change(user, Entry.Action.CHANGED) as door:
        Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
        upper, lower = (Allegation.objects.get(pk=one.pk) for one in pair)
        door.touch(upper)
        door.touch(lower)
        numbers = upper.number, lower.number
        rows = Allegation.objects
        rows.filter(pk=upper.pk).update(number=ASIDE)
        rows.filter(pk=lower.pk).update(number=numbers[0])
        rows.filter(pk=upper.pk).update(number=numbers[1])
