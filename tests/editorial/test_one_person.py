"""What one person alone may not do: each of these was once a way to change what readers see."""

import contextlib
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.conftest import staff
from tests.editorial import desk
from tests.editorial.test_waiting import at, page, sound, wait
from tracker.edition.models import Edition
from tracker.editorial.approving import (
    ApprovalRefused,
    Proposal,
    discard_changes,
    is_waiting,
    publish_changes,
)
from tracker.editorial.changes import change
from tracker.editorial.merge_proposals import propose
from tracker.editorial.merging import MergeRefused, merge
from tracker.editorial.receipts import note_reply
from tracker.editorial.restoring import restore
from tracker.editorial.secrets import make_confidential
from tracker.editorial.unmerging import merges_of, unmerge
from tracker.editorial.workflow import MoveRefused, make_move
from tracker.ledger.models import Entry
from tracker.ledger.states import Sight
from tracker.record import models as m
from tracker.record.nouns import name_of

pytestmark = pytest.mark.django_db


def published(**given):
    return make.claim(
        claimant=make.party("Party A"),
        accused=make.party("Party B"),
        looked_on="2024-06-01",
        **given,
    )


def draft(**given):
    return make.claim(
        "Party X alleges a thing",
        claimant=make.party("Party X"),
        accused=make.party("Party Y"),
        status="draft",
        published_at=None,
        **given,
    )


def secret_of(claim):
    source = make.source("A secret letter", confidential=True)
    make.cite(claim, source, quote="A secret word.")
    return source


def move(client, row, name, reason="", seen=None):
    """As somebody who has looked at the record as it is, or as it was `seen`."""
    where = reverse(f"admin:record_{row._meta.model_name}_move", args=[row.pk, name])
    row.refresh_from_db()
    return client.post(where, {"_reason": reason, "_revision": seen or row.revision})


def test_edit_of_a_form_whose_move_is_refused_is_written_down(editors_desk):
    claim = draft()
    make.ledger()
    data = desk.open_form(editors_desk, claim) | {"lead": ["Party X says: torturers."]}
    desk.save(editors_desk, claim, data, _move="submit")
    claim.refresh_from_db()
    assert (claim.lead, claim.status) == ("Party X says: torturers.", "draft")
    sound()


def test_publisher_who_edits_and_publishes_in_one_form_is_not_alone(
    editor, publishers_desk, reader
):
    claim = draft()
    make.ledger()
    make_move(claim, "submit", editor)
    data = desk.open_form(publishers_desk, claim) | {"lead": ["Party X says zebrafinch."]}
    desk.save(publishers_desk, claim, data, _move="publish")
    move(publishers_desk, claim, "publish")
    assert reader.get(claim.get_absolute_url()).status_code == 404


def test_publisher_who_edits_with_a_doubt(editor, publishers_desk, reader):
    claim = draft()
    make.ledger()
    make_move(claim, "submit", editor)
    data = desk.open_form(publishers_desk, claim) | {"lead": ["Guards beat detainees."]}
    desk.save(publishers_desk, claim, data, _move="publish")
    move(publishers_desk, claim, "publish", "A court found it.")
    assert reader.get(claim.get_absolute_url()).status_code == 404


def test_editor_opens_a_secret_by_noting_a_reply(editors_desk, reader):
    claim = published()
    source = secret_of(claim)
    make.ledger()
    desk.save(editors_desk, source, desk.open_form(editors_desk, source) | {"confidential": []})
    assert is_waiting(source) and "A secret word." not in page(reader, claim)
    editors_desk.post(reverse("admin:record_claim_reply", args=[claim.pk, claim.accused.get().pk]))
    assert "A secret word." not in page(reader, claim)


def test_editor_opens_a_secret_by_merging_unseen_sources(editor, reader):
    claim = published()
    source = secret_of(claim)
    double, kept = make.source("D", confidential=True), make.source("K", confidential=True)
    make.cite(claim, double)
    make.ledger()
    wait(source, editor, confidential=False)
    assert "A secret word." not in page(reader, claim)
    merge(kept, double, editor)
    assert "A secret word." not in page(reader, claim)


