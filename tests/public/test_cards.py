"""Social cards: both sides in two equal halves, drawn from what is public, whatever is written."""

import re
import struct

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests import factories as make
from tests.public import hidden
from tests.public.test_query_growth import more
from tests.work import endless_work_refused, steps
from tracker.public.drawing.cards import draw, layout, measure
from tracker.public.telling.both_sides import (
    BothSides,
    Quote,
    Side,
    of_claim,
    of_dossier,
    of_response,
)
from tracker.public.telling.evidence import answers_by_claim
from tracker.record import models as m

SIGNATURE = b"\x89PNG\r\n\x1a\n"
ARABIC = "قالت السلطات «الكردية» إن Amnesty أخطأت (في 28 نيسان)"
SORANI = "ڕێکخراوی لێبوردنی نێودەوڵەتی دەڵێت گرتووخانە"
NAUGHTY = [
    "",
    "<script>alert('x')</script> & \"]]>",
    "\u202etxt.exe\u202c \u2067\u2066\u2069\u2069",
    "a" * 5000,
    "word " * 3000,
    ARABIC * 40,
    "中文 😀 𝔘𝔫 ﷽ \ufffe\uffff \U0010ffff",
    "e" + "\u0301" * 900,
    "\u200b\u200c\u200d\ufeff\u2028\u2029",
    "\ud800 \x00 \x1b",
    "{{ 7|add:7 }} {% now 'Y' %}",
    "İıŞşĞğÇçÊêÎîÛû",
]


def claim_card(claim):
    return of_claim(make.told(claim))


def text_of(sides):
    return " ".join(line.text for line in layout.laid_out(sides).lines)


def naughty_card(text):
    side = Side(text, text, text, text, Quote(text))
    return BothSides(side, side, text, text, text)


@pytest.mark.django_db
def test_claim_has_both_sides_on_its_card():
    claim = make.claim("Party A alleges a thing", make.party("Party A"), make.party("Party B"))
    reply = make.response(claim)
    answer = make.answer(reply, claim.allegations.get())
    text = text_of(claim_card(claim))
    for words in (
        *("Alleged, 17 April 2024", "Party A", "of Party B", "Party A alleges a thing"),
        *("“They did it.”", "Answered, 28 April 2024", "Party B says that it did not"),
        *(str(answer.stances.get()), "“We did not.”", claim.reference, "Tracker"),
        "Replied on the point.",
    ):
        assert words in text, words


@pytest.mark.django_db
def test_silence_is_told_in_the_words_of_the_page():
    accused = make.party("Party B")
    claim = make.claim(accused=accused, looked_on="2024-05-03", where="the accused's website")
    text = text_of(claim_card(claim))
    told = "No reply from Party B found. We last looked on 3 May 2024, in the accused's website."
    assert told in text
    assert "refus" not in text and "Replied" not in text


@pytest.mark.django_db
def test_words_of_another_are_not_put_into_a_mouth():
    claim = make.claim()
    answer = make.answer(make.response(claim), claim.allegations.get(), quote="It denied it.")
    answer.citations.update(relation="paraphrased")
    assert "It denied it." not in text_of(claim_card(claim))


@pytest.mark.django_db
def test_translation_is_marked_as_one():
    claim = make.claim()
    answer = make.answer(make.response(claim), claim.allegations.get(), quote=ARABIC)
    answer.citations.update(language="ar", translation="They erred.", translator="the desk")
    card = text_of(claim_card(claim))
    assert "“They erred.”" in card and "translated, its own statement, as" in card
    with override("ar"):
        assert "أخطأت" in text_of(claim_card(claim))


@pytest.mark.django_db
def test_response_and_dossier_have_both_sides_on_their_cards():
    world = make.whole_dispute()
    reply = make.told(world["response"])
    text = text_of(of_response(reply, answers_by_claim(reply)))
    assert "Party A alleges a thing" in text and "Party B says that it did not" in text
    text = text_of(of_dossier(make.told(world["dossier"])))
    assert world["dossier"].title in text and "2 claims" in text and "1 response" in text


def test_both_halves_are_equal_in_every_language():
    side = Side("Label", "Party", "aside", "A sentence.", Quote("Words."))
    for language in ("en", "ar"):
        with override(language):
            card = layout.laid_out(BothSides(side, side, "C-2024-0001"))
            (first, _hue), (second, _other) = layout._halves()
            assert first.width == second.width
            rows = [
                [line for line in card.lines if line.text == text]
                for text in ("Party", "aside", "A sentence.")
            ]
            for pair in rows:
                assert len(pair) == 2
                assert pair[0].y == pair[1].y and pair[0].kind == pair[1].kind
            assert (first.x > second.x) == (language == "ar")


@pytest.mark.parametrize("text", NAUGHTY)
def test_anything_can_be_drawn_in_little_time_and_stays_in_its_place(text):
    sides = naughty_card(text)
    drawing = draw.svg(sides)
    assert steps(draw.svg, sides) < 1_200_000
    with endless_work_refused():
        picture = draw.png(drawing)
    assert picture.startswith(SIGNATURE)
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert "<script" not in drawing
    for language in ("en", "ckb"):
        with override(language):
            card = layout.laid_out(sides)
        for line in card.lines:
            is_half = line.kind in layout.ROWS.values() or line.kind.size == layout.QUOTE.size
            room = layout.HALF - layout.INDENT if is_half else layout.WHOLE.width
            assert measure.width(line.text, line.kind.size, line.kind.weight) <= room + 1
            assert 0 < line.y < layout.HEIGHT


