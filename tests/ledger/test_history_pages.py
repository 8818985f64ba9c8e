"""What readers see of the past: what changed, any earlier state, two states side by side."""

from datetime import timedelta
from html import unescape
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from tests.conftest import THOROUGH
from tracker.edition.models import Edition
from tracker.edition.publishing import advance
from tracker.editorial.workflow import make_move
from tracker.ledger.entries import size
from tracker.ledger.erasing import erase, found_in
from tracker.ledger.models import Checkpoint, Entry
from tracker.record import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    row = make.claim(
        title="Party A alleges a thing",
        claimant=make.party("Party A"),
        accused=make.party("Party B"),
    )
    make.ledger()
    return row


def page(client, record, query="", part=""):
    response = client.get(f"{record.get_absolute_url()}{part}{query}")
    return response, response.content.decode()


def test_record_page_leads_to_its_history(client, claim):
    _response, html = page(client, claim)
    assert f'href="{claim.get_absolute_url()}history/"' in html
    assert "This is revision 1" in html


def test_change_is_shown_with_old_and_new_and_why(client, claim, publisher):
    make.edited(claim, "It was misheard.", publisher, title="Party A alleges another thing")
    _response, html = page(client, claim, part="history/")
    assert "<del>a</del> thing" in html
    assert "<ins>another</ins> thing" in html
    assert "It was misheard." in html
    assert publisher.username not in html
    assert html.index("Revision 2") < html.index("Revision 1")


@pytest.mark.database
def test_parties_in_a_change_are_called_as_they_were_published(client, claim):
    other = make.party("Party C")
    make.ledger()
    m.ClaimAccused.objects.create(claim=claim, party=other)
    make.edited(claim)
    make.editions()
    edition = Edition.objects.standing().get(key=f"party/{other.pk}")
    edition.document = edition.document.replace("Party C", "As published")
    edition.save(update_fields=["document"])
    _response, html = page(client, claim, part="history/")
    assert f'<a href="{other.get_absolute_url()}"><bdi>As published</bdi></a>' in html


def test_draft_revisions_are_not_among_those_of_readers(client, publisher):
    row = make.claim(claimant=make.party("Party A"), status="draft", published_at=None)
    make.ledger()
    make.edited(row, title="Party A alleges a thing in a draft")
    make.edited(row, title="Party A alleges a thing")
    for name in ("submit", "publish"):
        make_move(row, name, publisher)
    _response, html = page(client, row, part="history/")
    assert "in a draft" not in html
    assert "First published version." in html
    assert page(client, row, "?revision=2")[0].status_code == 404
    assert page(client, row, "?revision=5")[0].status_code == 200


def test_earlier_revision_shows_the_words_of_then_and_says_so(client, claim):
    make.edited(claim, title="Party A alleges another thing")
    response, html = page(client, claim, "?revision=1")
    assert '<h1 lang="en" dir="auto">Party A alleges a thing</h1>' in html
    assert "An earlier state: revision 1" in html
    assert "It was changed once since then." in html
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert 'content="noindex"' in html


def test_state_of_a_day_is_that_of_its_end(client, claim):
    make.edited(claim, title="Party A alleges another thing")
    _response, html = page(client, claim, f"?as_of={timezone.localdate()}")
    assert "Party A alleges another thing" in html
    assert "It has not been changed since then." in html


@pytest.mark.database
def test_day_before_it_was_public_says_when_it_became_so(client, claim):
    response, html = page(client, claim, "?as_of=2020-01-01")
    assert response.status_code == 404
    assert "Its public history begins on" in html


def test_bad_moment_is_a_400_that_names_it(client, claim, subtests):
    for query in ("as_of=soon", "as_of=2024-13-01", "as_of=", "revision=x"):
        with subtests.test(query):
            response, html = page(client, claim, f"?{query}")
            assert response.status_code == 400
            assert query.split("=")[0] in html


def test_bad_page_of_the_history_is_a_400(client, claim, subtests):
    for query in ("page=0", "page=2", "page=x", "from=1&to=x", "from=1"):
        with subtests.test(query):
            assert page(client, claim, f"?{query}", "history/")[0].status_code == 400


