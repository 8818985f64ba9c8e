"""Figures, citations and sources: what is seen of them, first-hand or second-hand, origins."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from tracker.record.querysets.visibility import (
    READERS_SEE,
    VisibleQuerySet,
    any_of,
    rows,
    under,
    where,
)

# What a citation may be for, a figure aside, and whose status says who may see it.
TARGETS = {
    "claim": ("claim",),
    "allegation": ("allegation__claim",),
    "response": ("response",),
    "answer": ("answer__response", "answer__allegation__claim"),
    "event": ("event",),
}


def figure_holder_seen(statuses: tuple[str, ...], prefix: str = "") -> Any:
    """A condition that what a figure belongs to may be seen."""
    return any_of(
        [
            where(statuses, *under(prefix, "allegation__claim")),
            where(statuses, *under(prefix, "answer__response", "answer__allegation__claim")),
            where(statuses, *under(prefix, "event")),
        ]
    )


def citation_target_seen(statuses: tuple[str, ...]) -> Any:
    """A condition that what a citation is for may be seen."""
    return any_of(
        [
            *(where(statuses, *paths) for paths in TARGETS.values()),
            figure_holder_seen(statuses, "figure"),
        ]
    )


def named_in_a_record(statuses: tuple[str, ...], party: str) -> Any:
    """A condition that a record with a status names the party whose id is in column `party`."""
    ref = OuterRef(party)
    return any_of(
        [
            Exists(rows("ClaimClaimant").filter(where(statuses, "claim"), party=ref)),
            Exists(rows("ClaimAccused").filter(where(statuses, "claim"), party=ref)),
            Exists(rows("Response").filter(where(statuses, ""), responder=ref)),
            Exists(rows("Response").filter(where(statuses, ""), spokesperson=ref)),
            Exists(rows("ResponseParty").filter(where(statuses, "response"), party=ref)),
            Exists(rows("ResponseSpokenFor").filter(where(statuses, "response"), party=ref)),
            Exists(rows("Request").filter(where(statuses, ""), asker=ref)),
            Exists(rows("Request").filter(where(statuses, ""), asked=ref)),
            Exists(rows("EventParty").filter(where(statuses, "event"), party=ref)),
            Exists(rows("Figure").filter(figure_holder_seen(statuses), reporter=ref)),
        ]
    )


class FigureQuerySet(VisibleQuerySet):
    def condition(self, statuses: tuple[str, ...]) -> Any:
        return figure_holder_seen(statuses)


class CitationQuerySet(VisibleQuerySet):
    def condition(self, statuses: tuple[str, ...]) -> Any:
        return Q(source__confidential=False) & citation_target_seen(statuses)

    def published_on(self, target: str) -> Any:
        """Those of `published()` that are for one kind of target, by a fifth of the joins."""
        seen = (
            where(READERS_SEE, *TARGETS[target])
            if target in TARGETS
            else figure_holder_seen(READERS_SEE, target)
        )
        return self.filter(seen, source__confidential=False, **{f"{target}__isnull": False})


class SourceQuerySet(VisibleQuerySet):
    is_cached = True

    def condition(self, statuses: tuple[str, ...]) -> Any:
        cited = rows("Citation").filter(citation_target_seen(statuses), source=OuterRef("pk"))
        proving = rows("Request").filter(where(statuses, ""), proof=OuterRef("pk"))
        # That one party belongs to another is as public as the first.
        ties = rows("Membership").filter(source=OuterRef("pk"))
        showing = ties.filter(named_in_a_record(statuses, "member_id"))
        return Q(confidential=False) & (Exists(cited) | Exists(proving) | Exists(showing))
