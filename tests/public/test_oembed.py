"""oEmbed: what other sites are told of a record's address, and that nothing hidden is told."""

import html as escapes
import re
import xml.etree.ElementTree as ET

import pytest

from tests import factories as make
from tests.public import hidden
from tracker.record.references import moved

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute():
    return make.whole_dispute()


def ask(client, settings, path, **more):
    return client.get("/oembed/", {"url": f"{settings.SITE_URL}{path}", **more})


def test_claim_is_told_with_both_sides(client, settings, dispute):
    claim = dispute["claim"]
    told = ask(client, settings, claim.get_absolute_url()).json()
    assert (told["type"], told["version"]) == ("rich", "1.0")
    assert told["title"].startswith(claim.title)
    assert "Replied on 1 of 2 points" in told["title"]
    assert told["provider_url"] == settings.SITE_URL
    assert (told["width"], told["height"]) == (640, 640)
    address = f"{settings.SITE_URL}{claim.get_absolute_url()}embed/"
    assert f'src="{address}"' in told["html"]
    assert 'sandbox="allow-popups allow-top-navigation-by-user-activation"' in told["html"]
    assert told["thumbnail_url"] == f"{settings.SITE_URL}/cards/claims/{claim.reference}.png"
    assert isinstance(told["cache_age"], int)


def test_response_is_told_with_what_it_answers(client, settings, dispute):
    told = ask(client, settings, dispute["response"].get_absolute_url()).json()
    assert "Answers 1 of 2 allegations by Party A" in told["title"]


POINTS = {
    "#allegation-2": "?point=2",
    "#allegation-1-R-2024-0001": "?point=1",
    "#allegation-9": "",
    "#figures-heading": "",
}


def test_anchor_of_a_claim_picks_its_point(client, settings, dispute, subtests):
    path = dispute["claim"].get_absolute_url()
    for anchor, query in POINTS.items():
        with subtests.test(anchor):
            told = ask(client, settings, path + anchor).json()
            assert f'{path}embed/{query}"' in told["html"]
            assert told["height"] == (480 if query else 640)


def test_anchor_of_a_response_picks_its_answer(client, settings, dispute):
    reply = dispute["response"]
    answer = reply.answers.get()
    told = ask(client, settings, answer.get_absolute_url()).json()
    claim = dispute["claim"].reference
    assert f"embed/?claim={claim}&amp;point=1" in told["html"]
    address = escapes.unescape(re.search('src="([^"]+)"', told["html"])[1])
    assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200


def test_language_of_the_address_is_that_of_the_embed(client, settings, dispute):
    path = f"/ckb{dispute['claim'].get_absolute_url()}"
    told = ask(client, settings, path).json()
    assert f'src="{settings.SITE_URL}{path}embed/"' in told["html"]
    assert "/ckb/cards/" in told["thumbnail_url"]


def test_frame_and_thumbnail_are_no_larger_than_asked(client, settings, dispute):
    path = dispute["claim"].get_absolute_url()
    told = ask(client, settings, path, maxwidth=500, maxheight=200).json()
    assert (told["width"], told["height"]) == (500, 200)
    assert (told["thumbnail_width"], told["thumbnail_height"]) == (300, 158)
    assert client.get(told["thumbnail_url"].removeprefix(settings.SITE_URL)).status_code == 200
    small = ask(client, settings, path, maxwidth=200).json()
    assert small["width"] == 200 and "thumbnail_url" not in small


def test_xml_says_the_same(client, settings, dispute):
    path = dispute["claim"].get_absolute_url()
    response = ask(client, settings, path, format="xml")
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = ET.fromstring(response.content)
    assert root.tag == "oembed"
    told = ask(client, settings, path).json()
    assert {one.tag: one.text for one in root} == {name: str(value) for name, value in told.items()}


def test_answer_may_be_kept_for_a_while(client, settings, dispute):
    response = ask(client, settings, dispute["claim"].get_absolute_url())
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == f"public, max-age={response.json()['cache_age']}"


