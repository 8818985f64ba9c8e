"""What statistics count, asked of the desk's tables: what the index is held to."""

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce

from tests.stored_states import with_response_state
from tracker.record.models import (
    Allegation,
    Answer,
    Claim,
    ClaimAccused,
    Request,
    ResponseClaim,
    Source,
)


def provably_sent():
    """Requests for a response that a published source shows to have been made."""
    return (
        Request.objects.published()
        .filter(kind=Request.Kind.RESPONSE, claim__in=Claim.objects.published())
        .filter(proof__in=Source.objects.published())
        .exclude(sent_on="")
    )


def coverage():
    points = with_response_state(Allegation.objects.published())
    return points.values_list("claim__reference", "number", "response_state")


def requests():
    columns = ("reference", "asked__slug", "sent_on", "due_on", "outcome", "proof__reference")
    return provably_sent().values_list(columns[0], "claim__reference", *columns[1:])


def never_asked():
    about = provably_sent().filter(claim=OuterRef("claim"), asked=OuterRef("party"))
    to_it = ResponseClaim.objects.filter(
        claim=OuterRef("claim"),
        response__status="published",
        response__responder=OuterRef("party"),
    )
    pairs = ClaimAccused.objects.filter(claim__in=Claim.objects.published())
    pairs = pairs.annotate(was_asked=Exists(about), responded=Exists(to_it))
    for claim, party, *rest in pairs.values_list(
        "claim__reference", "party__slug", "was_asked", "responded"
    ):
        yield claim, party, *map(int, rest)


def times():
    made = ResponseClaim.objects.filter(response__status="published").annotate(
        by=Coalesce("response__made_on_latest", "response__made_on_earliest")
    )
    for claim in Claim.objects.published():
        first = (
            made.filter(claim=claim)
            .order_by(F("by").asc(nulls_last=True), "response__reference")
            .values_list("response__made_on_earliest", "response__made_on_latest")
            .first()
        )
        if first is not None:
            least = _days(first[0], claim.made_on_latest)
            yield claim.reference, claim.made_on, least, _days(first[1], claim.made_on_earliest)


def _days(later, earlier):
    return (later - earlier).days if later and earlier else ""


def by_responder():
    return _answers("response__responder__slug")


def by_violation():
    return _answers("allegation__violations__code")


def _answers(group):
    columns = ("response__reference", "allegation__claim__reference", "allegation__number")
    answers = Answer.objects.published()
    for row in answers.values_list(group, *columns, "stances__code"):
        yield tuple("" if one is None else one for one in row)


ROWS = {
    "coverage": coverage,
    "asked": requests,
    "never-asked": never_asked,
    "times": times,
    "stances-by-responder": by_responder,
    "stances-by-violation": by_violation,
}


def rows_of(key):
    return sorted(tuple(map(str, row)) for row in ROWS[key]())
