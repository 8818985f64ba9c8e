"""Claims as CSV, put together from the finished parts of each line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from tracker.public.addresses import stable
from tracker.public.downloads.writers import MARK
from tracker.record.paths import KEY, path_of
from tracker.record.querysets import OPEN, OVERDUE
from tracker.search.cells import END, line, piece
from tracker.search.finding import names
from tracker.search.lines import Line, claim_lines
from tracker.search.names import Names
from tracker.search.rows import ASKED

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
    for keys in batches:
        lines = claim_lines(keys)
        # Read after the lines, or somebody who is new in one of them would not be known.
        teller = Teller(names())
        yield heading + "".join(teller.told(lines[key]) for key in keys if key in lines)
        heading = ""


class _Cells(dict[str, str]):
    """Cells by the keys that they are of, each made when it is first asked for."""

    def __init__(self, make: Callable[[list[int]], str]) -> None:
        self.make = make

    def __missing__(self, keys: str) -> str:
        self[keys] = cells = self.make([int(key) for key in keys.split()])
        return cells


class Teller:
    """Tells lines as of one moment: by the names and the day of now."""

    def __init__(self, known: Names) -> None:
        parties = {int(key): one for key, one in known.parties.items()}
        places = {int(key): one.slug for key, one in known.places.items()}
        dossiers = {int(key): one.slug for key, one in known.dossiers.items()}

        def named(keys: list[int]) -> str:
            found = [parties[key] for key in keys]
            return piece([[one.slug for one in found], [one.label for one in found]])

        def cell(of: dict[int, Any]) -> _Cells:
            return _Cells(lambda keys: piece([[of[key] for key in keys]]))

        self.named = _Cells(named)
        self.responders = cell({key: one.slug for key, one in parties.items()})
        self.places = cell(places)
        # Those that are shown, in the order of dossiers.
        self.dossiers = _Cells(
            lambda keys: piece([[slug for key, slug in dossiers.items() if key in keys]])
        )
        self.today = timezone.localdate().toordinal()
        self.before, self.after = stable(path_of("claim", KEY)).split(KEY)

    def told(self, one: Line) -> str:
        """A line with its end; none where it names somebody who went out of sight meanwhile."""
        try:
            return (
                f"{one.first_cells},{self.named[one.claimants]},{self.named[one.accused]},"
                f"{self.responders[one.responders]},{one.counts},{self._state(one)},"
                f"{one.violations},{self.places[one.places]},{self.dossiers[one.dossiers]},"
                f"{one.checked_on},{self.before}{one.reference}{self.after}{END}"
            )
        except KeyError:
            return ""

    def _state(self, one: Line) -> str:
        if one.state != ASKED:
            return one.state
        return OVERDUE if one.due and int(one.due) < self.today else OPEN


LINES = {"claims": claims_as_csv}
