"""A known party or place is named in the record in hand, through the desk's one door."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tracker.editorial.changes import change
from tracker.editorial.reading.citing import person
from tracker.editorial.reading.in_hand import may_change
from tracker.ledger.models import Entry
from tracker.record.models import ClaimAccused, ClaimClaimant, EventParty, EventPlace

# Which row names what, by the noun of the record, the noun that is named, and as what.
ROWS: dict[tuple[str, str, str], Any] = {
    ("claim", "party", "claimant"): ClaimClaimant,
    ("claim", "party", "accused"): ClaimAccused,
    ("event", "party", "named"): EventParty,
    ("event", "place", "named"): EventPlace,
}


def name_in(request: HttpRequest, record: Any, named: Any, role: str, printed: str) -> Any:
    """Name a party or place in a claim or event; the row. Raises ValidationError, PermissionDenied.

    `printed` is what the text calls it, which a claim keeps where it is another name.
    """
    nouns = str(record._meta.model_name), str(named._meta.model_name)
    model = ROWS.get((*nouns, role))
    if model is None:
        raise ValidationError(_("It cannot be named so in the record in hand."))
    with change(person(request), Entry.Action.CHANGED) as door:
        rows = type(record)._default_manager.select_for_update(of=("self",))
        locked = rows.get(pk=record.pk)
        if not may_change(request, locked):
            raise PermissionDenied
        of = {nouns[0]: locked}
        last = model._default_manager.filter(**of).aggregate(last=Max("position"))["last"] or 0
        row = model(**of, **{nouns[1]: named}, position=last + 1)
        if nouns[0] == "claim" and printed != str(named):
            row.named_as = printed
        row.full_clean()
        row.save()
        locked.save()
        door.touch(locked)
    return row
