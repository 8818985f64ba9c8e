"""Who was asked for a response, and what came of it.

A request that only the desk says it sent counts nowhere: it cannot be checked.
"""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _

from tracker.public.telling.statistics.tables import Counted, Counts, Group, Table, group_of_party
from tracker.record.choices import Outcome
from tracker.search.cases import REQUESTS, SILENCE
from tracker.search.finding import Tally
from tracker.search.rows import deadline_today, until

MOST_PARTIES = 20
LATE, OPEN = "late", "open"


def _outcomes() -> dict[str, str]:
    """What can have come of a request, in words; each request is in exactly one."""
    return {
        Outcome.ANSWERED.value: _("answered"),
        Outcome.PARTLY.value: _("answered in part"),
        Outcome.REFUSED.value: _("refused"),
        Outcome.RECEIVED.value: _("reply received, being entered"),
        LATE: _("no reply found after the deadline"),
        OPEN: _("no reply found, no deadline known to have passed"),
        Outcome.UNDELIVERED.value: _("came back undelivered"),
        Outcome.LAPSED.value: _("overtaken by events"),
    }


def asked_and_answered(tally: Tally) -> Table:
    """Outcomes of the requests provably sent: of all, and of each party asked."""
    today = deadline_today()
    everybody: Counter[str] = Counter()
    by_party: dict[str, Counter[str]] = {}
    for which, number in tally.of(REQUESTS).items():
        asked, _of, told = which.partition("/")
        outcome, due = until(told)
        if outcome == Outcome.NONE:
            outcome = LATE if due is not None and due < today else OPEN
        by_party.setdefault(asked, Counter())[outcome] += number
        everybody[outcome] += number
    groups = [Group(_("All requests shown to have been sent"), _rows(everybody))]
    shown = sorted(by_party, key=lambda key: (-by_party[key].total(), int(key)))[:MOST_PARTIES]
    groups += [
        group_of_party(party, _rows(by_party[key]))
        for key in shown
        if (party := tally.names.parties.get(key))
    ]
    return Table(
        "asked",
        _("Who was asked, and what came of it"),
        _("requests for a response that a published source shows to have been sent"),
        groups,
        _("How often a party that a source shows to have been asked is known to have replied."),
        _(
            "Not how willing anybody is to answer: many are never asked, and a reply may exist "
            "that this site has not found."
        ),
        defines=_(
            "“After the deadline” means that the deadline has passed and that we looked for a "
            "reply after it. A public appeal to nobody in particular is not a request."
        ),
        more=len(by_party) - len(shown),
    )


def _rows(counts: Counts) -> list[Counted]:
    whole = sum(counts.values())
    return [
        Counted(words, counts[outcome], whole)
        for outcome, words in _outcomes().items()
        if counts[outcome] or outcome in (Outcome.ANSWERED, LATE)
    ]


def never_asked(tally: Tally) -> Table:
    """For each accused of each claim: provably asked or not, on record with a response or not."""
    kinds = {
        "11": _("record of being asked, and a reply"),
        "10": _("record of being asked, and no reply found"),
        "01": _("no record of being asked, and a reply"),
        "00": _("no record of being asked, and no reply found"),
    }
    found = tally.of(SILENCE)
    whole = sum(found.values())
    rows = [Counted(words, found.get(kind, 0), whole) for kind, words in kinds.items()]
    return Table(
        "never-asked",
        _("Who has no record of being asked"),
        _("accused parties, once for each claim on them"),
        [Group(_("All accused"), rows)],
        _("For how many of the accused this record can show that somebody asked them."),
        _(
            "Not that nobody asked: most letters are never published. So those who have no record "
            "of being asked are counted apart."
        ),
        defines=_(
            "A record of being asked is a request for a response on the claim that a published "
            "source shows to have been sent to this party, and that did not come back. A reply is "
            "one to the claim, on whatever point, also one whose text we do not hold."
        ),
    )