@pytest.mark.database
def test_earlier_state_of_a_claim_stands_beside_the_answers_of_then(client, claim):
    reply = make.response(claim, responder=make.party("Party B says"))
    answer = make.answer(reply, claim.allegations.get(), quote="We never did.")
    make.ledger()
    quote = answer.citations.get()
    make.edited(quote, quote="We did.")
    _response, html = page(client, claim, f"?as_of={timezone.localdate()}")
    assert "We did." in html
    assert "We never did." not in html
    assert reply.reference in html


def test_earlier_state_says_that_no_answer_was_on_record(client, claim):
    make.answer(make.response(claim), claim.allegations.get())
    make.ledger()
    _response, html = page(client, claim, "?revision=1")
    assert "Nobody here has looked for a reply" in html
    assert "Nobody here has looked for a reply" not in page(client, claim)[1]


def test_earlier_state_has_the_names_sources_and_answers_of_then(client, claim):
    party, source = claim.claimants.get(), claim.allegations.get().citations.get().source
    reply = make.response(claim, title="Party B says no")
    make.ledger()
    make.edited(party, name="Party A, renamed")
    make.edited(source, title="A title put right")
    make.edited(reply, title="Party B says never")
    make.edited(claim, lead="Party A says so again.")
    then, now = page(client, claim, "?revision=1")[1], page(client, claim)[1]
    for words in ("Party A, renamed", "A title put right", "Party B says never"):
        assert words in now and words not in then
    assert "Party B says no" not in then, "it came after revision 1 of the claim"


def test_deadline_that_has_passed_since_had_not_passed_then(client, claim):
    today = timezone.localdate()
    make.request(claim=claim, due_on=str(today))
    make.ledger()
    day = today + timedelta(days=3)
    with mock.patch("tracker.edition.readers.deadline_day", lambda now: day):
        then, now = page(client, claim, f"?as_of={today}")[1], page(client, claim)[1]
    assert "The deadline has passed" in now
    assert "The deadline has passed" not in then and "a reply is due by" in then


def test_turn_in_a_request_on_a_past_page_is_that_of_then(client, claim):
    today = timezone.localdate()
    asked = make.request(claim=claim, due_on=str(today))
    make.ledger()
    pages = [(claim, f"?as_of={today}"), (asked, f"?as_of={today}"), (asked, "?revision=1")]
    late = timezone.now() + timedelta(days=3)
    with mock.patch("django.utils.timezone.now", lambda: late):
        for row, query in pages:
            then, now = page(client, row, query)[1], page(client, row)[1]
            assert "The deadline has passed: " in now and "Due on " not in now
            assert "The deadline has passed" not in then and "Due on " in then


def test_two_revisions_are_compared_row_by_row(client, claim):
    point = claim.allegations.get()
    make.edited(point, text="Party A says that Party B did two things.")
    make.edited(make.cite(point, quote="They did two things."))
    response, html = page(client, claim, "?from=1&to=3", "history/")
    assert response.status_code == 200
    assert "<ins>two things</ins>" in html
    assert "Allegation 1, quote and source 2: quote" in html
    assert "They did two things." in html


def test_name_of_an_allegation_is_its_number_not_its_key(client, claim):
    for number in (2, 3):
        make.allegation(claim, number)
    make.edited(claim.allegations.get(number=3), text="Party A says that Party B did it.")
    make.edited(claim.allegations.get(number=3), text="Party A says that Party B did that.")
    _response, html = page(client, claim, part="history/")
    assert "Allegation 3: allegation" in html


def test_withdrawn_record_keeps_its_history_without_its_words(client, claim, publisher):
    make.edited(claim, title="Party A alleges another thing")
    make_move(claim, "withdraw", publisher, "It was entered twice.")
    response, html = page(client, claim, part="history/")
    assert response.status_code == 200
    assert "Withdrawn" in html
    assert "It was entered twice." in html
    assert "another thing" not in html
    for query in ("?revision=1", "?as_of=2026-01-01", f"?as_of={timezone.localdate()}"):
        assert "another thing" not in page(client, claim, query)[1]


def test_source_made_confidential_leaves_a_gap_that_says_why(client, claim):
    secret = claim.allegations.get().citations.get().source
    make.cite(claim.allegations.get(), quote="Somebody else says so.")
    make.edited(claim)
    make.edited(secret, confidential=True)
    _response, html = page(client, claim, "?revision=1")
    assert "They did it." not in html
    assert secret.reference not in html
    assert "not shown: it belongs to something that is not public now" in html


