"""When a quoted passage was seen on its page, and when not: days and what was seen, no words.

Said as what was seen: between two looks nobody knows what the page had, so that nothing is ever
said to have been deleted or changed on a day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.capture.models import Capture, Sighting, quote_hash
from tracker.capture.quotes.comparing import Seen
from tracker.record.date_words import in_words
from tracker.record.models import Citation

_ON = {
    Seen.SAME: gettext_lazy("present on %(day)s"),
    Seen.MOVED: gettext_lazy("present elsewhere on the page on %(day)s"),
    Seen.CHANGED: gettext_lazy("in other words on %(day)s"),
    Seen.ABSENT: gettext_lazy("not present on %(day)s"),
    Seen.GONE: gettext_lazy("the page was gone on %(day)s"),
    Seen.BLOCKED: gettext_lazy("the page was blocked on %(day)s"),
    Seen.CANNOT: gettext_lazy("could not be looked for on %(day)s"),
}


class Moment(NamedTuple):
    """What was seen of a passage at one time; `is_of_page` if in what the page itself sent."""

    at: datetime
    seen: Seen
    is_of_page: bool = True


@dataclass(frozen=True)
class History:
    """What was seen of one passage, the oldest first: begins with the copy that had it first."""

    moments: tuple[Moment, ...]

    @property
    def sentence(self) -> str:
        """“Present on 3 March 2024; not present on 9 September 2024.”"""
        runs = groupby(self.moments, key=lambda one: (one.seen, one.is_of_page))
        told = ""
        for (seen, is_of_page), run in runs:
            part = _told(seen, is_of_page, [one.at for one in run])
            told = _("%(before)s; %(then)s") % {"before": told, "then": part} if told else part
        return f"{capfirst(told)}."

    @property
    def last(self) -> Moment:
        return self.moments[-1]


def histories(citations: Iterable[Citation]) -> dict[int, History]:
    """The history of each quote as it is worded now, by its citation's key: one statement.

    One whose page was not asked for again since it was found has none.
    """
    found: dict[int, list[Sighting]] = defaultdict(list)
    for row in sightings_of(citations):
        found[row.citation_id].append(row)
    return {pk: history_of(rows) for pk, rows in found.items()}


def sightings_of(citations: Iterable[Citation]) -> list[Sighting]:
    """What was seen of quotes as they are worded now, in their present source; oldest first."""
    quoted = {one.pk: one for one in citations if one.quote and one.pk}
    rows = Sighting.objects.filter(citation__in=list(quoted)).in_order()
    rows = rows.select_related("capture", "text", "before__text__capture", "look")
    rows = rows.defer("text__main", "text__details", "before__text__main", "before__text__details")
    return [row for row in rows if is_of(row, quoted[row.citation_id])]


def is_of(row: Sighting, citation: Citation) -> bool:
    """Whether a sighting is of a quote as it stands now, and not of what it was before."""
    same_source = row.capture.source_id == citation.source_id
    return same_source and row.quote_hash == quote_hash(citation)


def history_of(rows: list[Sighting]) -> History:
    """The history that these sightings of one quote make, the oldest first."""
    before = rows[0].before.text.capture
    first = Moment(before.made_at, Seen.SAME, before.kind == Capture.Kind.FETCHED)
    return History((first, *(Moment(row.capture.made_at, Seen(row.seen)) for row in rows)))


def _told(seen: Seen, is_of_page: bool, times: list[datetime]) -> str:
    days = list(dict.fromkeys(_day(one) for one in times))
    day = days[0]
    if len(days) > 1:
        day = _("%(first)s and again on %(last)s") % {"first": day, "last": days[-1]}
    if not is_of_page:
        return _("in the copy of %(day)s") % {"day": day}
    return str(_ON[seen]) % {"day": day}


def _day(at: datetime) -> str:
    return in_words(timezone.localdate(at).isoformat())
