"""Title, day, author and language that pages give of themselves, each with where it stands."""

import csv
from pathlib import Path

import pytest

from tracker.capture.suggesting.details import suggested
from tracker.capture.suggesting.values import day

PAGES = Path(__file__).resolve().parents[3] / "shared/data/pages"
# Of 12 titles, 11 days, 10 authors, 12 languages. trafilatura 2.3.1 gave 9, 10, 5 and none of them;
# but these are the pages that the rules were made with.
LEAST = {"title": 12, "date": 10, "author": 9, "language": 12}


def page(head="", body="", attributes=""):
    return f"<html{attributes}><head>{head}</head><body>{body}</body></html>".encode()


def said(field, **page_of):
    return [(one.value, one.where) for one in getattr(suggested(page(**page_of)), field)]


def test_linked_data_goes_before_properties_and_headings():
    head = (
        '<title>Report &amp; more | Site</title><meta property="og:title" content="Report | Site">'
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": '
        '"Report &quot;of May&quot;", "datePublished": "2024-04-17T23:00:00Z", "inLanguage": "ar", '
        '"author": [{"@type": "Person", "name": "A. Writer"}, "B. Writer"]}]}</script>'
    )
    found = suggested(page(head, "<h1>Report</h1>", ' lang="ar-SY"'))
    assert found.first("title") == 'Report "of May"'
    assert found.title[0].where == "JSON-LD NewsArticle, headline"
    assert (found.first("date"), found.first("author")) == ("2024-04-17", "A. Writer; B. Writer")
    assert [one.value for one in found.language] == ["ar"]


def test_heading_is_the_title_without_the_name_of_the_site():
    assert said(
        "title",
        head='<meta property="og:title" content="The ministry replied | The Paper | 3 May">',
        body="<h1>The ministry replied</h1>",
    )[0] == ("The ministry replied", "<h1>")


def test_day_and_name_by_the_title():
    body = "<h1>The ministry replied</h1><p>By Jane Doe, 3 May 2024</p><p>In 1999 it did not.</p>"
    assert said("date", body=body) == [("2024-05-03", "text beside the title")]
    assert said("author", body=body) == [("Jane Doe", "text beside the title")]


def test_site_is_not_the_author_where_a_person_is():
    head = (
        '<meta property="og:site_name" content="The Paper"><meta name="author" content="The Paper">'
    )
    body = '<span class="byline">By Jane Doe desk@example.org</span>'
    assert [value for value, _ in said("author", head=head, body=body)] == ["Jane Doe", "The Paper"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-04-17T10:00:00+03:00", "2024-04-17"),
        ("17.04.2024", "2024-04-17"),
        ("20240417", "2024-04-17"),
        ("Wednesday, April 17th, 2024", "2024-04-17"),
        ("17 avril 2024", "2024-04-17"),
        ("17 de abril de 2024", "2024-04-17"),
        ("17. März 2024", "2024-03-17"),
        ("17 نيسان 2024", "2024-04-17"),
        ("١٧ أبريل ٢٠٢٤", "2024-04-17"),
        ("17ی ئازار 2024", ""),
        ("17 juin 2024", "2024-06-17"),
        ("17 jui 2024", ""),
        ("31 February 2024", ""),
        ("2024-13-45", ""),
        ("yesterday", ""),
        ("0001-01-01", ""),
        ("9" * 400, ""),
    ],
)
def test_days_in_several_languages(written, expected):
    assert day(written) == expected


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">' + "[" * 5_000 + "</script>",
        '<script type="application/ld+json">{"@type": 5, "author": {"name": [1, {}]}}</script>',
        '<script type="application/ld+json">{"@type": ["Article", null], "headline": {"name": 3},'
        ' "author": [[["x"]], 7, {"@id": {}}], "datePublished": 20240417}</script>',
        '<script type="application/ld+json">null</script><meta name="author"><meta name="date">',
        '<meta name="author" content="' + "x" * 100_000 + '">',
    ],
    ids=range(5),
)
def test_odd_pages_suggest_nothing_odd(head):
    found = suggested(page(head, "<h1></h1><time></time>"))
    assert (found.first("author"), found.first("title"), found.first("date")) == ("", "", "")


def test_nothing_is_suggested_of_no_page():
    assert suggested(b"").title == ()


@pytest.mark.skipif(not PAGES.exists(), reason="not beside this checkout: data/pages")
def test_real_pages_suggest_what_is_expected():
    counts = dict.fromkeys(LEAST, 0)
    with (PAGES / "expected.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found = suggested((PAGES / row["file"]).read_bytes(), address=row["url"])
            for field in LEAST:
                expected = row["html_lang" if field == "language" else f"expected_{field}"]
                counts[field] += bool(expected) and alike(field, found.first(field), expected)
    assert counts == {
        **counts,
        **{field: max(counts[field], least) for field, least in LEAST.items()},
    }


def alike(field, value, expected):
    """The same but for capitals, quotation marks, the order of authors and the region."""
    if field == "language":
        return value == expected.partition("-")[0].lower()
    bare = str.maketrans({"’": "'", "\u00a0": " ", "“": '"', "”": '"'})
    parts = [
        sorted(" ".join(part.split()).translate(bare).casefold() for part in one.split(";"))
        for one in (value, expected)
    ]
    return parts[0] == parts[1]
