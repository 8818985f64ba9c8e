"""Changes of what readers see: they wait until a second person publishes them, or are discarded."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.conftest import staff
from tests.editorial import desk
from tests.editorial.desk import wait
from tracker.edition.models import Happening
from tracker.edition.rebuilding import differences
from tracker.editorial.approving import (
    ApprovalRefused,
    Proposal,
    discard_changes,
    is_waiting,
    publish_changes,
    waiting_together,
)
from tracker.editorial.changes import Publishes, change
from tracker.editorial.merge_proposals import propose
from tracker.editorial.merging import MergeRefused, merge
from tracker.editorial.receipts import note_reply
from tracker.editorial.workflow import MoveRefused, make_move
from tracker.ledger.auditing import Audit
from tracker.ledger.erasing import EraseRefused, erase, found_in
from tracker.ledger.models import Entry, Waiting
from tracker.record import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db):
    row = make.claim(
        claimant=make.party("Party A"),
        accused=make.party("Party B"),
        looked_on="2024-06-01",
    )
    make.ledger()
    return row


def page(reader, record):
    return reader.get(record.get_absolute_url()).content.decode()


def at(record, what="waiting"):
    return reverse(f"admin:record_{record._meta.model_name}_{what}", args=[record.pk])


def sound():
    assert Audit().run().faults == []
    assert list(differences()) == []


def test_change_of_what_readers_see_waits_until_it_is_published(claim, editor, publisher, reader):
    wait(claim, editor, title="Party A alleges another thing")
    assert is_waiting(claim)
    assert "another thing" not in page(reader, claim)
    assert "another thing" not in reader.get("/claims/").content.decode()
    assert "another thing" not in reader.get("/changes/").content.decode()
    assert "another thing" not in reader.get(f"{claim.get_absolute_url()}history/").content.decode()
    sound()
    publish_changes(claim, Proposal(claim).version, publisher, "It was misheard.")
    assert not is_waiting(claim)
    assert "another thing" in page(reader, claim)
    assert "another thing" in reader.get("/claims/").content.decode()
    assert "It was misheard." in reader.get("/changes/").content.decode()
    sound()


@pytest.mark.parametrize("noun", ["party", "place", "source", "response", "event", "dossier"])
def test_change_of_every_noun_waits(noun, editor, publisher, reader):
    record = make.whole_dispute()[noun]
    make.ledger()
    field = "name" if noun in ("party", "place") else "title"
    before = page(reader, record)
    wait(record, editor, **{field: f"Party B says {getattr(record, field)}, newly worded"})
    assert "newly worded" not in page(reader, record)
    assert before.count("<h1") == page(reader, record).count("<h1")
    record.refresh_from_db()
    with change(publisher, Entry.Action.PUBLISHED, publishes=Publishes.ALL) as door:
        door.touch(record)
    assert "newly worded" in page(reader, record)
    sound()


def test_party_renamed_by_an_editor_keeps_its_name_and_address(claim, editor, reader):
    party = claim.accused_links.get().party
    address = party.get_absolute_url()
    wait(party, editor, name="Party B, a libel", slug="a-libel")
    assert "a libel" not in reader.get(address).content.decode()
    assert "a libel" not in page(reader, claim)
    assert reader.get(party.get_absolute_url()).status_code == 404


@pytest.mark.database
def test_source_made_open_by_an_editor_stays_shut(editor, publisher, reader):
    source = make.source("A secret letter", confidential=True)
    claim = make.claim(claimant=make.party("Party A"), accused=make.party("Party B"))
    make.cite(claim, source, quote="A secret word.")
    make.ledger()
    wait(source, editor, confidential=False)
    assert is_waiting(source)
    assert "A secret word." not in page(reader, claim)
    assert reader.get(source.get_absolute_url()).status_code == 404
    assert Proposal(source).touched == [claim]
    discard_changes(source, editor)
    source.refresh_from_db()
    assert source.confidential and not is_waiting(source)
    wait(source, editor, confidential=False)
    publish_changes(source, Proposal(source).version, publisher)
    assert "A secret word." in page(reader, claim)
    assert not is_waiting(source)
    sound()


@pytest.mark.database
def test_new_source_waits_for_nobody(editor):
    source = make.source("A letter")
    make.ledger()
    wait(source, editor, title="Another letter")
    assert not is_waiting(source)


@pytest.mark.database
def test_new_party_of_a_waiting_change_is_seen_with_it(claim, editor, publisher, reader):
    party = make.party("Party N")
    make.ledger()
    with change(editor, Entry.Action.CHANGED) as door:
        claim.looks.all().delete()
        make.look(claim, party)
        door.touch(claim)
    wait(claim.accused_links.get(), editor, party=party)
    assert reader.get(party.get_absolute_url()).status_code == 404
    proposal = Proposal(claim)
    assert (proposal.brought, proposal.taken) == ([party], [m.Party.objects.get(name="Party B")])
    publish_changes(claim, proposal.version, publisher)
    assert reader.get(party.get_absolute_url()).status_code == 200
    assert reader.get("/parties/party-b/").status_code == 404
    sound()


def test_who_wrote_it_may_not_publish_it(claim, publisher, reader):
    wait(claim, publisher, title="Party A alleges another thing")
    with pytest.raises(ApprovalRefused, match="You wrote part of this yourself"):
        publish_changes(claim, Proposal(claim).version, publisher)
    assert "another thing" not in page(reader, claim)
    publish_changes(claim, Proposal(claim).version, staff("petra", "publisher"))
    assert "another thing" in page(reader, claim)


def test_who_wrote_what_comes_with_it_may_not_publish_it(claim, editor, publisher):
    party = make.party("Party N")
    make.ledger()
    wait(party, publisher, description="A group.")
    wait(claim.accused_links.get(), editor, party=party)
    make.look(claim, party)
    with pytest.raises(ApprovalRefused, match="You wrote part of this yourself"):
        publish_changes(claim, Proposal(claim).version, publisher)


def test_draft_is_not_published_by_who_wrote_it(publisher, settings):
    claim = make.claim(claimant=make.party("Party A"), status="draft", published_at=None)
    make.ledger()
    wait(claim, publisher, lead="Party A says so.")
    make_move(claim, "submit", publisher)
    with pytest.raises(MoveRefused, match="You wrote part of this yourself"):
        make_move(claim, "publish", publisher)
    claim.refresh_from_db()
    assert claim.status == "in_review"
    settings.SECOND_PERSON = False
    assert make_move(claim, "publish", publisher).is_published


@pytest.mark.database
def test_desk_of_one_says_that_the_author_approved(claim, publisher, reader, settings):
    settings.SECOND_PERSON = False
    wait(claim, publisher, title="Party A alleges another thing")
    publish_changes(claim, Proposal(claim).version, publisher)
    assert Happening.objects.filter(key=claim.reference).latest("pk").is_by_author
    assert "approved by its author" in reader.get("/changes/").content.decode()
    history = reader.get(f"{claim.get_absolute_url()}history/").content.decode()
    assert "approved by its author" in history


def test_publication_by_another_says_nothing_of_the_kind(claim, editor, publisher, reader):
    wait(claim, editor, title="Party A alleges another thing")
    publish_changes(claim, Proposal(claim).version, publisher)
    assert "approved by its author" not in reader.get("/changes/").content.decode()


def test_approval_is_of_the_version_that_was_seen(claim, editor, publisher, reader):
    wait(claim, editor, title="Party A alleges another thing")
    seen = Proposal(claim).version
    wait(claim, editor, title="Party A alleges something worse")
    with pytest.raises(ApprovalRefused, match="changed since you looked"):
        publish_changes(claim, seen, publisher)
    assert "something worse" not in page(reader, claim)


def test_gate_is_asked_of_what_waits(claim, editor, publisher, reader):
    wait(claim, editor, title="Party A: the perpetrators did another thing")
    with pytest.raises(ApprovalRefused, match="perpetrators"):
        publish_changes(claim, Proposal(claim).version, publisher)
    assert "perpetrators" not in page(reader, claim)


def test_doubt_of_the_gate_is_answered_with_a_reason_that_stands_in_the_history(
    claim, editor, publisher, reader
):
    wait(claim, editor, lead="Guards beat detainees.")
    version = Proposal(claim).version
    with pytest.raises(ApprovalRefused, match="say who says so"):
        publish_changes(claim, version, publisher)
    publish_changes(claim, version, publisher, "A better lead.", "A court found it in 2025.")
    assert "Guards beat detainees." in page(reader, claim)
    history = reader.get(f"{claim.get_absolute_url()}history/").content.decode()
    assert "A court found it in 2025." in history and "A better lead." in history
    assert "Published in spite of" in history


def test_verdict_is_not_published_for_any_reason(claim, editor, publisher):
    wait(claim, editor, lead="The torturers were never tried.")
    with pytest.raises(ApprovalRefused, match="torturers"):
        publish_changes(claim, Proposal(claim).version, publisher, "", "Because.")


@pytest.mark.database
def test_editor_may_not_publish_and_may_discard(claim, editor, reader):
    title = claim.title
    wait(claim, editor, title="Party A alleges another thing", internal_notes="Ask Paula.")
    point = claim.allegations.get()
    with change(editor, Entry.Action.CHANGED) as door:
        door.removing(point)
        point.delete()
    with pytest.raises(ApprovalRefused, match="may not publish"):
        publish_changes(claim, Proposal(claim).version, editor)
    discard_changes(claim, editor)
    claim.refresh_from_db()
    assert (claim.title, claim.allegations.count(), claim.internal_notes) == (title, 1, "")
    assert not is_waiting(claim)
    sound()


def test_what_is_changed_back_waits_no_more(claim, editor):
    title = claim.title
    wait(claim, editor, title="Party A alleges another thing")
    wait(claim, editor, title=title)
    assert not is_waiting(claim)
    sound()


def test_note_of_the_desk_waits_for_nobody(claim, editor, reader):
    wait(claim, editor, internal_notes="Ask Paula.")
    assert not is_waiting(claim)
    sound()


def test_what_was_saved_in_one_go_is_published_in_one_go(claim, editor, publisher, reader):
    dossier, party = make.dossier(claim), make.party("Party N")
    make.ledger()
    with change(editor, Entry.Action.CHANGED) as door:
        for row in (claim, dossier):
            row.title = "Party A alleges another thing"
            row.save()
            door.touch(row)
    wait(dossier, editor, summary="A file.")
    wait(party, editor, name="Party Nn")
    name = f"dossier/{dossier.pk}"
    assert waiting_together(claim) == [claim.reference, name]
    assert waiting_together(dossier) == [name, claim.reference]
    publish_changes(claim, Proposal(claim).version, publisher)
    assert not Waiting.objects.exists()
    assert "A file." in page(reader, dossier)
    sound()


@pytest.mark.database
def test_reply_received_is_told_at_once_and_what_waits_goes_on_waiting(claim, editor, reader):
    wait(claim, editor, title="Party A alleges another thing")
    since = Waiting.objects.get().since
    assert note_reply(claim, claim.accused_links.get().party, editor)
    html = page(reader, claim)
    assert "A reply from Party B was received on" in html
    assert "another thing" not in html
    assert Waiting.objects.get().since == since
    assert claim.receipts.exists()
    sound()


def test_withdrawal_takes_what_waits_with_it(claim, editor, publisher, reader):
    wait(claim, editor, title="Party A alleges another thing")
    make_move(claim, "withdraw", publisher, "It was entered twice.")
    assert not Waiting.objects.exists()
    html = page(reader, claim)
    assert "It was entered twice." in html and "another thing" not in html
    sound()


def test_change_that_waited_is_not_published_by_its_author_after_a_withdrawal(
    claim, publisher, reader
):
    wait(claim, publisher, title="Party A alleges another thing")
    make_move(claim, "withdraw", publisher, "It was entered twice.")
    for move in ("reopen", "submit"):
        make_move(claim, move, publisher)
    with pytest.raises(MoveRefused, match="You wrote part of this yourself"):
        make_move(claim, "publish", publisher)
    make_move(claim, "publish", staff("petra", "publisher"))
    assert "another thing" in page(reader, claim)


def test_withdrawn_record_without_a_change_is_published_again_by_one(claim, publisher, reader):
    make_move(claim, "withdraw", publisher, "It was entered twice.")
    for move in ("reopen", "submit", "publish"):
        make_move(claim, move, publisher)
    assert claim.title in page(reader, claim)


def test_name_that_somebody_gave_a_double_is_not_merged_in_by_them(claim, publisher, editor):
    double = make.party("The B")
    make.ledger()
    kept = claim.accused_links.get().party
    wait(double, publisher, name="Party B, a libel")
    with pytest.raises(MergeRefused, match="You wrote part of this yourself"):
        merge(kept, double, publisher)
    propose(kept, double, editor)
    merge(kept, double, staff("petra", "publisher"))


def test_published_dossier_with_waiting_changes_shows_a_new_claim_and_no_more(editor, reader):
    claim = make.claim(claimant=make.party("Party A"), status="draft", published_at=None)
    dossier = make.dossier(make.claim(claimant=make.party("Party C")), claim)
    make.ledger()
    wait(dossier, editor, title="Another title")
    make_move(make_move(claim, "submit", None), "publish", None)
    html = page(reader, dossier)
    assert claim.title in html and "Another title" not in html
    assert is_waiting(dossier)
    sound()


def test_what_readers_see_is_merged_by_publishers_and_not_with_what_waits(
    claim, editor, publisher, reader
):
    double = make.party("The B")
    make.ledger()
    kept = claim.accused_links.get().party
    with pytest.raises(MergeRefused, match="a publisher has to do this"):
        merge(kept, double, editor)
    wait(claim, editor, title="Party A alleges another thing")
    wait(kept, editor, name="Party Bee")
    with pytest.raises(MergeRefused, match="publish or discard them first"):
        merge(kept, double, publisher)
    assert "another thing" not in page(reader, claim)
    discard_changes(kept, editor)
    kept.refresh_from_db()
    propose(kept, double, editor)
    merge(kept, double, publisher)
    assert "another thing" not in page(reader, claim)


def test_words_that_readers_see_are_not_erased_while_their_change_waits(claim, editor):
    make.edited(claim, lead="Witness W. saw it.")
    wait(claim, editor, lead="")
    with pytest.raises(EraseRefused, match="still says it"):
        erase(found_in("Witness W."), "privacy")


def test_words_of_the_past_are_erased_while_a_change_waits(claim, editor, reader):
    make.edited(claim, lead="Witness W. saw it.")
    make.edited(claim, lead="")
    wait(claim, editor, title="Party A alleges another thing")
    assert erase(found_in("Witness W."), "privacy")
    from tracker.edition.publishing import advance

    advance()
    assert is_waiting(claim)
    assert "another thing" not in page(reader, claim)
    assert list(differences()) == []


@pytest.mark.database
def test_public_record_is_not_deleted_at_the_desk(claim, publishers_desk, editor, publisher):
    other = make.party("Party N")
    make.ledger()
    party = claim.accused_links.get().party
    make.look(claim, other)
    claim.looks.filter(party=party).delete()
    wait(claim.accused_links.get(), editor, party=other)
    answer = publishers_desk.post(at(party, "delete"), {"post": "yes"})
    assert answer.status_code == 403
    assert m.Party.objects.filter(pk=party.pk).exists()


# --- At the desk ----------------------------------------------------------------------------------


def test_form_says_that_a_saved_change_waits(claim, editors_desk, reader):
    data = desk.open_form(editors_desk, claim) | {"title": ["Party A alleges another thing"]}
    answer = editors_desk.post(desk.address(claim), {**data, "_continue": "1"}, follow=True)
    html = answer.content.decode()
    assert "Readers go on seeing what was published before" in html
    assert "Published, with changes that wait" in html
    assert at(claim) in html
    assert "another thing" not in page(reader, claim)


def test_first_page_lists_what_waits(claim, editor, publishers_desk):
    assert "as the desk has it" in publishers_desk.get("/admin/").content.decode()
    wait(claim, editor, title="Party A alleges another thing")
    assert at(claim) in publishers_desk.get("/admin/").content.decode()


def test_page_of_what_waits_shows_it_and_publishes_it(claim, editor, publishers_desk, reader):
    wait(claim, editor, title="Party A alleges another thing")
    answer = publishers_desk.get(at(claim))
    html = answer.content.decode()
    assert "<ins>another</ins>" in html and editor.username in html
    version = answer.context["proposal"].version
    sent = publishers_desk.post(
        at(claim), {"version": version, "_reason": "It was misheard."}, follow=True
    )
    assert "published." in sent.content.decode()
    assert "another thing" in page(reader, claim)
    assert "Nothing of this record waits" in publishers_desk.get(at(claim)).content.decode()


def test_page_of_what_waits_has_the_reasons_that_were_given(claim, editor, publishers_desk):
    for title, why in (("one", "It was misheard."), ("two", ""), ("three", "A slip.")):
        with change(editor, Entry.Action.CHANGED, why) as door:
            claim.title = f"Party A alleges {title}"
            claim.save()
            door.touch(claim)
    answer = publishers_desk.get(at(claim))
    assert answer.context["reason"] == "It was misheard.\nA slip."


@pytest.mark.database
def test_page_of_what_waits_offers_its_author_no_button_to_publish(claim, publisher):
    wait(claim, publisher, title="Party A alleges another thing")
    client = Client()
    client.force_login(publisher)
    html = client.get(at(claim)).content.decode()
    assert "You wrote part of this yourself" in html
    assert "Publish these changes" not in html and "Discard these changes" in html


def test_page_of_what_waits_is_for_who_may_see_the_record(claim, editor, client, editors_desk):
    wait(claim, editor, title="Party A alleges another thing")
    assert client.get(at(claim)).status_code == 302
    mia = Client()
    mia.force_login(staff("mia", "editor"))
    assert "another" in mia.get(at(claim)).content.decode()
    answer = mia.post(at(claim), {"version": Proposal(claim).version})
    assert "Your account may not publish this" in answer.content.decode()
    for version in ("", "x", "9" * 40):
        assert mia.post(at(claim), {"version": version}).status_code == 200
    assert editors_desk.post(at(claim), {"discard": "1"}).status_code == 302
    assert not is_waiting(claim)


def test_desk_finds_the_words_of_what_waits_and_readers_do_not(claim, editor, editors_desk, reader):
    wait(claim, editor, title="Party A alleges zebrafinch things")
    listed = editors_desk.get("/admin/record/claim/?q=zebrafinch").content.decode()
    assert claim.reference in listed
    assert claim.reference not in reader.get("/search/?q=zebrafinch").content.decode()
    old = editors_desk.get("/admin/record/claim/?q=alleges").content.decode()
    assert claim.reference in old


@pytest.mark.database
def test_publisher_makes_a_source_confidential_at_once(publishers_desk, editors_desk, reader):
    source = make.source("A letter")
    claim = make.claim(claimant=make.party("Party A"), accused=make.party("Party B"))
    make.cite(claim, source, quote="A word of it.")
    make.ledger()
    assert "A word of it." in page(reader, claim)
    assert editors_desk.get(at(source, "secret")).status_code == 403
    assert at(source, "secret") not in editors_desk.get(desk.address(source)).content.decode()
    html = publishers_desk.get(at(source, "secret")).content.decode()
    assert claim.reference in html
    assert "Give a reason" in publishers_desk.post(at(source, "secret")).content.decode()
    assert "A word of it." in page(reader, claim)
    publishers_desk.post(at(source, "secret"), {"_reason": "We were asked to."})
    assert "A word of it." not in page(reader, claim)
    assert reader.get(source.get_absolute_url()).status_code == 404
    sound()


def test_confidential_ticked_in_the_form_waits_like_all_else(editors_desk, reader):
    source = make.source("A letter")
    claim = make.claim(claimant=make.party("Party A"), accused=make.party("Party B"))
    make.cite(claim, source, quote="A word of it.")
    make.ledger()
    data = desk.open_form(editors_desk, source) | {"confidential": ["on"]}
    assert desk.save(editors_desk, source, data).status_code == 302
    assert "A word of it." in page(reader, claim)
    assert is_waiting(source)
    proposal = Proposal(source)
    assert proposal.touched == [claim]


def test_page_of_what_waits_asks_why_in_spite_of_a_doubt(claim, editor, publishers_desk, reader):
    wait(claim, editor, lead="Guards beat detainees.")
    answer = publishers_desk.get(at(claim))
    assert 'name="_because"' in answer.content.decode()
    sent = {"version": answer.context["proposal"].version, "_because": "A court found it."}
    assert publishers_desk.post(at(claim), sent).status_code == 302
    assert "Guards beat detainees." in page(reader, claim)


def test_draft_with_a_doubt_is_sent_for_review_and_published_with_a_reason(
    editors_desk, publishers_desk, reader
):
    claim = make.claim(
        claimant=make.party("Party A"),
        accused=make.party("Party B"),
        lead="Guards beat detainees.",
        status="draft",
        published_at=None,
    )
    make.ledger()
    desk.save(editors_desk, claim, desk.open_form(editors_desk, claim), _move="submit")
    claim.refresh_from_db()
    assert claim.status == "in_review"
    data = desk.open_form(publishers_desk, claim)
    asked = publishers_desk.post(desk.address(claim), {**data, "_move": "publish"}, follow=True)
    assert "The gate asks:" in asked.content.decode()
    claim.refresh_from_db()
    assert claim.status == "in_review"
    address = reverse("admin:record_claim_move", args=[claim.pk, "publish"])
    seen = {"_revision": claim.revision}
    answer = publishers_desk.post(address, {**seen, "_reason": ""})
    assert "say who says so" in answer.content.decode()
    answer = publishers_desk.post(address, {"_revision": 1, "_reason": "A court found it."})
    assert "changed since you looked" in answer.content.decode()
    publishers_desk.post(address, {**seen, "_reason": "A court found it."})
    claim.refresh_from_db()
    assert claim.is_published
    assert "A court found it." in reader.get("/changes/").content.decode()
