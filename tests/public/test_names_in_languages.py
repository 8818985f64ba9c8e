"""Parties and places are called by the names that they have in the reader's language."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tracker.edition.documents.named import Name, NameRow, name_in
from tracker.record import models as m

pytestmark = pytest.mark.django_db

OWN = Name("Party A", "en")


def row(name, language="ar", key=1, used_by=""):
    return NameRow(row=str(key), name=name, language=language, used_by=used_by)


def test_own_name_is_shown_where_it_is_in_the_readers_language():
    assert name_in("en", OWN, [row("The As", "en")]) == OWN


def test_own_name_is_shown_where_there_is_none_in_the_readers_language():
    assert name_in("kmr", OWN, [row("الطرف أ")]) == OWN


def test_first_name_entered_is_shown_of_several():
    names = [row("ب", key=10), row("أ", key=9), row("ت", key=11)]
    assert name_in("ar", OWN, names) == Name("أ", "ar")


def test_name_that_somebody_uses_gives_way_to_one_of_nobody_in_particular():
    names = [row("the gang", "en", 1, used_by="Party B"), row("Party A", "en", 2)]
    assert name_in("en", Name("الطرف أ", "ar"), names).text == "Party A"
    assert name_in("en", Name("الطرف أ", "ar"), names[:1]).text == "the gang"


@pytest.fixture
def world():
    found = make.whole_dispute()
    for party in m.Party.objects.all():
        for code in ("ar", "ckb", "kmr"):
            words = f"{code} of {party.name}"
            m.PartyName.objects.create(party=party, name=words, language=code)
    m.PlaceName.objects.create(place=found["place"], name="ar of Town C", language="ar")
    return found


def visible(html):
    """What a page shows, without its head, scripts and tags."""
    body = re.sub(r"<(script|style|title)\b.*?</\1>", "", html[html.index("<body") :], flags=re.S)
    return re.sub(r"<[^>]*>", "", body)


def page(client, address, code="ar"):
    return client.get(f"/{code}{address}").content.decode()


# Sentences on silence are put together elsewhere, and a citation is one in all languages.
APART = re.compile(
    r'<div class="silence">.*?</div>|<span class="known">.*?</span>'
    r'|<p class="citation-text">.*?</p>|<textarea\b.*?</textarea>',
    re.S,
)
IN_ENGLISH = re.compile(r"(?<!of )(?:Party|Town|Speaker) [A-E0-9]\b")
# What titles and texts say of them, which stay in English.
IN_TITLES = {"Party A", "Party B"}


def pages(world):
    """Addresses of a page of each kind on which parties are named."""
    dossier, party = world["dossier"].get_absolute_url(), world["party"].get_absolute_url()
    return [
        *("/", "/claims/", "/responses/", "/sources/", "/statistics/"),
        *(world[noun].get_absolute_url() for noun in ("claim", "response", "event", "request")),
        *(f"{dossier}{view}" for view in ("", "matrix/", "timeline/", "figures/", "map/")),
        *(f"{party}{view}" for view in ("matrix/", "answers/")),
        *(f"{world[noun].get_absolute_url()}embed/" for noun in ("claim", "response")),
    ]


def test_every_page_calls_parties_by_their_names_in_the_readers_language(client, world):
    m.PartyName.objects.filter(name="ar of Party B").update(name="ar of it")
    for address in pages(world):
        html = APART.sub("", page(client, address))
        assert set(IN_ENGLISH.findall(visible(html))) <= IN_TITLES, address
        for party in IN_TITLES:
            assert f"<bdi>{party}</bdi>" not in html
        assert "ar of " in html or address.endswith(("timeline/", "figures/"))


def test_facets_rows_and_titles_of_pages_have_the_name_in_the_readers_language(client, world):
    html = page(client, "/claims/")
    assert re.search(r'name="claimant" value="party-\d+"> <bdi>ar of Party A</bdi>', html)
    assert '<span class="side-said"><bdi>ar of Party A</bdi>' in html
    party = page(client, world["party"].get_absolute_url())
    assert "<title>ar of Party A · " in party
    assert '<h1 lang="ar" dir="auto">ar of Party A</h1>' in party
    assert '<bdi lang="en">Party A</bdi>' in party  # among its other names
    place = page(client, world["place"].get_absolute_url())
    assert '<h1 lang="ar" dir="auto">ar of Town C</h1>' in place


def test_chosen_party_is_called_by_the_name_in_the_readers_language(client, world):
    html = page(client, f"/claims/?claimant={world['party'].slug}")
    assert "<bdi>ar of Party A</bdi>" in html[html.index('<ul class="chosen"') :]
    assert 'ar of Party A"' in html  # in the words of the way out of it


def test_party_without_a_name_in_the_readers_language_keeps_its_own_marked(client, world):
    m.PartyName.objects.filter(language="ckb").delete()
    assert '<bdi lang="en">Party A</bdi>' in page(client, world["claim"].get_absolute_url(), "ckb")


def test_name_in_another_language_than_english_is_translated_for_english_readers(client):
    party = make.party("الطرف أ", name_language="ar")
    claim = make.claim(claimant=party)
    address = claim.get_absolute_url()
    assert '<bdi lang="ar">الطرف أ</bdi>' in client.get(address).content.decode()
    m.PartyName.objects.create(party=party, name="Party Aleph", language="en")
    assert "<bdi>Party Aleph</bdi>" in client.get(address).content.decode()


def test_name_of_then_is_shown_on_pages_of_the_past(client, world):
    make.ledger()
    party, address = world["party"], world["claim"].get_absolute_url()
    m.PartyName.objects.filter(party=party, language="ar").update(name="الاسم")
    make.edited(party)
    assert "<bdi>الاسم</bdi>" in page(client, address)
    assert "<bdi>ar of Party A</bdi>" in page(client, f"{address}?revision=1")


def test_feeds_and_cards_have_the_name_in_the_readers_language(client, world):
    feed = client.get("/ar/feeds/claims/").content.decode()
    assert "ar of Party A" in feed
    slug = world["party"].slug
    assert "ar of Party A</title>" in client.get(f"/ar/feeds/parties/{slug}/").content.decode()
    html = page(client, world["claim"].get_absolute_url())
    assert re.search(r'<meta property="og:image:alt" content="[^"<]*ar of Party A', html)


def test_downloads_and_linked_data_have_the_records_own_name(client, world):
    assert "ar of" not in client.get("/ar/claims/?format=csv").getvalue().decode()
    data = client.get(f"/ar{world['claim'].get_absolute_url()}?format=jsonld").json()
    assert '"name": "Party A"' in str(data).replace("'", '"')


def statements(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_names_in_languages_cost_no_statement(client, world):
    for address in pages(world):
        assert statements(client, address) == statements(client, f"/ar{address}"), address


def test_label_on_a_map_is_the_name_in_the_readers_language(client, world):
    m.Place.objects.update(latitude="36.37", longitude="41.14", precision="town")
    html = page(client, world["place"].get_absolute_url())
    assert re.search(r'<text [^>]*lang="ar">ar of Town C</text>', html)


# --- References and dates -------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["ar", "ckb", "kmr"])
def test_record_pages_say_once_in_which_language_the_record_is(client, world, code):
    for noun in ("claim", "response", "source", "party", "place", "dossier", "event", "request"):
        assert page(client, world[noun].get_absolute_url(), code).count("written-in") == 1
        assert "written-in" not in client.get(world[noun].get_absolute_url()).content.decode()


REFERENCE = re.compile(r"(?<!reference\">)(?<![/\w-])[CRSEQ]-\d{4}-\d{4}\b")


def test_references_and_dates_stand_in_elements_of_their_own(client, world):
    for address in pages(world):
        html = page(client, address)
        main = html[html.index("<main") : html.index("</main>")]
        shown = re.sub(r' (?!class)[a-z-]+="[^"]*"', "", APART.sub("", main))
        assert REFERENCE.findall(shown) == [], address
        bare = re.sub(r'<bdi class="date">[^<]*</bdi>', "", shown)
        assert re.findall(r"\d{1,2} (?:نيسان|أيار)[^<]* 20\d\d", bare) == [], address
    assert '<bdi class="date">' in main
