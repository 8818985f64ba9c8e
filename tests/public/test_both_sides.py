"""Wherever an allegation appears, what was answered to it appears too, or the honest silence."""

import json
import re
from urllib.parse import quote

import pytest
from django.utils import timezone

from tests import factories as make
from tracker.public.drawing.cards import layout
from tracker.public.telling.both_sides import of_claim, of_response
from tracker.public.telling.evidence import answers_by_claim

pytestmark = pytest.mark.django_db
SAID = "Party A says that Party B broke the locks."
QUOTED = "They broke every lock."
ANSWERED = "Not one lock was broken."
SILENCE = "No reply"


@pytest.fixture
def dispute():
    """A claim with one point answered and one not, in a dossier, found under its parties."""
    claim = make.claim(
        "Party A alleges broken locks",
        make.party("Party A", slug="party-a"),
        make.party("Party B", slug="party-b"),
        allegations=0,
    )
    for number in (1, 2):
        point = make.allegation(claim, number, text=SAID)
        point.citations.update(quote=QUOTED)
    reply = make.response(claim, title="Party B denies it", responder=claim.accused.get())
    make.answer(reply, claim.allegations.first(), quote=ANSWERED)
    silent = make.claim(
        "Party A alleges lost keys",
        claim.claimants.get(),
        claim.accused.get(),
        looked_on="2024-06-01",
    )
    dossier = make.dossier(claim, silent)
    make.ledger()
    return {"claim": claim, "reply": reply, "silent": silent, "dossier": dossier}


def places(dispute):
    """Every address that tells of the claim or of the response."""
    claim, reply, dossier = (
        dispute[noun].get_absolute_url() for noun in ("claim", "reply", "dossier")
    )
    return {
        "front page": "/",
        "list of claims": "/claims/",
        "search": "/claims/?q=locks",
        "list of responses": "/responses/",
        "page of the claim": claim,
        "page of the response": reply,
        "dossier": dossier,
        "matrix": f"{dossier}matrix/",
        "matrix of the accused": "/parties/party-b/matrix/",
        "timeline": f"{dossier}timeline/",
        "claimant": "/parties/party-a/",
        "accused": "/parties/party-b/",
        "feed of claims": "/feeds/claims/",
        "feed of responses": "/feeds/responses/",
        "feed of the dossier": f"/feeds/{dossier.strip('/')}/",
        "feed of the accused": "/feeds/parties/party-b/",
        "embedded claim": f"{claim}embed/",
        "embedded allegation": f"{claim}embed/?point=1",
        "embedded response": f"{reply}embed/",
        "linked data of the claim": f"{claim}?format=jsonld",
        "linked data of the response": f"{reply}?format=jsonld",
        "earlier state": f"{claim}?as_of={timezone.localdate()}",
    }


WORD_FOR_WORD = (
    "page of the claim",
    "page of the response",
    "matrix",
    "matrix of the accused",
    "feed of claims",
    "feed of responses",
    "feed of the dossier",
    "feed of the accused",
    "embedded claim",
    "embedded allegation",
    "embedded response",
    "linked data of the claim",
    "linked data of the response",
    "earlier state",
)


def test_both_sides_are_wherever_one_is_and_word_for_word_on_pages(client, dispute):
    missing = {}
    for name, address in places(dispute).items():
        answer = client.get(address)
        assert answer.status_code == 200, name
        told = re.sub("</?mark>", "", answer.content.decode())
        sides = {
            "claimant": "Party A" in told,
            "allegation": SAID in told or "broken locks" in told,
            "responder": "Party B" in told,
            "answer": ANSWERED in told or "denies it" in told or "Replied on 1 of 2" in told,
        }
        if name in WORD_FOR_WORD:
            sides |= {"its own words": SAID in told, "those of the answer": ANSWERED in told}
        if not all(sides.values()):
            missing[name] = [side for side, is_there in sides.items() if not is_there]
    assert missing == {}


def silent_places(dispute):
    claim = dispute["silent"].get_absolute_url()
    return [
        claim,
        f"{claim}embed/",
        f"{claim}embed/?point=1",
        f"{claim}?format=jsonld",
        "/feeds/claims/",
        "/claims/?q=keys",
        f"{dispute['dossier'].get_absolute_url()}matrix/",
    ]


def test_silence_is_said_wherever_there_is_no_answer(client, dispute):
    for address in silent_places(dispute):
        told = client.get(address).content.decode().lower()
        assert SILENCE.lower() in told, address
        assert "did not respond" not in told
        assert "refus" not in told.replace("does not mean that they refused", "")


def test_cards_carry_both_sides_in_picture_and_in_words(client, dispute):
    claim, response = make.told(dispute["claim"]), make.told(dispute["reply"])
    for sides in (of_claim(claim), of_response(response, answers_by_claim(response))):
        drawn = " ".join(line.text for line in layout.laid_out(sides).lines)
        for told in (drawn, sides.in_words()):
            assert "Party A" in told
            assert "Party B" in told
        assert ANSWERED in drawn
    assert SILENCE in of_claim(make.told(dispute["silent"])).in_words()


def test_description_that_networks_show_carries_both_sides(client, dispute):
    for noun in ("claim", "reply", "dossier"):
        html = client.get(dispute[noun].get_absolute_url()).content.decode()
        head = html[: html.index("</head>")]
        for name in ("og:description", "og:image:alt"):
            told = head[head.index(f'property="{name}"') :].split('content="')[1].split('"')[0]
            assert "Party A" in told or "1 of 2" in told, (noun, name)
            assert "Party B" in told or SILENCE in told, (noun, name)


def test_embedding_a_claim_shows_the_card_of_both_sides(client, dispute, settings):
    address = f"{settings.SITE_URL}{dispute['claim'].get_absolute_url()}"
    told = json.loads(client.get(f"/oembed/?url={quote(address)}").content)
    assert f"{dispute['claim'].get_absolute_url()}embed/" in told["html"]
    assert told["thumbnail_url"].endswith(".png")


def test_print_keeps_every_word_of_both_sides(windows, dispute):
    page = windows()
    page.emulate_media(media="print")
    page.goto(f"http://testserver{dispute['claim'].get_absolute_url()}")
    said = page.locator("#allegation-1 .said blockquote")
    answered = page.locator("#allegation-1 .answered blockquote")
    assert (said.inner_text(), answered.inner_text()) == (QUOTED, ANSWERED)
    boxes = said.bounding_box(), answered.bounding_box()
    assert all(box["height"] > 10 for box in boxes)
    assert page.locator("#allegation-2 .silence").is_visible()
