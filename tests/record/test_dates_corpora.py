"""The date reader held against three public corpora of EDTF texts and against python-edtf.

Where they disagree, the text of the Library of Congress (EDTF, 4 February 2019) decides.
"""

import json
import warnings
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.record.dates import DateError, parse

pytestmark = pytest.mark.xdist_group("corpora")
CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "edtf"
needs_corpora = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the EDTF corpora are not beside this checkout"
)


def read(name):
    return json.loads((CORPORA / name).read_text()) if CORPORA.is_dir() else {}


EDTF_JS, IXC, UNT = (
    read("edtf-js.json"),
    read("ixc-python-edtf.json"),
    read("unt-edtf-validate.json"),
)

# python-edtf does not mark levels: its list turns to level 2 at this text, but for three.
IXC_BOUNDS = dict(IXC.get("valid_with_bounds", []))
IXC_TURNS_TO_LEVEL_2_AFTER = "2010-24"
IXC_LEVEL_1_AFTER_THAT = {"2004-06-11%", "196X", "19XX"}

# Level 0 or 1 to one of the corpora, refused here.
REFUSED_ON_PURPOSE = {
    # Level 0 has years of four digits; ISO 8601-1 features that it does not list are left out.
    "19": "bare century",
    "00": "bare century",
    "-04": "bare century",
    # Level 0 lists a complete time only, and requires the extended format with its colons.
    "2016-05-02T16:54:59.042": "fraction of a second",
    "2016-05-02T16:54:59.04200000": "fraction of a second",
    "2016-05-02T16:54:59.4": "fraction of a second",
    "2016-05-02T16:54:59.42": "fraction of a second",
    "2016-05-02T16:54:59.042123": "fraction of a second",
    "2016-05-02T16:54:59.042Z": "fraction of a second",
    "2016-05-02T16:54:59+0230": "basic format",
    # Level 1 has one or two X in a year that stands alone, and a year before -XX.
    "XXXX": "four X in a year",
    "XXXX-XX": "four X in a year",
    "XXXX-XX-XX": "four X in a year",
    "1XXX": "three X in a year",
    "1XXX~": "three X in a year",
}

# Level 2 or invalid to one of the corpora, accepted here.
ACCEPTED_ON_PURPOSE = {
    # A season stands in place of a month, and a mark ends any date: UNT has 1952-23~ as level 1.
    "2011-23~": "season with a mark",
    # UNT has 2003-22/2003-23 and 1923-21/1924 as level 1, and the text has no rule against them.
    "2012-21/2012-22": "season in an interval",
    "2018/2018-23": "season in an interval",
    "2018-01?/2018-23": "season in an interval",
}

# Strict bounds of python-edtf that are not ours.
OTHER_BOUNDS = {
    "2010-24": ("2010-12-01", "2011-02-28"),  # winter does not stop on 31 December
    # An unknown end is unknown, not ten years away.
    "/2006": (None, "2006-12-31"),
    "2004-06-01/": ("2004-06-01", None),
    "1984-06-02?/": ("1984-06-02", None),
}


def level_0_and_1():
    yield from (row["input"] for row in EDTF_JS.get("valid", []) if row["level"] < 2)
    yield from (text for text in IXC_BOUNDS if not is_ixc_level_2(text))
    for group, texts in UNT.get("valid", {}).items():
        yield from texts if group in ("L0_intervals", "L1_intervals", "level0", "level1") else ()


def level_2():
    yield from (row["input"] for row in EDTF_JS.get("valid", []) if row["level"] == 2)
    yield from (text for text in IXC_BOUNDS if is_ixc_level_2(text))
    for group, texts in UNT.get("valid", {}).items():
        yield from texts if group in ("L2_intervals", "level2") else ()


def invalid():
    yield from EDTF_JS.get("invalid", [])
    yield from (text for text in IXC.get("invalid", []) if text is not None)
    for texts in UNT.get("invalid", {}).values():
        yield from texts


def is_ixc_level_2(text):
    place = list(IXC_BOUNDS).index
    later = place(text) > place(IXC_TURNS_TO_LEVEL_2_AFTER)
    return later and text not in IXC_LEVEL_1_AFTER_THAT


def is_accepted(text):
    try:
        parse(text)
    except DateError:
        return False
    return True


