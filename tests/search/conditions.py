"""What a filter's value means, as a condition on the rows of a list: what the index is held to.

Every condition speaks of what the reader may see: a draft's answer, or a confidential source's
language, matches nothing.
"""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import F, Q
from django.utils import timezone

from tests.stored_quotes import quotes_in_states, quotes_of_claims
from tests.stored_states import claims_in, given
from tracker.public.lists.filters import (
    ClaimFilter,
    EventFilter,
    RequestFilter,
    ResponseFilter,
    SourceFilter,
)
from tracker.record.models import (
    Allegation,
    AllegationViolation,
    Answer,
    Citation,
    Claim,
    ClaimAccused,
    ClaimClaimant,
    DossierClaim,
    DossierEvent,
    Event,
    EventParty,
    EventPlace,
    Place,
    Request,
    Response,
    ResponseClaim,
    ResponseParty,
    Source,
)
from tracker.record.state import deadline_day


def seen(model, **match):
    return model.objects.published().filter(**match)


def is_in(column):
    """The row's own column holds one of the values."""
    return lambda values: Q(**{f"{column}__in": values})


def claims_by(claimants):
    return _claims_in(ClaimClaimant.objects.filter(party__in=claimants))


def claims_against(accused):
    return _claims_in(ClaimAccused.objects.filter(party__in=accused))


def claims_answered_by(responders):
    """Claims to which one of them replied, accused or not, and did not take it back."""
    wanted = set(map(int, responders))
    return Q(pk__in={claim for claim, party, _response in given() if party in wanted})


def claims_in_state(words):
    return Q(pk__in=claims_in(words))


def claims_of(violations):
    coded = AllegationViolation.objects.filter(violation__code__in=violations)
    return Q(pk__in=coded.values("allegation__claim"))


def claims_met_with(stances):
    replies = {(claim, response) for claim, _party, response in given()}
    answers = seen(Answer, stances__code__in=stances)
    columns = ("allegation__claim", "point_links__allegation__claim", "response")
    met = {
        claim
        for own, covered, response in answers.values_list(*columns)
        for claim in (own, covered)
        if (claim, response) in replies
    }
    return Q(pk__in=met)


def claims_at(places):
    return Q(pk__in=Allegation.objects.filter(places__in=inside(places)).values("claim"))


def inside(places):
    """These places, and those that lie in them."""
    levels = ("pk", "part_of", "part_of__part_of", "part_of__part_of__part_of")
    return Place.objects.filter(reduce(or_, (Q(**{f"{one}__in": places}) for one in levels)))


def claims_citing(column):
    """Claims that cite, themselves or in a point or an answer to one, a source with a value."""

    def match(values):
        cited = seen(Citation, **{f"source__{column}__in": values})
        return (
            Q(pk__in=cited.filter(claim__isnull=False).values("claim"))
            | Q(pk__in=cited.filter(allegation__isnull=False).values("allegation__claim"))
            | Q(pk__in=cited.filter(answer__isnull=False).values("answer__allegation__claim"))
        )

    return match


def claims_of_dossiers(dossiers):
    return _claims_in(DossierClaim.objects.filter(dossier__in=dossiers))


def responses_to_claims(column):
    """Responses that address a published claim with one of the values."""

    def match(values):
        links = ResponseClaim.objects.filter(claim__status="published")
        return Q(pk__in=links.filter(**{f"claim__{column}__in": values}).values("response"))

    return match


def responses_by(responders):
    together = ResponseParty.objects.filter(party__in=responders)
    return Q(responder__in=responders) | Q(pk__in=together.values("response"))


def responses_with(stances):
    return Q(pk__in=seen(Answer, stances__code__in=stances).values("response"))


def claims_quoting(states):
    """Claims of which a quote, or one of an answer to them, is in one of these states."""
    return Q(pk__in={one.claim_pk for one in quotes_of_claims() if one.state in states})


def responses_quoting(states):
    found = quotes_in_states(states)
    return Q(pk__in=found.filter(response__isnull=False).values("response")) | Q(
        pk__in=found.filter(answer__isnull=False).values("answer__response")
    )


def events_with(parties):
    return Q(pk__in=EventParty.objects.filter(party__in=parties).values("event"))


def events_at(places):
    return Q(pk__in=EventPlace.objects.filter(place__in=inside(places)).values("event"))


