"""Every list can be narrowed, never shows the wrong rows, and says what it did not understand."""

import re
from urllib.parse import quote

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from tests import factories as make
from tests.public.crawl import LISTS
from tracker.record import models as m

pytestmark = pytest.mark.django_db

BAD_VALUES = {
    "claimant": ["never-was", "\x00", "x" * 10_000, "PARTY A"],
    "violation": ["never-was", "\x00"],
    "place": ["never-was", "\x00", "؟"],
    "response": ["maybe", "\x00", "ANSWERED"],
    "language": ["xx", "English"],
    "sort": ["random", "\x00", "-pk"],
    "made_after": ["2024-13", "yesterday", "\x00", "٢٠٢٤", "9" * 10_000, "../2024"],
    "made_before": ["2024-02-30", "2024/.."],
    "page": ["0", "-1", "two", "٣", "1.5", "9999999999999999999", "2", "\x00", ""],
    "format": ["csv2", "\x00", "HTML"],
    "q": ["a\x00b", "x" * 2001],
}


def titles(client, query, at="claims"):
    response = client.get(f"{reverse(at)}?{query}")
    assert response.status_code == 200, response.content.decode()
    return [row.title if hasattr(row, "title") else row.name for row in response.context["page"]]


@pytest.fixture
def claims():
    """Three claims that differ in everything that can be asked for."""
    country = make.place("Country X", slug="country-x", kind="country")
    town = make.place("Town Y", slug="town-y", part_of=country)
    accused = make.party("Party B", slug="party-b")
    first = make.claim("First", claimant=make.party("Union Q", slug="party-a"), accused=accused)
    point = first.allegations.get()
    m.AllegationPlace.objects.create(allegation=point, place=town)
    declined = {"stance": "no-comment", "extent": "declined"}
    make.answer(make.response(first, responder=accused), point, **declined)
    second = make.claim("Second", accused=accused, made_on="2022")
    m.AllegationViolation.objects.filter(allegation__claim=second).update(
        violation=m.Violation.objects.last()
    )
    make.request(claim=second, sent_on="2022-02-01", due_on="2022-03-01", checked_on="2022-04-01")
    third = make.claim("Third", made_on="2023-05~")
    third.citations.all()
    make.cite(third, make.source(language="ckb"), quote="وتەیەک", language="ckb")
    make.request(claim=third)
    make.dossier(third, slug="dossier-z")
    return first, second, third


NARROWED = [
    ("", ["First", "Third", "Second"]),
    ("claimant=party-a", ["First"]),
    ("accused=party-b", ["First", "Second"]),
    ("responder=party-b", ["First"]),
    ("place=town-y", ["First"]),
    ("place=country-x", ["First"]),
    ("stance=no-comment", ["First"]),
    ("response=declined", ["First"]),
    ("response=answered", []),
    ("response=open", ["Third"]),
    ("response=overdue", ["Second"]),
    ("response=none", []),
    ("response=declined&response=overdue", ["First", "Second"]),
    ("made_after=2023", ["First", "Third"]),
    ("made_before=2023", ["Third", "Second"]),
    ("made_after=2023-05&made_before=2023-05", ["Third"]),
    ("language=ckb", ["Third"]),
    ("language=ckb&language=en", ["First", "Third", "Second"]),
    ("dossier=dossier-z", ["Third"]),
    ("sort=oldest", ["Second", "Third", "First"]),
    ("q=second", ["Second"]),
    ("q=union", ["First"]),
    ("q=other+party", []),
    ("q=%D9%88%D8%AA%DB%95%DB%8C%DB%95%DA%A9", ["Third"]),
    ("q=first&q=union", ["First"]),
    ("q=first&q=second", []),
    ("accused=party-b&response=declined", ["First"]),
    ("accused=party-b&dossier=dossier-z", []),
    ("claimant=&made_after=&q=&sort=", ["First", "Third", "Second"]),
    ("page=1", ["First", "Third", "Second"]),
]


def test_claims_are_narrowed_by_each_parameter(client, claims, subtests):
    for query, found in NARROWED:
        with subtests.test(query):
            assert titles(client, query) == found


