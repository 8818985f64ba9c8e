"""How many allegations have an answer on record, and what is known of the others."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from tracker.public.statistics.tables import Counted, Group, Table
from tracker.record.models import Allegation
from tracker.record.state import STATE_LABELS


def coverage(claims: Any) -> Table:
    found = dict(
        Allegation.objects.filter(claim__in=claims)
        .with_response_state()
        .order_by()
        .values("response_state")
        .annotate(n=Count("pk"))
        .values_list("response_state", "n")
    )
    whole = sum(found.values())
    rows = [
        Counted(str(words), found.get(state, 0), whole) for state, words in STATE_LABELS.items()
    ]
    return Table(
        "coverage",
        _("How much is answered"),
        _("allegations, each numbered point of a claim counted once"),
        [Group(_("All allegations"), rows)],
        _("To how many allegations somebody, accused or not, is on record with an answer."),
        _(
            "Not whether an answer is a good one, and not that the rest was passed over in "
            "silence: for most of it nobody is known to have been asked."
        ),
    )
