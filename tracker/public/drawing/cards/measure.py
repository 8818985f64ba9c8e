"""How wide words are in the fonts that are shipped, and which font has which character.

HarfBuzz shapes them, as what draws a card does: letters of Arabic script join, marks take no room.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

import uharfbuzz as harfbuzz

FONTS = Path(__file__).resolve().parent.parent / "fonts"
LATIN, ARABIC, MYANMAR = "Noto Serif", "Noto Naskh Arabic", "Noto Sans Myanmar"
# In the order in which they are asked for a character.
FAMILIES = (
    LATIN,
    ARABIC,
    "Noto Serif Armenian",
    "Noto Serif Hebrew",
    "Noto Serif Ethiopic",
    MYANMAR,
    "Noto Sans Syriac",
)
REGULAR, BOLD = 400, 700
WEIGHTS = {REGULAR: "Regular", BOLD: "Bold"}
FILES = {
    (family, weight): path
    for family in FAMILIES
    for weight, name in WEIGHTS.items()
    if (path := FONTS / f"{family.replace(' ', '')}-{name}.ttf").is_file()
}
# Formats that no font draws: they join letters, turn lines, choose between shapes.
UNDRAWN = ("Cf", "Cc")
VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))
# Around letters that are put in order by rules of their script, in a line that begins in another.
ISOLATED = "\u2066%s\u2069"
NOTHING = "\u200b"
# Binds the consonant after it below the one before it.
STACKING = "\u1039"


@dataclass(frozen=True)
class Run:
    """A piece of a line in one font."""

    family: str
    text: str


@cache
def digest() -> str:
    """A hash of the fonts: with others, the same words are another picture."""
    return sha256(b"".join(path.read_bytes() for path in FILES.values())).hexdigest()


@cache
def _font(family: str, weight: int) -> harfbuzz.Font:
    """A family in a weight, or in the one weight that it has."""
    path = FILES.get((family, weight), FILES[family, REGULAR])
    return harfbuzz.Font(harfbuzz.Face(harfbuzz.Blob.from_file_path(path)))


def _has(family: str, char: str) -> bool:
    return _font(family, REGULAR).get_nominal_glyph(ord(char)) is not None


def runs(text: str) -> list[Run]:
    """A line in pieces of one font each; what several have stays with what precedes it."""
    pieces: list[tuple[str, list[str]]] = []
    family = LATIN
    for char in text:
        family = _family(char, family)
        if not pieces or pieces[-1][0] != family:
            pieces.append((family, []))
        pieces[-1][1].append(char)
    return [Run(family, "".join(chars)) for family, chars in pieces]


@lru_cache(maxsize=4096)
def _family(char: str, before: str) -> str:
    return next((one for one in (before, *FAMILIES) if _has(one, char)), LATIN)


def leading(text: str) -> str:
    """The font that sets the marks of a line, such as vowel signs; that of Burmese before others.

    What draws a card shapes a whole line with each font, and fits the letters of all others into
    what it made of the first. Letter and mark are one shape in their own font and two in another,
    and become boxes where the other is the first.
    """
    fonts = marked(text)
    return MYANMAR if MYANMAR in fonts else next(iter(fonts), LATIN)


def marked(text: str) -> dict[str, None]:
    """The fonts of the runs that hold marks, each once, in order."""
    if not any(map(is_mark, text)):
        return {}
    return dict.fromkeys(run.family for run in runs(text) if any(map(is_mark, run.text)))


def is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def set_runs(text: str, opening: str = "", closing: str = "") -> tuple[Run, ...]:
    """A line as it is drawn: in its runs, the leading font first, between two signs of direction.

    Burmese stands in an isolate, as a line is put in order by the rules of its first letter.
    """
    first = leading(text)
    found = [
        Run(run.family, ISOLATED % run.text) if run.family == MYANMAR else run for run in runs(text)
    ]
    if opening or (found and found[0].family != first):
        found.insert(0, Run(first, opening or NOTHING))
    return (*found, *([Run(first, closing)] if closing else []))


def is_drawable(text: str) -> bool:
    """Whether some font has a shape for every character, so that none becomes a box."""
    if text.isascii():
        return True
    if not all(map(_is_drawn, text)):
        return False
    torn = any(is_mark(run.text[0]) for run in runs(text)[1:])
    return not torn and set(marked(text)) <= {leading(text)}


@lru_cache(maxsize=4096)
def _is_drawn(char: str) -> bool:
    if unicodedata.category(char) in UNDRAWN or char in VARIANTS:
        return True
    return any(_has(family, char) for family in FAMILIES)


def width(text: str, size: int, weight: int = REGULAR) -> float:
    """The width of a line in pixels."""
    return size * sum(_ems(run, weight) for run in runs(text))


def _ems(run: Run, weight: int) -> float:
    font, buffer = _font(run.family, weight), harfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    harfbuzz.shape(font, buffer)
    return sum(glyph.x_advance for glyph in buffer.glyph_positions) / font.face.upem


def wrap(
    text: str, size: int, weight: int, most_width: float, most_lines: int, close: str = ""
) -> list[str]:
    """The words in lines, at most so many; “…” ends them where not all fit.

    `close` is a closing quotation mark, which follows the words or what stands for the rest.
    """
    lines: list[str] = []
    words = f"{text}{close}".split() if text and most_lines else []
    while words:
        if len(lines) == most_lines:
            return [*lines[:-1], _shortened(lines[-1], size, weight, most_width, close)]
        line = words.pop(0)
        if width(line, size, weight) > most_width:
            line, rest = _broken(line, size, weight, most_width)
            words.insert(0, rest)
        else:
            while words and width(f"{line} {words[0]}", size, weight) <= most_width:
                line = f"{line} {words.pop(0)}"
        lines.append(line)
    return lines


def _broken(word: str, size: int, weight: int, most: float) -> tuple[str, str]:
    """A word too long for any line, in two: as many characters as fit, one at least."""
    fits = 1
    while fits < len(word) - 1 and width(word[: fits + 1], size, weight) <= most:
        fits += 1
    at = fits
    while at and _is_bound(word[at - 1], word[at]):
        at -= 1
    return (word[:at], word[at:]) if at else (word[:fits], word[fits:])


def _is_bound(before: str, after: str) -> bool:
    """Whether two characters stand in one place: a mark on its letter, a letter below another."""
    return before == STACKING or is_mark(after)


def _shortened(line: str, size: int, weight: int, most: float, close: str) -> str:
    """A line that says that there is more."""
    while line and width(f"{line}…{close}", size, weight) > most:
        line = line.rpartition(" ")[0] or line[:-1]
    return f"{line.rstrip(' .,;:،؛')}…{close}"
