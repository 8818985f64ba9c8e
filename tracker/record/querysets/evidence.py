"""Figures, citations and sources: what is seen of them, first-hand or second-hand, origins."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from tracker.record.querysets.visibility import (
    User,
    VisibleQuerySet,
    any_of,
    counted,
    rows,
    statuses_for,
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


class FigureQuerySet(VisibleQuerySet):
    def condition(self, statuses: tuple[str, ...]) -> Any:
        return figure_holder_seen(statuses)

    def told_in(self, claims: Any, events: Any) -> Any:
        """Figures of these claims' allegations, of the answers to them, and of these events."""
        return self.filter(
            Q(allegation__claim__in=claims)
            | Q(answer__allegation__claim__in=claims)
            | Q(event__in=events)
        )

    def with_hand(self) -> Any:
        """Annotate `is_first_hand`: the reporter does not repeat somebody else's figure."""
        return self.annotate(is_first_hand=Q(repeats__isnull=True))


class CitationQuerySet(VisibleQuerySet):
    def condition(self, statuses: tuple[str, ...]) -> Any:
        return Q(source__confidential=False) & citation_target_seen(statuses)

    def published_on(self, target: str) -> Any:
        """Those of `published()` that are for one kind of target, by a fifth of the joins."""
        return self.visible_on(target, AnonymousUser())

    def visible_on(self, target: str, user: User) -> Any:
        """Those of `visible_to` that are for one kind of target; see `SPEAKERS` for the kinds."""
        statuses = statuses_for(user)
        seen = (
            where(statuses, *TARGETS[target])
            if target in TARGETS
            else figure_holder_seen(statuses, target)
        )
        return self.filter(seen, source__confidential=False, **{f"{target}__isnull": False})

    def with_hand(self, *targets: str) -> Any:
        """Annotate `is_first_hand`: the speaker's own words, put out by the speaker.

        The speakers are the claimants, the responder with its spokesperson, or a figure's reporter;
        a body that one of them belongs to speaks for them too. An event has no speaker: its
        citations are None. Where all rows are for some kinds of targets, naming these asks less.
        """
        speakers = [
            Exists(_speaking(model, role, match, path))
            for target in targets or SPEAKERS
            for model, role, match, path in SPEAKERS[target]
        ]
        own = Q(relation="own_words") & any_of(speakers) if speakers else Q(pk__in=[])
        return self.annotate(
            is_first_hand=Case(
                When(event__isnull=False, then=Value(None)),
                When(own, then=Value(True)),
                default=Value(False),
                output_field=models.BooleanField(null=True),
            )
        )


# Who speaks in what a citation is for: a model, its party, and which of its rows by a citation's
# path.
SPEAKERS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "claim": (("ClaimClaimant", "party", "claim", "claim"),),
    "allegation": (("ClaimClaimant", "party", "claim", "allegation__claim"),),
    "response": (
        ("Response", "responder", "pk", "response"),
        ("Response", "spokesperson", "pk", "response"),
    ),
    "answer": (
        ("Response", "responder", "answers", "answer"),
        ("Response", "spokesperson", "answers", "answer"),
    ),
    "event": (),
    "figure": (("Figure", "reporter", "pk", "figure"),),
}


def _speaking(model: str, role: str, match: str, path: str) -> models.QuerySet[Any]:
    """Rows of `model` whose party in `role` is the publisher or belongs to it."""
    publisher = OuterRef("source__publisher")
    return rows(model).filter(
        Q(**{role: publisher}) | Q(**{f"{role}__memberships__body": publisher}),
        **{match: OuterRef(path)},
    )


class SourceQuerySet(VisibleQuerySet):
    def condition(self, statuses: tuple[str, ...]) -> Any:
        cited = rows("Citation").filter(citation_target_seen(statuses), source=OuterRef("pk"))
        proving = rows("Request").filter(where(statuses, ""), proof=OuterRef("pk"))
        return Q(confidential=False) & (Exists(cited) | Exists(proving))

    def with_republications(self, user: User | None = None) -> Any:
        """Annotate `republication_count`: other sources that go back to this one.

        Only those that `user` may see: a count must not tell of a draft or a secret.
        """
        copies = rows("Source").visible_to(user or AnonymousUser()).filter(origin=OuterRef("pk"))
        return self.annotate(republication_count=counted(copies))
