"""Who may see what: the only definition of *published*, for every noun.

Readers' code begins with `.published()`, which is `.visible_to(AnonymousUser())`. Staff looking at
a preview use `.visible_to(user)`: drafts too, but never what is confidential and nothing withdrawn,
so that the preview is the page readers would get.

A noun without a status of its own is as public as what it hangs on: an allegation as its claim, an
answer as its response and its allegation's claim, a source as what cites it, a party or a place as
what names it. `as_cited` paths below spell that out once.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeAlias

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

User: TypeAlias = "AbstractBaseUser | AnonymousUser"

READERS_SEE = ("published",)
DESK_SEES = ("draft", "in_review", "published")


def statuses_for(user: User) -> tuple[str, ...]:
    """The statuses of records that `user` may see: published, and for active staff the drafts."""
    return DESK_SEES if user.is_active and getattr(user, "is_staff", False) else READERS_SEE


def where(statuses: tuple[str, ...], *paths: str) -> Q:
    """A condition that every record reached over `paths` has one of `statuses`."""
    condition = Q()
    for path in paths:
        condition &= Q(**{f"{path}__status__in" if path else "status__in": statuses})
    return condition


def any_of(conditions: list[Q]) -> Q:
    return reduce(or_, conditions)


def _rows(model: str) -> models.QuerySet[Any]:
    return apps.get_model("record", model)._default_manager.all()


def _under(prefix: str, *paths: str) -> tuple[str, ...]:
    return tuple(f"{prefix}__{path}" if prefix else path for path in paths)


def figure_holder_seen(statuses: tuple[str, ...], prefix: str = "") -> Q:
    """A condition that what a figure belongs to may be seen."""
    return any_of(
        [
            where(statuses, *_under(prefix, "allegation__claim")),
            where(statuses, *_under(prefix, "answer__response", "answer__allegation__claim")),
            where(statuses, *_under(prefix, "event")),
        ]
    )


def citation_target_seen(statuses: tuple[str, ...]) -> Q:
    """A condition that what a citation is for may be seen."""
    return any_of(
        [
            where(statuses, "claim"),
            where(statuses, "allegation__claim"),
            where(statuses, "response"),
            where(statuses, "answer__response", "answer__allegation__claim"),
            where(statuses, "event"),
            figure_holder_seen(statuses, "figure"),
        ]
    )


class VisibleQuerySet(models.QuerySet[Any]):
    """Rows that know who may see them."""

    def visible_to(self, user: User) -> Any:
        """The rows that `user` may see on public pages or in their preview."""
        return self.filter(self.seen_with(statuses_for(user)))

    def published(self) -> Any:
        """The rows that anybody may see."""
        return self.visible_to(AnonymousUser())

    def seen_with(self, statuses: tuple[str, ...]) -> Q:
        raise NotImplementedError


class PublishableQuerySet(VisibleQuerySet):
    """Records with a status of their own."""

    def seen_with(self, statuses: tuple[str, ...]) -> Q:
        return where(statuses, "")

    def withdrawn(self) -> Any:
        """Records that were public once and are no more; their address shows the reason."""
        return self.filter(status="withdrawn", published_at__isnull=False)


# --- Response state -------------------------------------------------------------------------------

ANSWERED, OPEN, OVERDUE, NONE = "answered", "open", "overdue", "none"

STATE_LABELS = {
    ANSWERED: _("answered"),
    OPEN: _("request open"),
    OVERDUE: _("no reply by the deadline"),
    NONE: _("no response recorded"),
}


def _response_state(answers: models.QuerySet[Any], claim: str, today: date, user: User) -> Case:
    """The state as a database expression; `claim` is the outer path to the claim's id.

    A passed deadline counts only with a request that was sent; without a deadline a sent request
    stays open.
    """
    asked = (
        _rows("Request")
        .visible_to(user)
        .filter(claim=OuterRef(claim), kind="response", outcome="none")
        .exclude(sent_on="")
    )
    return Case(
        When(Exists(answers), then=Value(ANSWERED)),
        When(Exists(asked.filter(due_on_latest__lt=today)), then=Value(OVERDUE)),
        When(Exists(asked), then=Value(OPEN)),
        default=Value(NONE),
        output_field=models.CharField(),
    )


class ClaimQuerySet(PublishableQuerySet):
    def with_response_state(self, user: User | None = None, today: date | None = None) -> Any:
        """Annotate `response_state`: the state of the claim's best-answered allegation."""
        user = user or AnonymousUser()
        answers = _rows("Answer").visible_to(user).filter(allegation__claim=OuterRef("pk"))
        return self.annotate(
            response_state=_response_state(answers, "pk", today or timezone.localdate(), user)
        )

    def with_first_response(self, user: User | None = None) -> Any:
        """Annotate `first_response_on`: the earliest day a response was made, or None.

        It may be older than the claim's publication: replies are often printed with the claim.
        """
        links = _rows("ResponseClaim").filter(
            where(statuses_for(user or AnonymousUser()), "response"), claim=OuterRef("pk")
        )
        made = Coalesce(
            "response__made_on_earliest",
            "response__made_on_latest",
            output_field=models.DateField(),
        )
        first = links.annotate(made=made).order_by(F("made").asc(nulls_last=True)).values("made")
        return self.annotate(first_response_on=Subquery(first[:1]))

    def with_origins(self, user: User | None = None) -> Any:
        """Annotate `origin_count` and `source_count`: independent origins, and all sources.

        Forty reprints of one agency text are one origin.
        """
        cited = (
            _rows("Citation")
            .visible_to(user or AnonymousUser())
            .filter(Q(claim=OuterRef("pk")) | Q(allegation__claim=OuterRef("pk")))
            .order_by()
            .values(one=Value(1))
        )
        origins = cited.annotate(
            n=Count(Coalesce("source__origin_id", "source_id"), distinct=True)
        ).values("n")
        sources = cited.annotate(n=Count("source_id", distinct=True)).values("n")
        return self.annotate(
            origin_count=Coalesce(Subquery(origins), 0), source_count=Coalesce(Subquery(sources), 0)
        )

    def citing(self, source: Any) -> Any:
        """Claims that cite `source`, themselves or in an allegation."""
        cited = _rows("Citation").filter(source=source)
        return self.filter(
            Q(pk__in=cited.filter(claim__isnull=False).values("claim"))
            | Q(pk__in=cited.filter(allegation__isnull=False).values("allegation__claim"))
        )