def to_accept():
    return sorted(set(level_0_and_1()) - REFUSED_ON_PURPOSE.keys())


def to_refuse():
    return sorted({*level_2(), *invalid()} - ACCEPTED_ON_PURPOSE.keys())


@needs_corpora
@pytest.mark.parametrize("text", to_accept())
def test_every_text_of_level_0_and_1_is_accepted(text):
    assert parse(text).text == text


@needs_corpora
@pytest.mark.parametrize("text", to_refuse())
def test_every_text_of_level_2_and_every_invalid_text_is_refused(text):
    assert not is_accepted(text)


@needs_corpora
def test_every_difference_on_purpose_is_one():
    assert REFUSED_ON_PURPOSE.keys() <= set(level_0_and_1())
    assert not [text for text in REFUSED_ON_PURPOSE if is_accepted(text)]
    assert ACCEPTED_ON_PURPOSE.keys() <= {*level_2(), *invalid()}
    assert [text for text in ACCEPTED_ON_PURPOSE if not is_accepted(text)] == []
    assert OTHER_BOUNDS.keys() <= IXC_BOUNDS.keys()
    assert not [text for text in OTHER_BOUNDS if OTHER_BOUNDS[text] == listed_bounds(text)]


@needs_corpora
def test_the_corpora_are_read_in_full():
    assert len(to_accept()) > 150
    assert len(to_refuse()) > 250


def listed_bounds(text):
    """The strict bounds of a corpus row of 1 (day), 2, 3 (day and fuzzy bounds) or 4 dates."""
    row = IXC_BOUNDS[text]
    lower, upper = (row[0], row[1]) if len(row) in (2, 4) else (row[0], row[0])
    return in_calendar(lower), in_calendar(upper)


def in_calendar(text):
    return text if "0001-01-01" <= text <= "9999-12-31" and len(text) == 10 else None


@needs_corpora
@pytest.mark.parametrize("text", [text for text in IXC_BOUNDS if text in to_accept()])
def test_bounds_are_those_of_the_corpus(text):
    parsed = parse(text)
    ours = tuple(day and day.isoformat() for day in (parsed.earliest, parsed.latest))
    assert ours == OTHER_BOUNDS.get(text, listed_bounds(text))


# Generated texts. Left out, as they differ on purpose: winter, unknown ends, seasons in intervals.
years = st.integers(-9999, 9999).map(lambda year: f"{'-' * (year < 0)}{abs(year):04}")
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.dates().map(date.isoformat)
marks = st.sampled_from(["", "?", "~", "%"])
plain = years | months | days
marked = st.builds(str.__add__, plain, marks)
times = st.times().map(lambda time: time.strftime("T%H:%M:%S"))
shifts = st.sampled_from(["", "Z", "+03:00", "-04:00"])
positive = st.integers(1, 9999).map("{:04}".format)
single = (
    marked
    | st.builds("{}{}{}".format, days, times, shifts)
    | st.builds("{}-{}".format, positive, st.sampled_from(["21", "22", "23", "XX", "XX-XX"]))
    | st.builds("{}-{:02}-XX".format, positive, st.integers(1, 12))
    | st.builds("{:03}X".format, st.integers(1, 999))
    | st.builds("{:02}XX".format, st.integers(1, 99))
    | st.builds("Y{}{}".format, st.sampled_from(["", "-"]), st.integers(10_000, 10**9))
)
open_ended = st.builds("{}/..".format, marked) | st.builds("../{}".format, marked)


def in_order(pair):
    return "/".join(sorted(pair, key=lambda text: parse(text).start.first))


texts = single | open_ended | st.tuples(marked, marked).map(in_order)


@pytest.fixture(scope="module")
def oracle():
    with warnings.catch_warnings():
        # Importing it builds a grammar that newer versions of pyparsing complain about.
        warnings.simplefilter("ignore")
        return pytest.importorskip("edtf").parse_edtf


def oracle_day(value):
    return date(*value[:3]) if isinstance(value, tuple) and 1 <= value[0] <= 9999 else None


@given(text=texts)
@settings(deadline=None)
def test_strict_bounds_of_python_edtf_agree(oracle, text):
    theirs = oracle(text)
    parsed = parse(text)
    assert parsed.earliest == oracle_day(theirs.lower_strict()), text
    assert parsed.latest == oracle_day(theirs.upper_strict()), text
