"""Passages of a text that have a quote's words in a row: the same, near, or the closest."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from tracker.capture.quotes.folding import shaped
from tracker.capture.quotes.judging import Block, Difference, differences, is_near
from tracker.capture.quotes.words import Level, Run, Words

# A word this common says nothing of where a quote stands; how far words may slip in a passage.
COMMON = 200
SLIP = 3
MOST_TRIED = 4
# Least share of a quote's words for a passage to be looked at, and for one to be shown as closest.
LEAST_ALIKE = 0.5
FEWEST_WORDS = 4
# Setting words against each other takes memory by the square of their number.
MOST_WORDS = 2_000
WORDS_IN_ONE = 3


@dataclass(frozen=True)
class Passage:
    """Words of a text set against a quote's, with what differs; `is_near` if little enough."""

    run: Run
    differences: tuple[Difference, ...]
    is_near: bool

    @property
    def is_same(self) -> bool:
        return not self.differences


def passages(quote: Words, text: Words) -> list[Passage]:
    """All passages equally good: the same word for word, else near, else the closest one."""
    tried: list[Passage] = []
    for ours, theirs in ((quote.plain, text.plain), (quote.spelled, text.spelled)):
        tried += [in_step(quote, text, ours, theirs, run) for run in theirs.runs_of(ours.words)]
        if good := [passage for passage in tried if passage.is_near]:
            return [passage for passage in good if passage.is_same] or good
    # Letters that differ, in one way or the other: none of these is better than the others.
    ours, theirs = quote.shaped, text.shaped
    tried += [in_step(quote, text, ours, theirs, run) for run in theirs.runs_of(ours.words)]
    tried += _slipped(quote, text)
    good = list({passage.run: passage for passage in tried if passage.is_near}.values())
    return good or sorted(tried, key=lambda passage: len(passage.differences))[:1]


def in_step(quote: Words, text: Words, ours: Level, theirs: Level, run: Run) -> Passage:
    """A passage whose letters are the quote's: set against it where words of both end."""
    words = theirs.words[run.first : run.last]
    if run.after_and:
        words[0] = words[0][1:]
    blocks = []
    q = t = 0
    while q < len(ours.words):
        first = (q, t)
        left, right = len(ours.words[q]), len(words[t])
        q, t = q + 1, t + 1
        while left != right:
            if left < right:
                left, q = left + len(ours.words[q]), q + 1
            else:
                right, t = right + len(words[t]), t + 1
        after_and = run.after_and and first[1] == 0
        blocks.append(Block((first[0], q), (run.first + first[1], run.first + t), after_and))
    return _passage(quote, text, run, blocks)


def _passage(quote: Words, text: Words, run: Run, blocks: Sequence[Block]) -> Passage:
    found = tuple(differences(quote, text, blocks))
    return Passage(run, found, is_near(quote, found))


def _slipped(quote: Words, text: Words) -> Iterator[Passage]:
    """Passages that have most of the words about where the quote has them."""
    count = len(quote)
    if not FEWEST_WORDS <= count <= MOST_WORDS:
        return
    early, late = _shifts(quote.shaped.words, text.shaped)
    both = early + late
    alike = {
        shift: sum(both[shift + slip] for slip in range(-SLIP, SLIP + 1)) for shift in list(both)
    }
    tried: set[tuple[int, int]] = set()
    for shift, most in sorted(alike.items(), key=lambda pair: -pair[1])[: MOST_TRIED * SLIP]:
        if most < LEAST_ALIKE * count or len(tried) == MOST_TRIED:
            return
        near = range(shift - SLIP, shift + SLIP + 1)
        first = max(0, max(near, key=lambda at: (early[at], at == shift)))
        last = min(len(text), count + max(near, key=lambda at: (late[at], at == shift)))
        if first < last and (first, last) not in tried:
            tried.add((first, last))
            run = Run(first, last)
            yield _passage(quote, text, run, list(_aligned(quote, text, run)))


def _shifts(words: Sequence[str], level: Level) -> tuple[Counter[int], Counter[int]]:
    """How often words of the first half, and of the second, stand how far from their number."""
    early: Counter[int] = Counter()
    late: Counter[int] = Counter()
    for number, word in enumerate(words):
        places = level.index.get(word, ())
        if len(places) <= COMMON:
            shifts = early if 2 * number < len(words) else late
            shifts.update(place - number for place in places)
    return early, late


def _aligned(quote: Words, text: Words, run: Run) -> Iterator[Block]:
    """Blocks of the cheapest way to set the words against each other."""
    ours, theirs = quote.shaped.words, text.shaped.words[run.first : run.last]
    q = t = 0
    for step in Levenshtein.opcodes(ours, theirs):
        if step.tag != "equal":
            continue
        yield from _set_against(ours, theirs, (q, step.src_start), (t, step.dest_start), run.first)
        for number in range(step.src_end - step.src_start):
            i, j = step.src_start + number, run.first + step.dest_start + number
            yield Block((i, i + 1), (j, j + 1))
        q, t = step.src_end, step.dest_end
    yield from _set_against(ours, theirs, (q, len(ours)), (t, len(theirs)), run.first)


def _set_against(
    ours: Sequence[str],
    theirs: Sequence[str],
    q: tuple[int, int],
    t: tuple[int, int],
    offset: int,
) -> Iterator[Block]:
    """Words between two that are the same: one for one, or several run together for one."""
    i, j = q[0], t[0]
    while i < q[1] and j < t[1]:
        left, right = _together(ours[i : q[1]], theirs[j : t[1]])
        yield Block((i, i + left), (offset + j, offset + j + right))
        i, j = i + left, j + right
    if i < q[1] or j < t[1]:
        yield Block((i, q[1]), (offset + j, offset + t[1]))


def _together(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int]:
    """How many words of each make the same run of letters, one and one if none do."""
    for more in range(2, WORDS_IN_ONE + 1):
        if shaped("".join(ours[:more])) == theirs[0] and len(ours) >= more:
            return more, 1
        if shaped("".join(theirs[:more])) == ours[0] and len(theirs) >= more:
            return 1, more
    return 1, 1
