"""What programs found out about a source: its kept copies, and whether quotes are in them.

Readers and the desk are shown the same: of a public quote as the ledger has it, of a draft's as it
is made in memory.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from tracker.capture.histories import History, Moment
from tracker.capture.models import Capture
from tracker.capture.outcomes import Outcome, why_refused
from tracker.capture.quotes.comparing import Seen as SeenAs
from tracker.capture.quotes.states import Kind, Reason, State
from tracker.capture.text.extracted import Trouble
from tracker.edition.documents.base import worded
from tracker.record.choices import ErasedBecause

__all__ = [
    "CopyTold",
    "Differing",
    "Kind",
    "Mark",
    "Reason",
    "Seen",
    "StampTold",
    "State",
    "Trouble",
]

FOUND = (State.WORD_FOR_WORD, State.DIFFERENCES)


class StampTold(Struct, frozen=True):
    """That an authority says when it saw a hash: its host, whose certificate, when."""

    authority: str
    signer: str
    time: datetime
    # Hash of its whole answer.
    sha256: str


class CopyTold(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A kept copy of a source, or an attempt that kept nothing: what readers are told of it.

    Never who made it, the name of a file, or what a program said of an error.
    """

    row: int
    kind: str
    outcome: str
    made_at: datetime
    # Why this site did not connect to the address; empty where it did.
    why: str = ""
    asked: str = ""
    final: str = ""
    # The HTTP status; 0 where there was none.
    status: int = 0
    # Bytes.
    size: int = 0
    # Of one that was erased, where somebody chose to keep it.
    sha256: str = ""
    media_type: str = ""
    is_part: bool = False
    text_sha256: str = ""
    # Name and version of what took the text out, and what was wrong with it.
    extractor: str = ""
    trouble: str = ""
    # Of its hash, the earliest first.
    stamps: tuple[StampTold, ...] = ()
    # Why it was erased, from a short list.
    erased_because: str = ""
    # Whether its addresses hold words that were erased.
    is_left_out: bool = False

    @property
    def is_kept(self) -> bool:
        return self.outcome == Outcome.KEPT

    @property
    def what_it_is(self) -> str:
        """Fetched by this site, a file given, a text typed in."""
        return worded(Capture.Kind, self.kind)

    @property
    def what_came_of_it(self) -> str:
        """Why nothing is kept, in words; of a copy that it was kept."""
        if self.erased_because:
            return worded(ErasedBecause, self.erased_because)
        return worded(Outcome, self.outcome)

    @property
    def why_not(self) -> str:
        """Why this site did not connect, as a sentence; empty where it did."""
        return why_refused(self.why)

    @property
    def trouble_words(self) -> str:
        """Why there is no text of it, or not all; empty where there is."""
        return worded(Trouble, self.trouble) if self.trouble else ""


class Differing(Struct, frozen=True, array_like=True):
    """Words of a quote, what the copy has in their place, and of what kind that is."""

    quoted: str
    stands: str
    kind: str

    @property
    def kind_words(self) -> str:
        return worded(Kind, self.kind)


class Seen(Struct, frozen=True, array_like=True):
    """What the page had of a quoted passage when it was asked for: a word of `capture.quotes`.

    The first is the copy that had it; `is_of_page` says whether the page itself had sent that.
    """

    at: datetime
    seen: str
    is_of_page: bool = True


class Mark(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether a quote is in the copies of its source, and where in which.

    `state` is what follows from all copies, `looked` what came of looking in the one that is named:
    the first or the best, or one whose text is still to be read.
    """

    # The row of the citation and the record that it is part of.
    row: int
    record: str = ""
    # Hash of the words that were looked for: a mark is of these and of no others.
    quote: str = ""
    state: str = State.NOT_CHECKED.value
    looked: str = ""
    reason: str = ""
    trouble: str = ""
    # The copy: its row, when it was made, its hash and that of its text.
    copy: int = 0
    made_at: datetime | None = None
    sha256: str = ""
    text_sha256: str = ""
    is_waiting: bool = False
    has_text: bool = False
    is_part: bool = False
    is_whole: bool = True
    is_other_language: bool = False
    # At how many places it stands; and whether at one of them alone.
    count: int = 0
    has_place: bool = False
    is_after_negation: bool = False
    # Where it stands in the text with this hash: characters, the end exclusive; 0 without a place.
    start: int = 0
    end: int = 0
    # When a newer copy was made that lacks it.
    lacking_since: datetime | None = None
    kinds: tuple[str, ...] = ()
    # What stands in the copy, with the words on both sides: of what was not found the passage that
    # is most like it.
    before: str = ""
    exact: str = ""
    after: str = ""
    is_closest: bool = False
    page: int = 0
    differences: tuple[Differing, ...] = ()
    # `#:~:text=…`, which leads to the words in the page as it is today.
    fragment: str = ""
    # What became of it on its page, the oldest first; nothing where it was not asked for again.
    history: tuple[Seen, ...] = ()
    # Whether the words around it hold some that were erased.
    is_left_out: bool = False

    @property
    def is_found(self) -> bool:
        return self.state in FOUND

    @property
    def history_words(self) -> str:
        """When its page was seen to have the quote, and when not; empty where nobody looked."""
        told = (Moment(one.at, SeenAs(one.seen), one.is_of_page) for one in self.history)
        return History(tuple(told)).sentence if self.history else ""

    @property
    def is_doubtful(self) -> bool:
        """Whether a copy of the source could be read, and the quote is not in it."""
        return self.state == State.NOT_FOUND

    @property
    def is_unchecked(self) -> bool:
        """Whether nothing is known either way."""
        return self.state in (State.NOT_CHECKED, State.CANNOT)

    @property
    def is_of_a_check(self) -> bool:
        """Whether the words were looked for in some copy."""
        return bool(self.looked)

    @property
    def why(self) -> str:
        """Why the words were not found, as a sentence; empty where they were."""
        return worded(Reason, self.reason) if self.reason else ""