def test_editor_opens_a_secret_by_saving_another_source(editors_desk, editor, reader):
    tie = make.source("A secret tie", confidential=True)
    party = published().accused.get()
    m.Membership.objects.create(member=party, body=make.party("Body"), kind="part_of", source=tie)
    other = make.source("Z", publisher=party)
    make.ledger()
    wait(tie, editor, confidential=False)
    assert reader.get(tie.get_absolute_url()).status_code == 404
    desk.save(editors_desk, other, desk.open_form(editors_desk, other) | {"title": ["Z2"]})
    assert reader.get(tie.get_absolute_url()).status_code == 404


def test_publisher_opens_a_secret_by_withdrawing_something_else(publisher, reader):
    claim, other = published(), make.claim()
    m.ClaimLink.objects.create(claim=claim, other=other, kind="repeats")
    source = secret_of(claim)
    make.ledger()
    wait(source, publisher, confidential=False)
    make_move(other, "withdraw", publisher, "It was entered twice.")
    assert "A secret word." not in page(reader, claim)


def test_publisher_opens_a_secret_by_shutting_another(publisher, reader):
    claim = published()
    source, other = secret_of(claim), make.source("An open letter")
    make.cite(claim, other)
    make.ledger()
    wait(source, publisher, confidential=False)
    make_confidential(other, publisher, "We were asked to.")
    assert "A secret word." not in page(reader, claim)


def test_secret_opened_after_the_look(editor, publisher, reader):
    claim = published()
    source = secret_of(claim)
    make.ledger()
    wait(claim, editor, title="Party A alleges another thing")
    proposal = Proposal(claim)
    version = proposal.version
    assert proposal.brought == []
    wait(source, editor, confidential=False)
    publish_changes(claim, version, publisher)
    assert "A secret word." not in page(reader, claim)
    assert is_waiting(source)


def test_publisher_publishes_own_words_by_withdrawing_and_reopening(
    publishers_desk, publisher, reader
):
    claim = published()
    make.ledger()
    wait(claim, publisher, title="Party A alleges zebrafinch")
    move(publishers_desk, claim, "withdraw", "It was entered twice.")
    for name in ("reopen", "submit", "publish"):
        move(publishers_desk, claim, name)
    assert "zebrafinch" not in page(reader, claim)


def test_editor_brings_a_party_in_sight_by_noting_its_reply(editors_desk, editor, reader):
    claim, party = published(), make.party("Party N")
    make.ledger()
    wait(party, editor, description="Zebrafinch.")
    with change(editor, Entry.Action.CHANGED) as door:
        m.ClaimAccused.objects.create(claim=claim, party=party)
        door.touch(claim)
    assert reader.get(party.get_absolute_url()).status_code == 404
    editors_desk.post(reverse("admin:record_claim_reply", args=[claim.pk, party.pk]))
    assert "Party N" not in page(reader, claim)
    assert reader.get(party.get_absolute_url()).status_code == 404


PUT_IN = pytest.mark.parametrize("noun", ["claim", "event"])


def put_into(dossier, record, client):
    """From the record's own form, of which nothing else is changed."""
    data = desk.open_form(client, record)
    desk.add_row(data, "dossier_links", dossier=dossier.pk)
    assert desk.save(client, record, data).status_code == 302
    assert record.dossier_links.filter(dossier=dossier).exists()


def in_review(noun, editor):
    row = draft() if noun == "claim" else make.event(status="draft", published_at=None)
    dossier = make.dossier(make.claim(), title="Disputes of Party C")
    make.ledger()
    return make_move(row, "submit", editor), dossier


