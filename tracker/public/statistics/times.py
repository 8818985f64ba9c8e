"""How long it took from a claim to the first answer, as exactly as the dates are known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import (
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.public.statistics.tables import FEWEST, Counted, Group, Table
from tracker.record.models import Claim, ResponseClaim

DAY = timedelta(days=1)


def timed(claims: Any) -> Any:
    """Claims with a dated first response: `least` and `most`, the time it can have taken.

    The first response is that with the earliest last possible day. An end that is open in either
    date leaves `least` or `most` None.
    """
    made = ResponseClaim.objects.filter(claim=OuterRef("pk"), response__status="published")
    first = made.annotate(
        by=Coalesce(
            "response__made_on_latest", "response__made_on_earliest", output_field=DateField()
        )
    ).order_by(F("by").asc(nulls_last=True), "response")
    return (
        Claim.objects.filter(pk__in=claims)
        .annotate(
            first_response=Subquery(first.values("response")[:1]),
            response_earliest=Subquery(first.values("response__made_on_earliest")[:1]),
            response_latest=Subquery(first.values("response__made_on_latest")[:1]),
        )
        .annotate(
            least=_between("response_earliest", "made_on_latest"),
            most=_between("response_latest", "made_on_earliest"),
        )
        .filter(first_response__isnull=False)
        .order_by("pk")
    )


def _between(later: str, earlier: str) -> ExpressionWrapper:
    return ExpressionWrapper(F(later) - F(earlier), output_field=DurationField())


def _classes() -> dict[str, Q]:
    """Spans of time in words, with the claims that fall in each for certain; none in two."""
    week, month, year = 7 * DAY, 31 * DAY, 366 * DAY
    return {
        _("before the claim, or on its day"): Q(most__lte=0 * DAY),
        _("within a week"): Q(least__gt=0 * DAY, most__lte=week),
        _("later, within a month"): Q(least__gt=week, most__lte=month),
        _("later, within a year"): Q(least__gt=month, most__lte=year),
        _("after more than a year"): Q(least__gt=year),
    }


def time_to_answer(claims: Any) -> Table:
    rows = timed(claims)
    classes = _classes()
    names = {f"n{number}": condition for number, condition in enumerate(classes.values())}
    found = rows.aggregate(
        whole=Count("pk"), **{name: Count("pk", filter=what) for name, what in names.items()}
    )
    whole = found["whole"]
    counted = [
        Counted(words, found[name], whole) for words, name in zip(classes, names, strict=True)
    ]
    unclear = whole - sum(row.count for row in counted)
    counted.append(Counted(_("dates not known closely enough to say"), unclear, whole))
    return Table(
        "times",
        _("From the claim to the first answer"),
        _("claims with a response on record; the first response counts, whoever gave it"),
        [Group(_("All claims with a response"), counted)],
        _("How soon after a claim somebody is on record with an answer to it."),
        _(
            "Not how long anybody took to reply: a letter may have been sent long before the claim "
            "was published, and claims without any response are not in it."
        ),
        notes=[_median(rows)] if whole >= FEWEST else [],
    )


def _median(rows: Any) -> str:
    """How long the claim in the middle took to be answered, as closely as the dates tell.

    An open end counts as endlessly early or late, so that leaving claims out moves no median.
    """
    count = rows.count()
    least = rows.order_by(F("least").asc(nulls_first=True)).values_list("least", flat=True)
    most = rows.order_by(F("most").asc(nulls_last=True)).values_list("most", flat=True)
    low, high = least[(count - 1) // 2], most[count // 2]
    if high is not None and high.days <= 0:
        return _("Of half the claims or more, the first answer was made before them or that day.")
    if high is None:
        return _("The dates are not known closely enough for a median.")
    days = {"low": low.days if low and low.days > 0 else 0, "high": high.days}
    if days["low"] == days["high"]:
        words = ngettext("Median: %(high)d day.", "Median: %(high)d days.", days["high"])
        return words % days
    return _("Median: between %(low)d and %(high)d days, as closely as the dates tell.") % days
