"""One record as it is gathered for the index, and what its two gatherers share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tracker.search.cases import Cases
from tracker.search.rows import ClaimRow

EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
# Before a paragraph that is a reporter's sentence, not the party's. Refused in every text.
RETOLD = "\x1f"
# Between paragraphs. A single line break within one is a space to whoever reads it.
BORDER = "\n\n"


@dataclass
class Gathered:
    """One record: its words by paragraph, and what it is counted under."""

    title: str
    entered: int
    day: int | None = None
    last: int | None = None
    body: list[str] = field(default_factory=list)
    facets: set[tuple[str, str]] = field(default_factory=set)
    members: list[int] = field(default_factory=list)
    row: ClaimRow | None = None
    cases: Cases | None = None
    # Of what others name: what of it is shown where it is named, the title aside.
    named: tuple[str, ...] = ()

    def say(self, *texts: str) -> None:
        self.body += [text for text in texts if text]

    def count(self, facet: str, value: Any) -> None:
        if value not in (None, ""):
            self.facets.add((facet, str(value)))


Found = dict[int, Gathered]


def micro(moment: datetime) -> int:
    return round((moment - EPOCH).total_seconds() * 1_000_000)


def retold(text: str) -> str:
    """A text with a mark before each of its paragraphs that says whose words they are not."""
    return BORDER.join(f"{RETOLD}{paragraph}" for paragraph in text.split(BORDER))
