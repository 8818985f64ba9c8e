"""Citations as text: four formats, read back by programs of others."""

import re
from datetime import date

import pytest

from tests.public.foreign import read_bibtex, read_csl, read_ris
from tracker.public.machines import citing

NAUGHTY = [
    "Party {A} says } that { Party B",
    "100 % of #1 & $2 under_score ~ ^ \\emph{all} \\",
    "TY  - JOUR ER  - ",
    '“Quoted” \'and\' "again", {"a": [1]}',
    "يقول الطرف أ إن الطرف ب «فعل» شيئًا",
    "@article{key, title = {x}}",
    "<script>alert(1)</script> &amp; </p>",
]


def cited(**given):
    plain = {
        "key": "C-2024-0001",
        "part": "",
        "authors": ("Party A", "Party B and Party C"),
        "title": "Party A alleges a thing",
        "language": "en",
        "kind": "Claim",
        "reference": "C-2024-0001",
        "made_on": "2024-04-17",
        "site": "Tracker",
        "address": "https://example.org/claims/C-2024-0001/",
        "accessed": date(2026, 11, 23),
        "revised": date(2026, 11, 22),
    }
    return citing.Cited(**{**plain, **given})


@pytest.mark.parametrize("title", NAUGHTY)
def test_no_title_breaks_a_format_and_each_reads_back_as_it_was(title):
    one, line = cited(title=title, authors=(title, "Party B")), citing.one_line(title)
    assert read_bibtex(citing.as_bibtex(one))["title"] == line
    ris = read_ris(citing.as_ris(one))
    assert ris["title"] == line
    assert [name.replace("\u201a", ",") for name in ris["authors"]] == [line, "Party B"]
    item, reference = read_csl(citing.as_csl(one))
    assert item["title"] == line
    assert [name["literal"] for name in item["author"]] == [line, "Party B"]
    assert "".join(reference["URL"]) == one.address
    assert line in citing.as_text(one)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1d", "\x85", "\u2028"])
def test_line_breaks_of_every_kind_become_spaces(end):
    one = cited(title=f"Party A says{end}ER  - {end}TY  - JOUR", authors=(f"Party{end}A",))
    line = "Party A says ER - TY - JOUR"
    assert read_ris(citing.as_ris(one))["title"] == line
    assert read_ris(citing.as_ris(one))["authors"] == ["Party A"]
    assert line in citing.as_bibtex(one)
    assert read_csl(citing.as_csl(one))[0]["title"] == line
    assert len(citing.as_text(one).splitlines()) == 1


def test_controls_are_left_out():
    one = cited(title="Party\x00 A\x1b[31m says\x7f so")
    for form in citing.FORMATS.values():
        assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]", form.write(one))


def test_institutions_stay_in_one_piece():
    one = cited()
    assert "{{Party A} and {Party B and Party C}}" in citing.as_bibtex(one)
    assert read_csl(citing.as_csl(one))[0]["author"][1] == {"literal": "Party B and Party C"}
    assert read_ris(citing.as_ris(one))["authors"] == ["Party A", "Party B and Party C"]


@pytest.mark.parametrize(
    ("made_on", "csl", "ris", "bibtex"),
    [
        ("2024-04-17", {"date-parts": [[2024, 4, 17]]}, "2024/04/17/", ("2024", "apr")),
        ("2024-04", {"date-parts": [[2024, 4]]}, "2024/04//", ("2024", "apr")),
        ("2024", {"date-parts": [[2024]]}, "2024///", ("2024", None)),
        (
            "2023-05~",
            {"date-parts": [[2023, 5]], "circa": True},
            "///about May 2023",
            ("about May 2023", None),
        ),
        ("2024-XX-XX", {"date-parts": [[2024]]}, "2024///a day in 2024", ("2024", None)),
        ("202X", {"date-parts": [[2020], [2029]]}, "///2020s", ("2020s", None)),
        (
            "2024-21",
            {"date-parts": [[2024]], "season": 1},
            "2024///spring 2024",
            ("2024", None),
        ),
        (
            "2019/2024-03",
            {"date-parts": [[2019], [2024, 3]]},
            "///2019 to March 2024",
            ("2019 to March 2024", None),
        ),
        (
            "../2024-04-17",
            {"literal": "before 17 April 2024"},
            "///before 17 April 2024",
            ("before 17 April 2024", None),
        ),
        ("", None, None, (None, None)),
    ],
)
def test_partly_known_date_is_told_as_far_as_it_is_known(made_on, csl, ris, bibtex):
    one = cited(made_on=made_on)
    item, _reference = read_csl(citing.as_csl(one))
    assert item.get("issued") == csl
    assert read_ris(citing.as_ris(one)).get("date") == ris
    fields = read_bibtex(citing.as_bibtex(one), decoded=False)
    assert (fields.get("year"), fields.get("month")) == bibtex
    assert fields.get("date") == (made_on or None)


def test_every_format_says_reference_address_access_and_revision():
    one = cited()
    text = citing.as_text(one)
    assert (
        "“Party A alleges a thing”. Claim C-2024-0001, 17 April 2024. Tracker, revision of" in text
    )
    assert text.endswith("https://example.org/claims/C-2024-0001/ (accessed 23 November 2026)\n")
    fields = read_bibtex(citing.as_bibtex(one))
    assert (fields["url"], fields["urldate"]) == (one.address, "2026-11-23")
    assert "revision of 22 November 2026" in fields["note"]
    ris = read_ris(citing.as_ris(one))
    assert (ris["id"], ris["urls"], ris["access_date"]) == (
        one.key,
        [one.address],
        "2026/11/23/",
    )
    item, _reference = read_csl(citing.as_csl(one))
    assert (item["version"], item["container-title"]) == ("2026-11-22", "Tracker")
    assert item["accessed"] == {"date-parts": [[2026, 11, 23]]}
