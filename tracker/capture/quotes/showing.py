"""What is shown of a quote that was looked for: the words around it, differences, a link to it."""

import re
from dataclasses import dataclass
from urllib.parse import quote as percent_encoded

from rapidfuzz.distance import Levenshtein

from tracker.capture.quotes.finding import Finding, Place
from tracker.capture.quotes.words import Words

# Characters shown, at most, on each side of a quote; those of a selector as annotations have it.
MOST_AROUND = 160
MOST_IN_SELECTOR = 32
# Words up to which a link names a quote whole; of longer ones, and of words around it, so many.
WHOLE_IN_LINK = 8
ENDS_IN_LINK = 4
WORDS_COMPARED = 2_000
_BROKEN_WORD = re.compile(r"\A\S*\s+(?=\S)")
_BROKEN_END = re.compile(r"(?<=\S)\s+\S*\Z")


@dataclass(frozen=True)
class Around:
    """A quote as it stands in a text, with what stands before and after it.

    `is_cut_before` and `is_cut_after` say that the text goes on there.
    """

    before: str
    exact: str
    after: str
    is_cut_before: bool
    is_cut_after: bool


@dataclass(frozen=True)
class Piece:
    """Words of one wording and what the other has in their place; the same if `kind` is ''."""

    ours: str
    theirs: str
    kind: str = ""


def around(text: str, place: Place, most: int = MOST_AROUND) -> Around:
    """The words around a place, whole ones only; `most` characters on each side."""
    start, end = place
    first, last = max(0, start - most), min(len(text), end + most)
    before, after = text[first:start], text[end:last]
    if first and not text[first - 1].isspace():
        before = _BROKEN_WORD.sub("", before) if re.search(r"\s", before) else ""
    if last < len(text) and not text[last].isspace():
        after = _BROKEN_END.sub("", after) if re.search(r"\s", after) else ""
    return Around(before, text[start:end], after, start > len(before), end + len(after) < len(text))


def selectors(text: str, place: Place) -> list[dict[str, str | int]]:
    """The place as the Web Annotation Data Model has it: by words (4.2.4), by position (4.2.5)."""
    start, end = place
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - MOST_IN_SELECTOR) : start],
            "suffix": text[end : end + MOST_IN_SELECTOR],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def told(quote: str, finding: Finding) -> list[Piece]:
    """A quote piece by piece, with what the text has where they differ."""
    pieces, at = [], 0
    for difference in finding.differences:
        first, last = difference.in_quote
        # Marks are told with the words on both sides of them, which may have been told already.
        first = max(first, at)
        if at < first:
            pieces.append(Piece(quote[at:first], quote[at:first]))
        pieces.append(Piece(quote[first:last], difference.stands, difference.kind.value))
        at = max(at, last)
    if at < len(quote):
        pieces.append(Piece(quote[at:], quote[at:]))
    return pieces


def changes(before: str, after: str) -> list[Piece]:
    """Two wordings of one passage word by word, for showing side by side."""
    old, new = Words(before), Words(after)
    pieces: list[Piece] = []
    steps = Levenshtein.opcodes(old.plain.words[:WORDS_COMPARED], new.plain.words[:WORDS_COMPARED])
    for step in steps:
        ours = _written(old, step.src_start, step.src_end)
        theirs = _written(new, step.dest_start, step.dest_end)
        kind = "" if step.tag == "equal" else "words"
        if pieces and kind and pieces[-1].kind:
            ours = " ".join(filter(None, (pieces[-1].ours, ours)))
            theirs = " ".join(filter(None, (pieces.pop().theirs, theirs)))
        pieces.append(Piece(ours, theirs, kind))
    return pieces


def _written(words: Words, first: int, last: int) -> str:
    return words.text[words.starts[first] : words.ends[last - 1]] if first < last else ""


def link_to_words(address: str, text: str, place: Place) -> str:
    """The address with a text fragment, by which browsers go to the words and mark them.

    https://wicg.github.io/scroll-to-text-fragment/ : `#:~:text=[before-,]start[,end][,-after]`.
    """
    start, end = place
    exact = [line for line in text[start:end].split("\n") if line.strip()]
    if len(exact) == 1 and len(exact[0].split()) <= WHOLE_IN_LINK:
        named = _encoded(exact[0])
    else:
        first, last = exact[0].split()[:ENDS_IN_LINK], exact[-1].split()[-ENDS_IN_LINK:]
        named = f"{_encoded(' '.join(first))},{_encoded(' '.join(last))}"
    # Words that stand in the same line, whole ones: a browser looks for no others.
    shown = around(text, place)
    prefix = " ".join(shown.before.rpartition("\n")[2].split()[-ENDS_IN_LINK:])
    suffix = " ".join(shown.after.partition("\n")[0].split()[:ENDS_IN_LINK])
    named = f"{_encoded(prefix)}-,{named}" if len(Words(prefix)) else named
    named = f"{named},-{_encoded(suffix)}" if len(Words(suffix)) else named
    base, _, fragment = address.partition("#")
    return f"{base}#{fragment.partition(':~:')[0]}:~:text={named}"


def _encoded(words: str) -> str:
    # A hyphen is part of the syntax, and the only such sign that is not encoded otherwise.
    return percent_encoded(words, safe="").replace("-", "%2D")
