"""The History page of the desk: every revision in words, any two compared, any one restored."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.editorial import desk
from tracker.editorial.approving import Proposal
from tracker.editorial.changes import change
from tracker.editorial.restoring import RestoreRefused, restore
from tracker.editorial.workflow import make_move
from tracker.ledger.auditing import Audit
from tracker.ledger.erasing import erase, found_in
from tracker.ledger.models import Entry
from tracker.ledger.states import Sight
from tracker.record import models as m

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}


@pytest.fixture
def draft():
    row = make.claim(claimant=make.party("Party A"), allegations=2, **DRAFT)
    make.figure(row.allegations.first())
    make.ledger()
    return row


@pytest.fixture
def bare():
    row = make.claim(allegations=0, **DRAFT)
    make.ledger()
    return row


def address(record):
    return reverse(f"admin:record_{record._meta.model_name}_history", args=[record.pk])


def page(client, record, query=""):
    response = client.get(address(record) + query)
    assert response.status_code == 200
    return response.content.decode()


def state(record, revision, kind="claim"):
    sight = Sight(kind, [record.reference])
    return sight.state(sight.entries().get(revision=revision))


def fields(record):
    newest = Entry.objects.filter(record=record.reference).last().revision
    return state(record, newest).fields


def test_draft_revisions_are_shown_to_editors_with_their_names(editors_desk, editor, draft):
    make.edited(draft, user=editor, internal_notes="Ask Edith.", lead="Party A says so.")
    html = page(editors_desk, draft)
    assert "Changed by edith" in html
    assert "Ask Edith." in html
    assert "Readers could not see it." in html


def test_what_is_typed_as_why_stands_in_the_history(editors_desk, bare):
    data = desk.open_form(editors_desk, bare)
    data["lead"] = ["Party A says so."]
    desk.save(editors_desk, bare, data, _why="The lead was missing.")
    assert "The lead was missing." in page(editors_desk, bare)


def test_why_is_text_and_no_markup_in_the_history(editors_desk, bare):
    make.edited(bare, "<b>It was missing.</b>", lead="Party A says so.")
    html = page(editors_desk, bare)
    assert "&lt;b&gt;It was missing.&lt;/b&gt;" in html
    assert "<b>It was missing." not in html


def test_control_character_in_why_is_refused_and_nothing_typed_is_lost(editors_desk, bare):
    data = desk.open_form(editors_desk, bare)
    data["lead"] = ["Party A says so."]
    answer = desk.save(editors_desk, bare, data, _why="It\x07rang.")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Why it is changed:" in html
    assert "control character" in html
    assert "Party A says so." in html


def test_two_revisions_are_compared_with_rows_in_words(editors_desk, draft):
    point = draft.allegations.first()
    make.edited(make.cite(point, quote="They did a second thing."))
    html = page(editors_desk, draft, "?from=1&to=2")
    assert "Allegation 1, quote and source 2: quote" in html
    assert "They did a second thing." in html


@pytest.mark.database
def test_unknown_revision_shows_the_list(editors_desk, draft, subtests):
    for query in ("?from=x&to=2", "?from=1&to=99", "?page=-4", "?page=x"):
        with subtests.test(query):
            assert "Compare" in page(editors_desk, draft, query)


@pytest.mark.database
def test_restored_revision_brings_back_every_row(editors_desk, draft):
    before = fields(draft)
    point = draft.allegations.get(number=2)
    for row in (draft.allegations.first().citations.get(), draft.claimant_links.get()):
        row.delete()
    make.edited(draft, title="Party A alleges something else")
    make.edited(point, text="Party A says that Party B did something else.")
    make.edited(make.allegation(draft, 3))
    answer = editors_desk.post(address(draft), {"revision": "1"}, follow=True)
    assert "Revision 1 is restored, as a new one." in answer.content.decode()
    assert fields(draft) == before
    assert Entry.objects.last().action == "restored"
    make.ledger()
    assert Audit().run().faults == []


def test_points_that_changed_places_change_back(draft):
    first, second = draft.allegations.all()
    first.number, second.number = 9, 1
    first.save()
    second.save()
    make.edited(first, number=2)
    restore(draft, state(draft, 1), None)
    assert draft.allegations.get(number=1) == first


@pytest.mark.database
def test_restoring_keeps_status_and_reference(draft):
    m.Claim.objects.filter(pk=draft.pk).update(status="in_review")
    draft.refresh_from_db()
    make.edited(draft, title="Party A alleges something else")
    restore(draft, state(draft, 1), None)
    draft.refresh_from_db()
    assert (draft.status, draft.title) == ("in_review", "Party A alleges a thing")


@pytest.mark.database
def test_answered_point_that_the_revision_lacks_stops_it(draft):
    third = make.edited(make.allegation(draft, 3))
    make.answer(make.response(draft), third)
    with pytest.raises(RestoreRefused, match="still leaned on by"):
        restore(draft, state(draft, 1), None)
    assert draft.allegations.count() == 3


def test_erased_words_stop_it(draft):
    make.edited(draft, lead="Party A names Witness W.")
    make.edited(draft, lead="")
    erase(found_in("Witness W."), "privacy")
    with pytest.raises(RestoreRefused, match="cannot come back whole"):
        restore(draft, state(draft, 2), None)


@pytest.mark.database
def test_record_that_is_gone_stops_it(draft):
    link = draft.claimant_links.get()
    gone = link.party
    make.edited(link, party=make.party("Party C"))
    m.Membership.objects.all().delete()
    gone.delete()
    with pytest.raises(RestoreRefused, match=f"party/{gone.pk or ''}"):
        restore(draft, state(draft, 1), None)


def test_published_record_restored_waits_and_the_gate_is_asked_then(
    editors_desk, publishers_desk, reader
):
    claim = make.claim(claimant=make.party("Party A"), allegations=0)
    make.ledger()
    with change(None, Entry.Action.CHANGED) as door:
        door.touch(make.allegation(claim))
    editors_desk.post(address(claim), {"revision": "1"})
    assert claim.allegations.count() == 0
    assert "Party A says" in reader.get(claim.get_absolute_url()).content.decode()
    answer = publishers_desk.post(
        f"/admin/record/claim/{claim.pk}/waiting/", {"version": Proposal(claim).version}
    )
    assert "It has no allegation" in answer.content.decode()


def test_withdrawn_record_is_not_restored_by_an_editor(editors_desk):
    claim = make.claim(claimant=make.party("Party A"))
    make.ledger()
    make_move(claim, "withdraw", None, "It was entered twice.")
    assert "Restore revision" not in page(editors_desk, claim)
    assert editors_desk.post(address(claim), {"revision": "1"}).status_code == 403


def test_history_of_the_desk_is_not_for_readers(reader, draft):
    assert reader.get(address(draft)).status_code == 302


@pytest.mark.database
def test_every_noun_is_restored_as_it_was(subtests):
    world = make.whole_dispute()
    m.Party.objects.filter(pk=world["response"].responder_id).update(name="Party B")
    make.ledger()
    for noun in ("response", "source", "party", "place", "event", "dossier"):
        with subtests.test(noun):
            record = world[noun]
            name = getattr(record, "reference", None) or f"{noun}/{record.pk}"
            sight = Sight(noun, [name])
            first = sight.state(sight.entries().get(revision=1))
            changed = "name" if noun in ("party", "place") else "title"
            make.edited(record, **{changed: "Something else entirely"})
            restore(record, first, None)
            sight = Sight(noun, [name])
            assert sight.state(sight.entries().first()).fields == first.fields