def events_of(dossiers):
    return Q(pk__in=DossierEvent.objects.filter(dossier__in=dossiers).values("event"))


def requests_of(dossiers):
    """Requests about a published claim of these dossiers, or made in a response to one."""
    claims = seen(Claim, dossiers__in=dossiers)
    to_them = ResponseClaim.objects.filter(claim__in=claims, response__status="published")
    return Q(claim__in=claims) | Q(made_in__in=to_them.values("response"))


def whose_turn(turns):
    late = Q(due_on_latest__lt=deadline_day(timezone.now()))
    waits = Q(outcome="none", is_appeal=False)
    means = {
        "open": waits & ~(Q(due_on_latest__isnull=False) & late),
        "overdue": waits & late,
        "received": Q(outcome="received"),
        "answered": Q(outcome__in=["answered", "partly"]),
        "closed": Q(outcome__in=["refused", "returned", "lapsed"]),
        "appeal": Q(outcome="none", is_appeal=True),
    }
    return reduce(or_, (means[turn] for turn in turns))


def dated_in(column):
    """Rows whose days, both ends known, may lie in one of the years."""

    def match(years):
        condition = Q()
        for year in map(int, years):
            condition |= Q(
                **{
                    f"{column}_earliest__lte": date(year, 12, 31),
                    f"{column}_latest__gte": date(year, 1, 1),
                }
            )
        return condition

    return match


def _claims_in(link):
    return Q(pk__in=link.values("claim"))


# --- Lists ----------------------------------------------------------------------------------------


def all_rows(filter_class):
    """The rows of a list of which nothing is asked."""
    return {
        ClaimFilter: lambda: Claim.objects.published(),
        ResponseFilter: lambda: Response.objects.published(),
        SourceFilter: lambda: Source.objects.published(),
        EventFilter: lambda: Event.objects.published(),
        RequestFilter: lambda: Request.objects.published(),
    }[filter_class]()


OF = {
    ClaimFilter: {
        "claimant": claims_by,
        "accused": claims_against,
        "responder": claims_answered_by,
        "response": claims_in_state,
        "violation": claims_of,
        "stance": claims_met_with,
        "place": claims_at,
        "year": dated_in("made_on"),
        "language": claims_citing("language"),
        "form": claims_citing("kind"),
        "evidence": claims_quoting,
        "dossier": claims_of_dossiers,
    },
    ResponseFilter: {
        "responder": responses_by,
        "claimant": responses_to_claims("claimants"),
        "stance": responses_with,
        "year": dated_in("made_on"),
        "evidence": responses_quoting,
        "dossier": responses_to_claims("dossiers"),
    },
    SourceFilter: {
        "publisher": is_in("publisher"),
        "kind": is_in("kind"),
        "language": is_in("language"),
        "year": dated_in("published_on"),
    },
    EventFilter: {
        "party": events_with,
        "place": events_at,
        "year": dated_in("happened_on"),
        "dossier": events_of,
    },
    RequestFilter: {
        "turn": whose_turn,
        "asker": is_in("asker"),
        "asked": is_in("asked"),
        "kind": is_in("kind"),
        "outcome": is_in("outcome"),
        "year": dated_in("sent_on"),
        "dossier": requests_of,
    },
}
DATED_BY = {
    ClaimFilter: "made_on",
    ResponseFilter: "made_on",
    SourceFilter: "published_on",
    EventFilter: "happened_on",
    RequestFilter: "sent_on",
}


def _in_order(rows, name, dated):
    day = F(f"{dated}_earliest")
    return {
        "newest": rows.order_by(day.desc(nulls_last=True), "-pk"),
        "oldest": rows.order_by(day.asc(nulls_last=True), "pk"),
        "entered": rows.order_by("-created_at", "-pk"),
    }[name]


def as_the_tables_say(filterset):
    """The rows that a valid filterset without words asks for, in the order that it asks for."""
    of = type(filterset)
    asked, dated = filterset.form.cleaned_data, DATED_BY[of]
    rows = all_rows(of)
    for name, condition in OF[of].items():
        if asked[name]:
            rows = rows.filter(condition([getattr(one, "key", one) for one in asked[name]]))
    if asked.get("made_after"):
        rows = rows.filter(made_on_latest__gte=asked["made_after"])
    if asked.get("made_before"):
        rows = rows.filter(made_on_earliest__lte=asked["made_before"])
    return _in_order(rows, asked["sort"] or "newest", dated)
