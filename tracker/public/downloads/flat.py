"""Rows of a table, where a list is asked for whole: out of the index, no records, nothing nested.

A hundred thousand claims with all below them would be made into a million objects, to be written as
one line each.
"""

from __future__ import annotations

from django.utils import timezone

from tracker.public.addresses import stable
from tracker.public.downloads.rows import Row
from tracker.record.paths import KEY, path_of
from tracker.record.querysets import OPEN, OVERDUE
from tracker.search.finding import names
from tracker.search.names import Names
from tracker.search.rows import ASKED, ClaimRow, Responded, claim_rows

RESPONDER = Responded._fields.index("responder")


def claims(keys: list[int]) -> dict[int, Row]:
    """The claims with these keys, as the list's JSON has them, less what is nested."""
    rows = claim_rows(keys)
    # Read after the rows, or somebody who is new in one of them would not be known.
    known, today = names(), timezone.localdate().toordinal()
    address = stable(path_of("claim", KEY))
    found = {}
    for pk, row in rows.items():
        try:
            found[pk] = _claim(row, known, today, address)
        except KeyError:
            # Somebody whom it names went out of sight meanwhile, and it with them.
            continue
    return found


def _claim(row: ClaimRow, known: Names, today: int, address: str) -> Row:
    claimants = [known.parties[str(one)] for one in row.claimants]
    accused = [known.parties[str(one)] for one in row.accused]
    responders = {made[RESPONDER]: None for made in row.responses}
    state = row.state
    if state == ASKED:
        state = OVERDUE if row.due is not None and row.due < today else OPEN
    return {
        "reference": row.reference,
        "title": row.title,
        "made_on": row.made_on,
        "made_earliest": row.first or "",
        "made_latest": row.last or "",
        "claimants": [one.slug for one in claimants],
        "claimant_names": [one.label for one in claimants],
        "accused": [one.slug for one in accused],
        "accused_names": [one.label for one in accused],
        "responders": [known.parties[str(one)].slug for one in responders],
        "allegation_count": row.points,
        "answered_count": row.answered,
        "response": state,
        "violations": row.violations,
        "places": [known.places[str(one)].slug for one in row.places],
        "dossiers": _dossiers(row, known),
        "answers_last_looked_for": row.checked_on or "",
        "address": address.replace(KEY, row.reference),
    }


def _dossiers(row: ClaimRow, known: Names) -> list[str]:
    """Those that are shown, in the order of dossiers."""
    held = {str(one) for one in row.dossiers}
    return [one.slug for key, one in known.dossiers.items() if key in held] if held else []


FLAT = {"claims": claims}
