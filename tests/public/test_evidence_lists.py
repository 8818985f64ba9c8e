"""Lists and statistics by whether quotes are in kept copies; they follow what programs find out."""

import csv
import io
from io import StringIO

import pytest
from django.core.management import call_command

from tests import factories as make
from tests.capture.quoting import ALTERED, PASSAGE, kept
from tests.public.hidden import DRAFT
from tests.public.test_facets import facets, total
from tests.public.test_statistics import counted, page
from tracker.capture.checking import check_source
from tracker.capture.models import Capture
from tracker.editorial.changes import change
from tracker.editorial.telling import tell, tell_due
from tracker.ledger.models import Entry
from tracker.search.models import Write

pytestmark = pytest.mark.django_db
EVERY = ("word_for_word", "differences", "not_found", "cannot", "not_checked")


@pytest.fixture
def source(db):
    return make.source()


def quoting(source, quote=PASSAGE, **given):
    """A claim whose point has this quote, beside one from a source of which nothing is kept."""
    claim = make.claim(**given)
    make.cite(claim.allegations.get(), source, quote=quote)
    return claim


def found_out(source, *text):
    copy = kept(source, *text)
    check_source(source)
    tell_due()
    return copy


def evidence(client, address="/claims/"):
    return facets(client, address).get("evidence")


def agrees():
    said = StringIO()
    call_command("rebuild_search", check=True, stdout=said)
    return said.getvalue()


def test_claim_counts_under_the_state_of_each_of_its_quotes(client, source):
    quoting(source)
    quoting(source, ALTERED["number"])
    make.ledger()
    make.index()
    assert evidence(client) == {"not_checked": 2}
    found_out(source)
    assert evidence(client) == {"word_for_word": 1, "not_found": 1, "not_checked": 2}
    assert total(client, "/claims/?evidence=not_found&evidence=word_for_word") == 2
    agrees()


def test_quote_of_an_answer_counts_for_the_response_and_for_the_claim(client, source):
    claim = make.claim()
    answer = make.answer(make.response(claim), claim.allegations.get(), quote="")
    make.cite(answer, source, quote=PASSAGE)
    make.ledger()
    make.index()
    found_out(source)
    assert evidence(client, "/responses/") == {"word_for_word": 1}
    assert evidence(client) == {"word_for_word": 1, "not_checked": 1}
    agrees()


def test_list_follows_a_copy_given_at_the_desk_and_a_change_of_the_words(client, source):
    claim = quoting(source)
    make.ledger()
    make.index()
    kept(source)
    check_source(source)
    tell([source.reference])
    assert evidence(client) == {"word_for_word": 1, "not_checked": 1}
    with change(None, Entry.Action.CHANGED) as door:
        claim.allegations.get().citations.filter(source=source).update(quote=ALTERED["name"])
        door.touch(claim)
    assert evidence(client) == {"not_found": 1, "not_checked": 1}
    agrees()


def test_what_changes_no_state_writes_nothing_to_the_index(client, source):
    quoting(source)
    make.ledger()
    make.index()
    found_out(source)
    before = Write.objects.count()
    found_out(source, "Another text that has nothing of it.")
    assert Capture.objects.count() == 2 and Write.objects.count() == before


def test_drafts_and_secret_sources_count_nowhere(client, source):
    secret = make.source(confidential=True)
    claim = quoting(secret)
    quoting(source, **DRAFT)
    make.ledger()
    make.index()
    for one in (source, secret):
        found_out(one)
    assert evidence(client) == {"not_checked": 1}
    make.edited(secret, confidential=False)
    assert evidence(client) == {"word_for_word": 1, "not_checked": 1}
    agrees()
    make.edited(secret, confidential=True)
    assert evidence(client) == {"not_checked": 1} and claim.pk
    agrees()


def test_unknown_state_is_refused_with_what_it_may_be(client):
    answer = client.get("/claims/?evidence=proven")
    assert answer.status_code == 400
    assert all(state in answer.content.decode() for state in EVERY)


def test_statistics_count_quotes_of_both_sides_and_list_them(client, source):
    claim = quoting(source)
    make.cite(claim, source, quote=PASSAGE)
    answer = make.answer(make.response(claim), claim.allegations.get(), quote="")
    make.cite(answer, source, quote=ALTERED["name"])
    make.ledger()
    make.index()
    found_out(source)
    html = page(client)
    alleged, answered = counted(html, "quotes").values()
    assert [said for said, _bar in alleged.values()] == ["1 of 2", "0 of 2"] + ["0 of 2"] * 2 + [
        "1 of 2"
    ]
    assert answered["not found"] == ("1 of 1", None)
    assert "/claims/?evidence=not_found" in html.replace("&amp;", "&")
    answer = client.get("/statistics/?table=quotes&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [(one["response"] != "", one["state"]) for one in rows] == [
        (False, "word_for_word"),
        (False, "not_checked"),
        (True, "not_found"),
    ]
