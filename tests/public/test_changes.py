"""The list of changes: everything that readers see otherwise than before, and nothing hidden."""

import re
from html import unescape

import pytest
from django.core.management import call_command

from tests import factories as make
from tests.edition.told import editions
from tracker.edition.models import Happening
from tracker.edition.publishing import advance, begin
from tracker.editorial.changes import change
from tracker.editorial.merging import merge
from tracker.editorial.unmerging import merges_of, unmerge
from tracker.editorial.workflow import make_move
from tracker.ledger.erasing import erase, found_in
from tracker.ledger.models import Entry
from tracker.record import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    row = make.claim(
        "Party A alleges a thing",
        claimant=make.party("Party A", slug="party-a"),
        accused=make.party("Party B", slug="party-b"),
    )
    make.ledger()
    return row


def newest(client, prefix=""):
    """The first line of the list, in words."""
    html = client.get(f"{prefix}/changes/").content.decode()
    line = re.search(r'<li class="entry">(.*?)</li>', html, re.S)[1]
    words = unescape(re.sub(r"<[^>]+>", " ", line)).replace("·", " ")
    return " ".join(words.split()), html


def test_change_says_what_and_why_and_leads_to_the_comparison(client, claim):
    make.edited(claim, "It was misheard.", lead="Party A said so twice.")
    line, html = newest(client)
    assert f"Changed {claim.reference}" in line and "It was misheard." in line
    address = f"{claim.get_absolute_url()}history/?from=1&amp;to=2"
    assert f'href="{address}"' in html
    assert "Party A said so twice." in client.get(unescape(address)).content.decode()


def test_renamed_party_is_told_with_its_former_name(client, claim):
    make.edited(claim.claimants.get(), name="Party A, renamed")
    line, _html = newest(client)
    assert "Renamed Party" in line or "Renamed party" in line
    assert "Party A, renamed Before, it was called “ Party A ”." in line


@pytest.mark.database
def test_change_of_a_source_a_place_and_a_code_is_told(client, claim):
    source = claim.allegations.get().citations.get().source
    make.edited(source, archive_url="https://archive.example/1")
    assert f"Changed {source.reference} {source.title}" in newest(client)[0]
    town = make.place("Town")
    m.AllegationPlace.objects.create(allegation=claim.allegations.get(), place=town)
    with change(None, Entry.Action.CHANGED) as door:
        door.touch(claim)
        door.touch(town)
    make.edited(town, latitude=1, longitude=2, precision="town")
    assert "Changed place Town" in newest(client)[0]
    make.edited(m.Stance.objects.get(code="literal-denial"), definition="Another definition.")
    assert "Changed stance Literal denial" in newest(client)[0]


def test_merge_and_its_undoing_are_told_with_both_names(client, claim):
    kept, gone = m.Party.objects.get(slug="party-a"), m.Party.objects.get(slug="party-b")
    merge(kept, gone, None)
    line, _html = newest(client)
    assert "Merged party Party A “ Party B ” is now part of this record." in line
    assert (
        "“Party B” and “Party A” are one and the same" in client.get("/changes/").content.decode()
    )
    unmerge(kept, merges_of(kept)[0].sequence, None)
    line, _html = newest(client)
    assert "Merge undone party Party A “ Party B ” is a record of its own again." in line
    told = client.get("/changes/").content.decode()
    assert '“<bdi lang="und">Party B</bdi>” is now part of this record.' in told


def test_merge_of_two_of_one_name_is_told(client, claim):
    kept, gone = m.Party.objects.get(slug="party-a"), m.Party.objects.get(slug="party-b")
    make.edited(gone, name="Party A")
    merge(kept, gone, None)
    assert "Merged party Party A" in newest(client)[0]
    assert client.get("/parties/party-b/").headers["Location"] == "/parties/party-a/"


def test_merge_with_what_readers_never_saw_is_not_told(client, claim):
    merge(m.Party.objects.get(slug="party-a"), make.party("A hidden name", slug="hidden"), None)
    html = client.get("/changes/").content.decode()
    assert "Merged" not in html and "hidden" not in html.lower().replace("visually-hidden", "")