@PUT_IN
def test_publisher_puts_a_draft_into_a_dossier_and_publishes_it(
    noun, editor, publisher, publishers_desk, reader
):
    record, dossier = in_review(noun, editor)
    put_into(dossier, record, publishers_desk)
    assert not is_waiting(dossier)
    last = Entry.objects.order_by("-sequence").first()
    assert (last.record, last.action) == (name_of(record), "changed")
    assert "Put into a dossier." in publishers_desk.get(at(record, "history")).content.decode()
    refused = move(publishers_desk, record, "publish")
    assert "You wrote part of this yourself" in refused.content.decode()
    assert record.title not in page(reader, dossier)
    make_move(record, "publish", staff("petra", "publisher"))
    assert record.title in page(reader, dossier)
    told = reader.get(f"{record.get_absolute_url()}history/").content.decode()
    assert "Put into a dossier." not in told
    sound()


def test_publisher_who_put_a_draft_into_a_dossier_shows_it_with_no_change_of_the_dossier(
    editor, publisher, publishers_desk, reader
):
    claim, dossier = in_review("claim", editor)
    put_into(dossier, claim, publishers_desk)
    wait(dossier, editor, summary="A file.")
    publish_changes(dossier, Proposal(dossier).version, publisher)
    assert "A file." in page(reader, dossier) and claim.title not in page(reader, dossier)
    with pytest.raises(MoveRefused, match="You wrote part of this yourself"):
        make_move(claim, "publish", publisher)
    make_move(claim, "publish", staff("petra", "publisher"))
    assert claim.title in page(reader, dossier)
    sound()


@PUT_IN
def test_change_of_a_dossier_is_discarded_and_a_draft_stays_in_it(
    noun, editor, editors_desk, publisher, reader
):
    other = make.claim()
    record, dossier = in_review(noun, editor)
    shown = dossier.claims.get()
    put_into(dossier, record, editors_desk)
    link = record.dossier_links.get()
    with change(editor, Entry.Action.CHANGED) as door:
        m.Dossier.objects.filter(pk=dossier.pk).update(summary="A file.")
        m.DossierClaim.objects.create(dossier=dossier, claim=other, position=9)
        door.touch(dossier)
    discard_changes(dossier, editor)
    assert not is_waiting(dossier)
    dossier.refresh_from_db()
    assert dossier.summary == ""
    assert set(dossier.claims.all()) - {record} == {shown}
    assert record.dossier_links.get() == link
    sound()
    make_move(record, "publish", publisher)
    assert record.title in page(reader, dossier)
    sound()


def restored(record, title, user):
    """The state of the record that had this title, made its present one."""
    sight = Sight(record._meta.model_name, [name_of(record)])
    states = (sight.state(entry) for entry in sight.entries())
    restore(record, next(one for one in states if one.fields["title"] == title), user)


def test_author_of_words_that_were_taken_back_and_restored_publishes_them_no_sooner_than_anew(
    editor, publisher, reader
):
    """Who restores words puts them there: once something else was approved in between, the two of
    them are two people."""
    claim, words = published(), "Party A alleges zebrafinch"
    make.ledger()
    wait(claim, publisher, title=words)
    discard_changes(claim, editor)
    restored(claim, words, editor)
    with pytest.raises(ApprovalRefused, match="You wrote part of this yourself"):
        publish_changes(claim, Proposal(claim).version, publisher)
    discard_changes(claim, editor)
    petra = staff("petra", "publisher")
    claim.refresh_from_db()
    wait(claim, editor, lead="Party A says so.")
    publish_changes(claim, Proposal(claim).version, petra)
    claim.refresh_from_db()
    restored(claim, words, petra)
    with pytest.raises(ApprovalRefused, match="You wrote part of this yourself"):
        publish_changes(claim, Proposal(claim).version, petra)
    publish_changes(claim, Proposal(claim).version, publisher)
    assert words in page(reader, claim)
    sound()


def test_publisher_renames_by_merging_into_a_party_of_their_own(publisher, reader):
    claim, own = published(), make.party("P")
    make.ledger()
    wait(own, publisher, name="Libel B", description="Zebrafinch.")
    with pytest.raises(MergeRefused):
        merge(own, claim.accused.get(), publisher)
    assert "Libel B" not in page(reader, claim)


