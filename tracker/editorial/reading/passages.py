"""A passage of a text that is to be cited: checked against the stored words, whole words, unique.

A page says where a passage begins and ends and which words it showed there; it is cited with what
is stored there, and only if that is the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from tracker.capture.quotes.finding import Finding, Place, find
from tracker.capture.quotes.showing import Around, around
from tracker.capture.quotes.states import State
from tracker.capture.quotes.words import AND, Words
from tracker.editorial.reading.blocks import locator
from tracker.editorial.reading.languages import language_of
from tracker.editorial.reading.texts import Reading
from tracker.record.text import NOT_PROSE
from tracker.search.normalise import places

# Characters; a longer quote is a copy.
LONGEST = 10_000
# Characters of prefix and suffix, until the words stand at one place alone.
AROUND = (32, 80, 160, 320)
# Characters shown on each side, and places among which somebody may choose.
SHOWN_AROUND = 240
MOST_PLACES = 20
# Signs that turn the direction of text by force are shown as one that does not.
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
STANDS_FOR_TURN = "◇"
_AS_SHOWN = str.maketrans(dict.fromkeys(TURNS, STANDS_FOR_TURN))
_HYPHENATED = re.compile(r"(?<=\w)(?:\u00ad|([-\u2010\u2011]))[^\S\n]*\n\s*(?=\w)")
_PARAGRAPH_END = re.compile(r"\s*\n\s*\n\s*")
_LINE_END = re.compile(r"[^\S\n]*\n\s*")
_WITHIN = 120


class PassageRefused(Exception):
    """It is not to be cited like this; the message is a sentence for the person who asked."""


@dataclass(frozen=True)
class Passage:
    """Characters of a text that is read, `place` as stored."""

    reading: Reading
    place: Place

    @property
    def as_stored(self) -> str:
        return self.reading.words[self.place.start : self.place.end]

    @cached_property
    def quote(self) -> str:
        """The words as a quotation has them: without the ends of the lines of a page."""
        return as_quoted(self.as_stored)

    @property
    def around(self) -> Around:
        return around(as_shown(self.reading.words), self.place, SHOWN_AROUND)

    @property
    def locator(self) -> str:
        return locator(self.reading.words, self.reading.text.pages, self.place)

    @property
    def language(self) -> str:
        return language_of(self.as_stored, self.reading.source.language)

    def prefix_and_suffix(self) -> tuple[str, str]:
        """Words before and after, as many as it takes to choose this place among all."""
        before = after = ""
        start, end = self.place
        for most in AROUND:
            near = around(self.reading.words, self.place, most)
            before, after = _beside(near.before), _beside(near.after)
            found = find(self.quote, self.reading.folded, before, after)
            # The finder's place has no punctuation around it.
            if found.place and start <= found.place.start and found.place.end <= end:
                break
        return before, after


def as_shown(text: str) -> str:
    """A text as the page shows it, character for character: nothing in it turns what follows."""
    return text.translate(_AS_SHOWN)


def as_quoted(stored: str) -> str:
    """Words of a text in one line a paragraph; a word that was parted at a line's end is one."""
    whole = _HYPHENATED.sub(lambda found: found[1] or "", stored)
    paragraphs = _PARAGRAPH_END.split(whole)
    return "\n\n".join(_LINE_END.sub(" ", one) for one in paragraphs)


def _beside(words: str) -> str:
    return NOT_PROSE.sub("", _LINE_END.sub(" ", words))


def passage_at(reading: Reading, start: str, end: str, words: str | None) -> Passage:
    """The passage that a page sent, in whole words. Raises PassageRefused.

    `words` are those that were selected; None where the site itself names the place.
    """
    if not (_is_number(start) and _is_number(end)):
        raise PassageRefused(_("The page did not say which passage is meant. Select it once more."))
    first, last = int(start), min(int(end), len(reading.words))
    stored = reading.words[first:last]
    if words is not None and _bare(as_shown(stored)) != _bare(as_shown(words)):
        raise PassageRefused(
            _("The kept text has other words there. Nothing was cited: select them once more.")
        )
    first, last = first + len(stored) - len(stored.lstrip()), first + len(stored.rstrip())
    if first >= last:
        raise PassageRefused(_("No words are selected."))
    return _checked(Passage(reading, _whole_words(reading.words, first, last)))


def _checked(passage: Passage) -> Passage:
    if len(passage.as_stored) > LONGEST:
        raise PassageRefused(
            _("This is longer than %(most)d characters. Cite the words that matter, in parts.")
            % {"most": LONGEST}
        )
    if not len(Words(passage.quote)):
        raise PassageRefused(_("No words are selected."))
    return passage


def passages_of(reading: Reading, words: str) -> tuple[list[Passage], Finding]:
    """Where words that were typed or pasted stand, word for word or nearly; and what was found."""
    found = find(words, reading.folded)
    stand = found.places if found.state in (State.WORD_FOR_WORD, State.DIFFERENCES) else ()
    return [_checked(Passage(reading, place)) for place in stand[:MOST_PLACES]], found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9


def _bare(text: str) -> str:
    return "".join(text.split())


def _whole_words(text: str, start: int, end: int) -> Place:
    """The place with the words that it cuts; a conjunction written as one with the next may go."""
    first, last = max(0, start - _WITHIN), min(len(text), end + _WITHIN)
    for left, right in places(text[first : start + _WITHIN]):
        is_after_and = start == first + left + 1 and text[start - 1] in AND
        if first + left < start < first + right and not is_after_and:
            start = first + left
    base = max(0, end - _WITHIN)
    for left, right in places(text[base:last]):
        if base + left < end < base + right:
            end = base + right
    return Place(start, end)