def test_claims_are_narrowed_by_violation(client, claims):
    code = m.Violation.objects.last().code
    assert titles(client, f"violation={code}") == ["Second"]
    first = m.Violation.objects.order_by("position").first().code
    assert titles(client, f"violation={code}&violation={first}") == ["First", "Third", "Second"]


def not_understood(response):
    """The parameters that a 400 names."""
    return re.findall("<dt><code>(.*?)</code></dt>", response.content.decode())


def test_bad_value_gets_400_naming_the_parameter_and_what_it_may_be(client, claims):
    for name, value in ((name, value) for name, values in BAD_VALUES.items() for value in values):
        response = client.get("/claims/", {name: value})
        assert response.status_code == 400, (name, value[:20])
        assert not_understood(response) == [name]
        assert len(response.content) < 10_000


TOLD = [
    ("response=maybe", "answered, declined, not_on_file, not_addressed, overdue, open, none"),
    ("sort=random", "newest, oldest, entered"),
    ("made_after=2024-13", "such as 2024-04"),
    ("page=7", "The last page is 1"),
    ("page=x", "whole number from 1"),
    ("format=doc", "html"),
    ("claimant=never-was", "the last part of the address of its page"),
    ("violation=never-was", "a code of the codebook"),
    ("sort=oldest&sort=newest", "Give it once"),
    ("page=1&page=2", "Give it once"),
]


def test_error_says_what_the_parameter_may_be(client, claims, subtests):
    for query, words in TOLD:
        with subtests.test(query):
            response = client.get(f"/claims/?{query}")
            assert response.status_code == 400
            assert words in response.content.decode()


def test_several_bad_parameters_are_all_named(client):
    response = client.get("/claims/?sort=x&page=x&claimant=x&response=answered")
    assert set(not_understood(response)) == {"sort", "page", "claimant"}


@pytest.mark.database
def test_unknown_parameter_is_left_aside_with_a_note(client, claims):
    html = client.get("/claims/?colour=blue&accused=party-b").content.decode()
    assert "Not understood and left aside:\n<bdi>colour</bdi>" in html
    assert "1–2 of 2" in html


def test_every_chosen_filter_can_be_taken_away_alone(client, claims):
    asked = "q=first&accused=party-b&response=declined&response=open&made_after=2020"
    response = client.get(f"/claims/?{asked}")
    chosen = response.context["chosen"]
    assert [str(one.value) for one in chosen] == [
        "first",
        "Party B",
        "declined to comment",
        "asked, no reply found yet",
        "2020",
    ]
    for one in chosen:
        assert f'href="?{one.without.replace("&", "&amp;")}"' in response.content.decode()
        left = client.get(f"/claims/?{one.without}").context["chosen"]
        assert len(left) == len(chosen) - 1
        assert one not in left


def test_next_page_keeps_the_filters(client):
    accused = make.party(slug="party-b")
    for _number in range(51):
        make.claim(accused=accused)
    first = client.get("/claims/?accused=party-b&sort=oldest")
    assert 'href="?accused=party-b&amp;sort=oldest&amp;page=2"' in first.content.decode()
    second = client.get("/claims/?accused=party-b&sort=oldest&page=2")
    keys = [row.pk for page in (first, second) for row in page.context["page"]]
    assert keys == sorted(m.Claim.objects.values_list("pk", flat=True))


def test_links_of_a_later_page_lead_to_its_neighbours_and_from_a_filter_to_the_first(client):
    accused = make.party(slug="party-b")
    for _number in range(101):
        make.claim(accused=accused)
    second = client.get("/claims/?accused=party-b&page=2")
    links = re.search(r'<nav class="pages".*?</nav>', second.content.decode(), re.S)[0]
    assert re.findall(r'href="\?accused=party-b&amp;page=(\d)"', links) == ["1", "3"]
    (chosen,) = second.context["chosen"]
    assert chosen.without == ""


