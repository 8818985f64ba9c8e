"""Claims as CSV: finished lines, in which names, addresses and states of now fill the blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.public.lists.downloads.as_of_now import AsOfNow
from tracker.public.lists.downloads.headings import HEADINGS
from tracker.public.lists.downloads.writers import MARK
from tracker.record.paths import KEY
from tracker.search import lines
from tracker.search.cells import BETWEEN, line, piece, safe
from tracker.search.finding import names
from tracker.search.names import Names

MOST_CELLS = 20_000
# Names that need no quotation marks and that no spreadsheet takes for a formula.
PLAIN = re.compile(r"[^\W_][\w .()’-]*")


def claims_as_csv(batches: Iterator[list[int]]) -> Iterator[str]:
    """The claims with these keys in order, a text a batch; of none the heading alone."""
    heading = MARK + line(HEADINGS["claims"])
    cells: Cells | None = None
    for keys in batches:
        text = lines.claim_lines(keys)
        # Read after the lines, or somebody who is new in one of them would not be known.
        known = names()
        if cells is None or cells.now.known is not known:
            cells = Cells(known)
        try:
            yield heading + cells.fill(text)
        except KeyError:
            # Somebody went out of sight meanwhile, and the lines that name them do so, too.
            yield heading + "".join(map(cells.fill_one, keys))
        heading = ""
    if heading:
        yield heading


class Cells(dict[str, str]):
    """What fills the blanks of lines, as of one moment, each made when it is first asked for."""

    def __init__(self, known: Names) -> None:
        self.now = AsOfNow(known)
        self.slugs = {key: one.slug for key, one in self.now.parties.items()}
        self.plain_names = {
            key: one.label for key, one in self.now.parties.items() if PLAIN.fullmatch(one.label)
        }
        self.before, self.after = self.now.address.split(KEY)

    def fill(self, text: str) -> str:
        """Lines without blanks; KeyError where one names somebody whom readers do not see."""
        parts = text.split(lines.BLANK)
        parts[1::2] = map(self.__getitem__, parts[1::2])
        return "".join(parts)

    def fill_one(self, key: int) -> str:
        """The line of one claim, or nothing."""
        try:
            return self.fill(lines.claim_lines([key]))
        except KeyError:
            return ""

    def __missing__(self, blank: str) -> str:
        cell = self._made(blank[0], blank[1:].split())
        if len(self) >= MOST_CELLS:
            self.clear()
        self[blank] = cell
        return cell

    def _made(self, kind: str, given: list[str]) -> str:
        if kind == lines.STATE:
            return self.now.states(given)
        keys = [int(key) for key in given]
        match kind:
            case lines.NAMED:
                if all(key in self.plain_names for key in keys):
                    # As the csv module writes them, in a tenth of the time.
                    slugs = safe(BETWEEN.join([self.slugs[key] for key in keys]))
                    return f"{slugs},{BETWEEN.join([self.plain_names[key] for key in keys])}"
                found = [self.now.parties[key] for key in keys]
                return piece([[one.slug for one in found], [one.label for one in found]])
            case lines.RESPONDERS:
                return piece([[self.slugs[key] for key in keys]])
            case lines.FIRST_PLACE:
                return str(safe(self.now.places[keys[0]]))
            case lines.PLACE:
                return self.now.places[keys[0]]
            case lines.DOSSIERS:
                return piece([self.now.shown_dossiers(keys)])
            case lines.BEFORE_REFERENCE:
                return self.before
        return self.after


LINES = {"claims": claims_as_csv}
