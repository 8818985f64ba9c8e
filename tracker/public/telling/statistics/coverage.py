"""How many allegations have an answer on record, and what is known of the others."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.public.telling.statistics.tables import Counted, Group, Table
from tracker.record.state import STATE_LABELS
from tracker.search.cases import COVERAGE, until
from tracker.search.finding import Tally
from tracker.search.rows import state_on


def coverage(tally: Tally) -> Table:
    today = timezone.localdate().toordinal()
    found = dict.fromkeys(STATE_LABELS, 0)
    for which, number in tally.of(COVERAGE).items():
        found[state_on(today, *until(which))] += number
    whole = sum(found.values())
    rows = [Counted(str(words), found[state], whole) for state, words in STATE_LABELS.items()]
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
