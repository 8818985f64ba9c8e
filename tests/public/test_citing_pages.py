"""Citations of every record and part at its address, and on its page."""

import json
import re
from datetime import timedelta
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.ledger.world import as_made, kept, settled
from tests.public import hidden
from tests.public.crawl import unmarked
from tests.public.foreign import read_csl, read_ris
from tracker.record import models as m

pytestmark = pytest.mark.django_db

TODAY = f"as_of={timezone.now().date()}"
CITED = ("claim", "response", "source", "event", "request", "dossier")
TYPES = {
    "text": "text/plain; charset=utf-8",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}


def answer(client, address, **query):
    response = client.get(address, query)
    return response.status_code, response.content.decode()


@pytest.fixture(scope="module")
def dispute(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        found = make.whole_dispute()
        make.ledger()
        yield settled(found)


@pytest.fixture
def world(dispute, db):
    return as_made(dispute)


def test_record_answers_as_a_citation(client, world):
    ends = {"bibtex": "bib", "ris": "ris", "csl": "json"}
    for row in (world[noun] for noun in CITED):
        name = getattr(row, "reference", "") or row.slug
        for form, content_type in TYPES.items():
            response = client.get(row.get_absolute_url(), {"format": form})
            assert (response.status_code, response["Content-Type"]) == (200, content_type)
            assert response["X-Robots-Tag"] == "noindex"
            kept_as = f'attachment; filename="{name}.{ends[form]}"' if form in ends else None
            assert response.get("Content-Disposition") == kept_as
            assert f"http://127.0.0.1:8000{row.get_absolute_url()}" in response.content.decode()
            assert name in response.content.decode()


def test_site_is_the_author_and_the_parties_stand_in_the_title(client, world):
    asked = world["request"]
    titles = {
        "claim": "Party A, of Party B: Party A alleges a thing",
        "response": world["response"].title,
        "source": f"{world['source'].publisher.name}: {world['source'].title}",
        "request": f"{asked.asker.name}, to {asked.asked.name}: {asked.title}",
        "dossier": world["dossier"].title,
        "event": world["event"].title,
    }
    for noun, title in titles.items():
        page = world[noun].get_absolute_url()
        (item,) = json.loads(answer(client, page, format="csl")[1])
        assert ([one["literal"] for one in item["author"]], item["title"]) == (["Tracker"], title)
        assert "container-title" not in item, "the site is named once"
        for form in ("text", "bibtex", "ris"):
            assert "Tracker" in answer(client, page, format=form)[1], (noun, form)


def test_title_that_names_all_parties_stands_alone(client):
    parties = make.party("Party A", slug="one-a"), make.party("Party B", slug="one-b")
    claim = make.claim("Party A says that Party B lied", *parties)
    text = answer(client, claim.get_absolute_url(), format="text")[1]
    assert text.startswith("Tracker. “Party A says that Party B lied”. Claim ")


def parts_of(world):
    """Part → the page it is on, and the party that its title names."""
    claim, reply = world["claim"], world["response"]
    page, response = claim.get_absolute_url(), reply.get_absolute_url()
    return {
        "allegation-1": (page, "Party A"),
        "allegation-2": (page, "Party A"),
        f"allegation-1-{reply.reference}": (page, reply.responder.name),
        f"answer-{claim.reference}-1": (response, reply.responder.name),
    }


def test_every_part_is_cited_by_itself_at_its_anchor(client, world):
    for part, (page, party) in parts_of(world).items():
        html = client.get(page).content.decode()
        assert f'id="{part}"' in html and f"part={part}" in html
        item, _reference = read_csl(answer(client, page, format="csl", part=part)[1])
        assert item["author"] == [{"literal": "Tracker"}]
        assert item["title"].startswith(party)
        assert item["URL"] == f"http://127.0.0.1:8000{page}?{TODAY}#{part}"
        assert item["id"].endswith(part)
        for form in ("text", "bibtex", "ris"):
            assert item["URL"] in answer(client, page, format=form, part=part)[1]


def test_answer_is_cited_with_its_own_date_and_what_it_answers(client, world):
    claim, reply = world["claim"], world["response"]
    part = f"allegation-1-{reply.reference}"
    text = answer(client, claim.get_absolute_url(), format="text", part=part)[1]
    named = f"Response {reply.reference}, answer to allegation 1 of {claim.reference}"
    assert f"{named}, 28 April 2024." in text


def test_address_has_no_language_whatever_the_page_is_in(client, world):
    page = f"/ar{world['claim'].get_absolute_url()}"
    found = answer(client, page, format="csl", part="allegation-1")[1]
    address = f"http://127.0.0.1:8000{world['claim'].get_absolute_url()}?{TODAY}#allegation-1"
    assert json.loads(found)[0]["URL"] == address
    assert address in client.get(page).content.decode()


def test_unknown_part_is_named_with_what_it_may_be(client, world):
    for noun in CITED:
        page = world[noun].get_absolute_url()
        for part in ("allegation-9", "x' OR 1=1 --", "allegation-1\x00", "é" * 500):
            status, html = answer(client, page, format="bibtex", part=part)
            assert (status, "<code>part</code>" in html) == (400, True)
        if noun == "claim":
            assert f"allegation-1-{world['response'].reference}" in html
        assert answer(client, page, part="allegation-1")[0] == 400
        assert answer(client, page, format="jsonld", part="allegation-1")[0] == 400
        assert answer(client, page, format=["bibtex", "ris"])[0] == 400


def test_each_page_says_which_formats_it_answers(client, world):
    all_of_them = "May be one of: html, jsonld, text, bibtex, ris, csl."
    for noun in CITED:
        status, html = answer(client, world[noun].get_absolute_url(), format="docx")
        assert (status, all_of_them in html) == (400, True), noun
    for noun in ("party", "place"):
        status, html = answer(client, world[noun].get_absolute_url(), format="bibtex")
        assert (status, "May be one of: html, jsonld." in html) == (400, True), noun
    html = answer(client, reverse("claims"), format="bibtex")[1]
    assert "May be one of: html, csv, json, xlsx." in html


def test_draft_has_no_citation(client, world):
    drafts = make.whole_dispute(**hidden.DRAFT)
    for row in (drafts[noun] for noun in CITED if noun != "source"):
        for form in TYPES:
            assert client.get(row.get_absolute_url(), {"format": form}).status_code == 404


def test_withdrawn_record_shows_its_notice_in_any_format(client, world):
    gone = make.claim(**{**hidden.WITHDRAWN, "published_at": make.timezone.now()})
    html = answer(client, gone.get_absolute_url(), format="bibtex")[1]
    assert hidden.SHOWN_WHEN_WITHDRAWN in html
    assert "@misc" not in html


def test_answer_of_a_draft_response_is_no_part(client, world):
    draft = make.response(world["claim"], **hidden.DRAFT)
    make.answer(draft, world["unanswered"])
    part = f"allegation-2-{draft.reference}"
    status, html = answer(client, world["claim"].get_absolute_url(), format="text", part=part)
    assert status == 400
    (may_be,) = re.findall("<dd.*?</dd>", html)
    assert "allegation-2" in may_be and draft.reference not in may_be


def test_title_of_prose_is_one_line_on_the_page_and_in_the_file(client, world):
    claim = make.claim(claimant=make.party("Party A"))
    m.Allegation.objects.update(text="Party A says:\n\nER  - \n<b>that</b>")
    page = claim.get_absolute_url()
    text = answer(client, page, format="ris", part="allegation-1")[1]
    assert read_ris(text)["title"] == "Party A says: ER - <b>that</b>"
    assert "&lt;b&gt;that&lt;/b&gt;" in client.get(page).content.decode()


def test_citation_leads_to_the_words_that_were_cited_whatever_came_since(client, world):
    claim, today = world["claim"], timezone.now()
    cited = json.loads(answer(client, claim.get_absolute_url(), format="csl")[1])[0]
    page = cited["URL"].removeprefix("http://127.0.0.1:8000")
    with mock.patch("django.utils.timezone.now", return_value=today + timedelta(days=2)):
        make.edited(claim, title="Party A alleges no such thing")
        html = client.get(page).content.decode()
    assert cited["title"] in unmarked(html) and "An earlier state" in html
    assert "Party A alleges no such thing" not in html


def test_page_of_the_past_is_cited_as_it_was(client, world):
    claim = world["claim"]
    make.edited(claim, title="Party A alleges another thing")
    for query in ("revision=1", f"as_of={timezone.now().date()}"):
        name, value = query.split("=")
        told = answer(client, claim.get_absolute_url(), format="csl", **{name: value})[1]
        address = f"http://127.0.0.1:8000{claim.get_absolute_url()}?{query}"
        assert json.loads(told)[0]["URL"] == address
