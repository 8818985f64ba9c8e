from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tracker.record.date_words import in_words
from tracker.record.dates import DateError, End, Form, PartialDate, parse

# Mostly well formed, so that about half of them are dates; day 31 and month 13 are not always.
LIKELY_DATE = (
    r"-?[0-9]{4}(-([01][0-9]|2[1-4])(-[0-3][0-9])?)?[?~%]?|-?[0-9]{2}([0-9]X|XX)[?~%]?"
    r"|[0-9]{4}-(XX(-XX)?|[01][0-9]-XX)[?~%]?"
)
LIKELY = rf"({LIKELY_DATE})(/({LIKELY_DATE}|\.\.)?)?|(\.\.)?/({LIKELY_DATE})|Y-?[0-9]{{4,20}}"
likely_texts = st.from_regex(LIKELY, fullmatch=True)
any_text = st.text() | st.text("0123456789-/.XYTZ:+?~%ux ٣²–\n\x00\ud800", max_size=24)


def bounds(text):
    parsed = parse(text)
    return parsed.earliest, parsed.latest


def refusal(text):
    with pytest.raises(DateError) as caught:
        parse(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-04-17", date(2024, 4, 17), date(2024, 4, 17)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2019/2024", date(2019, 1, 1), date(2024, 12, 31)),
        ("2022-03/2024-02-05", date(2022, 3, 1), date(2024, 2, 5)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2004-XX", date(2004, 1, 1), date(2004, 12, 31)),
        ("1985-04-XX", date(1985, 4, 1), date(1985, 4, 30)),
        ("1985-XX-XX", date(1985, 1, 1), date(1985, 12, 31)),
        ("2024-21", date(2024, 3, 1), date(2024, 5, 31)),
        ("2024-22", date(2024, 6, 1), date(2024, 8, 31)),
        ("2024-23", date(2024, 9, 1), date(2024, 11, 30)),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29)),
    ],
)
def test_a_date_is_bounded_by_the_first_and_last_day_it_can_mean(text, earliest, latest):
    assert bounds(text) == (earliest, latest)


@pytest.mark.parametrize("mark", "?~%")
def test_a_mark_does_not_widen_the_bounds(mark):
    assert bounds(f"2023-05{mark}") == bounds("2023-05")
    assert parse(f"2023-05{mark}").start.mark == mark


@pytest.mark.parametrize(
    "time",
    ["T00:00:00", "T24:00:00", "T09:30:00Z", "T23:59:59+14:00", "T09:30:00-12", "T09:30:00-11:30"],
)
def test_a_time_is_kept_and_its_shift_does_not_move_the_day(time):
    assert parse(f"2024-04-17{time}").text == f"2024-04-17{time}"
    assert bounds(f"2024-04-17{time}") == (date(2024, 4, 17), date(2024, 4, 17))


