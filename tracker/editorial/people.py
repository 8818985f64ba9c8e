"""The people behind the pseudonyms of the ledger, for the desk alone."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.ledger.models import Actor


def people(pseudonyms: Iterable[str]) -> dict[str, str]:
    """The account name behind each of these; the pseudonym itself where the account is gone."""
    found = {one: one for one in pseudonyms}
    rows = Actor.objects.filter(pseudonym__in=list(found), user__isnull=False)
    return found | dict(rows.values_list("pseudonym", "user__username"))
