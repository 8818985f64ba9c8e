"""Nothing that can be typed breaks a list, or makes it ask the database much."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.conftest import THOROUGH
from tests.ledger.world import kept
from tracker.search import finding
from tracker.search.finding import Question
from tracker.search.kinds import Kind
from tracker.search.normalise import words

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpora/naughty-strings/blns.json"
LISTS = ["/claims/", "/responses/", "/sources/", "/parties/", "/places/", "/dossiers/"]
LISTS += ["/events/", "/requests/"]
PAGES = [*LISTS, "/search/", "/feeds/claims/"]
# A list in full asks some twenty things; what is typed adds a question of the index for each name
# or word left out, of which twelve can be typed.
MOST = 60
LONGEST = 100_000
OPERATORS = ["-", "*", '"', "(", ")", ":", "^", "{", "}", "&", "|", "!", "<->", "'", "+", "~", "\\"]
NOTHING_TO_FIND = [
    *OPERATORS,
    " ".join(OPERATORS[:12]),
    '"" ""',
    "-*",
    '-"',
    "***",
    "“”",
    "«»",
    "،؟",
]
SYNTAX = [
    "AND",
    "OR NOT",
    "NEAR",
    "a AND OR NOT NEAR b",
    "NEAR(party thing, 5)",
    "title : party",
    "{title body} : party",
    "- title : party",
    "search_words MATCH party",
    "^party",
    "party + thing",
    '"party" * "thing" *',
    'party""thing',
    "party & !thing",
    "party | thing:*A",
    "party <-> thing <2> a",
    "'party':1A,2B",
    "party\\",
    "'; DROP TABLE search_text; --",
    "%s %d %(a)s %",
    '"party "thing" alleges"',
    '"' * 199,
    '"a' * 60,
    "-" * 200,
    "(" * 200,
    "party:" * 30,
    'party:place:-"party" place:* -place:',
    "party:\"party\" -party:'a'",
    '-"Party A"',
    "\u202eparty\u202c \u2066thing\u2069",
    "\u200f\u200e\u061c",
    "\ufeffparty\u00ad",
    " ".join(f"{chr(97 + n) * 64}*" for n in range(3)),
]
TOO_MUCH = ["x" * 10_000, '"' * 10_000, "a " * 5_000, "ا" * 10_000, "*" * 10_000, "\u0301" * 10_000]
LONG_WORDS = " ".join(f"{chr(97 + n) * 14}*" for n in range(12))
PAGE_NUMBERS = ["1000000000", "-1", "word", "0", "1e9", "٣", "9" * 400, "1.0", " 1", "\x00", ""]


@pytest.fixture(scope="module", autouse=True)
def indexed(django_db_setup, django_db_blocker):
    """A dispute and its index, which no test here changes."""
    with kept(django_db_blocker):
        make.whole_dispute()
        make.index()
        yield


@pytest.fixture
def ask():
    """A function that asks a page and holds it to its bounds."""
    client = Client()

    def asked(page, query, encode=urlencode):
        address = f"{page}?{encode(query, doseq=True) if encode else query}"
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code in (200, 400), address[:200]
        assert len(queries) <= MOST, (address[:200], len(queries))
        assert all(len(query["sql"]) < LONGEST for query in queries), address[:200]
        return answer

    return asked


@pytest.mark.parametrize("page", PAGES)
def test_what_looks_like_a_query_language_is_only_words(ask, page):
    # Each text on two pages or more; the index itself is asked for all of them, of every kind.
    some = SYNTAX if THOROUGH else SYNTAX[PAGES.index(page) % 3 :: 3]
    for text in some if page in LISTS else [*some, *NOTHING_TO_FIND]:
        ask(page, {"q": text})


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_what_looks_like_a_query_language_does_not_break_the_index(kind):
    for text in SYNTAX:
        answer = finding.ask(Question(kind, text=text), 0, 50)
        assert len(answer.records) == answer.total, text


@pytest.mark.parametrize("page", LISTS)
def test_signs_alone_find_nothing_and_the_page_says_how_to_search(ask, page):
    for text in NOTHING_TO_FIND:
        answer = ask(page, {"q": text})
        if answer.status_code == 400:
            continue
        assert answer.context["page"].paginator.count == 0, text
        assert "-word to exclude" in answer.content.decode(), text


@pytest.mark.parametrize("page", PAGES)
def test_too_much_is_refused_and_not_looked_for(ask, page):
    for text in TOO_MUCH:
        assert ask(page, {"q": text}).status_code == 400, text[:9]
    assert ask(page, {"q": ["party"] * 1000}).status_code == 400
    assert ask(page, {"q": LONG_WORDS}).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_unreadable_characters_are_refused(ask, page):
    for raw in ("q=%00", "q=a%00b", "q=%ED%A0%80", "q=%FF%FE", "q=%ED%B0%80x", "q=%F4%90%80%80"):
        ask(page, raw, encode=None)
    for name in ("claimant", "year", "sort", "made_after", "kind", "more"):
        ask(page, f"{name}=%00&{name}=%ED%A0%80", encode=None)


@pytest.mark.parametrize("page", PAGES)
def test_a_thousand_values_are_one_question(ask, page):
    names = ("claimant", "accused", "year", "place", "dossier", "kind", "language", "publisher")
    for name in names:
        ask(page, {name: [f"value-{number}" for number in range(1000)]})
        ask(page, {name: ["party-a"] * 1000})
    ask(page, {f"name-{number}": "value" for number in range(900)})


@pytest.mark.parametrize("page", LISTS)
def test_page_that_is_no_number_of_a_page_is_refused(ask, page):
    for number in PAGE_NUMBERS:
        assert ask(page, {"page": number}).status_code == 400, number


def test_long_beginnings_of_words_are_looked_for_by_the_index():
    text = " ".join(f"{chr(97 + n) * 64}*" for n in range(12))
    for kind in Kind:
        assert finding.ask(Question(kind, text=text), 0, 50).total == 0


@pytest.fixture
def naughty():
    if not CORPUS.exists():
        pytest.skip("the Big List of Naughty Strings is not beside this checkout")
    return json.loads(CORPUS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_naughty_strings_do_not_break_a_page(ask, page, naughty):
    # Each string on one of the pages; the index itself is asked for all of them, of every kind.
    for text in naughty[PAGES.index(page) :: len(PAGES)]:
        ask(page, {"q": text})


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_naughty_strings_do_not_break_the_index(kind, naughty):
    for text in naughty:
        answer = finding.ask(Question(kind, text=text), 0, 50)
        assert len(answer.records) == answer.total
        if not words(text):
            assert answer.total == (
                finding.ask(Question(kind), 0, 0).total if not text.strip() else 0
            )