class AllegationQuerySet(VisibleQuerySet):
    def seen_with(self, statuses: tuple[str, ...]) -> Q:
        return where(statuses, "claim")

    def with_response_state(self, user: User | None = None, today: date | None = None) -> Any:
        """Annotate `response_state`, one of the keys of STATE_LABELS."""
        user = user or AnonymousUser()
        answers = _rows("Answer").visible_to(user).filter(allegation=OuterRef("pk"))
        return self.annotate(
            response_state=_response_state(answers, "claim_id", today or timezone.localdate(), user)
        )

    def answered(self, user: User | None = None) -> Any:
        """Allegations with at least one answer that `user` may see."""
        return self.with_response_state(user).filter(response_state=ANSWERED)

    def unanswered(self, user: User | None = None) -> Any:
        """Allegations without an answer that `user` may see."""
        return self.with_response_state(user).exclude(response_state=ANSWERED)


class ClaimLinkQuerySet(VisibleQuerySet):
    def seen_with(self, statuses: tuple[str, ...]) -> Q:
        return where(statuses, "claim", "other")


class ResponseQuerySet(PublishableQuerySet):
    def citing(self, source: Any) -> Any:
        """Responses that cite `source`, themselves or in an answer."""
        cited = _rows("Citation").filter(source=source)
        return self.filter(
            Q(pk__in=cited.filter(response__isnull=False).values("response"))
            | Q(pk__in=cited.filter(answer__isnull=False).values("answer__response"))
        )

    def with_coverage(self, claim: Any, user: User | None = None) -> Any:
        """Annotate `answered_count` and `allegation_count` for one claim: “answers 3 of 7”."""
        answers = (
            _rows("Answer")
            .visible_to(user or AnonymousUser())
            .filter(response=OuterRef("pk"), allegation__claim=claim)
        )
        return self.annotate(
            answered_count=_counted(answers),
            allegation_count=_counted(_rows("Allegation").filter(claim=claim)),
        )


