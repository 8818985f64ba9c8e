"""A quotation that goes over the end of a page: a footer, a number and a header stand within it."""

from bisect import bisect_left

from tracker.capture.quotes.careful_words import is_negation
from tracker.capture.quotes.passages import Passage, in_step
from tracker.capture.quotes.words import Level, Run, Words

# Words of a footer and of a header, whole lines that deny nothing: more may be a passage left out.
# Words of the quote on each of the two pages.
MOST_OF_FOOTER = 25
MOST_OF_HEADER = 20
FEWEST_WORDS = 3


def across_pages(quote: Words, text: Words) -> list[tuple[Passage, Passage]]:
    """Passages that have the quote's letters in a row but for what parts two pages."""
    ours, theirs = quote.plain, text.plain
    if not text.pages or len(quote) < 2 * FEWEST_WORDS:
        return []
    breaks = [bisect_left(text.starts, page) for page in text.pages]
    found = []
    for begun in theirs.runs_of(ours.words[:FEWEST_WORDS]):
        start = theirs.offsets[begun.first]
        same = _same_letters(ours.joined, theirs.joined, start)
        last = min(bisect_left(ours.offsets, same + 1) - 1, len(quote) - FEWEST_WORDS)
        for count in range(last, FEWEST_WORDS - 1, -1):
            run = theirs.run_at(start, start + ours.offsets[count], count)
            rest = run and _on_next_page(ours, theirs, count, run.last, breaks)
            if run and rest and _is_furniture(text, run.last, rest.first):
                first = _part(quote, text, 0, count, run)
                found.append((first, _part(quote, text, count, len(quote), rest)))
                break
    return [pair for pair in found if all(passage.is_near for passage in pair)]


def _is_furniture(text: Words, first: int, last: int) -> bool:
    """Whether what stands between two words are lines of their own that deny nothing."""
    lines = "\n" in text.between(first - 1) and "\n" in text.between(last - 1)
    return lines and not any(map(is_negation, text.plain.words[first:last]))


def _same_letters(ours: str, theirs: str, start: int) -> int:
    """How many letters of a quote stand in a row from `start`."""
    for number, letter in enumerate(ours):
        if theirs[start + number : start + number + 1] != letter:
            return number
    return len(ours)


def _on_next_page(ours: Level, theirs: Level, count: int, at: int, breaks: list[int]) -> Run | None:
    """Where a quote goes on from word `count`, on the page that begins soon after word `at`."""
    number = bisect_left(breaks, at)
    if number == len(breaks) or breaks[number] - at > MOST_OF_FOOTER:
        return None
    rest = ours.joined[ours.offsets[count] :]
    first = theirs.offsets[breaks[number]]
    reach = theirs.offsets[min(breaks[number] + MOST_OF_HEADER, len(theirs.words))] + len(rest)
    start = theirs.joined.find(rest, first, reach)
    if start < 0 or theirs.joined.find(rest, start + 1, reach) >= 0:
        return None
    return theirs.run_at(start, start + len(rest), 0)


def _part(quote: Words, text: Words, first: int, last: int, run: Run) -> Passage:
    start, end = quote.starts[first], quote.ends[last - 1]
    words = Words(" " * start + quote.text[start:end])
    return in_step(words, text, words.plain, text.plain, run)
