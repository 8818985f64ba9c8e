"""Finished pages kept in the process: the very page, made once, and never after it has changed."""

import pytest
from cachetools import LRUCache
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.public.crawl import NOUNS
from tracker.editorial.workflow import make_move
from tracker.public.delivery import kept_pages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages(monkeypatch):
    kept = LRUCache(10 * kept_pages.MEGABYTE, kept_pages._pages.getsizeof)
    monkeypatch.setattr(kept_pages, "_pages", kept)
    return kept


@pytest.fixture
def client():
    """A reader whose index only the desk's door keeps."""
    return Client()


@pytest.fixture
def world(db):
    world = make.whole_dispute()
    world["draft"] = make.claim(
        "Party A alleges a draft", world["party"], status="draft", published_at=None
    )
    make.ledger()
    make.index()
    return world


def queries_of(client, address, **more):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, **more)
    assert answer.status_code == 200
    return len(asked), answer


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_page_is_made_once_and_sent_again_as_it_was(client, world, prefix):
    for address in ["/", "/claims/", "/statistics/", *(world[n].get_absolute_url() for n in NOUNS)]:
        made = client.get(prefix + address)
        count, again = queries_of(client, prefix + address)
        assert count == 1, address
        assert again.content == made.content
        assert dict(again.headers) == dict(made.headers)
        assert again.headers["Content-Language"] == (prefix.strip("/") or "en")


def test_what_is_published_and_withdrawn_is_in_the_next_page(client, world, editor, publisher):
    assert b"alleges a draft" not in client.get("/claims/").content
    make_move(world["draft"], "submit", editor)
    claim = make_move(world["draft"], "publish", publisher)
    assert b"alleges a draft" in client.get("/claims/").content
    assert client.get(claim.get_absolute_url()).status_code == 200
    make_move(claim, "withdraw", publisher, "Entered twice.")
    assert b"alleges a draft" not in client.get("/claims/").content
    assert b"Entered twice." in client.get(claim.get_absolute_url()).content


def test_index_that_is_mended_is_in_the_next_page(client, world):
    claim = make.claim("Party A alleges a thing past the door", world["party"])
    assert claim.title.encode() not in client.get("/claims/").content
    make.index()
    assert claim.title.encode() in client.get("/claims/").content


def test_questions_that_differ_have_pages_of_their_own(client, world):
    assert b"<mark>thing" not in client.get("/claims/").content
    assert b"<mark>thing" in client.get("/claims/?q=thing").content
    assert b"<mark>thing" not in client.get("/claims/?q=another").content
    packed = client.get("/claims/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/claims/").headers
    again = client.get("/claims/", headers={"accept-encoding": "gzip"})
    assert again.content == packed.content


def test_page_kept_for_a_reader_says_nothing_else_to_the_desk(client, editors_desk, world):
    read = client.get("/claims/").content
    assert editors_desk.get("/claims/").content == read


def test_only_whole_public_pages_are_kept(client, editors_desk, world, pages):
    for address in ("/claims/C-2001-0001/", "/claims/?page=x", "/claims/?format=csv", "/ledger/"):
        client.get(address)
    for address in ("/admin/", f"/preview/claims/{world['draft'].reference}/"):
        assert editors_desk.get(address).status_code == 200
    client.post("/claims/")
    client.head("/claims/")
    assert pages.currsize == 0


def test_embed_keeps_the_policy_that_lets_it_be_framed(client, world):
    address = f"{world['claim'].get_absolute_url()}embed/"
    made, again = client.get(address), client.get(address)
    assert "frame-ancestors *" in again.headers["Content-Security-Policy"]
    assert again.headers == made.headers


def test_header_that_a_proxy_passes_on_puts_no_page_under_another_address(client, world):
    front = client.get("/", SCRIPT_NAME="/responses")
    assert front.status_code == 200
    listed = client.get("/responses/")
    assert listed.content != front.content
    assert world["response"].reference in listed.content.decode()


def test_name_of_another_site_is_refused_for_a_kept_page(client, world):
    client.get("/claims/")
    assert client.get("/claims/", headers={"host": "other.example"}).status_code == 400


def test_pages_take_no_more_room_than_they_may(client, world, monkeypatch, pages):
    first, second = "/claims/", "/responses/"
    size = kept_pages.BESIDE + len(client.get(first).content)
    monkeypatch.setattr(kept_pages, "_pages", LRUCache(size + 100, pages.getsizeof))
    for address in (first, second, first):
        client.get(address)
        assert 0 < kept_pages._pages.currsize <= size + 100
    assert queries_of(client, first)[0] == 1
    assert queries_of(client, second)[0] > 1


def test_operator_may_keep_none(client, world, monkeypatch, pages):
    assert settings.KEPT_PAGES == 0
    monkeypatch.setattr(kept_pages, "_pages", LRUCache(0, pages.getsizeof))
    client.get("/claims/")
    assert queries_of(client, "/claims/")[0] > 1
