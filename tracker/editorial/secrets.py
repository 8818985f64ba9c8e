"""Calling a source confidential at once: what was cited from it goes from all pages, past ones too.

Un-ticking it again is a change like any other, which waits.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.edition.readers import NOW
from tracker.editorial.changes import Person, Publishes, change
from tracker.editorial.reviewers import end_links
from tracker.editorial.rights import may
from tracker.ledger.models import Entry
from tracker.record.models import Source
from tracker.record.nouns import NOUNS, name_of


class SecretRefused(Exception):
    """Why a source is not made confidential; a sentence for the person who asked."""


def make_confidential(source: Source, user: Person, reason: str) -> None:
    """Call a source confidential and take it from readers. Raises SecretRefused."""
    reason = reason.strip()
    if not may(user, "publish", NOUNS["source"]):
        raise SecretRefused(_("Your account may not do this now."))
    if not reason:
        raise SecretRefused(_("Give a reason: it stands in the history of the desk."))
    # Nothing is left to be seen of it, whatever else of it waits.
    with change(user, Entry.Action.CHANGED, reason, publishes=Publishes.ALL) as door:
        locked = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
        if locked.confidential and not NOW.trees([name_of(locked)]):
            raise SecretRefused(_("It is called confidential already."))
        locked.confidential = True
        locked.save()
        door.touch(locked)
        end_links(locked)
