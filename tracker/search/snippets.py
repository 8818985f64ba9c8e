"""Where a reader's words stand in a text, in the spelling of the text itself.

Nothing is marked by position in a normalised copy: words are compared by their normal form, and
the stretch that is marked is the one in the original.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.search.kurmanji import stems
from tracker.search.normalise import places, words

LEFT_OUT = "…"


class Wanted(NamedTuple):
    """What a reader looks for, in normal form. Words of a phrase stand in `words` only if they are
    wanted for themselves as well. `stems` are stems of Kurmanji, each with the word it is of."""

    words: frozenset[str]
    prefixes: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    stems: tuple[tuple[str, str], ...] = ()


class Piece(NamedTuple):
    """A stretch of a text; the pieces of a text, joined, are the text."""

    text: str
    is_marked: bool


class Hit(NamedTuple):
    """Where something wanted stands (`end` exclusive), and which of the things wanted it is."""

    start: int
    end: int
    key: str | tuple[str, ...]


def marked(text: str, wanted: Wanted) -> list[Piece]:
    """The whole text, divided where a wanted word, or a phrase as a whole, begins or ends."""
    return _divided(text, 0, len(text), _hits(text, wanted))


def snippet(paragraphs: Sequence[str], wanted: Wanted, length: int = 220) -> list[Piece]:
    """About `length` characters of the paragraph, and of its place, with most of what is wanted.

    The first of equals is taken. Where text is left out stands a piece of “…”. The list is empty
    when nothing wanted is in any paragraph. Longer than `length` only by the “…”.
    """
    best, most = None, 0
    everything = len(wanted.words) + len(wanted.prefixes) + len(wanted.phrases)
    for text in paragraphs:
        # No other paragraph has more, and each takes longer than all else about a row.
        if most == everything:
            break
        hits = _hits(text, wanted)
        count, first, last = _densest(hits, length)
        if count > most:
            best, most = (text, hits, first, last), count
    if best is None:
        return []
    text, hits, first, last = best
    start, end = _cut(text, hits[first].start, hits[last].end, length)
    pieces = _divided(text, start, end, hits)
    before = [Piece(LEFT_OUT, False)] if start > 0 else []
    after = [Piece(LEFT_OUT, False)] if end < len(text) else []
    return before + pieces + after


def _hits(text: str, wanted: Wanted) -> list[Hit]:
    """Everything wanted in `text`, in order of where it begins."""
    if not may_stand(text, wanted):
        return []
    known = words(text)
    found: list[tuple[int, int, str | tuple[str, ...]]] = [*_single(known, wanted)]
    for phrase in wanted.phrases:
        found += _standing(known, phrase)
    if wanted.stems:
        whole = {first for first, _last, _key in found}
        found += (hit for hit in _stemmed(text, dict(wanted.stems)) if hit[0] not in whole)
    if not found:
        return []
    at = places(text)
    hits = [Hit(at[first][0], at[last][1], key) for first, last, key in found]
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    return hits


def may_stand(text: str, wanted: Wanted) -> bool:
    """Whether a text has to be divided into words: of one in plain letters a glance may tell.

    All but the last letter of a normal form stands in each ASCII word that has it: `compan` in
    companies, whose form is company.
    """
    if not text.isascii():
        return True
    said = text.lower()
    firsts = (phrase[0] for phrase in wanted.phrases if phrase)
    # Thousands may be set apart in a number.
    return any(
        word[:-1] in said or word[0].isdigit()
        for word in (*wanted.words, *wanted.prefixes, *firsts)
    )


def _single(known: list[str], wanted: Wanted) -> Iterator[tuple[int, int, str]]:
    """Words and beginnings of words: from which word, to which, and what was wanted."""
    keys = {word: word for word in wanted.words.intersection(known)}
    if wanted.prefixes:
        for word in set(known).difference(keys):
            if word.startswith(wanted.prefixes):
                keys[word] = next(filter(word.startswith, wanted.prefixes))
    if keys:
        yield from ((at, at, keys[word]) for at, word in enumerate(known) if word in keys)


def _stemmed(text: str, wanted: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    """The same for words of a text in Kurmanji that have a wanted stem."""
    for at, one in enumerate(stems(text)):
        if one in wanted:
            yield at, at, wanted[one]


def _standing(
    known: list[str], phrase: tuple[str, ...]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The same for a phrase, which stands nowhere when it is empty."""
    if not phrase or not set(phrase).issubset(known):
        return
    length, sought = len(phrase), list(phrase)
    for at, word in enumerate(known):
        if word == phrase[0] and known[at : at + length] == sought:
            yield at, at + length - 1, phrase


def _densest(hits: list[Hit], length: int) -> tuple[int, int, int]:
    """How many different things stand within `length` characters at best, from which hit to which.

    Of equals the first, and of those the one with fewest hits.
    """
    best = (0, 0, 0)
    inside: Counter[str | tuple[str, ...]] = Counter()
    first = 0
    for last, hit in enumerate(hits):
        inside[hit.key] += 1
        while first < last and (
            hit.end - hits[first].start > length or inside[hits[first].key] > 1
        ):
            inside[hits[first].key] -= 1
            if not inside[hits[first].key]:
                del inside[hits[first].key]
            first += 1
        if len(inside) > best[0]:
            best = len(inside), first, last
    return best


def _cut(text: str, first: int, last: int, length: int) -> tuple[int, int]:
    """From where to where `text` is shown, with `first` to `last` near the middle of it.

    Cut between words, unless a word alone is longer than `length`.
    """
    if len(text) <= length:
        return 0, len(text)
    last = min(last, first + length)
    start = max(0, min(first - (length - (last - first)) // 2, len(text) - length))
    end = start + length
    if start > 0:
        start = _after_space(text, start, first)
    if end < len(text):
        end = _before_space(text, last, end)
    return start, end


def _after_space(text: str, start: int, latest: int) -> int:
    """The first beginning of a word from `start` on, `latest` if there is none before it."""
    for at in range(start, latest):
        if text[at - 1].isspace() and not text[at].isspace():
            return at
    return latest


def _before_space(text: str, earliest: int, end: int) -> int:
    """The last end of a word up to `end`, `earliest` if there is none after it."""
    for at in range(end, earliest, -1):
        if text[at].isspace() and not text[at - 1].isspace():
            return at
    return earliest


def _divided(text: str, start: int, end: int, hits: list[Hit]) -> list[Piece]:
    """`text` from `start` to `end` as pieces, none empty; hits that overlap are one piece."""
    pieces: list[Piece] = []
    at = start
    for first, last in _stretches(hits):
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if at < first:
            pieces.append(Piece(text[at:first], False))
        pieces.append(Piece(text[first:last], True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end], False))
    return pieces


def _stretches(hits: list[Hit]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for hit in hits:
        if stretches and hit.start < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], hit.end))
        else:
            stretches.append((hit.start, hit.end))
    return stretches
