"""A claim whose source names nobody: it says so, and no sentence waits for a name."""

import html
import re

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    claim = make.claim("Party A alleges a thing", claimant=make.party("Party A"))
    claim.accused_links.all().delete()
    claim.allegations.update(is_accused_unnamed=True)
    return claim


def words(page):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.content.decode())).split())


def test_page_says_that_nobody_is_named(client, claim):
    page = words(client.get(claim.get_absolute_url()))
    assert "Accused accused not named" in page
    assert "The source does not name who is accused of this." in page
    assert "No reply" not in page


def test_row_of_a_list_ends_with_who_says_it(client, claim):
    row = words(client.get("/claims/"))
    assert "Party A The source does not name who is accused" in row


def test_feed_ends_with_who_says_it(client, claim):
    entry = html.unescape(words(client.get("/feeds/claims/")))
    assert " on ," not in entry
    assert "Party A" in entry


def test_picture_of_a_claim_names_nobody_on_that_side(client, claim):
    assert client.get(f"/cards/claims/{claim.reference}.png").status_code == 200
    shown = html.unescape(client.get(claim.get_absolute_url()).content.decode())
    (told,) = re.findall(r'<meta property="og:image:alt" content="([^"]*)"', shown)
    assert " of ." not in told
    assert "of :" not in told
