"""Whose words stand there: the party's own, or a reporter's sentence about them, everywhere."""

import json
import re
from xml.etree import ElementTree

import pytest

from tests import factories as make
from tests.public.test_cards import claim_card, text_of
from tests.public.test_downloads import rows
from tests.public.vocabulary import BLOCK, block
from tracker.record import models as m

pytestmark = pytest.mark.django_db

OWN, QUOTED, RETOLD = "We did no such thing.", "Nobody of ours was there.", "It denied all of it."
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def answer():
    """An answer with a paraphrase entered first, then words that another quotes, then its own."""
    paper = make.party("Paper P", kind="media")
    replier = make.party("Party B")
    claim = make.claim(claimant=make.party("Party A"), accused=replier)
    point = claim.allegations.get()
    point.citations.all().delete()
    make.cite(point, make.source(publisher=claim.claimants.get()), quote="They did it.")
    reply = make.response(claim, responder=replier)
    found = make.answer(reply, point)
    found.citations.all().delete()
    for one, relation, publisher in (
        (RETOLD, "paraphrased", paper),
        (QUOTED, "quoted", paper),
        (OWN, "own_words", replier),
    ):
        make.cite(found, make.source(publisher=publisher), quote=one, relation=relation)
    return found


def pages_of(answer):
    """Every page in HTML that shows the answer's words."""
    claim, reply = answer.allegation.claim, answer.response
    other = make.source(publisher=make.party("Paper Q", kind="media"))
    make.cite(answer, other, relation="paraphrased", quote=RETOLD)
    dossier = make.dossier(claim)
    answered_again = make.answer(make.response(claim, responder=reply.responder), answer.allegation)
    answered_again.citations.update(relation="paraphrased", quote=RETOLD)
    source = answer.citations.get(quote=RETOLD, source__publisher__name="Paper P").source
    at = [row.get_absolute_url() for row in (claim, reply, source)]
    return [
        *at,
        f"{at[0]}embed/?point=1",
        f"{answered_again.response.get_absolute_url()}embed/",
        f"{at[1]}reporters/?a={source.reference}&b={other.reference}",
        f"{dossier.get_absolute_url()}matrix/",
        f"{reply.responder.get_absolute_url()}answers/",
        "/feeds/claims/",
        "/feeds/responses/",
    ]


def texts(client, address):
    """The HTML at an address; of a feed that of its entries."""
    html = client.get(address).content.decode()
    if not address.startswith("/feeds/"):
        return html
    root = ElementTree.fromstring(html)
    return "".join(one.text for one in root.iter(f"{ATOM}summary"))


def test_paraphrase_is_nowhere_a_quotation_and_stands_after_its_reporters_name(client, answer):
    for address in pages_of(answer):
        html = texts(client, address)
        assert RETOLD in html, address
        before, *_rest = html.split(RETOLD)
        assert re.search(r"<bdi[^>]*>Paper [PQ]</bdi> reports:|>Party \d+</bdi> reports:", before)
        quoted = re.findall("<blockquote.*?</blockquote>|<q>.*?</q>", html, re.DOTALL)
        assert not [one for one in quoted if RETOLD in one], address
        html = BLOCK.sub("", html)
        assert not re.search(f"[“«\"'>]{RETOLD}[”»\"']", html), address


def test_paraphrase_stands_after_the_partys_own_words_whichever_was_entered_first(client, answer):
    for address in (answer.allegation.claim.get_absolute_url(), "/feeds/claims/"):
        html = texts(client, address)
        places = [html.index(words) for words in (OWN, QUOTED, RETOLD)]
        assert places == sorted(places), address


def test_each_quote_says_for_programs_who_said_it_and_how_near_that_is(client, answer):
    html = client.get(answer.response.get_absolute_url()).content.decode()
    told = re.findall(r'data-said-by="([^"]*)" data-relation="(\w+)" data-nearness="([^"]*)"', html)
    assert told[-3:] == [
        ("Party B", "own_words", ""),
        ("Party B", "quoted", "quoted by Paper P"),
        ("Paper P", "paraphrased", "paraphrasing Party B"),
    ]


def test_source_without_a_publisher_reports_by_its_title(client, answer):
    m.Source.objects.filter(citations__quote=RETOLD).update(publisher=None, title="A page")
    html = client.get(answer.allegation.claim.get_absolute_url()).content.decode()
    assert "<bdi>A page</bdi> reports:" in html
    assert 'data-said-by="A page" data-relation="paraphrased"' in html


