"""What is new: the page of changes, and feeds that carry both sides."""

import re
import xml.etree.ElementTree as ET
from datetime import timedelta
from unittest import mock

import feedparser
import pytest
from django.utils import timezone

from tests import factories as make
from tests.public.crawl import unmarked
from tracker.record import models as m

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
DRAFT = {"status": "draft", "published_at": None}
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
FEEDS = ("claims", "responses", "changes")


def feed(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)


def entries(client, address):
    return [
        {part: one.findtext(f"a:{part}", namespaces=ATOM) for part in ("title", "summary", "id")}
        | {"link": one.find("a:link", ATOM).get("href")}
        for one in feed(client, address).findall("a:entry", ATOM)
    ]


@pytest.fixture
def dispute():
    return make.whole_dispute()


def test_changes_are_listed_newest_first(client, dispute):
    withdrawn = {"withdrawn_at": timezone.now(), "withdrawn_reason": "It was entered twice."}
    gone = make.claim(
        title="Party A alleges a secret", **make.status(status="withdrawn"), **withdrawn
    )
    html = client.get("/changes/").content.decode()
    assert html.index("It was entered twice.") < html.index("The date was wrong.")
    assert html.index("The date was wrong.") < html.index(dispute["event"].title)
    assert gone.reference in html
    assert "Party A alleges a secret" not in html


def test_drafts_are_no_news(client):
    make.whole_dispute(**DRAFT)
    assert "Nothing is published here yet." in client.get("/changes/").content.decode()
    assert entries(client, "/feeds/changes/") == []


def test_draft_correction_and_correction_of_a_draft_are_no_news(client, dispute):
    make.correction(claim=dispute["claim"], text="Not yet.", **DRAFT)
    make.correction(claim=make.claim(**DRAFT), text="Of a draft.")
    told = client.get("/changes/").content + client.get("/feeds/changes/").content
    assert b"Not yet." not in told
    assert b"Of a draft." not in told


def test_claim_in_a_feed_carries_both_sides(client, dispute):
    make.answer(dispute["response"], dispute["unanswered"], quote="Nor that.")
    found = {one["link"].split("/")[-2]: one for one in entries(client, "/feeds/claims/")}
    told = found[dispute["claim"].reference]["summary"]
    assert "Party A says that Party B did a thing." in told
    assert "We did not." in told
    assert "Nor that." in told
    assert "Literal denial" in told


def test_unanswered_point_in_a_feed_says_what_is_known(client):
    make.claim(accused=make.party("Party B"), looked_on="2024-06-01")
    told = "No reply from Party B found. We last looked on 1 June 2024."
    assert told in unmarked(entries(client, "/feeds/claims/")[0]["summary"])


def test_response_in_a_feed_carries_what_it_answers(client, dispute):
    told = entries(client, "/feeds/responses/")[0]["summary"]
    assert "Party A says that Party B did a thing." in told
    assert "We did not." in told


def test_feed_of_a_filtered_list_holds_what_the_list_holds(client, dispute):
    other = make.claim(title="Party A alleges a fourth thing", accused=make.party(slug="party-z"))
    found = entries(client, "/feeds/claims/?accused=party-z")
    assert [one["title"] for one in found] == [f"{other.reference}: {other.title}"]
    assert client.get("/feeds/claims/?accused=nobody").status_code == 400
    assert len(entries(client, "/feeds/claims/?response=answered")) == 1


@pytest.mark.parametrize("noun", ["dossier", "party"])
def test_dossier_and_party_have_feeds_of_claims_and_responses(client, dispute, noun):
    if noun == "party":
        m.Response.objects.update(responder=dispute["party"])
    section = {"dossier": "dossiers", "party": "parties"}[noun]
    found = entries(client, f"/feeds/{section}/{dispute[noun].slug}/")
    kinds = {one["link"].split("/")[-3] for one in found}
    assert kinds == {"claims", "responses"}
    assert client.get(f"/feeds/{section}/never-was/").status_code == 404


