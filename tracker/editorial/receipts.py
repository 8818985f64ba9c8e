"""That a reply has come and is being entered, said at once: no silence is told meanwhile."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from tracker.edition.models import Link
from tracker.editorial.changes import Person, Publishes, change
from tracker.ledger.models import Entry
from tracker.record.models import Claim, ClaimReceipt, Party
from tracker.record.nouns import name_of


def note_reply(claim: Claim, party: Party, user: Person, on: date | None = None) -> bool:
    """Note that a reply of one of the accused came, today if no day is given; False where one is
    noted already.

    Readers of a published claim are told at once. This says nothing of what the reply says, so that
    it waits for no second person.
    """
    # Of an accused that readers do not see in the claim yet, it waits with the rest.
    links = Link.objects.standing().filter(source=name_of(claim), target=name_of(party))
    publishes = Publishes.OWN if links.exists() else Publishes.NOTHING
    with change(user, Entry.Action.CHANGED, publishes=publishes) as door:
        locked = Claim.objects.select_for_update().get(pk=claim.pk)
        if locked.receipts.filter(party=party).exists():
            return False
        received_on = on or timezone.localdate()
        ClaimReceipt.objects.create(claim=locked, party=party, received_on=received_on)
        door.touch(locked)
    return True
