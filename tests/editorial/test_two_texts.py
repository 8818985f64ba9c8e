"""The texts of two sources side by side: read, searched and turned over each by itself."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.capture.quoting import kept
from tests.conftest import staff

pytestmark = pytest.mark.django_db
ONE = "The camp was shut on Monday, a guard said.\n\nParty B says nobody was held there."
OTHER = "A guard told us that the camp was shut on Monday.\n\nParty B denies all of it."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"


@pytest.fixture
def two(db):
    one, other = make.source(), make.source()
    kept(one, ONE)
    kept(other, OTHER)
    return one, other


def compare(client, one, **asked):
    response = client.get(reverse("admin:record_source_compare", args=[one.pk]), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_what_is_looked_for_is_marked_in_both(editors_desk, two):
    one, other = two
    page = compare(editors_desk, one, **{"with": other.pk, "q": "camp was shut"})
    assert page.count('<mark class="hit">camp was shut</mark>') == 2
    assert page.count("Place 1 of 1.") == 2
    assert "nobody was held there" in page and "denies all of it" in page
    nowhere = compare(editors_desk, one, **{"with": other.pk, "q": "nobody was held"})
    assert "Place 1 of 1." in nowhere and "not in the text, in a row" in nowhere


def test_each_is_turned_over_by_itself(editors_desk, two):
    one, other = two
    for source in two:
        kept(source, "\n\n".join(f"Paragraph {n} of what was said." for n in range(9000)))
    page = compare(editors_desk, one, **{"with": other.pk, "other-part": "2"})
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(\?[^"]+)"', page)]
    assert f"?with={other.pk}&other-part=2&part=2#text" in links
    assert f"?with={other.pk}&other-part=1#other-text" in links
    assert f"?with={other.pk}&other-part=3#other-text" in links
    assert len(page) < 600_000


def test_sources_of_the_record_in_hand_are_offered_and_others_found(editors_desk, two):
    one, other = two
    make.index()
    assert str(other) not in compare(editors_desk, one)
    assert str(other) in compare(editors_desk, one, find=other.reference)
    claim = make.claim(status="draft", published_at=None)
    make.cite(claim, other, quote="Party B denies all of it.")
    hand = reverse("admin:record_source_in_hand", args=[one.pk])
    editors_desk.post(hand, {"reference": claim.reference})
    assert str(other) in compare(editors_desk, one)
    assert (
        str(one) not in compare(editors_desk, one).partition("</select>")[0].partition("<select")[2]
    )


@pytest.mark.parametrize("key", ["", "0", "x", "9" * 30, "-1", "\0"])
def test_odd_other_is_none(editors_desk, two, key):
    page = compare(editors_desk, two[0], **{"with": key, "part": key, "hit": key, "q": key})
    assert "nobody was held there" in page


def test_who_may_not_see_sources_sees_no_text(two):
    one, other = two
    address = reverse("admin:record_source_compare", args=[one.pk])
    contributor = Client()
    contributor.force_login(staff("cora", "contributor"))
    for client in (Client(), contributor):
        response = client.get(address, {"with": other.pk})
        assert response.status_code in (302, 403, 404)