@pytest.mark.parametrize("name", FEEDS)
def test_feed_is_atom_as_the_rfc_wants_it(client, dispute, name):
    root = feed(client, f"/feeds/{name}/")
    for part in ("id", "title", "updated", "author/a:name"):
        assert root.findtext(f"a:{part}", namespaces=ATOM), part
    links = {one.get("rel"): one.get("href") for one in root.findall("a:link", ATOM)}
    assert links["self"].endswith(f"/feeds/{name}/")
    ids = [one.findtext("a:id", namespaces=ATOM) for one in root.findall("a:entry", ATOM)]
    assert len(ids) == len(set(ids)) > 0
    for one in root.findall("a:entry", ATOM):
        for part in ("id", "title", "updated", "published", "summary"):
            assert one.findtext(f"a:{part}", namespaces=ATOM), part


def test_feed_reads_without_a_fault_in_a_reader_of_others(client, dispute, subtests):
    make.claim(title="Party A & <b>“B”</b>\u200f", lead="<p>ليس</p> ]]>")
    for prefix in ("", "/ar"):
        for name in FEEDS:
            with subtests.test(f"{prefix}/feeds/{name}/"):
                reads_without_a_fault(client, name, prefix)


def reads_without_a_fault(client, name, prefix):
    answer = client.get(f"{prefix}/feeds/{name}/")
    read = feedparser.parse(answer.content)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert read.feed.language == (prefix.strip("/") or "en")
    for one in [read.feed, *read.entries]:
        assert one.id.startswith("urn:uuid:")
        assert one.updated_parsed
        assert one.title
    for one in read.entries:
        assert RFC3339.fullmatch(one.updated)
        assert one.published_parsed <= one.updated_parsed
        assert one.link.startswith("http")
    assert len({one.id for one in read.entries}) == len(read.entries) > 0


def test_entry_says_when_its_record_changed_since_it_was_published(client):
    claim = make.claim()
    make.ledger()
    before = feed(client, "/feeds/claims/").find("a:entry", ATOM)
    late = timezone.now() + timedelta(days=2)
    with mock.patch("django.utils.timezone.now", lambda: late):
        make.edited(claim, lead="Party A says so.")
    after = feed(client, "/feeds/claims/").find("a:entry", ATOM)
    published, updated = (
        [one.findtext(f"a:{part}", namespaces=ATOM) for one in (before, after)]
        for part in ("published", "updated")
    )
    assert published[0] == published[1]
    assert updated[0] < updated[1]


def test_entry_has_one_identity_in_every_language(client, dispute):
    told = [entries(client, f"{prefix}/feeds/claims/") for prefix in ("", "/ar", "/ckb")]
    assert len({tuple(one["id"] for one in found) for found in told}) == 1


def test_text_of_users_is_escaped_once_in_titles_and_twice_in_content(client):
    make.claim(title="Party A & <b>B</b>", lead="<script>alert(1)</script>")
    one = entries(client, "/feeds/claims/")[0]
    assert one["title"].endswith("Party A & <b>B</b>")
    assert "&lt;script&gt;" in one["summary"]
    assert "<script>" not in one["summary"]


def test_pages_lead_to_their_feeds(client, dispute):
    for address, target in (
        ("/claims/?sort=oldest", "/feeds/claims/?sort=oldest"),
        (dispute["dossier"].get_absolute_url(), f"/feeds/dossiers/{dispute['dossier'].slug}/"),
        (dispute["party"].get_absolute_url(), f"/feeds/parties/{dispute['party'].slug}/"),
        ("/changes/", "/feeds/changes/"),
    ):
        html = client.get(address).content.decode()
        assert 'type="application/atom+xml" ' in html
        assert html.count(f'href="{target}"') == 2


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99", "format=xml"])
def test_bad_page_of_changes_is_a_400(client, query):
    assert client.get(f"/changes/?{query}").status_code == 400
