"""Rows of a table, where a list is asked for whole: out of the index, no records, nothing nested.

A hundred thousand claims with all below them would be made into a million objects, to be written as
one line each.
"""

from __future__ import annotations

from tracker.public.lists.downloads.as_of_now import AsOfNow
from tracker.public.lists.downloads.rows import Row
from tracker.record.paths import KEY
from tracker.search.finding import names
from tracker.search.rows import ClaimRow, claim_rows, standing, told


def claims(keys: list[int]) -> dict[int, Row]:
    """The claims with these keys, as the list's JSON has them, less what is nested."""
    rows = claim_rows(keys)
    # Read after the rows, or somebody who is new in one of them would not be known.
    teller = Teller(names())
    found = {}
    for pk, row in rows.items():
        try:
            found[pk] = teller.claim(row)
        except KeyError:
            # Somebody whom it names went out of sight meanwhile, and it with them.
            continue
    return found


class Teller(AsOfNow):
    """Tells rows as of one moment."""

    def claim(self, row: ClaimRow) -> Row:
        """KeyError where it names somebody whom readers do not see."""
        points = told(standing(self.today, row.states))
        claimants = [self.parties[one] for one in row.claimants]
        accused = [self.parties[one] for one in row.accused]
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
            "responders": [self.parties[one].slug for one in row.responders],
            "allegation_count": row.points,
            "answered_count": points.replied_on,
            "response": points.state,
            "points_by_response": points.by_state,
            "violations": row.violations,
            "places": [self.places[one] for one in row.places],
            "dossiers": self.shown_dossiers(row.dossiers) if row.dossiers else [],
            "answers_last_looked_for": row.looked_on or "",
            "address": self.address.replace(KEY, row.reference),
        }


FLAT = {"claims": claims}
