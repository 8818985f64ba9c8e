"""A claim as a line of CSV, all of it finished that follows from the claim alone.

Making a line of a row takes longer than reading it; of a hundred thousand, seconds. What may change
without the claim (names and addresses of parties, places and dossiers, whether a deadline has
passed) stands as keys, to be looked up by whoever sends the line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tracker.search.cells import piece
from tracker.search.kinds import LOW, Kind, document_id
from tracker.search.models import Row
from tracker.search.rows import ClaimRow

# Refused in every text of the record.
BORDER = "\x1e"


class Line(NamedTuple):
    """Cells of CSV as they are written, keys divided by spaces; `due` is an ordinal or empty."""

    first_cells: str
    claimants: str
    accused: str
    responders: str
    counts: str
    state: str
    due: str
    violations: str
    places: str
    dossiers: str
    checked_on: str
    reference: str


def as_line(row: ClaimRow) -> str:
    line = Line(
        piece([row.reference, row.title, row.made_on, row.first or "", row.last or ""]),
        _keys(row.claimants),
        _keys(row.accused),
        _keys(dict.fromkeys(made.responder for made in row.responses)),
        f"{row.points},{row.answered}",
        row.state,
        "" if row.due is None else str(row.due),
        piece([row.violations]),
        _keys(row.places),
        _keys(row.dossiers),
        row.checked_on or "",
        row.reference,
    )
    return BORDER.join(part.replace(BORDER, " ") for part in line)


def _keys(keys: Iterable[int]) -> str:
    return " ".join(map(str, keys))


def claim_lines(pks: Iterable[int]) -> dict[int, Line]:
    """Lines of the claims with these keys that readers see, in no order."""
    ids = [document_id(Kind.CLAIM, pk) for pk in pks]
    rows = Row.objects.filter(id__in=ids).values_list("id", "line")
    return {one & LOW: Line(*line.split(BORDER)) for one, line in rows}