def _counted(rows: models.QuerySet[Any]) -> Coalesce:
    one = rows.order_by().values(one=Value(1)).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(one, output_field=models.IntegerField()), 0)


class AnswerQuerySet(VisibleQuerySet):
    def seen_with(self, statuses: tuple[str, ...]) -> Q:
        return where(statuses, "response", "allegation__claim")


class RequestQuerySet(PublishableQuerySet):
    def open(self) -> Any:
        """Requests without a recorded reply: it is the asked party's turn."""
        return self.filter(outcome="none")

    def overdue(self, today: date | None = None) -> Any:
        """Open requests, known to be sent, whose deadline has passed."""
        return (
            self.open().exclude(sent_on="").filter(due_on_latest__lt=today or timezone.localdate())
        )

    def waiting_for(self, party: Any) -> Any:
        """Requests where it is `party`'s turn."""
        return self.open().filter(asked=party)


class EventQuerySet(PublishableQuerySet):
    pass


class DossierQuerySet(PublishableQuerySet):
    pass


class CorrectionQuerySet(PublishableQuerySet):
    def seen_with(self, statuses: tuple[str, ...]) -> Q:
        sources = _rows("Source").filter(_rows("Source").seen_with(statuses))
        return where(statuses, "") & any_of(
            [
                where(statuses, "claim"),
                where(statuses, "response"),
                where(statuses, "event"),
                where(statuses, "dossier"),
                Q(source__in=sources),
            ]
        )


class FigureQuerySet(VisibleQuerySet):
    def seen_with(self, statuses: tuple[str, ...]) -> Q:
        return figure_holder_seen(statuses)

    def with_hand(self) -> Any:
        """Annotate `is_first_hand`: the reporter does not repeat somebody else's figure."""
        return self.annotate(is_first_hand=Q(repeats__isnull=True))


# --- Citations and what they make public --------------------------------------------------------


class CitationQuerySet(VisibleQuerySet):
    def seen_with(self, statuses: tuple[str, ...]) -> Q:
        return Q(source__confidential=False) & citation_target_seen(statuses)

    def with_hand(self) -> Any:
        """Annotate `is_first_hand`: the speaker's own words, put out by the speaker.

        The speakers are the claimants, the responder with its spokesperson, or a figure's reporter;
        a body that one of them belongs to speaks for them too. An event has no speaker: its
        citations are None.
        """
        published = OuterRef("source__publisher")
        speakers = any_of(
            [
                Exists(_speaking("ClaimClaimant", "party", published, claim=OuterRef("claim"))),
                Exists(
                    _speaking(
                        "ClaimClaimant", "party", published, claim=OuterRef("allegation__claim")
                    )
                ),
                Exists(_speaking("Response", "responder", published, pk=OuterRef("response"))),
                Exists(_speaking("Response", "spokesperson", published, pk=OuterRef("response"))),
                Exists(_speaking("Response", "responder", published, answers=OuterRef("answer"))),
                Exists(
                    _speaking("Response", "spokesperson", published, answers=OuterRef("answer"))
                ),
                Exists(_speaking("Figure", "reporter", published, pk=OuterRef("figure"))),
            ]
        )
        return self.annotate(
            is_first_hand=Case(
                When(event__isnull=False, then=Value(None)),
                When(Q(relation="own_words") & speakers, then=Value(True)),
                default=Value(False),
                output_field=models.BooleanField(null=True),
            )
        )


