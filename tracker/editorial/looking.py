"""“Looked again today, nothing found”: a row of the log of looking for each claim and accused.

It says of somebody that no reply was found, so that of a published claim it waits for a second
person like any other change: only that a reply has come is told at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q

from tracker.editorial.changes import Person, change
from tracker.editorial.deadlines import today
from tracker.ledger.models import Entry
from tracker.record.models import (
    Claim,
    ClaimAccused,
    ClaimLook,
    ClaimReceipt,
    ResponseClaim,
    Status,
)

# At once; whoever looked for more says so again.
MOST = 200


class Look(NamedTuple):
    """Where somebody looked, in which languages; both in a few words."""

    where: str
    languages: str


def awaited(**of: Any) -> Any:
    """The accused, each in one claim, of whom no reply is known: there nothing can be found again.

    Without those who died or were dissolved, and those of withdrawn claims.
    """
    claim = {"claim": OuterRef("claim")}
    by_them = Q(response__responder=OuterRef("party")) | Q(
        response__party_links__party=OuterRef("party")
    )
    replies = ResponseClaim.objects.filter(by_them, **claim)
    receipts = ClaimReceipt.objects.filter(party=OuterRef("party"), **claim)
    rows = ClaimAccused.objects.filter(**of, party__ended_on="")
    rows = rows.exclude(claim__status=Status.WITHDRAWN)
    return rows.exclude(Exists(replies.exclude(response__status=Status.WITHDRAWN))).exclude(
        Exists(receipts)
    )


def last_look(links: Iterable[ClaimAccused]) -> Look:
    """Where and in which languages answers of these were looked for last: often so again."""
    parties = {link.party_id for link in links}
    rows = ClaimLook.objects.filter(party__in=parties, claim__in={link.claim_id for link in links})
    last = rows.order_by("-looked_on", "-pk").first()
    return Look(last.where, last.languages) if last else Look("", "")


def note_looks(links: Collection[ClaimAccused], look: Look, user: Any) -> int:
    """Write down that somebody looked today for answers of these; how many were not noted yet.

    Raises ValidationError for words that the log does not take.
    """
    day = today()
    by = user.get_full_name() or user.get_username() if user else ""
    rows = [
        ClaimLook(
            claim_id=link.claim_id,
            party_id=link.party_id,
            looked_on=day,
            where=look.where,
            languages=look.languages,
            looked_by=by,
        )
        for link in links
    ]
    for row in rows[:1]:
        row.clean_fields(exclude=["claim", "party"])
    return _save(rows, user)


def _save(rows: list[ClaimLook], user: Person) -> int:
    claims = sorted({row.claim_id for row in rows})
    with change(user, Entry.Action.CHANGED) as door:
        locked = {one.pk: one for one in Claim.objects.select_for_update().filter(pk__in=claims)}
        there = set(
            ClaimLook.objects.filter(claim__in=claims).values_list(
                "claim", "party", "looked_on", "where", "languages"
            )
        )
        new = [row for row in rows if row.claim_id in locked and _said(row) not in there]
        ClaimLook.objects.bulk_create(new)
        for pk in sorted({row.claim_id for row in new}):
            door.touch(locked[pk])
    return len(new)


def _said(row: ClaimLook) -> tuple[Any, ...]:
    return row.claim_id, row.party_id, row.looked_on, row.where, row.languages
