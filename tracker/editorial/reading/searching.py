"""Words looked for in a text, in any spelling that the site's search takes for the same."""

from __future__ import annotations

from typing import NamedTuple

from tracker.capture.quotes.finding import Place
from tracker.search.normalise import places, words

# Places that are counted; after these it says “and more”.
MOST_HITS = 2_000
LONGEST = 300


class Hits(NamedTuple):
    """What was looked for, where it stands, and which of the places is shown, from 1."""

    asked: str
    places: list[Place]
    number: int

    @property
    def place(self) -> Place | None:
        return self.places[self.number - 1] if self.places else None

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < len(self.places) else None

    @property
    def is_cut(self) -> bool:
        """Whether there may be more."""
        return len(self.places) == MOST_HITS


def hits_in(text: str, asked: str, number: int) -> Hits:
    """Where the words asked for stand in a row."""
    sought = words(asked[:LONGEST])
    found = _rows(words(text), sought) if sought else []
    if not found:
        return Hits(asked, [], 0)
    at = places(text)
    stand = [Place(at[first][0], at[first + len(sought) - 1][1]) for first in found]
    return Hits(asked, stand, max(1, min(number, len(stand))))


def _rows(known: list[str], sought: list[str]) -> list[int]:
    """At which words a row of words begins."""
    found: list[int] = []
    first, length, start = sought[0], len(sought), 0
    while len(found) < MOST_HITS:
        try:
            start = known.index(first, start)
        except ValueError:
            break
        if known[start : start + length] == sought:
            found.append(start)
        start += 1
    return found