def test_who_wrote_a_secret_source_may_not_publish_that_it_is_open(editor, publisher):
    claim = published()
    source = secret_of(claim)
    make.ledger()
    wait(source, publisher, title="A zebrafinch letter")
    wait(source, editor, confidential=False)
    with pytest.raises(ApprovalRefused):
        publish_changes(source, Proposal(source).version, publisher)


@pytest.mark.database
def test_author_may_not_publish_a_correction_of_what_is_not_seen_yet(editor, publisher):
    claim = draft()
    correction = make.correction(claim=claim, status="draft", published_at=None)
    make.ledger()
    wait(correction, publisher, text="The date was zebrafinch.")
    make_move(correction, "submit", publisher)
    with pytest.raises(MoveRefused):
        make_move(correction, "publish", publisher)


def test_party_that_comes_along_is_as_it_was_looked_at(editor, publisher):
    claim, party = published(), make.party("Party N")
    make.ledger()
    with change(editor, Entry.Action.CHANGED) as door:
        m.ClaimAccused.objects.create(claim=claim, party=party)
        m.ClaimLook.objects.create(claim=claim, party=party, looked_on="2024-06-01")
        door.touch(claim)
    version = Proposal(claim).version
    wait(party, editor, description="Zebrafinch.")
    with pytest.raises(ApprovalRefused):
        publish_changes(claim, version, publisher)


def test_party_that_comes_along_passes_the_gate(editor, publisher):
    claim, party = published(), make.party("Party N", description="The torturers were never tried.")
    make.ledger()
    with change(editor, Entry.Action.CHANGED) as door:
        m.ClaimAccused.objects.create(claim=claim, party=party)
        m.ClaimLook.objects.create(claim=claim, party=party, looked_on="2024-06-01")
        door.touch(claim)
    with pytest.raises(ApprovalRefused):
        publish_changes(claim, Proposal(claim).version, publisher)


def test_draft_changed_after_the_page_that_asks_is_not_published(editor, publishers_desk, reader):
    claim = draft(lead="Guards beat detainees.")
    make.ledger()
    seen = make_move(claim, "submit", editor).revision
    publishers_desk.get(reverse("admin:record_claim_move", args=[claim.pk, "publish"]))
    wait(m.Claim.objects.get(), editor, title="Party X alleges zebrafinch")
    move(publishers_desk, claim, "publish", "A court found it.", seen)
    assert reader.get(claim.get_absolute_url()).status_code == 404


def test_control_character_in_the_reason(editor, publishers_desk):
    claim = published()
    make.ledger()
    wait(claim, editor, title="Party A alleges another thing")
    publishers_desk.post(at(claim), {"version": Proposal(claim).version, "_reason": "A \x1b slip."})
    assert Client(raise_request_exception=False).get("/feeds/changes/").status_code == 200


def test_control_character_in_the_answer_to_a_doubt(editor, publishers_desk):
    claim = draft(lead="Guards beat detainees.")
    make.ledger()
    make_move(claim, "submit", editor)
    move(publishers_desk, claim, "publish", "A court \x00 found it.")
    assert Client(raise_request_exception=False).get("/feeds/changes/").status_code == 200


def test_author_may_not_publish_when_clocks_differ(publisher, monkeypatch):
    real = timezone.now
    claim = published()
    make.ledger()
    wait(claim, publisher, title="Party A alleges zebrafinch")
    with monkeypatch.context() as patched:
        patched.setattr(
            "tracker.ledger.entries.timezone.now", lambda: real() - timedelta(seconds=20)
        )
        note_reply(claim, claim.accused.get(), publisher)
    with pytest.raises(ApprovalRefused):
        publish_changes(claim, Proposal(claim).version, publisher)