OTHER_LISTS = [
    ("responses", "responder=party-b", ["Party B says that it did not"]),
    ("responses", "claimant=party-a&stance=no-comment", ["Party B says that it did not"]),
    ("responses", "made_before=2023", []),
    ("sources", "language=ckb&kind=report&q=example.org", 1),
    ("parties", "q=%22union+q%22&kind=organisation", ["Union Q"]),
    ("places", "kind=country", ["Country X"]),
    ("dossiers", "q=dossier", 1),
]


def test_other_lists_take_the_same_names(client, claims, subtests):
    for at, query, found in OTHER_LISTS:
        with subtests.test(f"{at} {query}"):
            rows = titles(client, query, at)
            assert (len(rows) if isinstance(found, int) else rows) == found


def test_words_find_text_in_any_script(client, subtests):
    scripts = ("آساييش", "ھێزەکان", "Ермаков", "鳥", "Şam", "50%_\\")
    for script in scripts:
        make.claim(title=f"Party A says: {script} was there")
    make.claim(title="Party A says something else")
    for script in scripts:
        with subtests.test(script):
            found = titles(client, "q=" + script.replace("%", "%25"))
            assert found == [f"Party A says: {script} was there"]


def test_any_white_space_is_a_space(client, claims, subtests):
    for space in ("\t", "\n", "\u00a0", "\u2003", "  "):
        with subtests.test(repr(space)):
            assert titles(client, f"q=union{quote(space)}q") == ["First"]


def test_sentence_is_searched_by_its_first_words_and_the_page_says_so(client):
    words = [f"word{number}" for number in range(14)]
    make.claim(title=f"Party A says {' '.join(words[:12])}")
    make.claim(title="Party A says something else")
    page = client.get("/claims/", {"q": " ".join(words)}).content.decode()
    assert "Searched for the first twelve words." in page
    assert "1–1 of 1" in page
    assert "first twelve words" not in client.get("/claims/?q=word1").content.decode()


PASTED = [
    "https://www.example.org/news/2024/a-long-title?id=7",
    "http://example.org/news/2024/a-long-title?id=7",
    "www.example.org/news/2024/a-long-title?id=7",
    "https://example.org/news/2024/a-long-title/?utm_source=x&id=7&utm_medium=y",
]


def test_pasted_address_finds_its_source(client, subtests):
    make.cite(make.claim(), make.source("The one", url=PASTED[0]))
    for typed in PASTED:
        with subtests.test(typed):
            assert titles(client, f"q={quote(typed, safe='')}", "sources") == ["The one"]


def test_address_with_other_letters_finds_its_source_as_it_is_shown_and_as_it_is_sent(client):
    sent = f"https://example.org/{quote('خبر')}/1"
    make.cite(make.claim(), make.source("The one", url=sent))
    for typed in (sent, "https://example.org/خبر/1"):
        assert titles(client, f"q={quote(typed, safe='')}", "sources") == ["The one"]


def test_party_is_found_by_its_name_in_another_script(client):
    party = make.party("Party A")
    m.PartyName.objects.create(party=party, name="الطرف أ", language="ar")
    make.claim("One", claimant=party)
    assert titles(client, "q=الطرف", "parties") == ["Party A"]
    assert titles(client, "q=الطرف") == ["One"]


names = some.sampled_from(
    [*{name for one in LISTS.values() for name in one.base_filters}, "page", "format", "other"]
)
values = some.one_of(
    some.text(max_size=30),
    some.sampled_from(["party-b", "answered", "2024-04", "../..", "newest", "1", "%00", "ckb"]),
    some.dates().map(str),
    some.integers().map(str),
)


class AnyQuery(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(at=some.sampled_from(list(LISTS)), asked=some.lists(some.tuples(names, values)))
    def test_no_query_breaks_a_list(self, at, asked):
        query = {}
        for name, value in asked:
            query.setdefault(name, []).append(value.encode("utf-8", "replace").decode())
        assert self.client.get(reverse(at), query).status_code in (200, 400)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(at=some.sampled_from(list(LISTS)), raw=some.binary(max_size=60))
    def test_no_bytes_break_a_list(self, at, raw):
        quoted = "".join(f"%{byte:02X}" if byte != 38 else "&" for byte in raw)
        assert self.client.get(f"{reverse(at)}?{quoted}").status_code in (200, 400)
