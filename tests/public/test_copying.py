"""Words copied off a page keep who said them; citing is quiet until it is asked for."""

import pytest
from django.utils import timezone

from tests import factories as make
from tests.public.conftest import SITE
from tracker.record import models as m

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

COPY = """(selector) => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(selector));
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  const event = new ClipboardEvent("copy", {
    clipboardData: new DataTransfer(), bubbles: true, cancelable: true,
  });
  document.querySelector(selector).dispatchEvent(event);
  const read = (type) => event.clipboardData.getData(type);
  return [event.defaultPrevented, read("text/plain"), read("text/html")];
}"""


@pytest.fixture
def world():
    found = make.whole_dispute()
    make.ledger()
    return found


def test_copied_words_keep_who_said_them_and_where_it_stands(windows, world):
    words = "We did no such thing, not then & not <b>there</b>."
    m.Citation.objects.filter(answer__isnull=False).update(quote=words)
    m.Citation.objects.filter(allegation__isnull=False).update(quote="Short words.")
    page, said = windows(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto(SITE + world["claim"].get_absolute_url())
    taken, text, html = page.evaluate(COPY, ".answer blockquote")
    reply = world["response"]
    part = f"allegation-1-{reply.reference}"
    moment = f"as_of={timezone.now().date()}"
    address = f"http://127.0.0.1:8000{world['claim'].get_absolute_url()}?{moment}#{part}"
    assert taken is True
    copied, _space, attribution = text.partition("\n\n")
    assert copied == words
    paper = reply.answers.get().citations.get().source.publisher.name
    passed_on = f"its own statement, as republished by {paper}"
    speakers = f"{reply.responder.name}, {reply.spokesperson.name}"
    assert attribution.startswith(f"{speakers}, {passed_on}, Source ")
    assert attribution.endswith(
        f", {reply.reference}, answer to allegation 1 of {world['claim'].reference}\n{address}"
    )
    assert "&lt;b&gt;there&lt;/b&gt;" in html and f'<a href="{address}">' in html
    taken, text, _html = page.evaluate(COPY, "#allegation-1-text")
    assert taken and text.endswith(
        f"{world['claim'].reference}, allegation 1\n{address[: -len(reply.reference) - 1]}"
    )
    assert page.evaluate(COPY, ".said blockquote") == [False, "", ""]
    assert page.evaluate(COPY, "h1") == [False, "", ""]
    page.goto(SITE + reply.get_absolute_url())
    assert f"#answer-{world['claim'].reference}-1" in page.evaluate(COPY, ".answer blockquote")[1]
    assert [words for words in said if "Content Security" in words] == []


def test_citing_is_quiet_on_the_page_and_not_printed(windows, world):
    page = windows(width=360)
    page.goto(SITE + world["claim"].get_absolute_url())
    details = page.locator(".cite-part")
    assert details.count() == 3
    assert not page.locator(".cite-part .citation-text").first.is_visible()
    details.first.locator("summary").click()
    assert page.locator(".cite-part .citation-text").first.is_visible()
    page.emulate_media(media="print")
    assert not details.first.is_visible()
    assert page.locator(".cite .citation-text").is_visible()
