"""Parties and places: as public as what names them, and found by any of their names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from tracker.record.querysets.evidence import figure_holder_seen, named_in_a_record
from tracker.record.querysets.visibility import (
    READERS_SEE,
    VisibleQuerySet,
    any_of,
    rows,
    where,
)


class PartyQuerySet(VisibleQuerySet):
    is_cached = True

    def condition(self, statuses: tuple[str, ...]) -> Any:
        named = _party_named(statuses, "pk")
        speaks_for = Exists(
            rows("Membership")
            .filter(body=OuterRef("pk"))
            .filter(_party_named(statuses, "member_id"))
        )
        return named | speaks_for

    def published_among(self, pks: Iterable[int]) -> set[int]:
        # In steps: PostgreSQL takes 40 ms to plan the condition as one, and 10 ms for these.
        pks = set(pks)
        ties = rows("Membership").filter(body__in=pks).order_by().values_list("member", "body")
        speakers = list(ties)
        asked = pks | {member for member, _body in speakers}
        own = rows("Party").filter(pk__in=asked).filter(named_in_a_record(READERS_SEE, "pk"))
        citable = rows("Source").published().filter(publisher__in=asked).order_by()
        named = {
            *own.order_by().values_list("pk", flat=True),
            *citable.values_list("publisher", flat=True),
        }
        return (named | {body for member, body in speakers if member in named}) & pks


def _party_named(statuses: tuple[str, ...], party: str) -> Any:
    """A condition that a public record names the party whose id is in column `party`."""
    citable = rows("Source").filter(rows("Source").seen_with(statuses))
    return named_in_a_record(statuses, party) | Exists(citable.filter(publisher=OuterRef(party)))


class PlaceQuerySet(VisibleQuerySet):
    is_cached = True

    def condition(self, statuses: tuple[str, ...]) -> Any:
        named = _place_named(statuses, "pk")
        holds = [
            Exists(
                rows("Place").filter(**{path: OuterRef("pk")}).filter(_place_named(statuses, "pk"))
            )
            for path in ("part_of", "part_of__part_of", "part_of__part_of__part_of")
        ]
        return named | any_of(holds)


def _place_named(statuses: tuple[str, ...], place: str) -> Any:
    """A condition that a public record names the place whose id is in column `place`."""
    ref = OuterRef(place)
    return any_of(
        [
            Exists(rows("AllegationPlace").filter(where(statuses, "allegation__claim"), place=ref)),
            Exists(rows("EventPlace").filter(where(statuses, "event"), place=ref)),
            Exists(rows("Figure").filter(figure_holder_seen(statuses), place=ref)),
        ]
    )
