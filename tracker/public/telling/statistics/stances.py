"""What sort of answers are on record: by who gave them, and by what was alleged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from tracker.public.telling.statistics.tables import Counted, Counts, Group, Table, group_of_party
from tracker.search.cases import RESPONDERS, VIOLATIONS
from tracker.search.finding import Tally
from tracker.search.names import Named

MOST_GROUPS = 12


class Answers(NamedTuple):
    """Answers of one responder, or to one violation: how many, and how many take each stance."""

    whole: int
    stances: dict[str, int]


def by_responder(tally: Tally) -> Table:
    """For each responder, in how many of its answers it takes each stance."""
    found = _grouped(tally.of(RESPONDERS))
    shown = _most(found, tally.names.parties)
    groups = [
        group_of_party(one, _rows("responder", one, found[one.key], tally.names.stances))
        for one in shown
    ]
    return Table(
        "stances-by-responder",
        _("Stances by responder"),
        _("answers of the accused, each to one allegation; one answer may take several stances"),
        groups,
        _("Which kinds of answer a responder gives, as coded from its own words."),
        _(
            "Not how a responder stands to allegations it did not answer. A code sums up words; "
            "read them before quoting a count."
        ),
        behind=_(
            "The linked lists hold the claims to which this party responded and on which anybody "
            "took the stance."
        ),
        more=len(found) - len(shown),
    )


def by_violation(tally: Tally) -> Table:
    """For each violation alleged, in how many of the answers each stance is taken."""
    found = _grouped(tally.of(VIOLATIONS))
    shown = _most(found, tally.names.violations)
    groups = [
        Group(
            one.local_name,
            _rows("violation", one, found[one.key], tally.names.stances),
        )
        for one in shown
    ]
    return Table(
        "stances-by-violation",
        _("Stances by violation alleged"),
        _("answers of the accused to allegations coded with the violation"),
        groups,
        _("How allegations of one kind are answered, by whoever answers them."),
        _("Not whether the violation took place."),
        behind=_(
            "The linked lists hold the claims that allege the violation and on which anybody took "
            "the stance, on whatever point."
        ),
        more=len(found) - len(shown),
    )


def _grouped(counts: Counts) -> dict[str, Answers]:
    whole: dict[str, int] = {}
    stances: dict[str, dict[str, int]] = defaultdict(dict)
    for which, number in counts.items():
        group, of_stance, stance = which.partition("/")
        if of_stance:
            stances[group][stance] = number
        else:
            whole[group] = number
    return {group: Answers(number, stances[group]) for group, number in whole.items()}


def _most(found: Mapping[str, Answers], names: Mapping[str, Named]) -> list[Named]:
    """Those with most answers, in the order of `names` where they have as many."""
    places = {key: place for place, key in enumerate(names) if key in found}
    shown = sorted(places, key=lambda key: (-found[key].whole, places[key]))
    return [names[key] for key in shown[:MOST_GROUPS]]


def _rows(facet: str, about: Named, found: Answers, stances: Mapping[str, Named]) -> list[Counted]:
    """The stances taken most first; of those taken alike in the codebook's order."""
    taken = [one for key, one in stances.items() if key in found.stances]
    rows = [
        Counted(
            one.local_name,
            found.stances[one.key],
            found.whole,
            {facet: about, "stance": one},
        )
        for one in taken
    ]
    return sorted(rows, key=lambda row: -row.count)