def test_an_open_and_an_unknown_end_have_no_bound_and_stay_apart():
    assert bounds("../2019-03") == bounds("/2019-03") == (None, date(2019, 3, 31))
    assert bounds("2019-03/..") == bounds("2019-03/") == (date(2019, 3, 1), None)
    assert (parse("../2019").start, parse("/2019").start) == (End.OPEN, End.UNKNOWN)
    assert (parse("2019/..").end, parse("2019/").end) == (End.OPEN, End.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("0000", None, None),
        ("-0002-03", None, None),
        ("Y170002", None, None),
        ("00XX", None, date(99, 12, 31)),
        ("-0005/0005", None, date(5, 12, 31)),
        ("9999-24", date(9999, 12, 1), None),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_what_lies_outside_the_years_1_to_9999_has_no_bound(text, earliest, latest):
    assert bounds(text) == (earliest, latest)


def test_years_before_the_calendar_are_still_put_in_order():
    assert parse("-1000/-0999").start.first == (-1000, 1, 1)
    assert parse("-01XX").start.first == (-199, 1, 1)
    assert parse("-01XX").start.last == (-100, 12, 31)
    assert parse("-000X").start.last == (-1, 12, 31)
    assert "before it starts" in refusal("-0999/-1000")


def test_a_single_date_has_no_end_and_an_interval_has_two():
    assert parse("2024").end is None
    assert parse("2019/2024-04").start.form is Form.YEAR
    assert parse("2019/2024-04").end.form is Form.MONTH


def test_a_parsed_date_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        parse("2024").text = "2025"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Write a date"),
        ("1" * 65, "at most 64 characters"),
        ("2023-02-30", "ends on 2023-02-28."),
        ("1900-02-29", "ends on 1900-02-28."),
        ("2024-04-00", "ends on 2024-04-30."),
        ("2024-13", "Months are 01 to 12"),
        ("2024-00", "Months are 01 to 12"),
        ("2024-25", "seasons 21 to 24"),
        ("2024-21-01", "Months are 01 to 12"),
        ("2024/2019", "before it starts"),
        ("2024-03/2024", "could be before the start"),
        ("/", "at one end"),
        ("2004-XX/2005", "no X"),
        ("2004/Y12000", "no X"),
        ("2004-01-01T10:10:10Z/2005", "no X"),
        ("unknown/2019", "Write an open end as .."),
        ("2019/open", "Write an open end as .."),
        ("17 April 2024", "in digits, not in words"),
        ("August 2024", "in digits, not in words"),
        ("١٧ نيسان ٢٠٢٤", "in digits, not in words"),
        ("٢٠٢٤-٠٤-١٧", "digits 0-9"),
        ("٢٠٢٤", "digits 0-9"),
        ("2024-04-1²", "This is not a date"),
        ("2024–04", "plain hyphen"),
        ("2024 -04", "Leave out the spaces"),
        (" 2024", "Leave out the spaces"),
        ("2024\n", "Leave out the spaces"),
        ("17/04/2024", "year first"),
        ("17.04.2024", "year first"),
        ("[1667,1668]", "A list of dates"),
        ("2004?-06-11", "at the end of a date"),
        ("?2004", "at the end of a date"),
        ("2004?~", "at the end of a date"),
        ("Y2006", "five or more digits"),
        ("Y17E7", "five or more digits"),
        ("Y12000-01", "five or more digits"),
        ("-0000", "no year -0000"),
        ("2024-04-17T09:30", "has seconds"),
        ("2024-04-17T09:30:00Z~", "no mark"),
        ("2024-04-XXT09:30:00", "has seconds"),
        ("2024-04-17T25:00:00", "has seconds"),
        ("2024-04-17T09:30:00+14:01", "has seconds"),
        ("2024-04-17T09:30:00-12:01", "has seconds"),
        ("2024-04-17T09:30:00-00:00", "has seconds"),
        ("2024-04-17T24:00:01", "has seconds"),
        ("199u", "capital X"),
        ("2004-xx", "capital X"),
        ("1XX3", "only the last digits"),
        ("1XXX", "only the last digits"),
        ("199X-04", "only the last digits"),
        ("2004-XX-25", "only the last digits"),
        ("2004-1X", "only the last digits"),
        ("1950S2", "This is not a date"),
        ("20240417", "This is not a date"),
        ("2024-4-7", "This is not a date"),
        ("2019/2020/2021", "This is not a date"),
        ("2019/\x00", "This is not a date"),
        ("\ud800", "This is not a date"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_gives_an_example_that_is_accepted(text, reason):
    message = refusal(text)
    assert reason in message
    words = [word.rstrip(".,;") for word in message.split()]
    assert any(in_words(word) != word for word in words), message


@given(likely_texts)
def test_a_date_keeps_its_text_and_never_ends_before_it_starts(text):
    try:
        parsed = parse(text)
    except DateError:
        return
    assert parsed.text == text
    assert isinstance(parsed, PartialDate)
    if parsed.earliest and parsed.latest:
        assert parsed.earliest <= parsed.latest


@given(any_text | likely_texts)
def test_no_text_raises_anything_but_a_date_error(text):
    try:
        parse(text)
    except DateError as error:
        assert str(error)
        assert in_words(text) == text
    else:
        assert in_words(text)


def test_a_very_long_text_is_refused_unread():
    assert "at most 64" in refusal("2" * 10_000_000)
    assert parse("Y" + "1" * 63).start.form is Form.YEAR


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-04-17", "17 April 2024"),
        ("2024-04-17T10:00:00Z", "17 April 2024"),
        ("2024-04", "April 2024"),
        ("2024", "2024"),
        ("2023-05~", "about May 2023"),
        ("2023-05?", "perhaps May 2023"),
        ("2023-05%", "perhaps about May 2023"),
        ("2019/2024", "2019 to 2024"),
        ("2022-03/2024-02", "March 2022 to February 2024"),
        ("2022-03~/2024-02?", "about March 2022 to perhaps February 2024"),
        ("../2019-03", "before March 2019"),
        ("2019-03/..", "since March 2019"),
        ("/2019-03", "unknown start, to March 2019"),
        ("2019/", "2019 to an unknown end"),
        ("../..", "open start, open end"),
        ("/..", "unknown start, open end"),
        ("../", "open start, unknown end"),
        ("199X", "1990s"),
        ("199X~", "about 1990s"),
        ("200X", "2000 to 2009"),
        ("001X", "10 to 19"),
        ("19XX", "1900 to 1999"),
        ("1985-04-XX", "a day in April 1985"),
        ("1985-04-XX~", "a day in about April 1985"),
        ("1985-XX-XX", "a day in 1985"),
        ("2004-XX", "a month in 2004"),
        ("2024-21", "spring 2024"),
        ("2024-22", "summer 2024"),
        ("2024-23~", "about autumn 2024"),
        ("2024-24", "winter 2024"),
        ("0001", "1"),
        ("0000", "1 BC"),
        ("-0984-04-02", "2 April 985 BC"),
        ("-01XX", "200 BC to 101 BC"),
        ("Y-170001", "170002 BC"),
        ("Y170002", "170002"),
    ],
)
def test_readers_see_a_date_in_words(text, words):
    assert in_words(text) == words


@pytest.mark.parametrize("text", ["", "about 2024", "2024-02-30", "2024/2019", "1XXX"])
def test_readers_see_a_text_that_is_no_date_as_it_is(text):
    assert in_words(text) == text


@pytest.mark.parametrize(
    ("code", "april"), [("en", "April"), ("ar", "نيسان"), ("ckb", "نیسان"), ("kmr", "Nîsan")]
)
def test_months_are_named_in_the_language_of_the_reader(code, april):
    with translation.override(code):
        assert april in in_words("2024-04-17")
        assert april in in_words("2024-04~")
