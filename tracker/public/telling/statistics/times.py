"""How long it took from a claim to the first answer, as exactly as the dates are known."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.public.telling.statistics.tables import FEWEST, Counted, Counts, Group, Table
from tracker.search.cases import TIMES
from tracker.search.finding import Tally

WEEK, MONTH, YEAR = 7, 31, 366
# Days until the first response, least and most, where known; and how many claims took so long.
Span = tuple[int | None, int | None, int]


def _classes() -> dict[str, str]:
    """Spans of time in words, in their order; a claim is in at most one for certain."""
    return {
        "before": _("before the claim, or on its day"),
        "week": _("within a week"),
        "month": _("later, within a month"),
        "year": _("later, within a year"),
        "later": _("after more than a year"),
        "": _("dates not known closely enough to say"),
    }


def _class_of(least: int | None, most: int | None) -> str:
    """The class in which a span of time lies as a whole; empty where it may lie in several."""
    if most is not None and most <= 0:
        return "before"
    if least is None:
        return ""
    if least > YEAR:
        return "later"
    for name, above, until in (("week", 0, WEEK), ("month", WEEK, MONTH), ("year", MONTH, YEAR)):
        if least > above and most is not None and most <= until:
            return name
    return ""


def time_to_answer(tally: Tally) -> Table:
    spans = list(_spans(tally.of(TIMES)))
    found = dict.fromkeys(_classes(), 0)
    for least, most, number in spans:
        found[_class_of(least, most)] += number
    whole = sum(found.values())
    rows = [Counted(words, found[name], whole) for name, words in _classes().items()]
    return Table(
        "times",
        _("From the claim to the first answer"),
        _("claims to which one of the accused replied; the first reply counts"),
        [Group(_("All claims with a reply"), rows)],
        _("How soon after a claim one of the accused is known to have replied to it."),
        _(
            "Not how long anybody took to reply: a letter may have been sent long before the claim "
            "was published, and claims without any response are not in it."
        ),
        defines=_(
            "The time is that between the day of the claim and the day of the reply, as closely as "
            "both are known; when a reply was first reported does not count."
        ),
        notes=[_median(spans, whole)] if whole >= FEWEST else [],
    )


def _spans(found: Counts) -> Iterable[Span]:
    for which, number in found.items():
        least, _to, most = which.partition("/")
        yield int(least) if least else None, int(most) if most else None, number


def _median(spans: list[Span], whole: int) -> str:
    """How long the claim in the middle took to be answered, as closely as the dates tell.

    An open end counts as endlessly early or late, so that leaving claims out moves no median.
    """
    endless = float("inf")
    low = _at((whole - 1) // 2, ((-endless if a is None else a, n) for a, _most, n in spans))
    high = _at(whole // 2, ((endless if b is None else b, n) for _least, b, n in spans))
    if high <= 0:
        return _(
            "In at least half the cases the first answer came before the claim or on the same day."
        )
    if high == endless:
        return _("The dates are not known closely enough for a median.")
    days = {"low": int(max(low, 0)), "high": int(high)}
    if days["low"] == days["high"]:
        words = ngettext("Median: %(high)d day.", "Median: %(high)d days.", days["high"])
        return words % days
    return _("Median: between %(low)d and %(high)d days, as closely as the dates tell.") % days


def _at(place: int, counted: Iterable[tuple[float, int]]) -> float:
    """What stands at a place, counted from 0, when all is put in order."""
    passed = 0
    for value, number in sorted(counted):
        passed += number
        if passed > place:
            return value
    raise IndexError(place)
