"""What is known of a party's reply is the same wherever it is told, and so is its sentence."""

import csv
import json
import re
from html import unescape
from io import StringIO

import pytest
from django.conf import settings
from django.utils.translation import override

from tests import factories as make
from tests.ledger.world import as_made, kept, settled
from tests.public.crawl import unmarked
from tests.situations import SITUATIONS
from tests.stored_states import FILTERED
from tracker.edition.readers import Published
from tracker.edition.records import claims
from tracker.public.telling.in_short import claim_answered
from tracker.record import models as m
from tracker.record.state import ANSWERED, DECLINED, STATES, WORDS
from tracker.words.states import coverage, state_sentence

pytestmark = pytest.mark.django_db

# Those that can stand beside each other: in the others the same parties died or were dissolved.
TOGETHER = [
    "umbrella accused; a member replied on one point, for the whole",
    "a long reply is unread here; general words of the same party are held",
    "a government that is not accused gave a reply",
    "only that recommendations will be reviewed was reported",
    "a denial that names two things; nine points",
    "half of a point answered",
    "no comment",
    "joint statement of two accused",
    "off-the-record reply held at the desk",
    "reply held whole in a language nobody here has read",
    "accused says that it replied; claimant says that it got nothing",
    "two requests: one without deadline, the other's deadline passed",
    "deadline of one hour at night",
    "deadline passed; nobody looked since",
    "message came back undelivered",
    "request names 3 of 9 points",
    "reply has arrived, is being entered",
    "point added to the claim after a whole reply",
    "claim published, nobody has looked for answers",
    "looked for one accused, not for the other",
    "accused unnamed in the passage",
    "edge: a point narrowed to one of two accused",
    "edge: a request answered, by a reply that is not on record",
]
# A reply that was undone or nobody confirmed, and words that are none, each with their title.
UNCOUNTED = [
    "a remark in an interview that does not name the report",
    "a statement five days before the claim",
    "response withdrawn by the one who gave it",
    "statement disowned by the party it is ascribed to",
]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        found = {name: SITUATIONS[name]()[0].reference for name in (*TOGETHER, *UNCOUNTED)}
        rows = [m.Claim.objects.get(reference=one) for one in found.values()]
        make.dossier(*rows, title="All of them", slug="all")
        make.index()
        yield settled(found)


@pytest.fixture
def world(made, db):
    return as_made(made)


@pytest.fixture
def documents(world):
    return claims(Published(), list(world.values()))


def text_of(response):
    assert response.status_code == 200
    content = b"".join(response) if response.streaming else response.content
    return content.decode()


def lines_of(response):
    return [json.loads(line) for line in text_of(response).splitlines()]


