"""A quotation in parts: what its ellipses leave out and what its brackets put in."""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from tracker.capture.quotes.words import Words

_DOTS = r"(?:…|⋯|\.(?:\s?\.){2,})"
_SIC = r"\[\s*[sS]ic\b[^\[\]]*\]"
_GAP = re.compile(
    rf"(?P<dots>[\[(]\s*{_DOTS}\s*[\])]|{_DOTS})|(?P<sic>{_SIC})|\[(?P<bracket>[^\[\]]{{1,200}})\]"
)
# Brackets within a word change a letter: [A]ny, detain[ed]. Places in the quote stay as they are.
_WITHIN_WORD = re.compile(r"\[([^\W\d_]{1,12})\](?=[^\W\d_])|(?<=[^\W\d_])\[([^\W\d_]{1,12})\]")


class Gap(Enum):
    """What parts two parts of a quotation."""

    ELLIPSIS = auto()
    BRACKET = auto()
    PAGE = auto()


@dataclass(frozen=True)
class Part:
    """Words in a row; `gap` is what parts them from the part before, `inserted` a bracket's words.

    Places of the words are places in the whole quotation. Brackets before the first part are its
    own, those after the last are `after` it.
    """

    words: Words
    gap: Gap | None = None
    inserted: str = ""
    after: str = ""


def parts(quote: str) -> list[Part]:
    """The parts of a quotation in order; none without words in it."""
    text = _WITHIN_WORD.sub(lambda found: f"\u2060{found[1] or found[2]}\u2060", quote)
    found: list[Part] = []
    gap, inserted, last = None, "", 0
    for between in [*_GAP.finditer(text), None]:
        words = Words(" " * last + text[last : between.start() if between else len(text)])
        if len(words):
            found.append(Part(words, gap if found else None, inserted))
            gap, inserted = None, ""
        if between:
            last = between.end()
            # An ellipsis beside a bracket leaves out more than the bracket stands for.
            gap = Gap.ELLIPSIS if between["dots"] or gap is Gap.ELLIPSIS else Gap.BRACKET
            inserted += f" {between['bracket'] or ''}"
    return [*found[:-1], replace(found[-1], after=inserted)] if found else []


def is_simple(quote: str) -> bool:
    """Whether a quotation has neither ellipses nor brackets."""
    return "[" not in quote and not _GAP.search(quote)
