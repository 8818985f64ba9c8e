"""Beside every value of a filter stands what it gives; words are marked; mistakes asked back."""

import re

import pytest
from django.urls import reverse

from tests import factories as make
from tests.public import hidden
from tests.public.conftest import SITE
from tests.public.crawl import LISTS
from tracker.public.lists import faceting
from tracker.record import models as m

pytestmark = pytest.mark.django_db


def facets(client, address):
    """Facet → value → number, as the page shows them, and not as it was kept."""
    faceting._kept.clear()
    groups = client.get(address).context["groups"]
    return {g.name: {one.slug: one.number for one in g.values} for g in groups}


def total(client, address):
    return client.get(address).context["page"].paginator.count


@pytest.fixture
def disputes():
    """Three claims of two parties, one answered."""
    first, second = make.party("Union Q", slug="q"), make.party("Union R", slug="r")
    accused = make.party("Party B", slug="b")
    one = make.claim("One", claimant=first, accused=accused)
    make.claim("Two", claimant=first, accused=accused, made_on="2022/2023")
    make.claim("Three", claimant=second, accused=make.party(slug="c"), made_on="2021")
    make.answer(make.response(one, responder=accused), one.allegations.get())
    return one


def test_number_beside_each_value_is_what_it_gives(client, disputes):
    for name in LISTS:
        for facet, values in facets(client, reverse(name)).items():
            for slug, number in values.items():
                assert total(client, f"{reverse(name)}?{facet}={slug}") == number > 0, (facet, slug)


def test_numbers_follow_what_else_is_chosen_but_not_their_own_facet(client, disputes):
    found = facets(client, "/claims/?claimant=q&year=2022")
    assert found["claimant"] == {"q": 1}
    assert found["year"] == {"2024": 1, "2023": 1, "2022": 1}
    assert facets(client, "/claims/?claimant=q")["claimant"] == {"q": 2, "r": 1}
    assert facets(client, "/claims/?q=three")["claimant"] == {"r": 1}


def test_several_values_of_a_facet_widen_and_several_facets_narrow(client, disputes):
    assert total(client, "/claims/?claimant=q&claimant=r") == 3
    assert total(client, "/claims/?claimant=q&claimant=r&response=answered") == 1
    assert total(client, "/claims/?year=2021&year=2022") == 2


def test_chosen_value_that_gives_nothing_can_still_be_taken_away(client, disputes):
    html = client.get("/claims/?claimant=r&accused=b").content.decode()
    assert re.search(r'name="claimant" value="r" checked> <bdi>Union R</bdi>', html)
    assert 'name="accused" value="b" checked' in html
    assert "Nothing found" in html


def test_only_the_values_that_give_most_are_shown_until_more_is_asked_for(client):
    for number in range(12):
        party = make.party(f"Party {number:02}", slug=f"p-{number}")
        for _again in range(1 + (number == 11)):
            make.claim(claimant=party)
    shown = facets(client, "/claims/")["claimant"]
    assert len(shown) == 8
    assert next(iter(shown)) == "p-11"
    html = client.get("/claims/").content.decode()
    assert 'href="?more=claimant#filters"' in html
    assert len(facets(client, "/claims/?more=claimant")["claimant"]) == 12
    assert "p-9" in facets(client, "/claims/?claimant=p-9")["claimant"]


def test_more_of_no_facet_is_a_mistake_and_is_told(client):
    answer = client.get("/claims/?more=colour")
    assert answer.status_code == 400
    assert re.search("<code>more</code></dt>\\s*<dd[^>]*>[^<]*claimant", answer.content.decode())


@pytest.mark.parametrize("state", hidden.HIDDEN)
def test_nothing_hidden_changes_a_number(client, state):
    public = hidden.published_dispute()
    before = {name: facets(client, reverse(name)) for name in LISTS}
    hidden.hidden_dispute(public, hidden.HIDDEN[state])
    assert {name: facets(client, reverse(name)) for name in LISTS} == before


def test_words_found_are_marked_as_they_are_written(client):
    claim = make.claim("Party A alleges beatings", lead="Said in ﺣَﻠَﺐ by many.")
    html = client.get("/claims/?q=حلب").content.decode()
    assert "Said in <mark>ﺣَﻠَﺐ</mark> by many." in html
    assert f"{claim.reference}" in html
    assert "Party A <mark>alleges</mark>" in client.get("/claims/?q=alleges").content.decode()


def test_name_that_is_mistyped_is_asked_back(client, disputes):
    html = client.get("/claims/?q=uniom+q").content.decode()
    assert 'href="?q=Union+Q"><bdi lang="und">Union Q</bdi>' in html
    assert total(client, "/claims/?q=Union+Q") == 2


def test_name_of_a_place_in_one_script_finds_what_is_said_of_it_in_another(client):
    town = make.place("Kobanê", slug="kobane")
    m.PlaceName.objects.create(place=town, name="كوباني", language="ar")
    there = make.claim("There")
    m.AllegationPlace.objects.create(allegation=there.allegations.get(), place=town)
    make.claim("Elsewhere", lead="They also spoke of كوباني once.")
    make.claim("Nowhere")
    for word in ("kobane", "Kobanê", "كوباني", "کۆبانێ"):
        page = client.get("/claims/", {"q": word}).context["page"]
        assert {row.title for row in page} == {"There", "Elsewhere"}, word


def test_titles_come_first_where_words_are_looked_for(client):
    make.claim("Of a drought", made_on="2020")
    make.claim("Newer", lead="There was a drought.", made_on="2024")
    titles = [row.title for row in client.get("/claims/?q=drought").context["page"]]
    assert titles == ["Of a drought", "Newer"]
    newest = client.get("/claims/?q=drought&sort=newest").context["page"]
    assert [row.title for row in newest] == ["Newer", "Of a drought"]


@pytest.mark.browser
def test_ticked_filter_is_in_force_at_once(windows, disputes):
    page = windows()
    page.goto(f"{SITE}/claims/")
    page.get_by_role("checkbox", name="Union R 1").check()
    page.get_by_role("heading", name="1–1 of 1").wait_for()
    assert page.url.endswith("/claims/?claimant=r&sort=newest")
    assert page.evaluate("document.activeElement.value") == "r"
    page.go_back()
    page.get_by_role("heading", name="1–3 of 3").wait_for()
    assert windows.foreign == []
