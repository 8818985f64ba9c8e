"""The citations of a source as Web Annotations: their shape, their pages, what is never in them."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.capture.quoting import ALTERED, PASSAGE, TEXT, kept
from tests.public.hidden import DRAFT
from tracker.capture.checking import check_source
from tracker.edition import annotated
from tracker.editorial.telling import tell_due
from tracker.record import models as m

pytestmark = pytest.mark.django_db
HERE = "http://127.0.0.1:8000"
EXAMPLES = Path(__file__).resolve().parents[3] / "shared/corpora/web-annotation"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# What the standard has no words for; each is defined by the context.
OWN = {"sha256", "textSha256", "keptCopy", "locator"}


@pytest.fixture
def source(db):
    return make.source(url="https://example.org/report")


def cited(source, quote=PASSAGE, claim=None, **given):
    claim = claim or make.claim()
    return make.cite(claim.allegations.get(), source, quote=quote, **given)


def found_out(source, *text):
    copy = kept(source, *text)
    check_source(source)
    tell_due()
    return copy


def address(source):
    return f"{source.get_absolute_url()}annotations.jsonld"


def told(client, source, query=""):
    response = client.get(f"{address(source)}{query}")
    assert response.status_code == 200
    return json.loads(response.content)


def items(collection):
    return {one["id"].partition("#citation-")[2]: one for one in collection["first"]["items"]}


def test_quote_is_annotated_at_its_place_in_the_copy_with_what_it_is_cited_for(client, source):
    row = cited(source, locator="p. 3")
    make.ledger()
    copy = found_out(source)
    start = TEXT.index(PASSAGE[:-1])
    (one,) = items(told(client, source)).values()
    by_words, by_position = one["target"]["selector"]
    where = TEXT[by_position["start"] : by_position["end"]]
    assert by_words["exact"] == where and by_position["start"] == start
    assert TEXT[:start].endswith(by_words["prefix"]) and len(by_words["prefix"]) > 10
    assert TEXT[by_position["end"] :].startswith(by_words["suffix"]) and by_words["suffix"]
    assert one["target"]["source"] == "https://example.org/report"
    state = one["target"]["state"]
    assert (state["sourceDate"], state["sha256"]) == ("2024-05-03T12:00:00Z", copy.sha256)
    point = row.allegation
    assert one["body"]["id"] == f"{HERE}{point.get_absolute_url()}"
    assert (one["motivation"], one["locator"]) == ("linking", "p. 3")
    assert one["keptCopy"] == "found word for word"


def test_quote_without_a_place_has_its_own_words_and_says_that_it_is_not_found(client, source):
    lost = cited(source, ALTERED["number"], prefix="spring.", suffix="It asked")
    pointed = cited(source, "")
    make.ledger()
    found_out(source)
    collection = told(client, source)
    each = items(collection)
    assert collection["total"] == len(each) == 2
    assert each[str(lost.pk)]["target"]["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": ALTERED["number"],
            "prefix": "spring.",
            "suffix": "It asked",
        }
    ]
    assert each[str(lost.pk)]["keptCopy"] == "not found"
    bare = each[str(pointed.pk)]
    assert "keptCopy" not in bare and {"selector", "state"}.isdisjoint(bare["target"])


def test_source_without_an_address_is_named_by_its_page(client):
    source = make.source(url="", supplied_as_text=True)
    row = make.cite(make.claim(), source)
    make.figure(row.claim.allegations.get(), reporter=row.claim.claimants.get())
    (one,) = items(told(client, source)).values()
    assert one["target"]["source"] == f"{HERE}{source.get_absolute_url()}"


def test_figure_leads_to_the_point_that_tells_it(client, source):
    point = make.claim().allegations.get()
    make.cite(make.figure(point, reporter=point.claim.claimants.get()), source)
    bodies = {one["body"]["id"] for one in items(told(client, source)).values()}
    assert bodies == {f"{HERE}{point.get_absolute_url()}"}


def shapes():
    """Type → its keys, in the examples of the Recommendation."""
    found = {}
    for path in EXAMPLES.glob("*.json"):
        for one in nodes(json.loads(path.read_text(encoding="utf-8"))):
            found.setdefault(one["type"], set()).update(one)
    return found


def nodes(data):
    for one in data.values() if isinstance(data, dict) else data:
        if isinstance(one, dict | list):
            yield from nodes(one)
    if isinstance(data, dict) and isinstance(data.get("type"), str):
        yield data


@pytest.mark.skipif(not EXAMPLES.exists(), reason="not beside this checkout: web-annotation")
def test_shape_is_that_of_the_recommendation(client, source):
    known = shapes()
    known["SpecificResource"] |= {"source", "selector", "state"}
    known["TimeState"] |= {"sourceDate"}
    # No example has more than one page, which the standard describes (5.2).
    known["AnnotationCollection"] |= {"last"}
    known["AnnotationPage"] |= {"partOf", "next", "prev"}
    cited(source)
    cited(source, "Not in it at all.")
    make.ledger()
    found_out(source)
    for query in ("", "?page=1"):
        made = told(client, source, query)
        first, own = made["@context"]
        assert first == CONTEXT and set(own) == OWN
        for one in nodes({key: value for key, value in made.items() if key != "@context"}):
            assert set(one) - OWN - {"@context"} <= known[one["type"]], one
    assert client.get(address(source))["Content-Type"] == (
        f'application/ld+json; profile="{CONTEXT}"'
    )


def test_pages_lead_to_each_other_and_have_every_citation_once(client, source, monkeypatch):
    monkeypatch.setattr(annotated, "RECORDS_AT_ONCE", 2)
    rows = {str(cited(source).pk) for _ in range(5)}
    collection = told(client, source)
    assert "total" not in collection, "not known without reading all of them"
    assert collection["first"]["id"] == f"{HERE}{address(source)}?page=1"
    assert collection["last"] == f"{HERE}{address(source)}?page=3"
    found, page = dict(items(collection)), collection["first"]
    while "next" in page:
        before, page = page, json.loads(client.get(page["next"].removeprefix(HERE)).content)
        assert page["prev"] == before["id"] and page["partOf"]["id"] == collection["id"]
        assert found.keys().isdisjoint(items({"first": page}))
        found |= items({"first": page})
    assert found.keys() == rows
    for wrong in ("0", "4", "x", "1&page=2"):
        assert client.get(f"{address(source)}?page={wrong}").status_code == 400


def test_page_of_a_source_leads_to_it_and_its_stamp_follows_what_is_found_out(client, source):
    cited(source)
    make.ledger()
    html = client.get(source.get_absolute_url()).content.decode()
    assert f'<link rel="alternate" type=\'application/ld+json;profile="{CONTEXT}"\'' in html
    assert html.count(address(source)) == 2
    tag = client.get(address(source))["ETag"]
    again = {"HTTP_IF_NONE_MATCH": tag}
    assert client.get(address(source), **again).status_code == 304
    found_out(source)
    assert client.get(address(source), **again).status_code == 200


def test_nothing_of_drafts_or_of_secret_sources_is_in_it(client, source):
    public = cited(source)
    cited(source, "Words of zqdraft.", make.claim(**DRAFT))
    secret = make.source(confidential=True)
    cited(secret, "Words of zqsecret.", public.allegation.claim)
    drafted = make.source()
    make.cite(make.claim(**DRAFT), drafted)
    make.ledger()
    for one in (source, secret):
        found_out(one)
    assert items(told(client, source)).keys() == {str(public.pk)}
    text = client.get(address(source)).content.decode()
    assert "zq" not in text and secret.reference not in text
    for hidden in (secret, drafted):
        assert client.get(address(hidden)).status_code == 404
    assert client.get("/sources/S-1999-0001/annotations.jsonld").status_code == 404


def test_page_asks_as_often_for_many_citations_as_for_few(client, source):
    def grow(number):
        for _ in range(number):
            claim = make.claim(allegations=2)
            make.cite(claim, source)
            for point in claim.allegations.all():
                make.cite(make.answer(make.response(claim), point), source)
        client.get(address(source))
        with CaptureQueriesContext(connection) as asked:
            told(client, source)
        return len(asked)

    few = grow(2)
    assert few <= 16
    assert grow(6) == few
    assert m.Citation.objects.filter(source=source).count() == 24
