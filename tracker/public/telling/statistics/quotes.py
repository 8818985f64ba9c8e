"""In how many cases a quote was found in a kept copy of its source, on either side alike.

It is about this site's quotes and copies: nothing is counted up for a party, and no quote that was
not found says anything of whoever is quoted.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.edition.documents.marks import State
from tracker.public.telling.statistics.tables import Counted, Counts, Group, Table
from tracker.search.cases import QUOTES
from tracker.search.finding import Tally
from tracker.search.names import Named

OF_CLAIMS, OF_ANSWERS = "0", "1"


def quotes_in_copies(tally: Tally) -> Table:
    """The states of the quotes for what is alleged, and of those for what is answered."""
    found = tally.of(QUOTES)
    return Table(
        "quotes",
        _("Quotes in kept copies of their sources"),
        _("quotes from sources; a passage counts once in a claim, and once in the answers to it"),
        [
            Group(_("Quoted for what is alleged"), _rows(found, OF_CLAIMS)),
            Group(_("Quoted for what is answered"), _rows(found, OF_ANSWERS)),
        ],
        _("How many of these quotes can be found in a copy of their source that we hold."),
        _(
            "Not whether what is quoted is true, and nothing about whoever is quoted: a quote that "
            "was not found may be a mistake of this site, or the copy may lack a part."
        ),
        defines=_(
            "“Not checked” means that we hold no whole copy of the source, or have not looked in "
            "it yet; “cannot be checked” that no text could be taken from it."
        ),
        behind=_("The linked lists hold the claims with such a quote, on whichever side."),
    )


def _rows(found: Counts, side: str) -> list[Counted]:
    whole = sum(number for which, number in found.items() if which.startswith(side))
    return [
        Counted(
            str(state.label),
            found.get(f"{side}{state.value}", 0),
            whole,
            {"evidence": Named(state.value, state.value, str(state.label))},
        )
        for state in State
    ]
