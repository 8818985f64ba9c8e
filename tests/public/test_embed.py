"""Records in other people's pages: both sides, framed by anybody, telling nothing hidden."""

from functools import partial
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.public import hidden
from tests.public.conftest import SITE
from tests.public.test_accessibility import violations
from tests.public.test_query_growth import more
from tracker.public.telling.in_short import cut
from tracker.record import models as m
from tracker.record.references import moved

pytestmark = pytest.mark.django_db

# What an embed may ask for at most.
MOST = {"claim": 15, "response": 13}


def embed(client, row, query=""):
    response = client.get(f"{row.get_absolute_url()}embed/{query}")
    return response.status_code, response.content.decode()


def many_points(count=5):
    claim = make.claim(claimant=make.party("Party A"), accused=make.party("Party B"))
    for number in range(2, count + 1):
        make.allegation(claim, number, text=f"Party A says thing number {number}.")
    reply = make.response(claim)
    make.answer(reply, claim.allegations.get(number=1), quote="We did not do the first.")
    return claim, reply


def test_claim_shows_its_first_points_with_answer_or_silence_and_how_many_more(client):
    claim, _reply = many_points()
    status, html = embed(client, claim)
    assert status == 200
    assert html.count('class="point"') == 3
    assert "They did it." in html and "We did not do the first." in html
    assert html.count("does not address this point.") == 2
    assert "2 more allegations, with what was answered to each" in html
    assert "Replied on 1 of 5 points" in html
    assert "as recorded on" in html


def test_one_point_shows_all_its_answers(client):
    claim, _reply = many_points()
    second = claim.allegations.get(number=2)
    for number in range(5):
        make.answer(make.response(claim, title=f"Reply {number}"), second, quote=f"No, {number}.")
    status, html = embed(client, claim, "?point=2")
    assert status == 200
    assert html.count('class="point"') == 1
    assert all(f"No, {number}." in html for number in range(5))
    assert "5 answers in all" in embed(client, claim)[1]
    silent = embed(client, claim, "?point=3")[1]
    assert "does not address this point." in silent and "They did it." in silent


def test_point_that_is_not_there_is_named(client, subtests):
    claim, _reply = many_points()
    for point in ("", "0", "6", "-1", "x", "01", "1 ", "٣", "1&point=2", "%00"):
        with subtests.test(repr(point)):
            status, html = embed(client, claim, f"?point={point}")
            assert status == 400
            assert "<code>point</code>" in html and "1, 2, 3, 4, 5" in html


def test_response_stands_beside_what_it_answers(client):
    claim, reply = many_points()
    status, html = embed(client, reply)
    assert status == 200
    assert "They did it." in html and "We did not do the first." in html
    status, html = embed(client, reply, f"?claim={claim.reference}&point=1")
    assert status == 200
    assert "They did it." in html and "We did not do the first." in html


def test_response_to_the_whole_claim_stands_beside_the_claim(client):
    claim = make.claim(title="Party A alleges much")
    html = embed(client, make.response(claim))[1]
    assert "Party A alleges much" in html
    assert "it answers no single point" in html


NOT_THERE = {
    "?point=1": "claim",
    "?claim={0}": "point",
    "?claim={0}&point=2": "point",
    "?claim=C-1999-0001&point=1": "claim",
    "?claim={0}&claim={0}&point=1": "claim",
}


def test_answer_that_is_not_there_is_named(client, subtests):
    claim, reply = many_points()
    for query, named in NOT_THERE.items():
        with subtests.test(query):
            status, html = embed(client, reply, query.format(claim.reference))
            assert status == 400
            assert f"<code>{named}</code>" in html


def test_both_sides_are_cut_at_the_same_length(client):
    claim = make.claim()
    point = claim.allegations.get()
    m.Citation.objects.filter(allegation=point).update(quote="said " * 900)
    make.answer(make.response(claim), point, quote="back " * 900)
    html = embed(client, claim)[1]
    assert html.count("…, whole") == 2
    assert html.count("said ") == html.count("back ")
    assert f'href="{point.get_absolute_url()}"' in html


