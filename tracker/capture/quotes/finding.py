"""Finding a quotation in a text: a state, the place, what differs. A wrong place is never given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.capture.quotes.careful_words import is_negation
from tracker.capture.quotes.chains import Chain, chains, says_the_same
from tracker.capture.quotes.garbled import is_garbled
from tracker.capture.quotes.judging import NEVER_NEAR, Difference
from tracker.capture.quotes.pages import across_pages
from tracker.capture.quotes.parts import Part, is_simple, parts
from tracker.capture.quotes.passages import Passage, passages
from tracker.capture.quotes.states import Kind, Reason, State
from tracker.capture.quotes.words import Run, Words

# Raised whenever another state may come of the same words: what was found is looked for anew.
VERSION = "1"
# A quotation cut up more often than this is looked for as a whole alone.
MOST_PARTS = 40
_REASONS = {
    Kind.NUMBER: Reason.NUMBER,
    Kind.NEGATION: Reason.NEGATION,
    Kind.NAME: Reason.NAME,
    Kind.WORDS: Reason.WORDS,
}


class Place(NamedTuple):
    """Characters of the stored text, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Finding:
    """What looking for a quotation came to.

    `places` are all at which it stands equally well; `place` is the only one, or the one that the
    words around it choose. `left_out` are places within it that the quote leaves out, by an
    ellipsis, a bracket or at the end of a page. If it was not found, `closest` is the passage most
    like it and `differences` are of that passage: for showing, never as the quote's place.
    `is_after_negation`: the word before it denies, so that the source may say the opposite.
    """

    state: State
    place: Place | None = None
    places: tuple[Place, ...] = ()
    differences: tuple[Difference, ...] = ()
    left_out: tuple[Place, ...] = ()
    reason: Reason | None = None
    closest: Place | None = None
    is_after_negation: bool = False

    @property
    def count(self) -> int:
        """At how many places it stands."""
        return len(self.places)


def find(quote: str, text: Words | None, prefix: str = "", suffix: str = "") -> Finding:
    """Where a quotation stands in a text, and how certainly.

    `text` is folded once, as `Words(stored_text, pages)`, for all its quotations. `prefix` and
    `suffix` choose between places at which the same words stand; they find nothing by themselves.
    """
    whole = Words(quote)
    if not len(whole):
        return Finding(State.CANNOT, reason=Reason.NO_WORDS)
    if text is None or not len(text):
        return Finding(State.CANNOT, reason=Reason.NO_TEXT)
    finding = _looked_for(quote, whole, text, (prefix, suffix))
    if finding.state is State.NOT_FOUND and is_garbled(text.text, quote):
        return Finding(State.CANNOT, reason=Reason.GARBLED)
    return finding


def _looked_for(quote: str, whole: Words, text: Words, around: tuple[str, str]) -> Finding:
    found = passages(whole, text)
    if any(passage.is_near for passage in found):
        return _chosen([Chain((passage,)) for passage in found], text, around)
    if pairs := across_pages(whole, text):
        return _chosen([Chain(pair) for pair in pairs], text, around)
    in_parts = parts(quote)
    if is_simple(quote) or not in_parts or len(in_parts) > MOST_PARTS:
        return _not_found(found, text)
    return _in_parts(in_parts, text, around)


def _in_parts(in_parts: Sequence[Part], text: Words, around: tuple[str, str]) -> Finding:
    found = [passages(part.words, text) for part in in_parts]
    for choices in found:
        if not any(passage.is_near for passage in choices):
            return _not_found(choices, text)
    ways = chains(in_parts, found)
    if not ways:
        return Finding(State.NOT_FOUND, reason=Reason.ABSENT)
    told = [way for way in ways if says_the_same(in_parts, way, text)]
    if not told:
        closest = Place(*text.place(Run(ways[0].first, ways[0].last)))
        return Finding(State.NOT_FOUND, reason=Reason.LEFT_OUT, closest=closest)
    return _chosen([way for way in told if way.is_same] or told, text, around)


def _chosen(ways: Sequence[Chain], text: Words, around: tuple[str, str]) -> Finding:
    """Of passages equally good the only one, or the one with the right words around it."""
    places = tuple(_place(way, text) for way in ways)
    way = ways[0] if len(ways) == 1 else _among(ways, text, *around)
    state = State.WORD_FOR_WORD if all(way.is_same for way in ways) else State.DIFFERENCES
    if way is None:
        # The same words at several places are one wording; of two near ones neither is it.
        if len({_wording(way, text) for way in ways}) > 1:
            return Finding(State.NOT_FOUND, reason=Reason.SEVERAL)
        return Finding(state, places=places, differences=_differences(ways[0]))
    if state is State.DIFFERENCES:
        places = tuple(_place(other, text) for other in ways if _is_as(other, way, text))
    return Finding(
        state,
        _place(way, text),
        places,
        _differences(way),
        _left_out(way, text),
        is_after_negation=way.first > 0 and is_negation(text.plain.words[way.first - 1]),
    )


def _differences(way: Chain) -> tuple[Difference, ...]:
    return tuple(difference for passage in way.passages for difference in passage.differences)


def _wording(way: Chain, text: Words) -> tuple[str, ...]:
    return tuple(text.plain.words[way.first : way.last])


def _is_as(other: Chain, way: Chain, text: Words) -> bool:
    return _wording(other, text) == _wording(way, text)


def _among(ways: Sequence[Chain], text: Words, prefix: str, suffix: str) -> Chain | None:
    before, after = Words(prefix).spelled.words[::-1], Words(suffix).spelled.words
    words = text.spelled.words
    scores = []
    for way in ways:
        behind = words[max(0, way.first - len(before)) : way.first][::-1]
        scores.append(_alike(before, behind) + _alike(after, words[way.last :][: len(after)]))
    best = max(scores)
    return ways[scores.index(best)] if best and scores.count(best) == 1 else None


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many words are the same before the first that is not."""
    for number, (left, right) in enumerate(zip(ours, theirs, strict=False)):
        if left != right:
            return number
    return min(len(ours), len(theirs))


def _place(way: Chain, text: Words) -> Place:
    start, _ = text.place(way.passages[0].run)
    return Place(start, text.ends[way.last - 1])


def _left_out(way: Chain, text: Words) -> tuple[Place, ...]:
    return tuple(
        Place(text.starts[first], text.ends[last - 1]) for first, last in way.gaps if first < last
    )


def _not_found(found: Sequence[Passage], text: Words) -> Finding:
    if not found:
        return Finding(State.NOT_FOUND, reason=Reason.ABSENT)
    closest = found[0]
    kinds = [difference.kind for difference in closest.differences]
    if 2 * len(kinds) > closest.run.last - closest.run.first:
        return Finding(State.NOT_FOUND, reason=Reason.ABSENT)
    kind = next((kind for kind in NEVER_NEAR if kind in kinds), Kind.WORDS)
    place = Place(*text.place(closest.run))
    return Finding(
        State.NOT_FOUND,
        reason=_REASONS[kind],
        closest=place,
        differences=closest.differences,
    )
