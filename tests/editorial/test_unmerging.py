"""A merge that is undone leaves everything as it was, or is refused with the reason."""

import pytest

from tests import factories as make
from tests.published import as_published
from tracker.editorial.changes import change
from tracker.editorial.merge_proposals import propose
from tracker.editorial.merging import MergeRefused, merge
from tracker.editorial.unmerging import merges_of, unmerge
from tracker.ledger.auditing import Audit
from tracker.ledger.erasing import erase, found_in
from tracker.ledger.models import Entry
from tracker.record import models as m
from tracker.record.nouns import NOUNS
from tracker.record.trees import fields_of, trees

pytestmark = pytest.mark.django_db


def stored():
    """All fields of all records."""
    return {
        name: fields_of(tree)
        for noun in NOUNS.values()
        for name, tree in trees(noun, noun.model._base_manager.values_list("pk", flat=True)).items()
    }


@pytest.fixture
def world():
    """Two entries for one party, named in every way; the second twice beside the first."""
    kept = make.party("Party A", slug="party-a")
    duplicate = make.party("The A", slug="the-a", description="It is A.")
    m.PartyName.objects.create(party=kept, name="A", language="en")
    for name, language in (("A", "en"), ("Ä", "de")):
        m.PartyName.objects.create(party=duplicate, name=name, language=language)
    body = make.party("Body")
    m.Membership.objects.create(member=duplicate, body=body, office="Office")
    m.Membership.objects.create(member=kept, body=duplicate)
    m.Membership.objects.create(member=make.party("Member"), body=duplicate)
    claim = make.claim(claimant=kept, accused=duplicate)
    m.ClaimClaimant.objects.create(claim=claim, party=duplicate, position=2)
    make.figure(claim.allegations.get(), reporter=duplicate)
    make.response(claim, responder=duplicate)
    make.source(publisher=duplicate)
    make.claim(claimant=duplicate, status="draft", published_at=None)
    make.ledger()
    return {"kept": kept, "gone": duplicate, "claim": claim, "body": body}


def undo(kept, user=None):
    return unmerge(kept, merges_of(kept)[0].sequence, user)


def test_all_is_as_it_was(world):
    rows, pages = stored(), as_published()
    merge(world["kept"], world["gone"], None)
    assert stored() != rows
    back = undo(world["kept"])
    assert stored() == rows
    assert as_published() == pages
    assert (back.pk, back.slug) == (world["kept"].pk + 1, "the-a")
    assert Audit().run().faults == []
    assert merges_of(world["kept"]) == []


@pytest.mark.database
def test_places_within_each_other_are_so_again():
    outer = make.place("Outer", slug="outer")
    duplicate = make.place("Town, again", slug="town-again", part_of=outer)
    kept = make.place("Town", slug="town", part_of=duplicate)
    inside = make.place("Street", part_of=duplicate)
    claim = make.claim()
    for place in (duplicate, kept, inside):
        m.AllegationPlace.objects.create(allegation=claim.allegations.get(), place=place)
    make.ledger()
    rows = stored()
    merge(kept, duplicate, None)
    undo(kept)
    assert stored() == rows
    assert Audit().run().faults == []


@pytest.mark.database
def test_sources_come_back_under_their_reference(client):
    original = make.source()
    kept, duplicate = make.source(), make.source(derived_from=original)
    copy = make.source(derived_from=duplicate)
    claim = make.claim(allegations=0)
    for source in (kept, duplicate, copy):
        make.cite(claim, source)
    make.request(claim=claim, proof=duplicate)
    make.ledger()
    rows, address = stored(), duplicate.get_absolute_url()
    merge(kept, duplicate, None)
    assert client.get(address).status_code == 301
    undo(kept)
    assert stored() == rows
    copy.refresh_from_db()
    assert copy.origin == original
    assert client.get(address).status_code == 200
    assert Audit().run().faults == []


@pytest.mark.database
def test_address_and_older_addresses_lead_where_they_did(client, world):
    make.edited(world["gone"], slug="the-a-renamed")
    third = make.edited(make.party("Third", slug="third"), action=Entry.Action.ENTERED)
    with change(None, Entry.Action.ENTERED) as door:
        door.touch(make.claim(claimant=third))
    merge(world["gone"], third, None)
    merge(world["kept"], world["gone"], None)
    assert client.get("/parties/third/").headers["Location"] == "/parties/party-a/"
    undo(world["kept"])
    assert client.get("/parties/the-a-renamed/").status_code == 200
    for old in ("the-a", "third"):
        assert client.get(f"/parties/{old}/").headers["Location"] == "/parties/the-a-renamed/"
    rows = m.FormerAddress.objects.values_list("old", "current")
    assert set(rows) == {("the-a", "the-a-renamed"), ("third", "the-a-renamed")}


def test_merge_into_what_was_merged_is_undone_in_its_turn(world):
    third = make.party("Third", slug="third")
    make.claim(claimant=third)
    make.ledger()
    rows = stored()
    merge(world["gone"], third, None)
    first = merges_of(world["gone"])[0].sequence
    merge(world["kept"], world["gone"], None)
    with pytest.raises(MergeRefused, match="undone already"):
        unmerge(world["kept"], first, None)
    undo(undo(world["kept"]))
    assert stored() == rows