def test_text_is_cut_at_a_paragraph():
    assert cut("One.\n\nTwo.", 20) == cut("One.\n\nTwo.\n", 20)
    assert cut("One.\n\nTwo.", 20).is_whole
    assert cut("One.\n\nTwo and more.", 15).text == "One."
    assert cut("One and two", 9).text == "One and"
    assert cut("x" * 50, 9).text == "x" * 9
    assert cut("", 9).is_whole


def test_correction_is_noted(client):
    claim = make.claim()
    make.correction(claim=claim, text="The date was wrong before.")
    html = embed(client, claim)[1]
    assert "Corrected on" in html and "The date was wrong before." in html


def test_only_embeds_may_be_framed(client):
    claim, reply = many_points()
    address = claim.get_absolute_url()
    for path in (f"{address}embed/", f"{reply.get_absolute_url()}embed/", f"/ar{address}embed/"):
        headers = client.get(path).headers
        assert "X-Frame-Options" not in headers
        assert "frame-ancestors *" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex"
        assert "Set-Cookie" not in headers and "Cookie" not in headers.get("Vary", "")
    for path in (address, "/", f"{address}embed/?point=9", "/claims/never/embed/", "/oembed/"):
        headers = client.get(path).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_embed_leads_to_its_record_and_runs_no_script(client, settings):
    claim, _reply = many_points()
    html = embed(client, claim)[1]
    assert f'<link rel="canonical" href="{settings.SITE_URL}{claim.get_absolute_url()}">' in html
    assert f'<a href="{claim.get_absolute_url()}" target="_top" rel="noopener">' in html
    assert "<script" not in html and "style=" not in html
    assert 'content="noindex"' in html


def test_markup_in_words_is_words(client):
    claim = make.claim(title='<b>"x"</b>')
    make.answer(make.response(claim), claim.allegations.get(), quote="<script>alert(1)</script>")
    html = embed(client, claim)[1]
    assert "<script" not in html and "<b>" not in html
    page = client.get(claim.get_absolute_url()).content.decode()
    assert "&lt;iframe src=" in page and "<iframe" not in page


@pytest.mark.parametrize("state", hidden.HIDDEN)
def test_hidden_record_has_no_embed(client, state, subtests):
    rows = hidden.hidden_dispute(hidden.published_dispute(), hidden.HIDDEN[state])
    for noun in ("claim", "response"):
        with subtests.test(noun):
            row = rows[noun]
            found = client.get(f"{row.get_absolute_url()}embed/")
            html = found.content.decode()
            if state == "withdrawn":
                assert hidden.SHOWN_WHEN_WITHDRAWN in html
                assert row.title not in html and "blockquote" not in html
                continue
            never = client.get(f"/{noun}s/X-2024-0000/embed/")
            assert (found.status_code, never.status_code) == (404, 404)
            assert html.replace(row.reference, "X-2024-0000") == never.content.decode()
            assert dict(found.headers) == dict(never.headers)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_no_embed_tells_a_secret(client, state):
    public, _hidden, _unseen = hidden.record_with_secrets(hidden.HIDDEN[state])
    rows = [*public["claims"], public["response"], public["reply"]]
    addresses = [f"{row.get_absolute_url()}embed/" for row in rows]
    addresses += [f"{addresses[0]}?point={number}" for number in (1, 2, 3)]
    hidden_claim = _hidden["claim"].reference
    addresses += [f"{addresses[-4]}?claim={hidden_claim}&point=1"]
    for address in addresses:
        html = client.get(address).content.decode().replace(hidden_claim, "")
        assert not [word for word in (hidden.CANARY, hidden.WORD, hidden.YEAR) if word in html]