def test_confidential_source_is_told_where_it_was_cited_and_not_by_name(client, claim):
    secret = make.source("A title to be hidden")
    with change(None, Entry.Action.CHANGED) as door:
        make.cite(claim.allegations.get(), secret)
        door.touch(claim)
        door.touch(secret)
    make.edited(secret, confidential=True)
    line, html = newest(client)
    assert f"Changed with another record {claim.reference}" in line
    assert "is no longer shown" in line
    assert secret.title not in html and secret.reference not in html
    make.edited(secret, confidential=False)
    assert f"Changed with another record {claim.reference}" in newest(client)[0]


def test_withdrawn_record_tells_of_its_withdrawal_alone(client, claim, publisher):
    make.look(claim)
    make.edited(claim, "It was misheard.", title="Party A alleges another thing")
    make_move(claim, "withdraw", publisher, "It was entered twice.")
    html = client.get("/changes/").content.decode()
    assert "It was entered twice." in html
    for hidden in ("alleges another", "misheard", "Party A", "Renamed"):
        assert hidden not in html
    for name in ("reopen", "submit", "publish"):
        make_move(m.Claim.objects.get(), name, publisher)
    line, html = newest(client)
    assert line.startswith(tuple("0123456789")) and f"Published {claim.reference}" in line
    assert "It was misheard." in html


def test_party_that_went_out_of_sight_is_told_of_no_more(client, claim, publisher):
    make.edited(m.Party.objects.get(slug="party-b"), name="Party B, renamed")
    assert "Party B, renamed" in client.get("/changes/").content.decode()
    make_move(claim, "withdraw", publisher, "It was entered twice.")
    assert "Party B" not in client.get("/changes/").content.decode()


def test_erased_words_are_not_told_again(client, claim):
    make.edited(claim, "Witness W. asked.", title="Witness W. alleges a thing")
    make.edited(claim, title="A witness alleges a thing")
    assert "Witness W." in client.get("/changes/").content.decode()
    erase(found_in("Witness W."), "safety")
    advance()
    html = client.get("/changes/").content.decode()
    assert "Witness W." not in html
    assert "Witness W." not in client.get("/feeds/changes/").content.decode()


def test_drafts_and_notes_of_the_desk_are_not_told(client, claim):
    before = Happening.objects.count()
    draft = make.claim("Party A alleges a draft", status="draft", published_at=None)
    with change(None, Entry.Action.ENTERED) as door:
        door.touch(draft)
    make.edited(draft, title="Party A alleges another draft")
    make.edited(claim, internal_notes="A note.")
    assert Happening.objects.count() == before


def test_site_that_is_upgraded_is_told_the_same_of_its_past(client, claim, publisher):
    make.edited(claim, title="Party A alleges another thing")
    make.edited(m.Party.objects.get(slug="party-b"), name="Party B, renamed")
    kept, gone = m.Party.objects.get(slug="party-a"), m.Party.objects.get(slug="party-b")
    merge(kept, gone, None)
    unmerge(kept, merges_of(kept)[0].sequence, None)
    make_move(claim, "withdraw", publisher, "It was entered twice.")
    lived = editions()
    Happening.objects.all().delete()
    begin()
    assert editions() == lived
    call_command("rebuild_editions", again=True, verbosity=0)
    assert editions() == lived


def test_feed_tells_what_the_page_tells(client, claim):
    make.edited(claim.claimants.get(), "So it calls itself.", name="Party A, renamed")
    told = unescape(client.get("/feeds/changes/").content.decode())
    assert "Renamed: Party A, renamed" in told
    assert (
        'Before, it was called “<bdi lang="und">Party A</bdi>”.' in told
        and "So it calls itself." in told
    )


def test_text_of_users_is_escaped(client, claim):
    make.edited(claim, "<script>alert(1)</script>", title="<b>Party A</b>")
    make.edited(claim, title="Party A alleges a thing")
    html = client.get("/changes/").content.decode()
    assert "<script>alert" not in html and "<b>Party A" not in html
    assert "&lt;b&gt;Party A" in html
