"""Who was asked for a response, and what came of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.public.statistics.tables import Counted, Group, Table
from tracker.record.models import ClaimAccused, Party, Request, ResponseClaim, Source

MOST_PARTIES = 20


def provably_sent(claims: Any) -> Any:
    """Requests for a response about these claims that a published source shows to have been made.

    A request that only the desk says it sent counts nowhere: it cannot be checked.
    """
    return (
        Request.objects.published()
        .filter(kind=Request.Kind.RESPONSE, claim__in=claims)
        .filter(proof__in=Source.objects.published())
        .exclude(sent_on="")
    )


def _outcomes() -> dict[str, tuple[str, Q]]:
    """What can have come of a request: words and condition, each request in exactly one."""
    today = timezone.localdate()
    late = Q(outcome="none", due_on_latest__lt=today)
    # Not “none and not late”: without a deadline that is unknown to the database, not true.
    is_open = Q(outcome="none") & (Q(due_on_latest__isnull=True) | Q(due_on_latest__gte=today))
    return {
        "answered": (_("answered"), Q(outcome="answered")),
        "partly": (_("answered in part"), Q(outcome="partly")),
        "refused": (_("refused"), Q(outcome="refused")),
        "late": (_("no reply by the deadline on record"), late),
        "open": (_("no reply on record, no deadline passed"), is_open),
        "lapsed": (_("overtaken by events"), Q(outcome="lapsed")),
    }


def asked_and_answered(claims: Any) -> Table:
    """Outcomes of the requests provably sent: of all, and of each party asked."""
    outcomes = _outcomes()
    counts = {key: Count("pk", filter=condition) for key, (_words, condition) in outcomes.items()}
    sent = provably_sent(claims).order_by()
    by_party = list(
        sent.values("asked").annotate(whole=Count("pk"), **counts).order_by("-whole", "asked")
    )
    whole = {key: sum(row[key] for row in by_party) for key in ["whole", *counts]}
    groups = [_outcome_group(_("All requests provably sent"), whole, outcomes)]
    shown = by_party[:MOST_PARTIES]
    parties = Party.objects.in_bulk([row["asked"] for row in shown])
    for row in shown:
        party = parties[row["asked"]]
        groups.append(_outcome_group(party.name, row, outcomes, party))
    return Table(
        "asked",
        _("Who was asked, and what came of it"),
        _("requests for a response that a published source shows to have been sent"),
        groups,
        _("How often a party that was provably asked is on record with a reply."),
        _(
            "Not how willing anybody is to answer: many are never asked, and a reply may exist "
            "that this site has not found."
        ),
        more=len(by_party) - len(shown),
    )


def _outcome_group(
    label: str, row: dict[str, Any], outcomes: dict[str, tuple[str, Q]], party: Any = None
) -> Group:
    rows = [
        Counted(words, row[key], row["whole"], record=party)
        for key, (words, _condition) in outcomes.items()
        if row[key] or key in ("answered", "late")
    ]
    return Group(label, rows, party)


def accused_of(claims: Any) -> Any:
    """Accused of each claim, with `was_asked` (provably, about it) and `has_responded` (to it)."""
    asked = provably_sent(claims).filter(claim=OuterRef("claim"), asked=OuterRef("party"))
    responded = ResponseClaim.objects.filter(
        claim=OuterRef("claim"),
        response__status="published",
        response__responder=OuterRef("party"),
    )
    return ClaimAccused.objects.filter(claim__in=claims).annotate(
        was_asked=Exists(asked), has_responded=Exists(responded)
    )


def never_asked(claims: Any) -> Table:
    """For each accused of each claim: provably asked or not, on record with a response or not."""
    pairs = accused_of(claims)
    kinds = {
        _("provably asked, response on record"): Q(was_asked=True, has_responded=True),
        _("provably asked, no response on record"): Q(was_asked=True, has_responded=False),
        _("not provably asked, response on record"): Q(was_asked=False, has_responded=True),
        _("never asked as far as is on record, and no response"): Q(
            was_asked=False, has_responded=False
        ),
    }
    names = {f"n{number}": condition for number, condition in enumerate(kinds.values())}
    found = pairs.aggregate(
        whole=Count("pk"), **{name: Count("pk", filter=what) for name, what in names.items()}
    )
    rows = [
        Counted(words, found[name], found["whole"])
        for words, name in zip(kinds, names, strict=True)
    ]
    return Table(
        "never-asked",
        _("Who was never asked"),
        _("accused parties, once for each claim on them"),
        [Group(_("All accused"), rows)],
        _("For how many of the accused this record can show that somebody asked them."),
        _(
            "Not that nobody asked: most letters are never published. So silence of those who "
            "were not provably asked is counted apart."
        ),
    )
