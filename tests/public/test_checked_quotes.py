"""What pages say of quotes in kept copies, and of the copies; and what they never say."""

import io
from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.urls import reverse

from tests import factories as make
from tests.capture.quoting import ALTERED, PASSAGE, TEXT, kept, made_on
from tests.capture.watched import BEGAN, LOST, SAME, SITE, compared, fetched
from tests.public import crawl
from tests.public.hidden import DRAFT
from tracker.capture.checking import check_source
from tracker.capture.extracting import take_text
from tracker.capture.keeping import keep_file
from tracker.capture.models import Capture
from tracker.editorial.telling import tell_due
from tracker.ledger.models import EVIDENCE, Entry

pytestmark = pytest.mark.django_db
PAGE = "<!doctype html><html lang=en><title>Report</title><p>It was, we hear, so. %s The end.</p>"


@pytest.fixture
def source(db):
    return make.source(url="https://example.org/report#part-2")


def cited(source, quote=PASSAGE, claim=None, **given):
    claim = claim or make.claim()
    return make.cite(claim.allegations.get(), source, quote=quote, **given)


def found_out(source, text=TEXT, day="2024-05-03"):
    make.editions()
    copy = kept(source, text, day)
    check_source(source)
    tell_due()
    return copy


def page_of(client, row, query="", prefix=""):
    return unescape(client.get(f"{prefix}{row.get_absolute_url()}{query}").content.decode())


def test_quote_that_several_points_have_stands_once_on_the_page_of_its_source(client, source):
    claim = make.claim(allegations=2)
    first, second = claim.allegations.order_by("number")
    for point in (first, second):
        make.cite(point, source, quote=PASSAGE)
    make.cite(first, source, quote="It asked for a reply.", locator="paragraph 2")
    other = cited(source).allegation.claim
    found_out(source)
    html = page_of(client, source)
    part = html.partition('id="cited-heading"')[2].partition("</article>")[0]
    # Others say the same words: that is another quote.
    assert part.count(f"<p>{PASSAGE}</p>") == 2 and part.count("<blockquote") == 3
    group = part.partition('<div class="cited">')[2].partition("<figure")[0]
    assert group.count(f'href="{claim.get_absolute_url()}') == 2
    assert other.get_absolute_url() not in group and other.get_absolute_url() in part
    # The page is that of the source: no quote leads to it once more.
    to_source = f'<a href="{source.get_absolute_url()}" data-reference'
    assert to_source not in part and "paragraph 2" in part
    assert to_source in page_of(client, claim)


def test_quote_opens_to_the_words_around_it_and_leads_to_the_live_page(client, source):
    claim = cited(source).allegation.claim
    make.editions()
    body = (PAGE % PASSAGE).encode()
    copy = made_on(keep_file(source, io.BytesIO(body), "report.html", None, ""), "2024-05-03")
    take_text(copy)
    check_source(source)
    tell_due()
    html = page_of(client, claim)
    said = html.partition('<details class="checked">')[2].partition("</details>")[0]
    assert "<summary>Found word for word in the copy of 3 May 2024.</summary>" in said
    assert f"It was, we hear, so. <mark>{PASSAGE[:-1]}</mark>. The end." in said
    assert copy.sha256 in said and "report.html" not in html
    link = said.partition('href="')[2].partition('"')[0]
    address, _mark, words = link.partition(":~:text=")
    assert address == "https://example.org/report#part-2" and words.count(",") == 3
    assert "we%20hear%2C%20so" in words and unquote(words).startswith("was, we hear, so.-,Party A")


@pytest.mark.parametrize("what", ALTERED)
def test_altered_quote_says_what_differs_and_never_that_it_is_found_word_for_word(
    client, source, what
):
    claim = cited(source, ALTERED[what]).allegation.claim
    found_out(source)
    html = page_of(client, claim)
    states = ("Found with differences", "Not found in the copy of 3 May 2024.")
    assert any(state in html for state in states) and "Found word for word" not in html
    assert "<mark>" in html and ("the quote has" in html or "closest passage" in html)
    assert "0 of 2 quotes found word for word in a kept copy." in html


def test_head_of_a_claim_counts_each_passage_once(client, source):
    claim = cited(source).allegation.claim
    assert "No quote here is checked against a kept copy of its source yet." in page_of(
        client, claim
    )
    cited(source, ALTERED["number"], claim)
    cited(source, ALTERED["letter"], claim)
    make.cite(claim, source, quote=PASSAGE)
    found_out(source)
    said = "1 of 4 quotes found word for word in a kept copy. With differences: 1. Not found: 1."
    assert said in page_of(client, claim)


def test_source_lists_its_copies_the_newest_first_with_failures(client, source):
    cited(source)
    found_out(source)
    copies = [found_out(source, f"{TEXT}{n}", f"2024-06-{n + 10}") for n in range(12)]
    Capture(
        source=source,
        for_reference=source.reference,
        kind="fetched",
        outcome="challenge",
        asked_url="https://example.org/report",
        status=403,
        tools="tests",
    ).save()
    tell_due()
    html = page_of(client, source)
    section = html.partition('id="copies-heading"')[2].partition("</section>")[0]
    assert "the site sent a test for humans instead of the page" in section
    assert section.index(copies[-1].sha256) < section.index(copies[0].sha256)
    assert section.count("<li") == 14 and "4 earlier" in section
    assert "Found word for word in the copy of 21 June 2024." in html


