"""A quoted passage in two texts of one page: the same, moved, in other words, or not there.

A passage that is like the quoted one is called its new wording only where it stands between the
same words as before, and is no sentence that the earlier text had, too: to show a neighbour as what
became of a quote would be worse than to say that the quote is not there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.capture.quotes.finding import Finding, Place, find
from tracker.capture.quotes.passages import passages
from tracker.capture.quotes.states import State
from tracker.capture.quotes.words import Run, Words

# Words before and after a passage, or before and after its line, by which its place is known.
AROUND_WORDING = 3
AROUND_LINE = 5


class Seen(models.TextChoices):
    """What a page had of a quoted passage when it was looked at again."""

    SAME = "same", _("present")
    MOVED = "moved", _("present, elsewhere on the page")
    CHANGED = "changed", _("in other words")
    ABSENT = "absent", _("not present")
    GONE = "gone", _("page gone")
    BLOCKED = "blocked", _("page blocked")
    CANNOT = "cannot", _("could not be looked for")


class Comparison(NamedTuple):
    """What came of it; `place` is that of the passage in the new text, under whatever wording.

    `closest` is the passage most like one that is not there: for showing, never as its place.
    """

    seen: Seen
    place: Place | None = None
    closest: Place | None = None


class Quoted(NamedTuple):
    """A quote as the record has it, with the words around it that choose between places."""

    quote: str
    prefix: str = ""
    suffix: str = ""


class Earlier(NamedTuple):
    """Where a quote stood: its place is unknown where it stood at several."""

    text: Words
    place: Place | None
    is_after_negation: bool = False

    def passage(self, quoted: Quoted) -> str:
        """The passage's words then; those of the quote where there is no text any more."""
        if self.place:
            return self.text.text[slice(*self.place)]
        again = find(quoted.quote, self.text).places
        return self.text.text[slice(*again[0])] if again else quoted.quote


def compare(quoted: Quoted, earlier: Earlier, new: Words) -> Comparison:
    """What became of a quote that stood in an earlier text of the page."""
    finding = find(quoted.quote, new, quoted.prefix, quoted.suffix)
    if finding.state is State.CANNOT:
        return Comparison(Seen.CANNOT)
    if finding.state is State.NOT_FOUND:
        return _lost(finding, earlier, new)
    place = finding.place or finding.places[0]
    if not _same_words(earlier.passage(quoted), new.text[slice(*place)]):
        return Comparison(Seen.CHANGED, place)
    if finding.is_after_negation and not earlier.is_after_negation:
        # The passage is the same, and is denied now: shown with the word that does.
        return Comparison(Seen.CHANGED, Place(_word_before(new, place), place.end))
    if finding.place is None or earlier.place is None:
        return Comparison(Seen.SAME, finding.place)
    moved = _is_moved(earlier.text, earlier.place, new, place)
    return Comparison(Seen.MOVED if moved else Seen.SAME, place)


def _lost(finding: Finding, earlier: Earlier, new: Words) -> Comparison:
    closest = finding.closest
    if closest is None:
        return Comparison(Seen.ABSENT)
    stood = find(new.text[slice(*closest)], earlier.text)
    if stood.state in (State.WORD_FOR_WORD, State.DIFFERENCES):
        return Comparison(Seen.ABSENT)
    if earlier.place and _is_between_the_same(earlier.text, earlier.place, new, closest):
        return Comparison(Seen.CHANGED, closest)
    return Comparison(Seen.ABSENT, closest=closest)


def _same_words(one: str, other: str) -> bool:
    """Whether two passages are one, word for word and from end to end."""
    ours, theirs = Words(one), Words(other)
    whole = Run(0, len(theirs))
    return any(found.is_same and found.run == whole for found in passages(ours, theirs))


def _word_before(text: Words, place: Place) -> int:
    return text.starts[max(0, bisect_left(text.starts, place.start) - 1)]


def _is_between_the_same(old: Words, was: Place, new: Words, now: Place) -> bool:
    before, after = _around(old, was, AROUND_WORDING)
    new_before, new_after = _around(new, now, AROUND_WORDING)
    return before == new_before or after == new_after


def _is_moved(old: Words, was: Place, new: Words, now: Place) -> bool:
    """Whether what stood before and after its line stands elsewhere now.

    Where it is a text of one line, what stood before and after the passage itself.
    """
    then = _around(old, _line(old, was), AROUND_LINE)
    there = _around(new, _line(new, now), AROUND_LINE)
    if not any(then):
        then, there = _around(old, was, AROUND_LINE), _around(new, now, AROUND_LINE)
    if then[0] == there[0] or then[1] == there[1]:
        return False
    # Neighbours that were rewritten, and are nowhere, say nothing of the passage.
    return any(side and new.plain.runs_of(side) for side in then)


def _line(words: Words, place: Place) -> Place:
    """The lines in which a place begins and ends, whole."""
    end = words.text.find("\n", place.end)
    return Place(words.text.rfind("\n", 0, place.start) + 1, end if end >= 0 else len(words.text))


def _around(words: Words, place: Place, most: int) -> tuple[Sequence[str], Sequence[str]]:
    """The words right before and right after a place, at most so many."""
    first, last = (bisect_left(words.starts, at) for at in place)
    return words.plain.words[max(0, first - most) : first], words.plain.words[last : last + most]