@pytest.mark.database
def test_two_records_do_not_share_an_address(editor, publisher):
    claim, party = published(), make.party("Party N", slug="zz")
    make.ledger()
    other = claim.accused.get()
    slug = other.slug
    wait(other, editor, slug="elsewhere")
    wait(party, editor, slug=slug)
    with change(editor, Entry.Action.CHANGED) as door:
        m.ClaimAccused.objects.create(claim=claim, party=party)
        m.ClaimLook.objects.create(claim=claim, party=party, looked_on="2024-06-01")
        door.touch(claim)
    with contextlib.suppress(ApprovalRefused):
        publish_changes(claim, Proposal(claim).version, publisher)
    assert Edition.objects.standing().filter(noun="party", address=slug).count() == 1


def test_words_of_somebody_restored_by_another(editor, publisher, publishers_desk, editors_desk):
    claim = published()
    make.ledger()
    wait(claim, publisher, title="Party A alleges zebrafinch")
    wait(claim, publisher, title="Party A alleges a thing")
    editors_desk.post(at(claim, "history"), {"revision": "2"})
    assert is_waiting(claim)
    with pytest.raises(ApprovalRefused):
        publish_changes(claim, Proposal(claim).version, publisher)


@pytest.mark.database
def test_source_ticked_in_its_form_is_made_confidential_at_once(editor, publishers_desk, reader):
    published()
    make.ledger()
    source = m.Source.objects.first()
    wait(source, editor, confidential=True)
    publishers_desk.post(at(source, "secret"), {"_reason": "We were asked to."})
    assert reader.get(source.get_absolute_url()).status_code == 404


# 6 again
def test_publisher_brings_own_words_back_by_undoing_a_merge(editor, publisher, reader):
    claim, kept = draft(), published().accused.get()
    own = claim.accused.get()
    make.ledger()
    wait(own, publisher, name="Libel", description="Zebrafinch.")
    propose(kept, own, editor)
    merge(kept, own, staff("otto", "publisher"))
    claim = m.Claim.objects.get(pk=claim.pk)
    claim = make_move(make_move(claim, "submit", editor), "publish", staff("petra", "publisher"))
    assert "Libel" not in page(reader, claim)
    with contextlib.suppress(MergeRefused):
        unmerge(kept, merges_of(kept)[0].sequence, publisher)
    assert "Libel" not in page(reader, claim)


# --- What comes along with a draft ----------------------------------------------------------------


def draft_with_a_new_party(editor, **party):
    with change(editor, Entry.Action.ENTERED) as door:
        new = make.party("Party N", **party)
        claim = make.claim(
            "Party N alleges a thing",
            claimant=new,
            accused=make.party("Party O"),
            looked_on="2024-06-01",
            status="in_review",
            published_at=None,
        )
        for row in (new, claim):
            door.touch(row)
    return claim, new


def asks_to_publish(client, claim):
    """The page that asks before a publication, as the form that it has."""
    address = f"/admin/record/claim/{claim.pk}/move/publish/"
    shown = client.get(address).content.decode()
    return address, dict(re.findall(r'name="(_revision|_along)" value="([^"]*)"', shown)), shown


def test_party_that_comes_along_with_a_draft_passes_the_gate(editor, publishers_desk, reader):
    claim, _new = draft_with_a_new_party(editor, description="Its guards are murderers.")
    address, sent, shown = asks_to_publish(publishers_desk, claim)
    assert "murderers" in shown
    answer = publishers_desk.post(address, {**sent, "_reason": "It is so."})
    assert "murderers" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.status == "in_review"


def test_party_that_comes_along_with_a_draft_is_as_it_was_looked_at(editor, publishers_desk):
    claim, new = draft_with_a_new_party(editor)
    address, sent, shown = asks_to_publish(publishers_desk, claim)
    assert "first time with it" in shown and "Party N" in shown
    wait(new, editor, description="Another thing is said of it.")
    answer = publishers_desk.post(address, {**sent, "_reason": "So it is."})
    assert "It was changed since you looked at it" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.status == "in_review"
    address, sent, _shown = asks_to_publish(publishers_desk, claim)
    assert publishers_desk.post(address, {**sent, "_reason": "So it is."}).status_code == 302
    claim.refresh_from_db()
    assert claim.status == "published"
