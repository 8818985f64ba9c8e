"""Feeds that hold more than one page, and identities that outlive the site's address."""

from datetime import timedelta

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from tracker.edition import news
from tracker.public.machines import feed_paging
from tracker.record import models as m

pytestmark = pytest.mark.django_db
MOVED = ("https://tracker.example", "https://elsewhere.example")


def feed(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    read = feedparser.parse(answer.content)
    assert not read.bozo, read.get("bozo_exception")
    return read


def linked(read):
    return {one.rel: one.href for one in read.feed.links if one.rel != "alternate"}


def walked(client, settings, address):
    """Every page from the first on, as a subscriber follows them."""
    pages = [feed(client, address)]
    while onward := linked(pages[-1]).get("next"):
        assert len(pages) < 20
        pages.append(feed(client, onward.removeprefix(settings.SITE_URL)))
    return pages


@pytest.fixture
def world(monkeypatch):
    """A dispute with more of everything than a page of three holds, also of the same second."""
    monkeypatch.setattr(feed_paging, "PAGE_SIZE", 3)
    found = make.whole_dispute()
    m.Response.objects.update(responder=found["party"])
    now = timezone.now()
    for n in range(5):
        claim = make.claim(
            title=f"Party A alleges a thing {n}",
            claimant=found["party"],
            published_at=now - timedelta(days=n // 2),
        )
        m.DossierClaim.objects.create(dossier=found["dossier"], claim=claim)
        make.response(claim, responder=found["party"], published_at=now - timedelta(days=n // 2))
    return found


def feeds_of(world):
    return {
        "/feeds/claims/",
        "/feeds/claims/?claimant=" + world["party"].slug,
        "/feeds/responses/?sort=oldest&responder=" + world["party"].slug,
        f"/feeds/dossiers/{world['dossier'].slug}/",
        f"/ar/feeds/parties/{world['party'].slug}/",
        "/feeds/changes/",
    }


@pytest.mark.database
def test_pages_of_a_feed_lead_through_all_entries_once_newest_first(client, settings, world):
    for address in feeds_of(world):
        pages = walked(client, settings, address)
        assert len(pages) > 1, address
        entries = [one for page in pages for one in page.entries]
        assert len({one.id for one in entries}) == len(entries)
        assert all(0 < len(page.entries) <= 3 for page in pages)
        days = [one.published_parsed for one in entries]
        assert days == sorted(days, reverse=True)
        assert len({page.feed.id for page in pages}) == 1
        if address == "/feeds/claims/":
            assert len(entries) == m.Claim.objects.published().count()


@pytest.mark.database
def test_feed_of_a_party_that_much_names_is_that_of_one_that_little_does(
    client, settings, monkeypatch, world
):
    address = f"/feeds/parties/{world['party'].slug}/"
    before = [[entry.id for entry in page.entries] for page in walked(client, settings, address)]
    monkeypatch.setattr(news, "MOST_SORTED", 0)
    after = [[entry.id for entry in page.entries] for page in walked(client, settings, address)]
    assert after == before and len(after) > 2


def test_page_leads_to_the_first_the_previous_and_itself_with_its_filters(client, settings, world):
    site = settings.SITE_URL
    address = f"/feeds/claims/?claimant={world['party'].slug}"
    first = linked(feed(client, address))
    assert first == {"self": f"{site}{address}", "next": f"{site}{address}&page=2"}
    second = linked(feed(client, f"{address}&page=2"))
    assert second["self"] == f"{site}{address}&page=2"
    assert second["first"] == second["previous"] == f"{site}{address}"
    assert "next" not in second


def test_feed_of_one_page_has_no_links_to_others(client):
    make.claim()
    assert set(linked(feed(client, "/feeds/claims/"))) == {"self"}


@pytest.mark.database
@pytest.mark.parametrize("page", ["0", "x", "-1", "99", "1&page=2", "1.5", "9" * 40, "٢"])
def test_page_that_is_not_there_is_a_400_that_says_what_there_is(client, world, page):
    for address in ("/feeds/claims/", "/feeds/changes/"):
        answer = client.get(f"{address}?page={page}")
        assert answer.status_code == 400
        assert "<code>page</code>" in answer.content.decode()


def test_page_asks_no_more_often_for_more_entries(client, monkeypatch, world):
    monkeypatch.setattr(feed_paging, "PAGE_SIZE", 20)
    asked = {address: [] for address in feeds_of(world)}
    for turn in range(2):
        for address, found in asked.items():
            feed(client, address)
            with CaptureQueriesContext(connection) as queries:
                read = feed(client, address)
            found.append((len(queries), len(read.entries)))
        if not turn:
            for _ in range(4):
                claim = make.claim(claimant=world["party"])
                m.DossierClaim.objects.create(dossier=world["dossier"], claim=claim)
                reply = make.response(claim, responder=world["party"])
                make.answer(reply, claim.allegations.get())
    for address, ((before, few), (after, more)) in asked.items():
        assert few < more, address
        assert after <= before, address


def identities(client, address):
    read = feed(client, address)
    assert read.entries
    return [read.feed.id, *(one.id for one in read.entries)]


def test_identities_stay_when_the_site_moves_and_addresses_follow(client, settings, world):
    before = {address: identities(client, address) for address in feeds_of(world)}
    for site in MOVED:
        settings.SITE_URL = site
        settings.ALLOWED_HOSTS = ["*"]
        assert {address: identities(client, address) for address in feeds_of(world)} == before
        assert feed(client, "/feeds/claims/").entries[0].link.startswith(f"{site}/claims/")
    assert all(one.startswith("urn:uuid:") for found in before.values() for one in found)


@pytest.mark.database
def test_identities_stay_when_a_dossier_or_party_gets_another_slug(client, world):
    before = identities(client, f"/feeds/parties/{world['party'].slug}/")
    changes = identities(client, "/feeds/changes/?page=3")
    m.Party.objects.filter(pk=world["party"].pk).update(slug="another-name")
    m.Dossier.objects.update(slug="another-dossier")
    assert identities(client, "/feeds/parties/another-name/") == before
    assert identities(client, "/feeds/changes/?page=3") == changes


def test_identities_of_two_sites_differ_though_their_references_do_not(client):
    make.claim()
    assert len(set(identities(client, "/feeds/claims/"))) == 2
    make.ledger()
    here = identities(client, "/feeds/claims/")
    first = feed_paging.Entry.objects.first()
    assert feed_paging.of_this_site() == feed_paging.uuid5(feed_paging.NAMESPACE_OID, first.leaf)
    assert here[1] == feed_paging.identity(feed_paging.of_this_site(), "C-2024-0001")


def test_two_corrections_of_one_second_are_two_entries(client, world):
    now = timezone.now()
    for text in ("The date was wrong.", "So was the name."):
        make.correction(claim=world["claim"], text=text, published_at=now)
    told = feed(client, "/feeds/changes/").entries
    assert len({one.id for one in told}) == 3
