"""Readers' pages are asked for and nothing else: no other method makes one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(client):
    claim = make.claim()
    found = ["/", "/claims/", claim.get_absolute_url(), "/ar/claims/", "/feeds/claims/"]
    found += ["/cards/site.png", "/sitemap.xml", "/robots.txt", "/ledger/"]
    for address in found:
        assert client.get(address).status_code == 200, address
    return found


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_what_does_not_read_is_refused_without_a_look_at_the_database(client, addresses, method):
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            answer = client.generic(method, address)
        assert answer.status_code == 405, address
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert answer.content == b""
        assert len(asked) == 0, address


def test_options_says_what_may_be_done(client, addresses):
    for address in addresses:
        answer = client.options(address)
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_head_has_the_headers_of_the_page_and_no_body(client, addresses):
    for address in addresses:
        page, head = client.get(address), client.head(address)
        assert head.status_code == 200
        assert head.content == b""
        assert head.headers.get("ETag") == page.headers.get("ETag"), address


def test_desk_is_written_to_as_ever():
    answer = Client().post("/admin/login/", {"username": "nobody", "password": "wrong"})
    assert answer.status_code == 200