def shown(html):
    html = re.sub(r"<(script|style|head)\b.*?</\1>", " ", unmarked(html), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def squeezed(text):
    """Without spaces, where tags may have stood."""
    return re.sub(r"\s", "", text)


def sentences(claim):
    return [str(state_sentence(one)) for point in claim.allegations for one in point.states]


def silent(claim):
    return [
        str(state_sentence(one))
        for point in claim.allegations
        for one in point.states
        if one.state not in (ANSWERED, DECLINED)
    ]


def nodes(value):
    """All objects within linked data."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            yield from nodes(one)


def linked(html):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return [node for one in found for node in nodes(json.loads(one))]


def told_in(found):
    """(value, sentence) of each state in linked data."""
    states = []
    for node in found:
        told = node.get("responseState", [])
        states += told if isinstance(told, list) else [told]
    return sorted((one["value"], one["description"]) for one in states if "description" in one)


def of(documents):
    return sorted(
        (WORDS.get(one.state, one.state), str(state_sentence(one)))
        for claim in documents
        for point in claim.allegations
        for one in point.states
    )


def test_page_of_a_claim_tells_each_state_and_its_linked_data_too(client, documents):
    for claim in documents.values():
        html = text_of(client.get(claim.path))
        page = shown(html)
        for sentence in silent(claim):
            assert sentence in page, claim.key
        assert told_in(linked(html)) == of([claim])
        data = json.loads(text_of(client.get(claim.path, {"format": "jsonld"})))
        assert told_in(list(nodes(data))) == of([claim])


def test_page_of_a_claim_says_nowhere_that_nobody_replied_where_somebody_did(client, documents):
    for claim in documents.values():
        if not claim.replies:
            continue
        html = text_of(client.get(claim.path)).replace("&#x27;", "'")
        for words in ("No response", "no response", "no answer", "Nobody has replied"):
            assert words not in html, (claim.key, words)


def test_matrix_tells_the_same_as_the_claims(client, documents):
    parts = [client.get("/dossiers/all/matrix/", {"page": number}) for number in range(1, 9)]
    html = "".join(text_of(one) for one in parts if one.status_code == 200)
    page = squeezed(shown(html))
    for claim in documents.values():
        for sentence in silent(claim):
            assert squeezed(sentence) in page, claim.key
    assert told_in(linked(html)) == of(documents.values())


def test_rows_of_lists_tell_how_many_points_are_in_each_state(client, documents):
    pages = {
        address: squeezed(shown(text_of(client.get(address))))
        for address in ("/claims/", "/dossiers/all/", "/parties/party-b/")
    }
    for claim in documents.values():
        for page, found in pages.items():
            if page == "/parties/party-b/":
                continue
            for party, known in claim.standings:
                if known and len(claim.standings) > 1:
                    total = sum(known.values())
                    # One line for all of whom the same is known.
                    assert squeezed(f": {coverage(known, total)}") in found, page
                    assert squeezed(party.name) in found, page
            if len(claim.standings) == 1:
                words = coverage(claim.standing, claim.allegation_count)
                assert squeezed(words) in found, (page, claim.key)


@pytest.mark.parametrize("word", FILTERED)
def test_filter_finds_a_claim_by_the_state_of_any_point_for_any_accused(client, documents, word):
    right = {
        claim.key
        for claim in documents.values()
        for point in claim.allegations
        for one in point.states
        if one.state in FILTERED[word]
    }
    assert right
    rows = lines_of(client.get("/claims/", {"response": word, "format": "json"}))
    assert {row["reference"] for row in rows} == right
    facet = re.search(
        rf'value="{word}".*?</(?:label|li|option)>', text_of(client.get("/claims/")), re.S
    )[0]
    assert str(len(right)) in shown(facet)


def test_downloads_tell_the_state_of_each_accused_in_the_same_words(client, documents):
    rows = lines_of(client.get("/claims/", {"format": "json"}))
    assert {row["reference"] for row in rows} == set(documents)
    for row in rows:
        claim = documents[row["reference"]]
        assert row["response"] == claim.response_state
        assert row["responders"] == [one.slug for one in claim.responders]
        for point, given in zip(claim.allegations, row["allegations"], strict=True):
            assert [
                (one["party"], one["response"], one["in_words"]) for one in given["accused"]
            ] == [(one.party.slug, one.state, str(state_sentence(one))) for one in point.states]
    text = text_of(client.get("/claims/", {"format": "csv"})).removeprefix("\ufeff")
    for row in csv.DictReader(StringIO(text)):
        claim = documents[row["reference"]]
        assert row["response"] == claim.response_state
        told = " ".join(f"{state}:{number}" for state, number in claim.standing.items())
        assert row["points_by_response"].replace(";", " ").split() == told.split()
        assert re.split(r"[;, ]+", row["responders"]) == (
            [one.slug for one in claim.responders] or [""]
        )


def test_rows_behind_the_statistic_of_coverage_are_the_states(client, documents):
    text = text_of(client.get("/statistics/", {"format": "csv", "table": "coverage"}))
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    assert sorted(
        (row["claim"], int(row["allegation"]), row["accused"], row["state"]) for row in rows
    ) == sorted(
        (claim.key, point.number, one.party.slug, one.state)
        for claim in documents.values()
        for point in claim.allegations
        for one in point.states
    )


def test_feed_tells_what_is_known_of_those_who_did_not_reply(client, documents):
    feed = ""
    for number in (1, 2, 3):
        response = client.get("/feeds/claims/", {"page": number})
        feed += text_of(response) if response.status_code == 200 else ""
    page = squeezed(unescape(re.sub(r"<[^>]*>", "", unescape(feed))))
    for claim in documents.values():
        for sentence in silent(claim):
            assert squeezed(sentence) in page, claim.key


def test_card_embed_and_description_tell_the_same_in_short(client, documents):
    for claim in documents.values():
        html = unescape(text_of(client.get(claim.path)))
        assert claim_answered(claim) in html, claim.key
        embed = squeezed(shown(text_of(client.get(f"{claim.path}embed/"))))
        for sentence in dict.fromkeys(silent(claim)[:1]):
            assert squeezed(sentence) in embed, claim.key
        oembed = client.get("/oembed/", {"url": f"{settings.SITE_URL}{claim.path}"})
        assert "No response" not in text_of(oembed)


def test_words_that_are_no_reply_are_told_and_counted_nowhere(client, world, documents):
    uncounted = {world[name] for name in UNCOUNTED}
    for key in uncounted:
        claim = documents[key]
        page = shown(text_of(client.get(claim.path)))
        assert claim.responses
        for response in claim.responses:
            assert response.title in page
        assert not claim.replies
    for query in ({"response": "answered"}, {"responder": "party-b"}, {"stance": "literal-denial"}):
        rows = lines_of(client.get("/claims/", {**query, "format": "json"}))
        assert rows
        assert not uncounted & {row["reference"] for row in rows}, query
    for table in ("times", "stances-by-responder", "stances-by-violation"):
        text = text_of(client.get("/statistics/", {"format": "csv", "table": table}))
        assert len(text.splitlines()) > 1
        assert not [key for key in uncounted if key in text], table


def test_party_that_is_not_accused_has_no_state_and_no_count_speaks_of_it(client, world, documents):
    key = world["a government that is not accused gave a reply"]
    claim = documents[key]
    assert [one.party.name for one in claim.allegations[0].states] == ["Party B"]
    page = shown(text_of(client.get(claim.path)))
    assert "Others who replied" in page
    assert "not accused of this point" in page
    for table in ("coverage", "never-asked", "times", "stances-by-responder"):
        text = text_of(client.get("/statistics/", {"format": "csv", "table": table}))
        assert not [line for line in text.splitlines() if key in line and "party-c" in line], table


def test_nobody_is_counted_as_silent_who_may_have_replied(client, world):
    text = text_of(client.get("/statistics/", {"format": "csv", "table": "never-asked"}))
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    responded = {(row["claim"], row["accused"]): row["responded"] for row in rows}
    off_record = world["off-the-record reply held at the desk"]
    assert (off_record, "party-b") not in responded
    assert responded[world["reply has arrived, is being entered"], "party-b"] == "1"
    unread = world["reply held whole in a language nobody here has read"]
    assert responded[unread, "party-b"] == "1"


POINTS = {
    "en": {2: "2 points", 5: "5 points"},
    "ar": {2: "بندين", 5: "5 بنود", 11: "11 بنداً"},
    "ckb": {2: "2 خاڵ", 5: "5 خاڵ"},
    "kmr": {2: "2 xalan", 5: "5 xalan"},
}


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_number_of_all_points_chooses_the_plural_of_each_state(language):
    with override(language):
        for state in STATES:
            for total, words in POINTS[language].items():
                assert words in coverage({state: 1}, total), (state, total)
