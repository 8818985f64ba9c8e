"""What comes along with pasted text: mended, kept in quotations, or asked about; never a riddle."""

import pytest

from tests import factories as make
from tests.editorial import desk

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}
WORD = "One\x0btwo\x0cthree\u2028four\u2029five\x85six\r\nseven"


def sent(client, record, data):
    response = client.post(desk.address(record), {**data, "_continue": "1"}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def claim(db):
    claim = make.claim(allegations=0, **DRAFT)
    make.cite(claim)
    return claim


@pytest.fixture
def bare(db):
    """A claim without rows, where its own fields are the matter: rows are what a form costs."""
    return make.claim(allegations=0, **DRAFT)


def test_line_breaks_of_every_program_are_line_breaks(editors_desk, claim):
    data = desk.open_form(editors_desk, claim)
    data |= {"lead": [WORD], "title": ["Party A\x0balleges\ta thing"]}
    data["citations-0-quote"] = [WORD]
    sent(editors_desk, claim, data)
    claim.refresh_from_db()
    lines = "One\ntwo\nthree\nfour\nfive\nsix\nseven"
    assert claim.lead == lines
    assert claim.title == "Party A alleges a thing"
    assert claim.citations.get().quote == lines


def test_invisible_characters_around_dates_addresses_and_codes_are_dropped(editors_desk, bare):
    data = desk.open_form(editors_desk, bare)
    sent(editors_desk, bare, data | {"made_on": ["\u200e2024-04-17\u200b"]})
    bare.refresh_from_db()
    assert bare.made_on == "2024-04-17"
    party = make.party("Party A")
    data = desk.open_form(editors_desk, party)
    data |= {"slug": ["\ufeffparty-x\u200f"], "wikidata_id": ["\u200eQ42 "]}
    data |= {"website": ["\u2066https://example.org/\u2069"]}
    sent(editors_desk, party, data)
    party.refresh_from_db()
    assert (party.slug, party.wikidata_id) == ("party-x", "Q42")
    assert party.website == "https://example.org/"


def test_own_words_lose_what_no_script_needs_and_a_quote_keeps_it(editors_desk, claim):
    data = desk.open_form(editors_desk, claim)
    data["title"] = ["Party A al\u202eleges\u202c a\u200b thing"]
    data["citations-0-quote"] = ["They did \u202eit."]
    page = sent(editors_desk, claim, data)
    claim.refresh_from_db()
    assert claim.title == "Party A alleges a thing"
    assert claim.citations.get().quote == "They did \u202eit."
    assert "Invisible characters were taken out of: title." in page.replace("Title", "title")
    assert "Invisible characters stay as the source has them in: " in page


def test_joiners_and_marks_of_direction_are_text(editors_desk, bare):
    data = desk.open_form(editors_desk, bare)
    title = "می\u200cگوید \u200fab\u200e c"
    page = sent(editors_desk, bare, data | {"title": [title]})
    bare.refresh_from_db()
    assert bare.title == title
    assert "Invisible" not in page


def test_character_that_xml_cannot_hold_is_refused_with_its_place(editors_desk, bare, subtests):
    data = desk.open_form(editors_desk, bare)
    for bad in ("\ufffe", "\uffff", "\x07"):
        with subtests.test(repr(bad)):
            page = sent(editors_desk, bare, data | {"lead": [f"Party A says{bad} so."]})
            assert f"After “Party A says” stands a control character (U+{ord(bad):04X})" in page


def test_year_that_is_likely_a_slip_is_asked_about_once(editors_desk, bare, subtests):
    opened = desk.open_form(editors_desk, bare)
    for date, question in {
        "0024-04-17": "Is the year 0024 meant?",
        "1403": "Hijri",
        "2724": "Is the year 2724 meant?",
        "2060-01-01": "2060-01-01 is in the future",
    }.items():
        with subtests.test(date):
            data = opened | {"made_on": [date], "lead": ["Typed."]}
            response = desk.save(editors_desk, bare, data)
            assert question in response.content.decode()
            assert desk.fields(response)["lead"] == ["Typed."]
            (asked,) = response.context["questions"]
            sure = desk.save(editors_desk, bare, data | {"_sure": [asked.answer]})
            assert sure.status_code == 302
            bare.refresh_from_db()
            assert bare.made_on == date
            opened = desk.open_form(editors_desk, bare)
            assert desk.save(editors_desk, bare, opened).status_code == 302


def test_answer_to_a_question_is_not_one_to_another(editors_desk, bare):
    data = desk.open_form(editors_desk, bare) | {"made_on": ["0024"], "_sure": ["made_on: 2724"]}
    assert desk.save(editors_desk, bare, data).status_code == 200


def test_deadline_in_the_future_is_no_question(editors_desk):
    request = make.request(**DRAFT)
    data = desk.open_form(editors_desk, request) | {"due_on": ["2030-01-01"]}
    assert desk.save(editors_desk, request, data).status_code == 302


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://user:word@example.org/", "before the @"),
        ("https://example.org\\@evil.example/", "backslash"),
        ("https://example.org/\u202egnp.exe", "invisible character"),
        ("https://example.org:99999/", "port from 1 to 65535"),
        ("https://example", "not the address of a web page"),
    ],
)
def test_address_that_misleads_is_refused_with_words(editors_desk, url, words):
    source = make.source()
    response = desk.save(
        editors_desk, source, desk.open_form(editors_desk, source) | {"url": [url]}
    )
    assert response.status_code == 200
    assert words in response.content.decode()


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a_b.example.org/x", "https://a_b.example.org/x"),
        ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"),
        ("example.org/page\u200b", "https://example.org/page"),
    ],
)
def test_address_is_mended_where_that_is_plain(editors_desk, url, kept):
    source = make.source()
    data = desk.open_form(editors_desk, source) | {"url": [url]}
    assert desk.save(editors_desk, source, data).status_code == 302
    source.refresh_from_db()
    assert source.url == kept


def test_host_in_two_scripts_is_asked_about(editors_desk):
    source = make.source()
    data = desk.open_form(editors_desk, source) | {"url": ["https://ex\u0430mple.org/"]}
    assert (
        "mixes letters of several scripts" in desk.save(editors_desk, source, data).content.decode()
    )


def test_figure_reads_as_it_was_typed(editors_desk):
    event = make.event(**DRAFT)
    whole, half = (make.figure(event, low=low) for low in (80, "0.50"))
    data = desk.open_form(editors_desk, event)
    assert data[f"{desk.row_of(data, whole)}-low"] == ["80"]
    assert data[f"{desk.row_of(data, half)}-low"] == ["0.5"]