def test_response_is_not_said_by_the_party_where_it_is_retold(client, answer):
    reply = answer.response
    reply.citations.update(relation="paraphrased", quote="It says that all is well.")
    html = client.get(reply.get_absolute_url()).content.decode()
    whole = html.partition('class="answered whole"')[2].partition("</figure>")[0]
    assert 'class="speaker"' not in whole and "reports:" in whole
    reply.citations.update(relation="own_words")
    make.editions()
    html = client.get(reply.get_absolute_url()).content.decode()
    assert 'data-said-by="Party B"' in html


def test_event_quotes_its_source_in_the_sources_own_name(client):
    event = make.event()
    event.citations.all().delete()
    source = make.source(publisher=make.party("Paper P"))
    make.cite(event, source, quote="A camp was closed.")
    html = client.get(event.get_absolute_url()).content.decode()
    assert 'data-said-by="Paper P" data-relation="own_words"' in html


def test_every_quote_says_that_it_was_not_checked_and_about_explains_it(client, answer):
    for address in pages_of(answer):
        html = texts(client, address)
        quotes = html.count('data-relation="')
        unquoted = html.count("Cited without words.") + len(
            re.findall(r"<figure[^>]*>\s*<figcaption>", html)
        )
        assert html.count("Not checked: no copy of the source is kept.") == quotes - unquoted, (
            address
        )
    assert 'id="kept-copies"' in client.get("/about/").content.decode()


def test_point_without_a_passage_says_so_also_where_a_source_is_named(client, answer):
    point, words = answer.allegation, "No passage is quoted for this point."
    claim, reply = point.claim.get_absolute_url(), answer.response.get_absolute_url()
    at = (claim, reply, f"{claim}embed/", f"{reply}embed/", "/feeds/claims/")
    assert not [one for one in at if words in texts(client, one)]
    point.citations.update(quote="")
    assert [one for one in at if words not in texts(client, one)] == []
    point.citations.all().delete()
    assert [one for one in at if words not in texts(client, one)] == []


def test_answer_without_a_passage_says_so(client, answer):
    words = "No passage is quoted for this answer."
    address = answer.allegation.claim.get_absolute_url()
    assert words not in client.get(address).content.decode()
    answer.citations.update(quote="")
    assert words in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("prefix", "order"),
    [
        ("", "en ar ckb kmr"),
        ("/ar", "ar en ckb kmr"),
        ("/ckb", "ckb kmr en ar"),
        ("/kmr", "kmr ckb en ar"),
    ],
)
def test_reader_finds_quotations_in_their_language_first(client, prefix, order):
    claim = make.claim()
    point = claim.allegations.get()
    point.citations.update(quote="Words in en.")
    source = point.citations.get().source
    for language in ("ar", "ckb", "kmr"):
        make.cite(point, source, quote=f"Words in {language}.", language=language)
    make.cite(point, source, quote="Retold in ar.", language="ar", relation="paraphrased")
    html = client.get(f"{prefix}{claim.get_absolute_url()}").content.decode()
    said = html.partition('<section class="said"')[2]
    assert re.findall(r"(?:Words|Retold) in (\w+)\.", said)[:5] == [*order.split(), "ar"]


def test_card_says_who_quotes_and_never_shows_a_paraphrase(answer):
    card = text_of(claim_card(answer.allegation.claim))
    assert (
        f"“{OWN}”" in card
        and "No quote here is checked against a kept copy of its source yet." in card
    )
    answer.citations.filter(quote=OWN).delete()
    assert f"“{QUOTED}” quoted by Paper P" in text_of(claim_card(answer.allegation.claim))
    answer.citations.filter(quote=QUOTED).delete()
    assert RETOLD not in text_of(claim_card(answer.allegation.claim))


def test_program_cannot_take_a_paraphrase_for_the_partys_words(client, answer):
    point = block(client, answer.allegation.claim.get_absolute_url())["hasPart"][0]
    own, quoted, retold = point["answer"][0]["citation"]
    assert (own["text"], own["@type"], own["relation"]) == (OWN, "Quotation", "own_words")
    assert quoted["spokenByCharacter"] == own["spokenByCharacter"]
    assert quoted["quotedBy"] == retold["creator"]
    assert (retold["text"], retold["@type"]) == (RETOLD, "CreativeWork")
    assert "spokenByCharacter" not in retold
    assert retold["paraphraseOf"] == own["spokenByCharacter"]
    assert {one["keptCopy"] for one in (own, quoted, retold)} == {"not checked"}