NOT_UNDERSTOOD = [
    ({"format": "yaml"}, 501, "format"),
    ({"format": ""}, 501, "format"),
    ({"maxwidth": "wide"}, 400, "maxwidth"),
    ({"maxwidth": ""}, 400, "maxwidth"),
    ({"maxheight": "0"}, 400, "maxheight"),
    ({"maxheight": "-5"}, 400, "maxheight"),
    ({"maxwidth": "٣"}, 400, "maxwidth"),
    ({"url": ""}, 400, "url"),
]


def test_what_is_not_understood_is_named(client, settings, dispute, subtests):
    for query, status, named in NOT_UNDERSTOOD:
        with subtests.test(str(query)):
            response = ask(client, settings, dispute["claim"].get_absolute_url(), **query)
            assert response.status_code == status
            assert response.content.decode().startswith(f"{named}: ")


def test_other_addresses_are_not_found(client, settings, dispute):
    path = dispute["claim"].get_absolute_url()
    urls = [
        f"https://other.example{path}",
        f"{settings.SITE_URL}.other.example{path}",
        f"{settings.SITE_URL}@other.example{path}",
        path,
        f"ftp://{settings.SITE_URL.partition('//')[2]}{path}",
        *(
            f"{settings.SITE_URL}{one}"
            for one in ("/", "/claims/", "/about/", "/admin/", "/xx" + path)
        ),
        f"{settings.SITE_URL}{dispute['party'].get_absolute_url()}",
        "http://[",
        "http://[::1",
        "\x00",
        "x" * 5000,
        "javascript:alert(1)",
    ]
    for url in urls:
        assert client.get("/oembed/", {"url": url}).status_code == 404, url


@pytest.mark.parametrize("state", hidden.HIDDEN)
def test_hidden_record_answers_as_one_that_never_was(client, settings, state, subtests):
    rows = hidden.hidden_dispute(hidden.published_dispute(), hidden.HIDDEN[state])
    for noun in ("claim", "response"):
        with subtests.test(noun):
            row = rows[noun]
            found = ask(client, settings, row.get_absolute_url())
            never = ask(client, settings, f"/{noun}s/X-2024-9999/")
            assert found.status_code == never.status_code == 404
            told = found.content.decode().replace(row.reference, "X-2024-9999")
            assert told == never.content.decode()
            assert dict(found.headers) == dict(never.headers)


def test_nothing_hidden_is_told_of_a_public_record(client, settings):
    public, _hidden, _unseen = hidden.record_with_secrets(hidden.DRAFT)
    for row in (public["claim"], public["response"], public["reply"]):
        for form in ("json", "xml"):
            text = ask(client, settings, row.get_absolute_url(), format=form).content.decode()
            assert hidden.CANARY not in text and hidden.WORD not in text


def test_address_is_understood_without_its_last_stroke_and_in_other_letters(
    client, settings, dispute
):
    address = dispute["claim"].get_absolute_url()
    whole = ask(client, settings, address).json()
    for typed in (address.rstrip("/"), address.lower()):
        assert ask(client, settings, typed).json() == whole


def test_other_names_of_the_site_are_its_own(client, settings, dispute):
    settings.IS_LOCAL, settings.ALLOWED_HOSTS = False, ["testserver", "www.tracker.example"]
    address = dispute["claim"].get_absolute_url()
    asked = {"url": f"https://www.tracker.example{address}"}
    assert client.get("/oembed/", asked).status_code == 200
    asked = {"url": f"https://www.other.example{address}"}
    assert client.get("/oembed/", asked).status_code == 404


def test_former_reference_is_understood(client, settings, dispute):
    claim = dispute["claim"]
    moved("claim", "C-2000-0001", claim.reference)
    told = ask(client, settings, "/claims/C-2000-0001/").json()
    assert f"{claim.get_absolute_url()}embed/" in told["html"]


def test_pages_say_where_to_ask(client, settings, dispute):
    for noun in ("claim", "response"):
        page = client.get(dispute[noun].get_absolute_url()).content.decode()
        for form in ("json", "xml"):
            kind = "application" if form == "json" else "text"
            link = re.search(f'type="{kind}/{form}\\+oembed"[^>]* href="([^"]+)"', page)[1]
            address = escapes.unescape(link).removeprefix(settings.SITE_URL)
            assert client.get(address).status_code == 200
