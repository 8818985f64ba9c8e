"""The second person: who wrote any part of what readers are about to see may not publish it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.conf import settings
from django.utils.translation import gettext as _

from tracker.ledger.changes import Person
from tracker.ledger.entries import pseudonym
from tracker.ledger.models import Entry
from tracker.ledger.visibility import Verdict
from tracker.ledger.waiting import WRITING, unpublished

WHOLE = Entry.Shown.WHOLE


def wrote_it(user: Person, records: Collection[str]) -> str:
    """Why `user` may not publish what readers have not seen yet of these records; empty where they
    wrote nothing of it. Nobody is asked of the command line, nor at a desk of one."""
    if user is None or not settings.SECOND_PERSON:
        return ""
    written = (entry for entry in unpublished(records) if entry.action in WRITING)
    if pseudonym(user) not in {entry.actor for entry in written}:
        return ""
    return _("You wrote part of this yourself: somebody else has to publish it.")


def by_another(user: Person, error: type[Exception], *published: str) -> Callable[[Verdict], None]:
    """A check of what a change is about to show readers: that `user` wrote nothing of it.

    What comes in sight with a record is published with it; `published` are records that are, even
    where readers see them later. Raises `error`.
    """

    def check(verdict: Verdict) -> None:
        shown = {key for key, seen in verdict.shown.items() if seen == WHOLE}
        if why := wrote_it(user, {*published, *(shown - verdict.then.keys())}):
            raise error(why)

    return check
