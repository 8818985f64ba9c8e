"""Random weeks of three accounts: what readers see changes only as somebody publishes it."""

import random
from contextlib import suppress

import pytest
from django.core.management import call_command

from tests import factories as make
from tests.conftest import THOROUGH, staff
from tests.edition.told import editions
from tests.published import as_published, as_the_tables_say
from tests.search import disputes as world
from tests.search.disputes import CHANGES, Disputes
from tracker.edition.models import Happening, Touched
from tracker.edition.rebuilding import differences
from tracker.editorial.approving import (
    ApprovalRefused,
    Proposal,
    discard_changes,
    publish_changes,
    rows_of,
)
from tracker.editorial.changes import Publishes, change
from tracker.editorial.second_person import wrote_it
from tracker.ledger.auditing import Audit
from tracker.ledger.models import Entry, Waiting
from tracker.record.nouns import name_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MOVES = {"enter", "undo", *(name for name in CHANGES if name.startswith("move "))}
EDITS = sorted(CHANGES.keys() - MOVES)
WHOLE = Entry.Shown.WHOLE


def as_somebody(monkeypatch, people, chance):
    """Let the changes of the random disputes be made by one of these people, and wait."""

    def by_one(user, action, reason="", **given):
        return change(chance.choice(people), action, reason)

    monkeypatch.setattr(world, "change", by_one)
    monkeypatch.setattr(make, "change", by_one)


def seen():
    """All that readers are told of the record, and the stamps of their pages."""
    stamps = dict(Touched.objects.values_list("key", "sequence"))
    return as_published(), stamps, Happening.objects.count()


def record_of(key):
    return rows_of([key])[key]


def publish_one(chance, people):
    """One of those who may publish tries to publish something that waits; what came of it."""
    waiting = list(Waiting.objects.order_by("pk"))
    if not waiting:
        return None
    record, user = record_of(chance.choice(waiting).record), chance.choice(people)
    proposal = Proposal(record)
    shown = {key for key, seen_ in proposal.verdict.shown.items() if seen_ == WHOLE}
    wrote = wrote_it(user, shown)
    try:
        publish_changes(record, proposal.version, user)
    except ApprovalRefused:
        return None
    assert not wrote
    return proposal


@pytest.mark.parametrize("seed", range(200 if THOROUGH else 2))
def test_only_publishing_changes_what_readers_see(seed, monkeypatch):
    chance = random.Random(seed)
    disputes = Disputes(chance, claims=6)
    make.ledger()
    people = [staff("edith", "editor"), staff("paula", "publisher"), staff("petra", "publisher")]
    as_somebody(monkeypatch, people, chance)
    published = waited = discarded = 0
    for _step in range(24):
        before = seen()
        what = chance.choice(["edit", "edit", "edit", "publish", "publish", "discard"])
        if what == "edit":
            with suppress(IndexError):  # Of some sorts of rows none may be left.
                CHANGES[chance.choice(EDITS)](disputes)
            waited += Waiting.objects.exists()
            assert seen() == before
        elif what == "discard" and (one := Waiting.objects.order_by("?").first()):
            with suppress(ApprovalRefused):
                discard_changes(record_of(one.record), chance.choice(people))
                assert not Waiting.objects.filter(record=one.record).exists()
                discarded += 1
            assert as_published() == before[0]
        elif what == "publish":
            proposal = publish_one(chance, people[1:])
            if proposal is None:
                assert seen() == before
                continue
            published += 1
            after = as_published()
            turned = {key for key in after if key in before[0] and after[key] != before[0][key]}
            told = Happening.objects.filter(key__in=turned).values_list("key", "at")
            newest = max(dict(told).values(), default=0)
            assert turned <= {key for key, at in told if at == newest}
            assert not Waiting.objects.filter(record__in=proposal.keys).exists()
    assert waited
    assert list(differences()) == []
    assert Audit().run().faults == []


def test_what_is_published_in_the_end_is_what_the_desk_has(monkeypatch):
    """As if each change had been published when it was made."""
    chance = random.Random(3)
    disputes = Disputes(chance, claims=6)
    make.ledger()
    editor = staff("edith", "editor")
    as_somebody(monkeypatch, [editor], chance)
    for name in chance.choices(EDITS, k=20):
        with suppress(IndexError):
            CHANGES[name](disputes)
    rows = [record_of(one.record) for one in Waiting.objects.order_by("pk")]
    assert rows
    with change(None, Entry.Action.PUBLISHED, publishes=Publishes.ALL) as door:
        for row in rows:
            door.touch(row)
    assert not Waiting.objects.exists()
    lived = editions()
    assert as_published() == as_the_tables_say()
    assert list(differences()) == []
    call_command("rebuild_editions", again=True, verbosity=0)
    assert editions() == lived


def test_record_is_found_by_its_name():
    claim = make.claim()
    assert rows_of(["party/99", name_of(claim), "nothing"]) == {claim.reference: claim}
