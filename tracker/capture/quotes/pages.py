"""A quotation that goes over the end of a page: a footer, a number and a header stand within it."""

from bisect import bisect_left

from tracker.capture.quotes.passages import Passage
from tracker.capture.quotes.words import Run, Words

# Words of a footer with its notes, and of a header; words of the quote on each of the two pages.
MOST_OF_FOOTER = 60
MOST_OF_HEADER = 30
FEWEST_WORDS = 3


def across_pages(quote: Words, text: Words) -> list[tuple[Passage, Passage]]:
    """Passages that are the quote word for word but for what parts two pages."""
    ours, theirs = quote.plain.words, text.plain.words
    if not text.pages or len(ours) < 2 * FEWEST_WORDS:
        return []
    breaks = [bisect_left(text.starts, page) for page in text.pages]
    found = []
    for run in text.plain.runs_of(ours[:FEWEST_WORDS]):
        if run.last - run.first != FEWEST_WORDS:
            continue
        same = FEWEST_WORDS
        while (
            same < len(ours) and run.first + same < len(theirs)
            and ours[same] == theirs[run.first + same]
        ):  # fmt: skip
            same += 1
        for count in range(min(same, len(ours) - FEWEST_WORDS), FEWEST_WORDS - 1, -1):
            if rest := _on_next_page(ours[count:], theirs, run.first + count, breaks):
                found.append((_same(Run(run.first, run.first + count)), _same(rest)))
                break
    return found


def _on_next_page(ours: list[str], theirs: list[str], at: int, breaks: list[int]) -> Run | None:
    """Where the rest of a quote goes on after the page that ends at or soon after word `at`."""
    number = bisect_left(breaks, at)
    if number == len(breaks) or breaks[number] - at > MOST_OF_FOOTER:
        return None
    first = breaks[number]
    starts = [
        start
        for start in range(first, min(first + MOST_OF_HEADER, len(theirs)) + 1)
        if theirs[start : start + len(ours)] == ours
    ]
    return Run(starts[0], starts[0] + len(ours)) if len(starts) == 1 else None


def _same(run: Run) -> Passage:
    return Passage(run, (), is_near=True)