def test_former_reference_leads_to_the_embed_of_the_new_one(client):
    claim = make.claim()
    moved("claim", "C-2000-0001", claim.reference)
    found = client.get("/ar/claims/C-2000-0001/embed/?point=1")
    assert found.status_code == 301
    assert found.headers["Location"] == f"/ar{claim.get_absolute_url()}embed/?point=1"


def test_embed_asks_no_more_often_for_more_rows(client):
    world = make.whole_dispute()
    asked = {}
    for _turn in range(2):
        # Of a page that is kept it is asked whether it still stands.
        for noun in ("claim", "response"):
            embed(client, world[noun])
        more(world, 1)
        for noun in ("claim", "response"):
            with CaptureQueriesContext(connection) as queries:
                assert embed(client, world[noun])[0] == 200
            asked.setdefault(noun, []).append(len(queries))
    assert {noun: counts for noun, counts in asked.items() if counts[0] < counts[1]} == {}
    assert {noun: max(counts) for noun, counts in asked.items() if max(counts) > MOST[noun]} == {}


def test_page_offers_the_html_of_its_embed(client, settings):
    claim, reply = many_points()
    for row in (claim, reply):
        html = client.get(f"/kmr{row.get_absolute_url()}").content.decode()
        address = f"{settings.SITE_URL}/kmr{row.get_absolute_url()}embed/"
        assert "<textarea readonly" in html and f'<iframe src="{address}"' in unescape(html)
        assert "<iframe" not in html


def answer(body, route):
    route.fulfill(body=body, content_type="text/html")


@pytest.mark.browser
@pytest.mark.parametrize("language", ["", "/ar"])
def test_framed_page_reads_without_scripts_at_both_widths(windows, client, settings, language):
    settings.SITE_URL = SITE
    claim, _reply = many_points()
    make.cite(claim.allegations.first(), quote="كلمات الطرف أ بنفسه. " * 20, language="ar")
    told = client.get("/oembed/", {"url": f"{SITE}{language}{claim.get_absolute_url()}"}).json()
    for width in (360, 640):
        page = windows(width=900)
        framed = told["html"].replace('width="640"', f'width="{width}"')
        body = f"<!doctype html><title>Another site</title>{framed}"
        page.route(
            "http://other.example/",
            partial(answer, body),
        )
        page.goto("http://other.example/")
        inside = page.frame_locator("iframe")
        inside.get_by_text("We did not do the first.").wait_for()
        # Its words may be there before its style sheet is.
        page.frames[-1].wait_for_load_state()
        main = inside.locator("main")
        assert (
            main.evaluate("e => getComputedStyle(e.ownerDocument.body).borderTopStyle") == "solid"
        )
        assert main.evaluate("e => e.ownerDocument.documentElement.scrollWidth") <= width
        said, answered = (
            inside.locator(f".point .{side}").first.bounding_box() for side in ("said", "answered")
        )
        assert abs(said["width"] - answered["width"]) < 1
    inside.get_by_role("link", name=claim.title).click()
    page.wait_for_url(f"{SITE}{language}{claim.get_absolute_url()}")
    assert windows.foreign == []


@pytest.mark.browser
def test_axe_finds_nothing_in_an_embed(windows):
    claim, reply = many_points()
    make.cite(
        claim.allegations.first(),
        quote="كلمات " * 200,
        language="ar",
        translation="Words " * 300,
        translator="the desk",
    )
    make.correction(claim=claim)
    gone = make.response(claim, **hidden.WITHDRAWN)
    page = windows(width=360, bypass_csp=True)
    found = {}
    for row, prefix in ((claim, ""), (claim, "/ckb"), (reply, ""), (gone, "/ckb")):
        page.emulate_media(color_scheme="light")
        page.goto(f"{SITE}{prefix}{row.get_absolute_url()}embed/")
        faults = violations(page)
        page.emulate_media(color_scheme="dark")
        faults += violations(page, only=["color-contrast"])
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            faults.append("sideways")
        if faults:
            found[prefix + row.reference] = faults
    assert found == {}