def test_files_say_whose_words_they_hold(client, answer):
    (reply,) = rows(client, "/responses/", "json")
    assert [(one["relation"], one["said_by"]) for one in reply["answers"][0]["quotes"]] == [
        ("own_words", "Party B"),
        ("quoted", "Party B"),
        ("paraphrased", "Paper P"),
    ]
    retold = reply["answers"][0]["quotes"][2]
    assert (retold["quote"], retold["paraphrase"]) == ("", RETOLD)
    for form in ("csv", "xlsx"):
        (row,) = rows(client, "/responses/", form)
        assert row["words"] == "own_words; quoted; paraphrased"
    (claim,) = rows(client, "/claims/", "json")
    (point,) = claim["allegations"]
    assert [one["said_by"] for one in point["quotes"]] == ["Party A"]
    assert [one["relation"] for one in point["answers"][0]["quotes"]][-1] == "paraphrased"


def test_found_piece_of_a_paraphrase_says_that_others_report_it(client, answer):
    words = "As others report it:"
    html = client.get("/claims/?q=denied").content.decode()
    assert words in html and "<mark>denied</mark> all of it." in html
    html = client.get("/claims/?q=nobody").content.decode()
    assert words not in html and "<mark>Nobody</mark> of ours" in html


def test_past_page_tells_whose_words_they_were(client, answer):
    make.ledger()
    address = answer.allegation.claim.get_absolute_url()
    now = client.get(address).content.decode()
    then = client.get(f"{address}?revision=1").content.decode()
    for html in (now, then):
        assert "<bdi>Paper P</bdi> reports:" in html
        assert json.dumps(RETOLD) in html, "also in the linked data"


# --- Figures --------------------------------------------------------------------------------------


def shown(client, event):
    html = client.get(event.get_absolute_url()).content.decode()
    cells = re.findall(r'data-label="Whose figure"><span>(.*?)</span>', html, re.DOTALL)
    return [re.sub("<[^>]+>", "", cell).strip() for cell in cells]


@pytest.mark.parametrize(
    ("kind", "of", "relation", "is_own", "authors", "words"),
    [
        ("organisation", "report", "own_words", True, "", "first-hand"),
        ("organisation", "report", "own_words", False, "Reporter D; Party R", "first-hand"),
        ("media", "dataset", "own_words", True, "", "first-hand"),
        ("media", "news", "own_words", True, "", "as reported by Party R, its source not given"),
        ("media", "news", "paraphrased", True, "", "as reported by Party R, its source not given"),
        ("organisation", "news", "paraphrased", False, "", "as reported by Paper P"),
        ("organisation", "news", "quoted", False, "", "quoted by Paper P"),
        (
            "organisation",
            "news",
            "own_words",
            False,
            "",
            "its own figure, as republished by Paper P",
        ),
    ],
)
def test_figure_is_first_hand_only_where_its_reporter_counted(
    client, kind, of, relation, is_own, authors, words
):
    event = make.event()
    reporter = make.party("Party R", kind=kind)
    figure = make.figure(event, reporter=reporter)
    figure.citations.all().delete()
    publisher = reporter if is_own else make.party("Paper P")
    source = make.source(publisher=publisher, kind=of, authors=authors)
    make.cite(figure, source, relation=relation)
    assert shown(client, event) == [words]
    assert words in re.sub("<[^>]+>", "", client.get(reporter.get_absolute_url()).content.decode())


def test_body_that_publishes_the_figure_of_a_member_did_not_count_it(client):
    event, body = make.event(), make.party("Body B")
    member = make.party("Office O")
    m.Membership.objects.create(member=member, body=body)
    figure = make.figure(event, reporter=member)
    figure.citations.update(source=make.source(publisher=body))
    assert shown(client, event) == ["its own figure, as republished by Body B"]


def test_passage_of_a_newspapers_figure_is_not_its_own_statement(client):
    paper = make.party("Paper P", kind="media")
    figure = make.figure(make.event(), reporter=paper)
    source = make.source(publisher=paper, kind="news")
    figure.citations.update(source=source)
    html = client.get(source.get_absolute_url()).content.decode()
    assert "as reported by <bdi>Paper P</bdi>, its source not given" in html
    assert "first-hand" not in html


def test_words_of_a_point_are_those_of_the_claimants_that_say_it(client):
    claim = make.claim(claimant=make.party("Party A"))
    other = make.party("Party C")
    m.ClaimClaimant.objects.create(claim=claim, party=other, position=1)
    point = claim.allegations.get()
    m.AllegationClaimant.objects.create(allegation=point, party=other)
    html = client.get(claim.get_absolute_url()).content.decode()
    assert 'data-said-by="Party C"' in html
    assert 'data-said-by="Party A' not in html
