"""Citations that programs of others read: names of institutions stay whole, no date is made up."""

import json
import re

import pytest
from django.utils.translation import override

from tests.public.foreign import read_bibtex, read_csl, read_ris
from tests.public.test_citing import cited
from tracker.public.machines import citing
from tracker.record.dates import parse

NAMES = ["Amnesty International, London", "Party A, B, and C", "Party and Partners, Ltd.", ",Party"]
PLAIN = {"2024-04-17": (2024, 4, 17), "2024-04": (2024, 4), "2024": (2024,)}
# As written → the digits that hold for every day it can mean.
KNOWN = {
    "2024-04-17T09:30:00Z": (2024, 4, 17),
    "2024-04-XX": (2024, 4),
    "2024-XX": (2024,),
    "2024-XX-XX": (2024,),
    "2024-22": (2024,),
    "2024-04-17/2024-04-28": (2024, 4),
    "2024-03/2024-05": (2024,),
    "2024-03-17/2024-05-17": (2024,),
    "2024/2024-05": (2024,),
    "2024-24": (),
    "2024~": (),
    "2024-04?": (),
    "2024-04-17%": (),
    "2024-04~/2024-05": (),
    "2023-12-31/2024-01-01": (),
    "199X": (),
    "19XX": (),
    "../2024-04-17": (),
    "2024-04-17/..": (),
    "2024-04-17/": (),
    "/2024": (),
    "-0043": (),
    "0000": (),
    "Y12000": (),
    "Y-12000": (),
}


def as_a_program_reads(names):
    """Of each author what Zotero and others take: all before the first comma is a surname."""
    return [re.split(r"\s*,\s*", name) for name in names]


@pytest.mark.parametrize("name", NAMES)
def test_name_with_a_comma_is_one_institution_in_every_format(name):
    one = cited(authors=(name, "Party B"))
    ris = read_ris(citing.as_ris(one))
    looks_like = name.replace(",", "‚")
    assert as_a_program_reads(ris["authors"]) == [[looks_like], ["Party B"]]
    assert name in ris["notes"][0]
    assert "author = {{" + name + "} and {Party B}}" in citing.as_bibtex(one)
    item, _reference = read_csl(citing.as_csl(one))
    assert item["author"] == [{"literal": name}, {"literal": "Party B"}]
    assert citing.as_text(one).startswith(f"{name}; Party B. “")


def test_names_without_a_comma_are_written_as_before():
    text = citing.as_ris(cited())
    assert "AU  - Party A\r\n" in text and "Party A;" not in text
    assert citing.as_text(cited()).startswith("Party A, Party B and Party C. ")


@pytest.mark.parametrize("made_on", [*PLAIN, *KNOWN])
def test_no_digit_is_written_that_may_be_false(made_on):
    assert parse(made_on)
    digits = PLAIN.get(made_on) or KNOWN[made_on]
    one = cited(made_on=made_on)
    ris = read_ris(citing.as_ris(one))
    year, month, day, words = ris["date"].split("/", 3)
    assert tuple(int(part) for part in (year, month, day) if part) == digits
    assert ris.get("year") == (f"{digits[0]:04d}" if digits else None)
    said = one.what.partition(", ")[2]
    is_plain = made_on in PLAIN or "T" in made_on
    assert words == ("" if is_plain else said)
    fields = read_bibtex(citing.as_bibtex(one), decoded=False)
    assert fields["year"] == (str(digits[0]) if digits else said)
    assert ("month" in fields) == (len(digits) > 1)
    assert said and said in fields["note"]


@pytest.mark.parametrize(
    ("made_on", "issued"),
    [
        ("2024-21/2024-23", {"literal": "spring 2024 to autumn 2024"}),
        ("-0043", {"literal": "44 BC"}),
        ("2024-03/..", {"literal": "since March 2024"}),
        ("2024-03/", {"literal": "March 2024 to an unknown end"}),
        ("2024-03~/2024-05", {"date-parts": [[2024, 3], [2024, 5]], "circa": True}),
        ("2024-24", {"date-parts": [[2024]], "season": 4}),
        ("2024-04-XX", {"date-parts": [[2024, 4]]}),
    ],
)
def test_csl_has_words_where_its_numbers_cannot_say_it(made_on, issued):
    text = citing.as_csl(cited(made_on=made_on))
    read_csl(text)
    assert json.loads(text)[0]["issued"] == issued


def test_words_of_a_date_are_those_of_the_reader():
    with override("ar"):
        one = cited(made_on="../2024-04-17")
        said = citing.in_words("../2024-04-17")
        assert said != "before 17 April 2024"
        assert read_ris(citing.as_ris(one))["date"] == f"///{said}"
        assert said in citing.as_bibtex(one)
