"""Claims as CSV, put together from the finished parts of each line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tracker.public.downloads.as_of_now import AsOfNow
from tracker.public.downloads.writers import MARK
from tracker.record.paths import KEY
from tracker.search.cells import END, line, piece
from tracker.search.finding import names
from tracker.search.lines import Line, claim_lines
from tracker.search.names import Names

HEADING = (
    "reference",
    "title",
    "made_on",
    "made_earliest",
    "made_latest",
    "claimants",
    "claimant_names",
    "accused",
    "accused_names",
    "responders",
    "allegation_count",
    "answered_count",
    "response",
    "violations",
    "places",
    "dossiers",
    "answers_last_looked_for",
    "address",
)


def claims_as_csv(batches: Iterator[list[int]]) -> Iterator[str]:
    """The claims with these keys in order, a text a batch; nothing at all where there is no row."""
    heading = MARK + line(HEADING)
    teller: Teller | None = None
    for keys in batches:
        lines = claim_lines(keys)
        # Read after the lines, or somebody who is new in one of them would not be known.
        known = names()
        if teller is None or teller.known is not known:
            teller = Teller(known)
        yield heading + "".join(teller.told(lines[key]) for key in keys if key in lines)
        heading = ""


class _Cells(dict[str, str]):
    """Cells by the keys that they are of, each made when it is first asked for."""

    def __init__(self, make: Callable[[list[int]], str]) -> None:
        self.make = make

    def __missing__(self, keys: str) -> str:
        self[keys] = cells = self.make([int(key) for key in keys.split()])
        return cells


class Teller(AsOfNow):
    """Tells lines as of one moment."""

    def __init__(self, known: Names) -> None:
        super().__init__(known)
        slugs = {key: one.slug for key, one in self.parties.items()}
        self.named_cells = _Cells(self._named)
        self.responder_cells = _Cells(lambda keys: piece([[slugs[key] for key in keys]]))
        self.place_cells = _Cells(lambda keys: piece([[self.places[key] for key in keys]]))
        self.dossier_cells = _Cells(lambda keys: piece([self.shown_dossiers(keys)]))
        self.before, self.after = self.address.split(KEY)

    def _named(self, keys: list[int]) -> str:
        found = [self.parties[key] for key in keys]
        return piece([[one.slug for one in found], [one.label for one in found]])

    def told(self, one: Line) -> str:
        """A line with its end; none where it names somebody who went out of sight meanwhile."""
        try:
            state = self.state(one.state, int(one.due) if one.due else None)
            return (
                f"{one.first_cells},{self.named_cells[one.claimants]},"
                f"{self.named_cells[one.accused]},{self.responder_cells[one.responders]},"
                f"{one.counts},{state},{one.violations},{self.place_cells[one.places]},"
                f"{self.dossier_cells[one.dossiers]},{one.checked_on},"
                f"{self.before}{one.reference}{self.after}{END}"
            )
        except KeyError:
            return ""


LINES = {"claims": claims_as_csv}
