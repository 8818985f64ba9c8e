"""A text as words to be compared, each with where it stands; folded once for all its quotes."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from tracker.capture.quotes.folding import APOSTROPHES, UNSEEN, plain, shaped, spelled

MOST_PLACES = 50
# Characters; longer words are folded anew each time, punctuation is compared as far as this.
LONGEST_KEPT = 80
# A conjunction that Arabic and Persian write as one with the next word: quotes begin after it.
AND = "وف"
WORDS_AFTER_AND = 3

_MARKS = "".join(
    chr(code) for code in range(0x300, 0x1E00) if unicodedata.category(chr(code)) in ("Mn", "Mc")
)
# Scripts without spaces: each sign is a word.
_SIGNS = (
    "\u0e01-\u0e4e\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_APART = ",٬'’\u0020\u00a0\u2009\u202f"
_MONEY = "".join(chr(code) for code in range(0x20D0) if unicodedata.category(chr(code)) == "Sc")
_GROUPED = re.compile(rf"(\d{{1,3}}(?:[{_APART}]\d{{3}})+)((?:[.٫]\d+)?)")
_DECIMAL = re.compile(r"(\d+)[,٫](\d+)")
_LINE_END_HYPHEN = re.compile(r"[-\u2010\u2011\u00ac\u00ad][ \t]*\r?\n\s*")
_DASHES = re.compile("[-\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d~]+")
# Left out of punctuation: quotation marks, brackets of insertions, ellipses, bullets, spaces.
_NO_MARK = re.compile(rf"[\s{UNSEEN}{APOSTROPHES}\"“”„‟«»‹›‚״׳＂\[\]…⋯•·*_|>#⁰¹²³⁴-⁹]|\.{{2,}}")
_SAME_MARK = str.maketrans("،؛؟。，！？：；٫٬", ",;?.,!?:;.,")


def _pattern(signs: str) -> re.Pattern[str]:
    """Numbers with their sign and groups, single signs, words, symbols that change a number."""
    runs = rf"[\w{_MARKS}{UNSEEN}]"
    if signs:
        runs = rf"(?![{signs}]){runs}"
    word = rf"(?:{runs})+(?:[{APOSTROPHES}](?=[^\W\d_])(?:{runs})+)*"
    number = rf"\d{{1,3}}(?:[{_APART}]\d{{3}})+(?!\d)(?:[.٫]\d+)?|\d+(?:[.,٫٬]\d+)*"
    single = rf"|[{signs}][{_MARKS}]*" if signs else ""
    return re.compile(
        rf"(?:(?<![^\s(\[])[-−+](?=\d))?(?:{number})(?:{runs})*{single}"
        rf"|(?=[^\W_]){word}|[%٪‰{_MONEY}]"
    )


_WORD = _pattern("")
_WORD_OR_SIGN = _pattern(_SIGNS)
_HAS_SIGN = re.compile(f"[{_SIGNS}]")
_UNSEEN_END = re.compile(f"[{UNSEEN}_]+\\Z")


@lru_cache(maxsize=20_000)
def _folded(token: str) -> str:
    if token[-1:] == "٪":
        return "%"
    return _number(token) if token[:1] in "-−+" or token[:1].isdecimal() else plain(token)


def _number(token: str) -> str:
    """Digits of any script as ASCII, groups of three run together, a decimal comma as a point."""
    digits = "".join(str(unicodedata.decimal(char, char)) for char in token.replace("−", "-"))
    sign = digits[0] if digits[0] in "-+" else ""
    if whole := _GROUPED.fullmatch(digits, len(sign)):
        return sign + re.sub(r"\D", "", whole[1]) + whole[2].replace("٫", ".")
    if parts := _DECIMAL.fullmatch(digits, len(sign)):
        return f"{sign}{parts[1]}.{parts[2]}"
    return plain(digits)


@lru_cache(maxsize=5_000)
def _marks(between: str) -> str:
    return _DASHES.sub("-", _NO_MARK.sub("", between)).translate(_SAME_MARK)


class Run(NamedTuple):
    """Words `first` up to `last` (exclusive); `after_and` if the first is read after its “and”."""

    first: int
    last: int
    after_and: bool = False


class Level:
    """The words of a text at one level of spelling, also run together without spaces."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.joined = "".join(words)
        self.offsets = [0, *accumulate(map(len, words))]

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """Each word and where it occurs, as numbers of words."""
        index = defaultdict(list)
        for number, word in enumerate(self.words):
            index[word].append(number)
        return dict(index)

    def runs_of(self, words: Sequence[str]) -> list[Run]:
        """Where these words stand in a row, however they are spaced; at most `MOST_PLACES`."""
        wanted = "".join(words)
        runs: list[Run] = []
        at = self.joined.find(wanted) if wanted else -1
        while at >= 0 and len(runs) < MOST_PLACES:
            if run := self.run_at(at, at + len(wanted), len(words)):
                runs.append(run)
            # Within a word nothing begins, but behind its “and”.
            word = bisect_right(self.offsets, at) - 1
            within = at > self.offsets[word]
            at = self.joined.find(wanted, self.offsets[word + 1] if within else at + 1)
        return runs

    def run_at(self, start: int, end: int, count: int) -> Run | None:
        """Whole words between two letters, for `count` words looked for; None if they cut one."""
        last = bisect_left(self.offsets, end)
        if self.offsets[last] != end:
            return None
        first = bisect_right(self.offsets, start) - 1
        if self.offsets[first] == start:
            return Run(first, last)
        after_and = self.offsets[first] + 1 == start and self.joined[start - 1] in AND
        return Run(first, last, True) if after_and and count >= WORDS_AFTER_AND else None


class Words:
    """The words of a text with their places in it.

    `text` is stored text, and places count its characters (code points); `pages` are the places at
    which its pages begin, if it has any.
    """

    def __init__(self, text: str, pages: Sequence[int] = ()) -> None:
        self.text = text
        self.pages = pages
        self.starts: list[int] = []
        self.ends: list[int] = []
        words = []
        pattern = _WORD_OR_SIGN if _HAS_SIGN.search(text) else _WORD
        for match in pattern.finditer(text):
            token = match.group()
            short = len(token) <= LONGEST_KEPT
            if not (word := _folded(token) if short else _folded.__wrapped__(token)):
                continue
            words.append(word)
            self.starts.append(match.start())
            self.ends.append(match.start() + len(_UNSEEN_END.sub("", token)))
        self.plain = Level(words)

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def spelled(self) -> Level:
        return self._level(spelled, self.plain)

    @cached_property
    def shaped(self) -> Level:
        return self._level(shaped, self.spelled)

    @staticmethod
    def _level(fold: Callable[[str], str], below: Level) -> Level:
        known = {word: fold(word) for word in set(below.words)}
        return Level([known[word] for word in below.words])

    def between(self, number: int) -> str:
        """What stands between a word and the next."""
        return self.text[self.ends[number] : self.starts[number + 1]]

    def mark(self, number: int) -> str:
        """The punctuation behind a word, of one shape in all scripts."""
        return _marks(self.between(number)[:LONGEST_KEPT])

    def is_hyphenated(self, number: int) -> bool:
        """Whether a word and the next may be one, parted at the end of a line."""
        return bool(_LINE_END_HYPHEN.fullmatch(self.between(number)))

    def place(self, run: Run) -> tuple[int, int]:
        """Start and end (exclusive) of a run of words in the text."""
        start = self.starts[run.first]
        if run.after_and:
            start += 1
            while not self.text[start].isalpha() or self.text[start] == "ـ":
                start += 1
        return start, self.ends[run.last - 1]