def test_erased_words_leave_a_gap_with_its_reason(client, claim):
    make.edited(claim, lead="Party A names Witness W.")
    make.edited(claim, lead="Party A names a witness.")
    erase(found_in("Witness W."), "safety")
    advance()
    _response, html = page(client, claim, part="history/")
    assert "Witness W." not in html
    assert "erased to protect somebody's safety" in unescape(html)
    assert "Words erased from the history" in html


def test_history_of_a_merged_record_is_found_under_its_new_address(client):
    from tracker.editorial.merging import merge

    kept, duplicate = make.party("Party K"), make.party("Party L")
    make.claim(claimant=kept)
    make.claim(claimant=duplicate)
    make.ledger()
    old = duplicate.get_absolute_url()
    merge(kept, duplicate, None)
    response = client.get(f"{old}history/?page=1")
    assert response.status_code == 301
    assert response.headers["Location"] == f"{kept.get_absolute_url()}history/?page=1"


def test_history_of_a_draft_answers_as_an_address_that_never_was(client):
    row = make.claim(status="draft", published_at=None)
    make.ledger()
    found = client.get(f"{row.get_absolute_url()}history/")
    never = client.get("/claims/C-1999-0001/history/")
    assert (found.status_code, found.content) == (404, never.content)


def test_text_of_users_is_escaped_in_every_view_of_the_past(client, claim):
    bad = "Party A <script>alert(1)</script>"
    make.edited(claim, bad, title=bad)
    make.edited(claim, title="Party A alleges a thing")
    for part, query in (("history/", ""), ("", "?revision=2"), ("history/", "?from=1&to=2")):
        html = page(client, claim, query, part)[1]
        assert "<script>" not in html.replace('<script src="', "")
        assert "&lt;script&gt;" in html


def test_more_revisions_take_as_many_queries_as_thirty(client, claim):
    """Thirty are more than a page of the history holds."""
    asked = []
    for more in (30, 100 if THOROUGH else 20):
        for number in range(more):
            make.edited(claim, title=f"Party A alleges {number} things")
        with CaptureQueriesContext(connection) as queries:
            assert page(client, claim, part="history/")[0].status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 26


def test_correction_leads_to_its_entry_and_from_there_to_what_changed(client, claim):
    make.edited(claim, lead="Party A says so.")
    make.correction(claim=claim, text="The lead was missing.")
    make.ledger()
    _response, html = page(client, claim)
    address = f"/ledger/{size() - 1}/"
    assert f'href="{address}"' in html
    entry = client.get(address).content.decode()
    assert f'href="{claim.get_absolute_url()}history/"' in entry


@pytest.mark.database
def test_entry_that_is_not_public_shows_its_hash_alone(client):
    draft = make.claim(title="Party A alleges a draft", status="draft", published_at=None)
    make.ledger()
    entry = Entry.objects.get(record=draft.reference)
    html = client.get(f"/ledger/{entry.sequence}/").content.decode()
    assert entry.leaf in html
    assert draft.reference not in html
    assert "This entry is not public." in html
    proof = client.get(f"/ledger/{entry.sequence}/proof.json").json()
    assert proof["entry"] is None


def test_entry_that_never_was_is_not_found(client, claim, subtests):
    for address in ("/ledger/99/", "/ledger/99999999999999999999/", "/ledger/99/proof.json"):
        with subtests.test(address):
            assert client.get(address).status_code == 404


def test_growth_from_no_checkpoint_is_a_400(client, claim, subtests):
    for query in ("since=0", "since=x", "since=999999"):
        with subtests.test(query):
            assert client.get(f"/ledger/1/proof.json?{query}").status_code == 400


def test_unsealed_ledger_says_so(client):
    html = client.get("/ledger/").content.decode()
    assert "The log is not sealed yet." in html
    assert client.get("/ledger/checkpoint").status_code == 404
    assert client.get("/ledger/key").status_code == 404
    assert "entries, sealed" not in client.get("/").content.decode()


def test_every_page_leads_to_the_ledger_and_only_that_says_how_long_it_is(client, claim):
    newest = Checkpoint.objects.first()
    for address in ("/", "/claims/", claim.get_absolute_url(), "/never/"):
        html = client.get(address).content.decode()
        assert 'href="/ledger/"' in html
        assert newest.root[:16] not in html
    assert client.get("/ledger/checkpoint").content.decode() == newest.note
