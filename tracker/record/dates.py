"""Partly known dates: reading EDTF levels 0 and 1 (ISO 8601-2:2019) and their bounds.

The text is the date; the bounds only sort and filter it. Read strictly, and in places unlike
other readers on purpose (each difference is a row in tests/record/test_dates_corpora.py):

- `~`, `?` and `%` never widen the bounds. python-edtf pads `1984~` by a year on both sides, a
  precision that nobody stated. An open or unknown end has no bound at all.
- Winter is December to the next February, the winter that begins in the year as written. The
  standard gives seasons no months; python-edtf stops at 31 December.
- An end may not begin before its start begins: `2024-03/2024` is refused as ambiguous.
- Seasons may bound an interval; X (level 2 there), times and Y years may not.
- A mark may follow anything but a time, so `2011-23~` and `16XX~` are read.
- Only the last one or two digits of a year may be X, and a century is `19XX`, never `19`.
- A time has seconds, no fraction of a second, and a colon in its shift (`+02:30`).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from enum import Enum

from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 64

# Year, month, day. Not `date`, which cannot order the years before 1 and after 9999.
Ymd = tuple[int, int, int]


class DateError(ValueError):
    """A text that is no date; the message tells an editor what to write instead."""


class Form(Enum):
    """Which parts of a date are known."""

    DAY = "2024-04-17"
    MONTH = "2024-04"
    SEASON = "2024-21"
    YEAR = "2024"
    YEARS = "202X"
    A_DAY_IN_MONTH = "2024-04-XX"
    A_DAY_IN_YEAR = "2024-XX-XX"
    A_MONTH_IN_YEAR = "2024-XX"


class End(Enum):
    """What stands at one end of an interval."""

    DATED = "2024"
    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One date: its first and last day, and its mark, which is one of `?`, `~`, `%` or empty."""

    form: Form
    first: Ymd
    last: Ymd
    mark: str


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date (then `end` is None) or an interval, with its text as written.

    `earliest` and `latest` are None where open, unknown, or outside the years 1 to 9999.
    """

    text: str
    earliest: date | None
    latest: date | None
    start: Point | End
    end: Point | End | None = None


# The shift runs from -12:00 to +14:00, and ISO 8601 knows no -00:00.
ONE_DATE = re.compile(
    r"""
    (?: (?P<long> Y-?[1-9][0-9]{4,} )
      | (?P<years> -?(?: [0-9]{3}X | [0-9]{2}XX ) )
      | (?!-0000) (?P<year> -?[0-9]{4} )
        (?: -(?P<month> [0-9]{2} | XX(?!-[0-9]) )
        (?: -(?P<day> [0-9]{2} | XX ) )? )?
    )
    (?: (?P<mark> [?~%] )
      | (?<=-[0-9]{2}-[0-9]{2})
        T (?: (?:[01][0-9]|2[0-3]) :[0-5][0-9] :[0-5][0-9] | 24:00:00 )
        (?: Z
          | [+] (?: (?:0[0-9]|1[0-3]) (?: :[0-5][0-9] )? | 14 (?: :00 )? )
          | - (?: (?:0[1-9]|1[01]) (?: :[0-5][0-9] )? | 12 (?: :00 )? | 00:(?!00)[0-5][0-9] )
        )?
    )?
    """,
    re.VERBOSE,
)

# Asked in this order of a text that cannot be read; the first to be found explains why.
REFUSALS = [
    (
        re.compile("unknown|open", re.IGNORECASE),
        _("Write an open end as .. and leave an unknown end out, as in 2019-03/.. or 2019-03/"),
    ),
    (
        re.compile(r"(?![Xux]{2})[^\W\d_]{3}"),
        _(
            "Write dates in digits, not in words: 17 April 2024 is 2024-04-17 and April 2024 is "
            "2024-04."
        ),
    ),
    (
        re.compile(r"(?![0-9])\d|[\u2010-\u2015\u2212]"),
        _("Write only the digits 0-9 and the plain hyphen, as in 2024-04-17."),
    ),
    (re.compile(r"\s"), _("Leave out the spaces, as in 2024-04-17 or 2019/2024.")),
    (
        re.compile(r"\A[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}\Z"),
        _("Write the year first, then the month, then the day, as in 2024-04-17."),
    ),
    (
        re.compile(r"[][{},]"),
        _("A list of dates cannot be kept. Write an interval, as in 2019/2024."),
    ),
    (
        re.compile(r"[?~%](?!/|\Z)"),
        _("One mark ?, ~ or % may stand at the end of a date, as in 2023-05~ and nowhere else."),
    ),
    (re.compile("[Yy]"), _("Y stands only before a year of five or more digits, as in Y-12000.")),
    (re.compile("-0000"), _("There is no year -0000. Write the year 1 BC as 0000.")),
    (
        re.compile("[Tt]"),
        _(
            "A time follows a whole day and has seconds but no mark, as in "
            "2024-04-17T09:30:00+03:00."
        ),
    ),
    (
        re.compile("[ux]"),
        _("Write a digit that is not known as a capital X, as in 199X or 2024-XX."),
    ),
    (
        re.compile("X"),
        _(
            "X may replace only the last digits, as in 199X, 19XX, 2024-XX, 2024-04-XX or "
            "2024-XX-XX."
        ),
    ),
]
UNREADABLE = _(
    "This is not a date as kept here. Write the year, month and day, as in 2024-04-17, 2024-04 or "
    "2024; an interval as in 2019/2024; an approximate date as in 2023-05~."
)


def parse(text: str) -> PartialDate:
    """Read an EDTF text of level 0 or 1, or raise DateError with a sentence for its editor."""
    if not text:
        raise DateError(_("Write a date, as in 2024-04-17, 2024-04 or 2024."))
    if len(text) > MAX_LENGTH:
        raise DateError(
            _("A date has at most %(most)s characters. Write it as in 2024-04-17.")
            % {"most": MAX_LENGTH}
        )
    if "/" in text:
        return _parse_interval(text)
    point = _parse_point(text, text)
    return PartialDate(text, _calendar_day(point.first), _calendar_day(point.last), point)


def ordinal(day: date | None) -> int | None:
    """The number of a day, as `datetime.date` counts them; None of none."""
    return day.toordinal() if day else None


def _parse_interval(text: str) -> PartialDate:
    left, _slash, right = text.partition("/")
    start, end = _parse_end(left, text), _parse_end(right, text)
    if start is End.UNKNOWN and end is End.UNKNOWN:
        raise DateError(_("Write a date at one end of the interval at least, as in 2019-03/"))
    if re.search("[XYT]", text):
        raise DateError(
            _("An interval has no X, Y or time of day at its ends. Write it as in 2019-03/2024.")
        )
    if isinstance(start, Point) and isinstance(end, Point):
        if start.first > end.last:
            raise DateError(_("The interval ends before it starts. Write it as in 2019/2024."))
        if start.first > end.first:
            raise DateError(
                _("The end could be before the start. Write both alike, as in 2024-03/2024-12.")
            )
    earliest = _calendar_day(start.first) if isinstance(start, Point) else None
    latest = _calendar_day(end.last) if isinstance(end, Point) else None
    return PartialDate(text, earliest, latest, start, end)


def _parse_end(part: str, text: str) -> Point | End:
    return End(part) if part in ("", "..") else _parse_point(part, text)


def _parse_point(part: str, text: str) -> Point:
    """Read one date; `text` is the whole of what the editor wrote, for the explanation."""
    found = ONE_DATE.fullmatch(part)
    if not found:
        raise DateError(next((why for sign, why in REFUSALS if sign.search(text)), UNREADABLE))
    mark = found["mark"] or ""
    if found["years"]:
        return Point(Form.YEARS, *_span_of_years(found["years"]), mark)
    year = int(found["year"] or found["long"][1:])
    month, day = found["month"], found["day"]
    if month is None or month == "XX":
        form = Form.A_DAY_IN_YEAR if day else Form.A_MONTH_IN_YEAR if month else Form.YEAR
        return Point(form, (year, 1, 1), (year, 12, 31), mark)
    if "21" <= month <= "24" and not day:
        return Point(Form.SEASON, *_span_of_season(year, int(month)), mark)
    if not "01" <= month <= "12":
        raise DateError(_("Months are 01 to 12, seasons 21 to 24, as in 2024-04 or 2024-21."))
    length = monthrange(year, int(month))[1]
    if day is None or day == "XX":
        form = Form.A_DAY_IN_MONTH if day else Form.MONTH
        return Point(form, (year, int(month), 1), (year, int(month), length), mark)
    if not 1 <= int(day) <= length:
        raise DateError(
            _("There is no such day. That month ends on %(last)s.")
            % {"last": f"{found['year']}-{month}-{length}"}
        )
    exactly = (year, int(month), int(day))
    return Point(Form.DAY, exactly, exactly, mark)


def _span_of_years(text: str) -> tuple[Ymd, Ymd]:
    low, high = int(text.replace("X", "0")), int(text.replace("X", "9"))
    if text.startswith("-"):
        # -000X reaches to -0001 only, as there is no year -0000.
        low, high = high, min(low, -1)
    return (low, 1, 1), (high, 12, 31)


def _span_of_season(year: int, season: int) -> tuple[Ymd, Ymd]:
    if season == 24:
        return (year, 12, 1), (year + 1, 2, monthrange(year + 1, 2)[1])
    month = 3 * (season - 20)
    return (year, month, 1), (year, month + 2, monthrange(year, month + 2)[1])


def _calendar_day(day: Ymd) -> date | None:
    return date(*day) if MINYEAR <= day[0] <= MAXYEAR else None