def test_merge_that_was_undone_can_be_made_and_undone_again(world):
    rows = stored()
    for _time in range(2):
        merge(world["kept"], m.Party.objects.get(slug="the-a"), None)
        undo(world["kept"])
    assert stored() == rows
    assert Audit().run().faults == []


def test_what_was_changed_elsewhere_since_stays(world):
    merge(world["kept"], world["gone"], None)
    make.edited(world["claim"], title="Party A alleges another thing")
    make.edited(world["kept"], description="It is A, of course.")
    later = make.edited(make.claim(claimant=world["kept"]), action=Entry.Action.ENTERED)
    undo(world["kept"])
    world["claim"].refresh_from_db()
    world["kept"].refresh_from_db()
    assert world["claim"].title == "Party A alleges another thing"
    assert world["kept"].description == "It is A, of course."
    assert later.claimants.get() == world["kept"]


def refused(kept, match):
    rows = stored()
    with pytest.raises(MergeRefused, match=match):
        undo(kept)
    assert stored() == rows
    assert Audit().run().faults == []


def test_field_that_was_changed_since_stops_it(world):
    merge(world["kept"], world["gone"], None)
    accused = world["claim"].accused_links.get()
    make.edited(accused, party=world["body"])
    refused(world["kept"], f"{world['claim'].reference}, Accused")


@pytest.mark.database
def test_row_that_was_entered_anew_since_stops_it(world):
    merge(world["kept"], world["gone"], None)
    accused = world["claim"].accused_links.get()
    with change(None, Entry.Action.CHANGED) as door:
        door.removing(accused)
        accused.delete()
        m.ClaimAccused.objects.create(claim=world["claim"], party=world["kept"])
    refused(world["kept"], f"{world['claim'].reference}, Accused")


@pytest.mark.database
def test_row_that_was_taken_away_since_stays_away(world):
    merge(world["kept"], world["gone"], None)
    figure = m.Figure.objects.get()
    with change(None, Entry.Action.CHANGED) as door:
        door.removing(figure)
        figure.delete()
    undo(world["kept"])
    assert not m.Figure.objects.exists()
    assert world["claim"].accused.get() != world["kept"]


@pytest.mark.database
def test_name_that_was_put_right_since_stops_it(world):
    merge(world["kept"], world["gone"], None)
    make.edited(m.PartyName.objects.get(name="Ä"), name="Ää")
    refused(world["kept"], "Other name")


def test_address_that_another_record_has_now_stops_it(world):
    merge(world["kept"], world["gone"], None)
    make.edited(make.party("Party N", slug="the-a"), action=Entry.Action.ENTERED)
    refused(world["kept"], "the-a")


def test_erased_words_stop_it(world):
    merge(world["kept"], world["gone"], None)
    erase(found_in("It is A."), "safety")
    refused(world["kept"], "erased")


def test_source_called_confidential_since_stops_it():
    kept, duplicate = make.source(), make.source()
    for source in (kept, duplicate):
        make.cite(make.claim(), source)
    make.ledger()
    merge(kept, duplicate, None)
    make.edited(kept, confidential=True)
    refused(kept, "confidential")


def test_record_that_is_part_of_a_third_has_to_be_parted_from_it_first(world):
    merge(world["kept"], world["gone"], None)
    sequence = merges_of(world["kept"])[0].sequence
    kept = m.Party.objects.get(pk=world["kept"].pk)
    merge(world["body"], world["kept"], None)
    with pytest.raises(MergeRefused):
        unmerge(kept, sequence, None)


@pytest.mark.database
def test_both_are_told_of_in_the_ledger(world, publisher):
    propose(world["kept"], world["gone"], None)
    merge(world["kept"], world["gone"], publisher)
    undo(world["kept"], publisher)
    keys = [f"party/{world['kept'].pk}", f"party/{world['kept'].pk + 1}"]
    last = {one.record: one.action for one in Entry.objects.newest_of(keys)}
    assert last == dict.fromkeys(keys, "parted")


def test_one_button_undoes_it(publishers_desk, world):
    merge(world["kept"], world["gone"], None)
    page = f"/admin/record/party/{world['kept'].pk}/doubles/"
    html = publishers_desk.get(page).content.decode()
    assert "Undo: “The A” is another" in html
    sequence = merges_of(world["kept"])[0].sequence
    html = publishers_desk.post(page, {"undo": sequence}, follow=True).content.decode()
    assert "“Party A” and “The A” are two records again." in html
    assert m.Party.objects.filter(slug="the-a").exists()
    html = publishers_desk.post(page, {"undo": sequence}, follow=True).content.decode()
    assert "The merge was not undone. This merge was undone already." in html


def test_refusal_is_shown_with_its_reason(publishers_desk, world):
    merge(world["kept"], world["gone"], None)
    make.edited(world["claim"].accused_links.get(), party=world["body"])
    page = f"/admin/record/party/{world['kept'].pk}/doubles/"
    sequence = merges_of(world["kept"])[0].sequence
    html = publishers_desk.post(page, {"undo": sequence}, follow=True).content.decode()
    assert "This was changed since the merge, and would be lost" in html
    assert world["claim"].reference in html
