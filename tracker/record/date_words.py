"""Partly known dates in words, for readers.

Every pattern is one translatable string with named places, so that a translator can put the
parts in the order of the language.
"""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tracker.record.dates import DateError, End, Form, Point, parse
from tracker.record.sentences import sentence

# Not Django's: its Central Kurdish months are those of the solar calendar, it has no Northern
# Kurdish, and in Arabic the United Nations write both names of a month, Levantine and other.
MONTHS = {
    1: pgettext_lazy("month, standing alone", "January"),
    2: pgettext_lazy("month, standing alone", "February"),
    3: pgettext_lazy("month, standing alone", "March"),
    4: pgettext_lazy("month, standing alone", "April"),
    5: pgettext_lazy("month, standing alone", "May"),
    6: pgettext_lazy("month, standing alone", "June"),
    7: pgettext_lazy("month, standing alone", "July"),
    8: pgettext_lazy("month, standing alone", "August"),
    9: pgettext_lazy("month, standing alone", "September"),
    10: pgettext_lazy("month, standing alone", "October"),
    11: pgettext_lazy("month, standing alone", "November"),
    12: pgettext_lazy("month, standing alone", "December"),
}

# Some languages inflect the month after a day.
MONTHS_AFTER_A_DAY = {
    1: pgettext_lazy("month, after the number of a day", "January"),
    2: pgettext_lazy("month, after the number of a day", "February"),
    3: pgettext_lazy("month, after the number of a day", "March"),
    4: pgettext_lazy("month, after the number of a day", "April"),
    5: pgettext_lazy("month, after the number of a day", "May"),
    6: pgettext_lazy("month, after the number of a day", "June"),
    7: pgettext_lazy("month, after the number of a day", "July"),
    8: pgettext_lazy("month, after the number of a day", "August"),
    9: pgettext_lazy("month, after the number of a day", "September"),
    10: pgettext_lazy("month, after the number of a day", "October"),
    11: pgettext_lazy("month, after the number of a day", "November"),
    12: pgettext_lazy("month, after the number of a day", "December"),
}

# Readers see "before" for an open start, though the day or month that is named belongs to it.
INTERVALS = {
    (End.DATED, End.DATED): _("%(start)s to %(end)s"),
    (End.DATED, End.OPEN): _("since %(start)s"),
    (End.DATED, End.UNKNOWN): _("%(start)s to an unknown end"),
    (End.OPEN, End.DATED): _("before %(end)s"),
    (End.OPEN, End.OPEN): _("open start, open end"),
    (End.OPEN, End.UNKNOWN): _("open start, unknown end"),
    (End.UNKNOWN, End.DATED): _("unknown start, to %(end)s"),
    (End.UNKNOWN, End.OPEN): _("unknown start, open end"),
}

MARKED = {
    "~": _("about %(date)s"),
    "?": _("perhaps %(date)s"),
    "%": _("perhaps about %(date)s"),
}

SOMEWHERE_IN = {
    Form.A_DAY_IN_MONTH: _("a day in %(date)s"),
    Form.A_DAY_IN_YEAR: _("a day in %(date)s"),
    Form.A_MONTH_IN_YEAR: _("a month in %(date)s"),
}

SEASONS_BY_FIRST_MONTH = {
    3: _("spring %(year)s"),
    6: _("summer %(year)s"),
    9: _("autumn %(year)s"),
    12: _("winter %(year)s"),
}


def in_words(text: str, language: str | None = None) -> str:
    """Say an EDTF text in the reader's language; a text that `parse` refuses is given back.

    `language` is the active one: who says many dates looks for it once.
    """
    return _in_words(text, language or get_language())


def in_html(text: str, language: str | None = None) -> SafeString:
    """The same for a page: each date in an element that keeps it on a line and in its direction."""
    return _in_html(text, language or get_language())


# One list has the same days many times over.
@lru_cache(maxsize=4096)
def _in_words(text: str, _language: str | None) -> str:
    pattern, dates = _between_dates(text)
    return pattern % dates


@lru_cache(maxsize=4096)
def _in_html(text: str, _language: str | None) -> SafeString:
    pattern, dates = _between_dates(text)
    marked = {name: format_html(DATE, words) if words else "" for name, words in dates.items()}
    return sentence(pattern, **marked)


DATE = '<bdi class="date">{}</bdi>'


class Dated:
    """An EDTF text that is said both in words and as HTML, by what is asked of it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return in_words(self.text)

    def __html__(self) -> SafeString:
        return in_html(self.text)


def _between_dates(text: str) -> tuple[str, dict[str, str]]:
    """The words around the one or two dates of an EDTF text, and these, by their names in it."""
    try:
        parsed = parse(text)
    except DateError:
        return "%(start)s", {"start": text}
    start = _end_in_words(parsed.start)
    if parsed.end is None:
        return "%(start)s", {"start": start}
    pattern = INTERVALS[_kind(parsed.start), _kind(parsed.end)]
    return str(pattern), {"start": start, "end": _end_in_words(parsed.end)}


def _kind(end: Point | End) -> End:
    return end if isinstance(end, End) else End.DATED


def _end_in_words(end: Point | End) -> str:
    if isinstance(end, End):
        return ""
    words = _unmarked(end)
    if end.mark:
        words = MARKED[end.mark] % {"date": words}
    # The mark goes inside: "a day in about April 1985", as "about a day" would be a duration.
    return SOMEWHERE_IN[end.form] % {"date": words} if end.form in SOMEWHERE_IN else words


def _unmarked(point: Point) -> str:
    number, month, day = point.first
    year = _year(number)
    match point.form:
        case Form.DAY:
            names = {"day": day, "month": MONTHS_AFTER_A_DAY[month], "year": year}
            return _("%(day)s %(month)s %(year)s") % names
        case Form.MONTH | Form.A_DAY_IN_MONTH:
            return _("%(month)s %(year)s") % {"month": MONTHS[month], "year": year}
        case Form.SEASON:
            return SEASONS_BY_FIRST_MONTH[month] % {"year": year}
        case Form.YEARS:
            return _years(number, point.last[0])
    return year


def _year(number: int) -> str:
    # EDTF counts through a year 0, which is 1 BC.
    return str(number) if number > 0 else _("%(year)s BC") % {"year": 1 - number}


def _years(first: int, last: int) -> str:
    # A century, and a decade such as "2000s" or "10s" that could be misread, show both years.
    if first > 100 and first % 100:
        # Translators: a decade, as in "1990s".
        return _("%(year)ss") % {"year": first}
    return INTERVALS[End.DATED, End.DATED] % {"start": _year(first), "end": _year(last)}
