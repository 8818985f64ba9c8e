"""After an upgrade: what migrations changed of the record is in the ledger, and readers see it."""

import pytest
from django.db.migrations import Migration

from tests import factories as make
from tracker.edition.cases import with_looks
from tracker.editorial.upgrading import adopt_migrated
from tracker.ledger.auditing import Audit
from tracker.ledger.differing import differing
from tracker.ledger.models import Entry
from tracker.record.nouns import NOUNS

pytestmark = pytest.mark.django_db
PLAN = [(Migration("0007_looks_and_extents", "record"), False)]


def test_row_that_a_migration_made_is_taken_into_the_ledger_and_shown(client):
    claim = make.claim(accused=make.party("Party B"))
    other = make.claim()
    make.ledger()
    make.look(claim, looked_on="2024-06-02")
    assert Audit().run().faults != []
    adopt_migrated(plan=PLAN)
    assert Audit().run().faults == []
    newest = Entry.objects.filter(record=claim.reference).latest("sequence")
    assert newest.action == Entry.Action.ADOPTED
    assert Entry.objects.filter(record=other.reference).count() == 1
    page = client.get(claim.get_absolute_url()).content.decode()
    assert "We last looked on 2 June 2024." in page


def test_upgrade_that_changes_nothing_of_the_record_writes_nothing():
    make.claim()
    make.ledger()
    before = Entry.objects.count()
    adopt_migrated(plan=PLAN)
    adopt_migrated(plan=[])
    assert Entry.objects.count() == before


def test_column_of_a_later_release_is_no_difference_while_it_has_its_default():
    claim = NOUNS["claim"]
    written = {"title": "A thing", "checked_on": None}
    stored = {"title": "A thing", "lead": ""}
    assert differing(claim, stored, written) == []
    assert differing(claim, {**stored, "lead": "More"}, written) == ["lead"]
    assert differing(claim, {"lead": ""}, written) == ["title"]
    row = {"allegations/7/is_accused_unnamed": True}
    assert differing(claim, row, {}) == list(row)
    assert differing(claim, {"allegations/7/is_accused_unnamed": False}, {}) == []


def test_claim_published_before_looks_were_kept_for_each_accused_still_tells_of_them():
    """Its edition has one day and place, which were those of all its accused."""
    parties = [{"row": "3", "party": "party/1"}, {"row": "4", "party": "party/2"}]
    tree = {"checked_on": "2024-06-02", "checked_where": "their site", "accused": parties}
    told = [(one["party"], one["looked_on"], one["where"]) for one in with_looks(tree)["looks"]]
    assert told == [(f"party/{n}", "2024-06-02", "their site") for n in (1, 2)]
    assert with_looks({"accused": parties}) == {"accused": parties}
