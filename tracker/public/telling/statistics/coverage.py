"""How many allegations were replied on, and what is known of the others."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.public.telling.statistics.tables import Counted, Group, Table
from tracker.record.state import STATES
from tracker.search.cases import COVERAGE
from tracker.search.finding import Tally
from tracker.search.rows import deadline_today, standing
from tracker.words.states import point_label


def coverage(tally: Tally) -> Table:
    """The states of all allegations; of one said of several, that which stands for all."""
    found = standing(deadline_today(), tally.of(COVERAGE).items())
    whole = sum(found.values())
    rows = [Counted(point_label(state), found.get(state, 0), whole) for state in STATES]
    return Table(
        "coverage",
        _("How much is answered"),
        _("allegations, each numbered point of a claim counted once"),
        [Group(_("All allegations"), [row for row in rows if row.count])],
        _("On how many allegations one of those they are said of is known to have replied."),
        _(
            "Not whether a reply is a good one, and not that the others keep silent: a reply may "
            "exist that this site has not found, and most of the others were never asked."
        ),
        defines=_(
            "“Replied on the point” means that one of the accused, or somebody who speaks for one "
            "of them, said something in reply to it. “No reply found” means that we looked and "
            "found none; it does not mean that they refused."
        ),
    )
