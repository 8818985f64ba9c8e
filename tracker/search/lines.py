"""A claim as a line of CSV, all of it finished that follows from the claim alone.

Making a line of a row takes longer than reading it; of a hundred thousand, seconds. What may change
without the claim (names and addresses of parties, places and dossiers, whether a deadline has
passed) is left blank: between two marks stands a key, to be looked up by whoever sends the line.
Lines stand in a table of their own, which is narrow: a hundred thousand are read from few pages.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.search.backends import backend
from tracker.search.cells import BETWEEN, END, piece
from tracker.search.kinds import Kind, document_id
from tracker.search.rows import UNTIL, ClaimRow, claim_rows, standing, told

# Refused in every text of the record. Of a line divided here, every second part is a key, and so is
# it of many lines one after the other.
BLANK = "\x1e"
# What a key begins with; then come the keys of what is named, divided by spaces.
NAMED, RESPONDERS, FIRST_PLACE, PLACE, DOSSIERS = "n", "r", "P", "p", "d"
# With the states of the points and their numbers, where a deadline may pass.
STATE = "s"
BEFORE_REFERENCE, AFTER_REFERENCE = "<", ">"


def as_line(row: ClaimRow) -> str:
    own = piece([row.reference, row.title, row.made_on, row.first or "", row.last or ""])
    cells = [
        own.replace(BLANK, " "),
        _blank(NAMED, row.claimants),
        _blank(NAMED, row.accused),
        _blank(RESPONDERS, row.responders),
        str(row.points),
        _states(row),
        piece([row.violations]),
        BETWEEN.join(_blank(PLACE if n else FIRST_PLACE, (p,)) for n, p in enumerate(row.places)),
        _blank(DOSSIERS, row.dossiers) if row.dossiers else "",
        row.looked_on or "",
        f"{_blank(BEFORE_REFERENCE)}{row.reference}{_blank(AFTER_REFERENCE)}{END}",
    ]
    return ",".join(cells)


def _states(row: ClaimRow) -> str:
    """How many points were replied on, the state of the claim, and how many points are in each."""
    if any(UNTIL in which for which, _number in row.states):
        return _blank(STATE, (f"{which}={number}" for which, number in row.states))
    return states_as_cells(0, row.states)


def states_as_cells(today: int, states: Iterable[tuple[str, int]]) -> str:
    """The same as cells, on a day given as an ordinal."""
    replied_on, state, by_state = told(standing(today, states))
    return f"{replied_on},{state},{'; '.join(by_state)}"


def _blank(kind: str, keys: Iterable[int | str] = ()) -> str:
    return f"{BLANK}{kind}{' '.join(map(str, keys))}{BLANK}"


def claim_lines(pks: list[int]) -> str:
    """Lines of the claims with these keys that readers see, in this order."""
    ids = [document_id(Kind.CLAIM, pk) for pk in pks]
    text, count = backend().lines(ids)
    if count == len(ids):
        return text
    # Somebody withdrew a claim meanwhile, or a new release has not rebuilt the index yet.
    rows = claim_rows(pks)
    stored = dict(backend().read("line", ids))
    return "".join(
        stored.get(one) or as_line(rows[pk]) for one, pk in zip(ids, pks, strict=True) if pk in rows
    )