def test_page_of_a_day_says_nothing_that_was_found_out_later(client, source):
    claim = make.claim()
    cited(source, claim=claim)
    make.ledger()
    before = claim.get_absolute_url()
    revision = client.get(before).content.decode().partition("?revision=")[2].partition('"')[0]
    copy = kept(source)
    check_source(source)
    tell_due()
    assert "Found word for word" in page_of(client, claim)
    then = page_of(client, claim, f"?revision={revision}")
    assert "Found word for word" not in then and copy.sha256 not in then
    assert "Not checked: no copy of the source is kept." in then


def test_page_with_many_quotes_stays_small(client, source):
    claim = make.claim(allegations=10)
    words = " ".join(f"word{n}" for n in range(4000))
    pieces = words.split()
    for number, point in enumerate(claim.allegations.all()):
        for each in range(4):
            at = number * 380 + each * 90
            make.cite(point, source, quote=" ".join(pieces[at : at + 30]))
    found_out(source, words)
    response = client.get(claim.get_absolute_url())
    assert response.content.count(b'<details class="checked">') == 40
    assert len(response.content) < 300_000


def test_response_says_it_as_the_claim_does(client, source):
    claim = make.claim()
    response = make.response(claim)
    answer = make.answer(response, claim.allegations.get(), quote="")
    make.cite(answer, source, quote=PASSAGE)
    found_out(source)
    said = "<summary>Found word for word in the copy of 3 May 2024.</summary>"
    assert said in page_of(client, response) and said in page_of(client, claim)


def test_no_page_tells_anything_of_what_a_draft_or_a_secret_source_has(client, source):
    """Text, addresses, names, hashes, sizes, days and checks, beside public ones of the same."""
    secret = make.source(confidential=True)
    drafted = make.source()
    public = cited(source).allegation.claim
    cited(secret, "Words of zqsecret alone.", public)
    draft = make.claim(**DRAFT)
    cited(drafted, "Words of zqdraft alone.", draft)
    cited(source, "It asked for a reply.", draft)
    make.ledger()
    hashes = [found_out_by_door(source).sha256]
    for one, word in ((secret, "zqsecret"), (drafted, "zqdraft")):
        text = f"Before zqaround. Words of {word} alone. After zqaround."
        copy = found_out_by_door(one, text, "1931-05-03")
        file = keep_file(one, io.BytesIO(f"zqfile {word}".encode()), "zqname.txt", None, "zqwhy")
        take_text(file)
        Capture(
            source=one,
            for_reference=one.reference,
            kind="fetched",
            outcome="gone",
            asked_url="https://example.org/zqaddress",
            tools="zqtools",
        ).save()
        hashes += [copy.sha256, file.sha256]
    tell_due()
    told = {}
    for address in addresses():
        response = client.get(address)
        told[address] = (b"".join(response) if response.streaming else response.content).decode()
    assert any(hashes[0] in text for text in told.values())
    for address, text in told.items():
        for word in ("zq", "1931", *hashes[1:]):
            assert word not in text, (address, word)
        assert "It asked for a reply.</mark>" not in text and "<mark>It asked" not in text


def addresses():
    """Pages and files of what cites and is cited, lists, what changed, entries of the ledger."""
    below = ("", "history/", "embed/", "?format=json", "?format=jsonld")
    for noun in ("claim", "source"):
        for row in crawl.NOUNS[noun].objects.all():
            own = reverse(noun, args=[row.reference])
            yield from (f"{own}{rest}" for rest in below)
    yield from ("/claims/", "/sources/", "/feeds/claims/", "/claims/?format=json", "/ledger/")
    yield from ("/", "/changes/", "/statistics/", "/sitemap.xml")
    yield from (f"/ledger/{entry.sequence}/" for entry in Entry.objects.filter(kind=EVIDENCE))


def found_out_by_door(source, text=TEXT, day="2024-05-03"):
    copy = kept(source, text, day)
    check_source(source)
    tell_due()
    return copy


@pytest.mark.browser
def test_opened_quote_fits_a_telephone_in_both_directions(windows, source):
    claim = cited(source, ALTERED["letter"]).allegation.claim
    found_out(source)
    for prefix in ("", "/ar"):
        page = windows(360)
        page.goto(f"http://testserver{prefix}{claim.get_absolute_url()}")
        # The passage may be folded away under the first one.
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.locator("details.checked summary").first.bounding_box()["height"] >= 24
        around = page.locator("details.checked .around").first
        assert around.is_visible()
        # The words are in English, whatever the page is in.
        assert around.evaluate("one => getComputedStyle(one).direction") == "ltr"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert windows.foreign == []


def test_quote_tells_on_which_days_its_page_had_it(client):
    source = make.source(url=f"{SITE}/")
    claim = cited(source).allegation.claim
    make.editions()
    fetched(source, SAME, BEGAN)
    compared()
    tell_due()
    assert "Present on" not in page_of(client, claim)
    before = client.get(claim.get_absolute_url())["ETag"]
    fetched(source, LOST, BEGAN + timedelta(days=190))
    compared()
    tell_due()
    html = page_of(client, claim)
    assert "Found word for word in the copy of 3 March 2024." in html
    assert "<p>Present on 3 March 2024; not present on 9 September 2024.</p>" in html
    assert client.get(claim.get_absolute_url())["ETag"] != before
