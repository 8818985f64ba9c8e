"""Response states asked of the desk's tables: what documents and the index are held to."""

from django.db.models import Case, CharField, Exists, OuterRef, Value, When
from django.utils import timezone

from tracker.record.models import Answer, Claim, Request
from tracker.record.state import ANSWERED, NONE, OPEN, OVERDUE


def with_response_state(rows):
    """Claims or allegations with the state that readers see as `response_state`.

    A passed deadline counts only with a request that was sent; without a deadline a sent request
    stays open. A claim has the state of its best-answered allegation.
    """
    is_claim = rows.model is Claim
    point, claim = ("allegation__claim", "pk") if is_claim else ("allegation", "claim_id")
    answers = Answer.objects.published().filter(**{point: OuterRef("pk")})
    sent = Request.objects.published().exclude(sent_on="")
    asked = sent.filter(claim=OuterRef(claim), kind="response", outcome="none")
    return rows.annotate(
        response_state=Case(
            When(Exists(answers), then=Value(ANSWERED)),
            When(Exists(asked.filter(due_on_latest__lt=timezone.localdate())), then=Value(OVERDUE)),
            When(Exists(asked), then=Value(OPEN)),
            default=Value(NONE),
            output_field=CharField(),
        )
    )