def test_arabic_is_set_from_right_to_left_in_its_own_font():
    side = Side("Alleged", "Party A", "", SORANI, Quote(ARABIC))
    card = layout.laid_out(BothSides(side, side))
    line = next(line for line in card.lines if line.text.startswith("ڕێکخراوی"))
    assert line.anchor == "end" and line.runs[0].text.startswith("\u2067")
    assert measure.ARABIC in {run.family for run in line.runs}
    mixed = next(line for line in card.lines if "Amnesty" in line.text)
    assert {run.family for run in mixed.runs} >= {measure.LATIN, measure.ARABIC}
    assert {run.family for run in measure.runs("êîûşçğıİ“”…–")} == {measure.LATIN}


@pytest.mark.django_db
def test_card_is_a_picture_that_is_asked_for_once(client):
    world = make.whole_dispute()
    paths = [
        f"/cards/claims/{world['claim'].reference}.png",
        f"/ar/cards/responses/{world['response'].reference}.png",
        f"/cards/dossiers/{world['dossier'].slug}.png",
        "/ckb/cards/site.png",
    ]
    for path in paths:
        found = client.get(path)
        assert (found.status_code, found.headers["Content-Type"]) == (200, "image/png")
        assert found.content.startswith(SIGNATURE) and len(found.content) < 300_000
        assert struct.unpack(">II", found.content[16:24]) == (1200, 630)
        assert found.headers["Cache-Control"] == "public, max-age=600"
        assert "Set-Cookie" not in found.headers and "Cookie" not in found.headers.get("Vary", "")
        again = client.get(path, headers={"If-None-Match": found.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    claim = world["claim"]
    etag = client.get(paths[0]).headers["ETag"]
    m.Claim.objects.filter(pk=claim.pk).update(title="Party A alleges something else")
    assert client.get(paths[0]).headers["ETag"] != etag
    small = client.get(f"{paths[0]}?width=600").content
    assert struct.unpack(">II", small[16:24]) == (600, 315)
    wrong = client.get(f"{paths[0]}?width=601")
    assert wrong.status_code == 400 and "<code>width</code>" in wrong.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("state", hidden.HIDDEN)
def test_hidden_record_has_no_card(client, monkeypatch, state, subtests):
    monkeypatch.setattr("tracker.public.pages.cards.png", lambda drawing, width: drawing.encode())
    rows = hidden.hidden_dispute(hidden.published_dispute(), hidden.HIDDEN[state])
    for noun in ("claim", "response", "dossier"):
        with subtests.test(noun):
            row = rows[noun]
            key = getattr(row, "slug", None) or row.reference
            found = client.get(f"/cards/{noun}s/{key}.png")
            if state == "withdrawn":
                text = found.content.decode()
                assert "This record was withdrawn" in text and row.title not in text
                continue
            unknown = f"{key[:-1]}Z"
            never = client.get(f"/cards/{noun}s/{unknown}.png")
            assert (found.status_code, never.status_code) == (404, 404)
            assert found.content.decode().replace(key, unknown) == never.content.decode()
            assert dict(found.headers) == dict(never.headers)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_no_card_tells_a_secret(client, monkeypatch, state):
    monkeypatch.setattr("tracker.public.pages.cards.png", lambda drawing, width: drawing.encode())
    public, _hidden, _unseen = hidden.record_with_secrets(hidden.HIDDEN[state])
    rows = [("claims", one.reference) for one in public["claims"]]
    rows += [("responses", public[name].reference) for name in ("response", "reply")]
    rows += [("dossiers", public["dossier"].slug)]
    for section, key in rows:
        text = client.get(f"/cards/{section}/{key}.png").content.decode()
        assert text.startswith("<svg")
        assert not [word for word in (hidden.CANARY, hidden.WORD, hidden.YEAR) if word in text]


@pytest.mark.django_db
def test_pages_name_their_card_and_say_both_sides(client, settings):
    world = make.whole_dispute()
    silent = make.claim(title="Party A alleges a fourth thing")
    told = {
        world["claim"]: ("claims", "Replied on 1 of 2 points; 1 not addressed. Replies: "),
        silent: ("claims", "Nobody here has looked for a reply from Party "),
        world["response"]: ("responses", "Answers 1 of 2 allegations by Party A: "),
        world["dossier"]: ("dossiers", "and Party A. 1 response by "),
    }
    for row, (section, words) in told.items():
        page = client.get(f"/kmr{row.get_absolute_url()}").content.decode()
        key = getattr(row, "slug", None) or row.reference
        image = f"{settings.SITE_URL}/kmr/cards/{section}/{key}.png"
        assert f'<meta property="og:image" content="{image}">' in page
        assert '<meta name="twitter:card" content="summary_large_image">' in page
        page = client.get(row.get_absolute_url()).content.decode()
        for name in ('name="description"', 'property="og:description"'):
            assert words in re.search(f'<meta {name} content="([^"]*)"', page)[1]
        alt = re.search('<meta property="og:image:alt" content="([^"]*)"', page)[1]
        assert "lleg" in alt or "claim" in alt
        assert "nswer" in alt or "response" in alt
    front = client.get("/").content.decode()
    assert f'content="{settings.SITE_URL}/cards/site.png"' in front


@pytest.mark.django_db
def test_card_asks_no_more_often_for_more_rows(client):
    world = make.whole_dispute()
    paths = {
        f"/cards/claims/{world['claim'].reference}.png": 8,
        f"/cards/responses/{world['response'].reference}.png": 9,
        f"/cards/dossiers/{world['dossier'].slug}.png": 13,
    }
    asked = {path: [] for path in paths}
    for turn in range(2):
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            asked[path].append(len(queries))
        if not turn:
            more(world)
    assert {path: found for path, found in asked.items() if found[0] < found[1]} == {}
    assert {path: found for path, found in asked.items() if max(found) > paths[path]} == {}