def _speaking(model: str, role: str, publisher: OuterRef, **match: Any) -> models.QuerySet[Any]:
    """Rows of `model` whose party in `role` is the publisher or belongs to it."""
    return _rows(model).filter(
        Q(**{role: publisher}) | Q(**{f"{role}__memberships__body": publisher}), **match
    )


class SourceQuerySet(VisibleQuerySet):
    def seen_with(self, statuses: tuple[str, ...]) -> Q:
        cited = _rows("Citation").filter(citation_target_seen(statuses), source=OuterRef("pk"))
        proving = _rows("Request").filter(where(statuses, ""), proof=OuterRef("pk"))
        return Q(confidential=False) & (Exists(cited) | Exists(proving))

    def with_republications(self) -> Any:
        """Annotate `republication_count`: other sources that go back to this one.

        Confidential ones are not counted.
        """
        copies = _rows("Source").filter(origin=OuterRef("pk"), confidential=False)
        return self.annotate(republication_count=_counted(copies))


class PartyQuerySet(VisibleQuerySet):
    def seen_with(self, statuses: tuple[str, ...]) -> Q:
        named = _party_named(statuses, "pk")
        speaks_for = Exists(
            _rows("Membership")
            .filter(body=OuterRef("pk"))
            .filter(_party_named(statuses, "member_id"))
        )
        return named | speaks_for

    def named(self, text: str) -> Any:
        """Parties with `text` in one of their names, in any script."""
        return self.filter(
            Q(name__icontains=text)
            | Exists(_rows("PartyName").filter(party=OuterRef("pk"), name__icontains=text))
        )


def _party_named(statuses: tuple[str, ...], party: str) -> Q:
    """A condition that a public record names the party whose id is in column `party`."""
    ref = OuterRef(party)
    citable = _rows("Source").filter(_rows("Source").seen_with(statuses))
    return any_of(
        [
            Exists(_rows("ClaimClaimant").filter(where(statuses, "claim"), party=ref)),
            Exists(_rows("ClaimAccused").filter(where(statuses, "claim"), party=ref)),
            Exists(_rows("Response").filter(where(statuses, ""), responder=ref)),
            Exists(_rows("Response").filter(where(statuses, ""), spokesperson=ref)),
            Exists(_rows("Request").filter(where(statuses, ""), asker=ref)),
            Exists(_rows("Request").filter(where(statuses, ""), asked=ref)),
            Exists(_rows("EventParty").filter(where(statuses, "event"), party=ref)),
            Exists(_rows("Figure").filter(figure_holder_seen(statuses), reporter=ref)),
            Exists(citable.filter(publisher=ref)),
        ]
    )


class PlaceQuerySet(VisibleQuerySet):
    def seen_with(self, statuses: tuple[str, ...]) -> Q:
        named = _place_named(statuses, "pk")
        holds = [
            Exists(
                _rows("Place").filter(**{path: OuterRef("pk")}).filter(_place_named(statuses, "pk"))
            )
            for path in ("part_of", "part_of__part_of", "part_of__part_of__part_of")
        ]
        return named | any_of(holds)

    def named(self, text: str) -> Any:
        """Places with `text` in one of their names, in any script."""
        return self.filter(
            Q(name__icontains=text)
            | Exists(_rows("PlaceName").filter(place=OuterRef("pk"), name__icontains=text))
        )

    def within(self, places: Any) -> Any:
        """`places` and what lies in them, down to four levels."""
        paths = ("pk", "part_of", "part_of__part_of", "part_of__part_of__part_of")
        return self.filter(any_of([Q(**{f"{path}__in": places}) for path in paths]))


def _place_named(statuses: tuple[str, ...], place: str) -> Q:
    """A condition that a public record names the place whose id is in column `place`."""
    ref = OuterRef(place)
    return any_of(
        [
            Exists(
                _rows("AllegationPlace").filter(where(statuses, "allegation__claim"), place=ref)
            ),
            Exists(_rows("EventPlace").filter(where(statuses, "event"), place=ref)),
            Exists(_rows("Figure").filter(figure_holder_seen(statuses), place=ref)),
        ]
    )
