"""Linked data: every page says in schema.org's terms what it says in words, and no more."""

import json
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pyshacl import validate
from rdflib import RDF, XSD, Graph, Literal, URIRef

from tests import factories as make
from tests.capture.quoting import kept
from tests.public import hidden, vocabulary
from tests.public.conftest import SITE
from tests.public.crawl import LISTS, NOUNS, unmarked
from tests.public.vocabulary import SCHEMA, block, last_part
from tracker.capture.checking import check_source
from tracker.capture.models import Capture
from tracker.editorial.telling import tell_due
from tracker.public.machines.linked.terms import TERMS
from tracker.record import models as m

pytestmark = [
    pytest.mark.django_db,
    # rdflib reads JSON-LD with a class of its own that it has deprecated.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

HERE = "http://127.0.0.1:8000"
OWN = f"{HERE}/about/#term-"
# How schema.org marks which part of an address a searcher fills in; a mark, not a property.
MARKS = {"query-input"}
# Not in the shapes, which are older; the release of the corpus has the one, and not the type that
# the other is of (https://schema.org/sha256, of a MediaObject).
NEWER = {"archivedAt", "sha256"}
# Told in `annotations.jsonld` alone.
OF_ANNOTATIONS = {"textSha256"}
VERDICTS = ("ClaimReview", "Rating", "reviewRating", "claimReviewed", "itemReviewed")


def full_world():
    """A dispute with something in every property that linked data has."""
    world = make.whole_dispute()
    claim, point = world["claim"], world["claim"].allegations.first()
    quoted = {"quote": "لم نفعل ذلك", "language": "ar", "translator": "Translator T"}
    older = make.source(published_on="2024-03-01", archive_url="https://example.org/kept")
    first = make.cite(point, older, translation="We did not", locator="p. 3", **quoted)
    make.cite(point, quote="We did not", version_of=first, version_kind="translation")
    make.cite(world["response"].answers.first(), relation="quoted", quote="We never did.")
    make.cite(world["response"].answers.first(), relation="paraphrased")
    m.Allegation.objects.filter(pk=point.pk).update(
        period="2019/2024", characterisation="likely a crime"
    )
    m.Place.objects.filter(pk=world["place"].pk).update(
        latitude=Decimal("36.37556"), longitude=Decimal("41.14861"), precision="town"
    )
    make.answer(make.response(claim, responder=make.party("Party F")), point)
    m.Response.objects.update(first_reported_on="2024-04-30")
    m.Source.objects.filter(pk=world["source"].pk).update(published_on="2024-04~")
    m.Request.objects.update(due_on="", made_in=world["response"])
    asked = m.Request.objects.get()
    given = {"request": asked, "is_their_wish": True}
    m.RequestStep.objects.create(
        kind="extended", happened_on="2024-04-20", due_before="2024-05", due_on="2024-06", **given
    )
    m.RequestStep.objects.create(
        kind="paused", happened_on="2024-05-02", due_before="2024-06", **given
    )
    m.Party.objects.filter(pk=world["party"].pk).update(
        website="https://example.org/", wikidata_id="Q42", description="A body."
    )
    m.PartyName.objects.create(party=world["party"], name="الطرف أ", language="ar")
    m.Membership.objects.create(member=world["party"], body=claim.accused.get())
    for noun in {*m.Correction.TARGETS} - {"claim"}:
        make.correction(**{noun: world[noun]}, of_revision=1)
    make.ledger()
    kept(world["source"], "So it was. They did it. So it ends.")
    check_source(world["source"])
    tell_due()
    return world


def addresses(world):
    found = [world[noun].get_absolute_url() for noun in NOUNS]
    found += [reverse(name) for name in ("front", "about", "changes", "ledger", *LISTS)]
    matrix = f"{world['dossier'].get_absolute_url()}matrix/"
    history = f"{world['claim'].get_absolute_url()}history/"
    return [*found, matrix, history, f"/ar{world['claim'].get_absolute_url()}"]


def as_graph(*documents):
    graph = Graph()
    for document in documents:
        graph.parse(data=json.dumps(document), format="json-ld")
    return graph


def schema(name):
    return URIRef(SCHEMA + name)


def types_of(graph):
    found = {}
    for node, kind in graph.subject_objects(RDF.type):
        found.setdefault(node, set()).add(last_part(kind))
    return found


def nodes_in(data):
    if isinstance(data, dict):
        yield data
    for value in data.values() if isinstance(data, dict) else data:
        if isinstance(value, dict | list):
            yield from nodes_in(value)


@pytest.fixture
def world():
    return full_world()


KEPT = {}


@pytest.fixture
def documents(db):
    """Address → the linked data of its page, for every kind of page; made once for all tests."""
    if not KEPT:
        client = Client()
        KEPT.update({one: block(client, one) for one in addresses(full_world())})
    return KEPT


def faults_of(graph, known, judged):
    """What the terms of a graph do that `known` does not allow; `judged` holds nodes and terms."""
    kinds = types_of(graph)
    pairs = {(node, str(term)) for node, term, _value in graph if str(term).startswith(SCHEMA)}
    names = {(node, last_part(term)) for node, term in pairs}
    found = {known.faults(kinds.get(node, ()), name) for node, name in names if judged(node, name)}
    return found - {""}


def test_every_page_has_one_block_that_needs_no_network(documents):
    for address, document in documents.items():
        assert isinstance(document["@context"], dict), address
        assert len(as_graph(document)) > 3, address
        assert not [one for one in nodes_in(document) if "@context" in one][1:]


def test_request_tells_what_happened_since_it_was_sent(documents):
    (request,) = [one for address, one in documents.items() if address.startswith("/requests/Q")]
    assert request["pausedSince"] == "2024-05-02"
    first, second = request["step"]
    assert (first["stepKind"], first["startDate"]) == ("extended", "2024-04-20")
    assert (first["dueBefore"], first["due"]) == ("2024-05", "2024-06")
    assert first["askedForBy"] == {"@id": request["recipient"]["@id"]}
    assert "paused" in second["name"] and "due" not in second


def test_only_terms_of_schema_org_in_their_places_and_our_documented_ones(client, documents):
    shapes = vocabulary.shapes()
    known = vocabulary.of_shapes(shapes)
    graph = as_graph(*documents.values())
    assert {kind for kinds in types_of(graph).values() for kind in kinds} <= set(known.above)
    assert faults_of(graph, known, lambda _node, name: name not in NEWER | MARKS) == set()
    own = {str(term) for term in graph.predicates() if not str(term).startswith(SCHEMA)}
    assert own - {str(RDF.type)} == {OWN + name for name in TERMS if name not in OF_ANNOTATIONS}
    html = client.get("/about/").content.decode()
    assert [name for name in TERMS if f'<div id="term-{name}">' not in html] == []
    conforms, _graph, said = validate(typed(graph), shacl_graph=shapes, ont_graph=shapes)
    assert conforms, said


def typed(graph):
    """The graph as the shapes want it: their own http addresses, and XSD for schema.org's types."""
    xsd = {schema("Date"): XSD.date, schema("DateTime"): XSD.dateTime}
    found = Graph()
    for triple in graph:
        found.add(tuple(_typed(term, xsd) for term in triple))
    return found


def _typed(term, xsd):
    if isinstance(term, URIRef):
        return URIRef(str(term).replace(SCHEMA, "http://schema.org/"))
    if isinstance(term, Literal) and term.datatype in xsd:
        padded = f"{term}-01-01"[:10] if term.datatype == schema("Date") else str(term)
        return Literal(padded, datatype=xsd[term.datatype])
    if isinstance(term, Literal) and term.datatype == XSD.double:
        return Literal(str(term), datatype=XSD.float)
    return term


def test_terms_stand_where_the_newest_release_has_them(documents):
    known = vocabulary.of_release()
    if known is None:
        pytest.skip("schema.org's terms are not beside this checkout")
    graph = as_graph(*documents.values())
    kinds = types_of(graph)
    # The corpus holds the terms of a few types; nodes of others are judged by the shapes alone.
    judged = {node for node, found in kinds.items() if found <= set(known.above)}
    assert len(judged) > 30
    assert faults_of(graph, known, lambda node, name: node in judged and name not in MARKS) == set()


def test_record_answers_with_what_its_page_holds(client, world):
    for noun in NOUNS:
        page = world[noun].get_absolute_url()
        response = client.get(page, {"format": "jsonld"})
        assert response["Content-Type"] == "application/ld+json"
        assert response["X-Robots-Tag"] == "noindex"
        assert json.loads(response.content) == block(client, page), noun


def test_allegation_never_stands_without_its_answers_or_its_silence(documents):
    seen = 0
    for address, document in documents.items():
        graph = as_graph(document)
        points = [
            node
            for node in graph.subjects(RDF.type, schema("Claim"))
            if "#allegation-" in str(node) and (node, schema("text"), None) in graph
        ]
        seen += len(points)
        for point in points:
            assert (point, URIRef(f"{OWN}answer"), None) in graph or (
                point,
                URIRef(f"{OWN}silence"),
                None,
            ) in graph, (address, point)
    assert seen > 5


def test_both_sides_have_their_words_their_speakers_and_their_sources(client, world):
    document = block(client, world["claim"].get_absolute_url())
    point = document["hasPart"][0]
    (answer,) = point["answer"]
    assert point["citation"][0]["text"] == "They did it."
    assert answer["citation"][0]["text"] == "We did not."
    for said, speaker in ((point, world["party"]), (answer, world["response"].responder)):
        quote = said["citation"][0]
        assert quote["@type"] == "Quotation" and quote["isPartOf"]["@id"]
        assert f"{HERE}{speaker.get_absolute_url()}" in [
            one["@id"] for one in quote["spokenByCharacter"]
        ]
    assert [one["termCode"] for one in answer["stance"]] == ["literal-denial"]
    own, quoted, retold = answer["citation"]
    assert (own["relation"], own["@type"], own["keptCopy"]) == (
        *("own_words", "Quotation"),
        "not checked",
    )
    assert quoted["spokenByCharacter"] and quoted["quotedBy"]
    assert (retold["@type"], retold["relation"]) == ("CreativeWork", "paraphrased")
    assert "spokenByCharacter" not in retold, "another's words, not the responder's"
    assert retold["creator"] and retold["creator"] != own["spokenByCharacter"][0]
    graph = as_graph(document)
    first = graph.value(URIRef(point["@id"]), schema("firstAppearance"))
    assert str(graph.value(first, schema("archivedAt"))) == "https://example.org/kept"
    quoted = point["citation"][1]
    assert (quoted["inLanguage"], quoted["workTranslation"]["text"]) == ("ar", "We did not")


def test_oldest_source_is_no_first_appearance_where_it_retells_another(client):
    claim = make.claim()
    older = make.source(published_on="2024-01-01")
    make.cite(claim.allegations.get(), older)
    told = block(client, claim.get_absolute_url())["hasPart"][0]
    assert told["firstAppearance"]["@id"].endswith(f"/{older.reference}/")
    retold = make.source(published_on="2023-12-01")
    m.Source.objects.filter(pk=older.pk).update(derived_from=retold)
    assert "firstAppearance" not in block(client, claim.get_absolute_url())["hasPart"][0]


def test_silence_is_the_sentence_of_the_page_in_its_language(client, world):
    make.look(world["claim"], looked_on="2024-05-02", where="the website of Party B")
    for prefix in ("", "/ar"):
        page = f"{prefix}{world['claim'].get_absolute_url()}"
        (silence,) = block(client, page)["hasPart"][1]["silence"]
        assert f"<p>{silence}</p>" in unmarked(client.get(page).content.decode())


def test_addresses_have_no_language_and_answers_one_name_on_both_pages(client, world):
    claim = as_graph(block(client, f"/ar{world['claim'].get_absolute_url()}"))
    reply = as_graph(block(client, world["response"].get_absolute_url()))
    answer = URIRef(f"{HERE}{world['response'].answers.first().get_absolute_url()}")
    for graph in (claim, reply):
        assert (answer, URIRef(f"{OWN}answers"), None) in graph
        assert not [node for node in graph.all_nodes() if str(node).startswith(f"{HERE}/ar/")]


def test_nothing_says_who_is_right(documents):
    told = json.dumps(list(documents.values()))
    assert [word for word in VERDICTS if f'"{word}' in told] == []


def test_pages_that_are_not_there_say_nothing_of_themselves(client):
    draft = make.whole_dispute(**hidden.DRAFT)["claim"]
    for address in (draft.get_absolute_url(), "/never/was/", "/claims/?sort=x"):
        assert "application/ld+json" not in client.get(address).content.decode()
    assert client.get(draft.get_absolute_url(), {"format": "jsonld"}).status_code == 404


def test_nothing_hidden_is_in_linked_data(client):
    public, unpublished, unseen = hidden.record_with_secrets(hidden.DRAFT)
    make.ledger()
    keys = [model.objects.get(pk=key) for model, key in unseen if hasattr(model, "reference")]
    secrets = [hidden.CANARY, hidden.YEAR, *(row.reference for row in keys)]
    for noun in NOUNS:
        response = client.get(public[noun].get_absolute_url(), {"format": "jsonld"})
        text = response.content.decode()
        assert [secret for secret in secrets if secret in text] == [], noun
        hidden_page = type(public[noun]).objects.get(pk=unpublished[noun].pk).get_absolute_url()
        assert client.get(hidden_page, {"format": "jsonld"}).status_code == 404


@pytest.mark.browser
def test_browser_takes_the_block_for_data_and_refuses_nothing(windows, world):
    page, said = windows(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(f"Content Security {error}"))
    page.goto(SITE + world["claim"].get_absolute_url())
    text = page.locator("script[type='application/ld+json']").text_content()
    assert json.loads(text)["@type"] == "Claim"
    assert [words for words in said if "Content Security" in words] == []
    assert windows.foreign == []


def test_copies_are_told_as_files_and_quotes_name_the_one_they_are_in(client, world):
    page = world["source"].get_absolute_url()
    copy = Capture.objects.get()
    (told,) = block(client, page)["encoding"]
    assert told == {
        "@type": "MediaObject",
        "@id": f"{HERE}{page}#copy-{copy.pk}",
        "sha256": copy.sha256,
        "dateCreated": {"@type": "DateTime", "@value": "2024-05-03T12:00:00Z"},
        "contentSize": f"{copy.size} B",
        "encodingFormat": "text/plain",
    }
    quoted = block(client, world["claim"].get_absolute_url())["hasPart"][0]["citation"][0]
    assert quoted["keptCopy"] == "found word for word"
    assert (quoted["isBasedOn"]["@id"], quoted["isBasedOn"]["sha256"]) == (
        told["@id"],
        copy.sha256,
    )
    arabic = block(client, f"/ar{world['claim'].get_absolute_url()}")["hasPart"][0]["citation"]
    states = {one["text"]: one["keptCopy"] for one in arabic}
    assert states["They did it."] == "found word for word", "data has no language"
    lines = client.get("/claims/?format=json").getvalue().splitlines()
    rows = {row["reference"]: row for row in map(json.loads, lines)}
    point = rows[world["claim"].reference]["allegations"][0]
    kept_copies = {one["quote"]: one["kept_copy"] for one in point["quotes"]}
    assert kept_copies["They did it."] == "found word for word"
    assert kept_copies["لم نفعل ذلك"] == "not checked"


def test_correction_and_revision_are_told(client, world):
    document = block(client, world["claim"].get_absolute_url())
    (correction,) = document["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert correction["dateCreated"] == timezone.localdate().isoformat()
    assert document["mainEntityOfPage"]["version"] == "1"
