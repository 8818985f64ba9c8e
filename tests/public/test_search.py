"""One search over everything: its box on every page, and its results by kind."""

import re

import pytest
from django.urls import reverse

from tests import factories as make
from tests.public.hidden import HIDDEN
from tracker.record import models as m

pytestmark = pytest.mark.django_db


def searched(client, **query):
    response = client.get("/search/", query)
    assert response.status_code == 200
    return response


def groups(response):
    """Name of a list → how many were found, and the titles shown."""
    return {
        group.name: (
            group.total,
            [getattr(row.record, "title", "") or row.record.name for row in group.rows],
        )
        for group in response.context["groups"]
    }


@pytest.fixture
def everything():
    """One record of each kind with the word Xyzzy in it."""
    place = make.place("Xyzzy Town")
    claim = make.claim("Party A alleges Xyzzy", claimant=make.party("Xyzzy Union"))
    m.AllegationPlace.objects.create(allegation=claim.allegations.get(), place=place)
    make.response(claim, title="Party B denies Xyzzy")
    event = make.event("Xyzzy happened")
    make.request(title="Party B asks for Xyzzy", claim=claim)
    make.cite(claim, make.source("Report on Xyzzy"))
    make.dossier(claim, events=[event], title="Xyzzy dossier")
    make.claim("Something else")
    return claim


def test_every_kind_that_has_the_words_is_shown_with_how_many_there_are(client, everything):
    found = groups(searched(client, q="xyzzy"))
    assert found == {
        "claims": (1, ["Party A alleges Xyzzy"]),
        "responses": (1, ["Party B denies Xyzzy"]),
        "requests": (1, ["Party B asks for Xyzzy"]),
        "dossiers": (1, ["Xyzzy dossier"]),
        "parties": (1, ["Xyzzy Union"]),
        "places": (1, ["Xyzzy Town"]),
        "events": (1, ["Xyzzy happened"]),
        "sources": (1, ["Report on Xyzzy"]),
    }


def test_each_kind_leads_to_its_list_with_the_same_words(client, everything):
    response = searched(client, q='"xyzzy" -nothing')
    for group in response.context["groups"]:
        answer = client.get(group.address)
        assert answer.context["page"].paginator.count == group.total, group.address
        assert group.address.startswith(reverse(group.name))


def test_first_few_of_many_are_shown_and_those_with_the_words_in_the_title_first(client):
    for number in range(5):
        make.claim(f"Claim {number}", lead="It is about Xyzzy.", made_on="2024")
    make.claim("Of Xyzzy", made_on="2020")
    total, titles = groups(searched(client, q="xyzzy"))["claims"]
    assert total == 6
    assert titles[0] == "Of Xyzzy"
    assert len(titles) == 3


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_what_readers_do_not_see_is_not_found(client, state):
    make.claim("Party A alleges Xyzzy", **HIDDEN[state])
    make.event("Xyzzy happened", **HIDDEN[state])
    assert groups(searched(client, q="xyzzy")) == {}


def test_words_stand_in_the_box_again_escaped(client):
    html = searched(client, q='<b>"a"').content.decode()
    assert 'value="&lt;b&gt;&#34;a&#34;"' in html
    assert "<b>" not in html


def test_without_words_it_says_what_can_be_searched_and_leads_to_all_lists(client, everything):
    for query in ({}, {"q": ""}, {"q": "   "}):
        html = searched(client, **query).content.decode()
        assert "Everything here is searched" in html
        for name in ("claims", "responses", "requests", "events", "sources"):
            assert f'href="{reverse(name)}"' in html


def test_nothing_found_says_how_to_search_and_what_is_spelt_alike(client, everything):
    html = searched(client, q="xyzy unoin").content.decode()
    assert "Nothing found" in html
    assert "No results. Try fewer words." in html
    assert "quotation marks" in html
    assert 'href="?q=Xyzzy+Union"' in html


def test_bad_input_names_the_parameter(client):
    for query in ({"q": "a\x00b"}, {"q": "x" * 2001}, {"q": "a", "format": "csv"}):
        response = client.get("/search/", query)
        assert response.status_code == 400
        name = "format" if "format" in query else "q"
        assert re.findall("<dt><code>(.*?)</code></dt>", response.content.decode()) == [name]


def test_long_sentence_is_searched_by_its_first_words_and_the_page_says_so(client):
    words = [f"word{number}" for number in range(14)]
    make.claim(f"Party A says {' '.join(words[:12])}")
    response = searched(client, q=" ".join(words))
    assert groups(response)["claims"][0] == 1
    assert "Searched for the first twelve words." in response.content.decode()


def test_unknown_parameter_is_left_aside_with_a_note(client):
    html = searched(client, q="a", colour="blue").content.decode()
    assert "Not understood and left aside:\n<bdi>colour</bdi>" in html


def test_results_are_not_listed_by_search_engines(client):
    assert 'content="noindex, follow"' in searched(client, q="a").content.decode()
    assert "/search/" not in client.get("/sitemap-pages.xml").content.decode()


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_box_is_in_the_head_of_every_page(client, prefix):
    claim = make.claim()
    for address in ("/", "/claims/", claim.get_absolute_url(), "/statistics/", "/never/was/"):
        html = client.get(f"{prefix}{address}").content.decode()
        head = html[html.index("<header") : html.index("</header>")]
        assert head.count("<form") == 1, address
        assert f'action="{prefix}/search/"' in head, address
        assert re.search(r'<label [^>]*for="find"', head), address


def test_browsers_own_search_asks_for_everything(client):
    assert "/search/?q={searchTerms}" in client.get("/opensearch.xml").content.decode()


def test_number_is_found_however_its_thousands_are_set_apart(client, subtests):
    written = ("56,000", "56 000", "56\u202f000", "56.000", "٥٦٠٠٠", "٥٦٬٠٠٠", "56000")
    for one in written:
        make.event(f"{one} people were counted")
    for one in written:
        with subtests.test(one):
            assert groups(searched(client, q=one))["events"][0] == len(written)
    assert groups(searched(client, q="56")) == {}


def test_kurmanji_word_is_found_by_its_stem_and_marked(client):
    make.event("Partiya A", description="Malbatên girtiyan li Kobanê hatin dîtin.")
    make.event("Party B", description="The malbata is a word of no language here.")
    response = searched(client, q="malbat")
    assert groups(response)["events"] == (1, ["Partiya A"])
    assert "<mark>Malbatên</mark>" in response.content.decode()
    assert groups(searched(client, q='"malbat"')) == {}


def test_word_within_a_run_of_chinese_or_burmese_is_found_and_marked(client, subtests):
    make.event("甲方称乙方拘留了平民")
    make.event("အကျဉ်းသားများကို နှိပ်စက်သည်")
    for word in ("拘留", "အကျဉ်းသား"):
        with subtests.test(word):
            response = searched(client, q=word)
            assert groups(response)["events"][0] == 1
            assert f"<mark>{word}</mark>" in response.content.decode()
