"""How wide words are in the fonts that are shipped, and which font has which character.

Read from the fonts' own tables, so that a font can be added or replaced without anything else.
Letters of Arabic script are as wide as the shape in which they stand beside their neighbours.
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

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
ALONE, INITIAL, MEDIAL, FINAL = "", "<initial>", "<medial>", "<final>"
# Letters of Kurdish whose shapes have no code of their own, and letters drawn as wide.
AS_WIDE = {"ڕ": "ر", "ڵ": "ل", "ێ": "ی", "ە": "ة"}
# For ligatures and shapes that are a little wider than they should be.
JOINED = 1.03


@dataclass(frozen=True)
class Run:
    """A piece of a line in one font."""

    family: str
    text: str


@cache
def digest() -> str:
    """A hash of the fonts: with others, the same words are another picture."""
    return sha256(b"".join(path.read_bytes() for path in FILES.values())).hexdigest()


@lru_cache(maxsize=len(FAMILIES) * len(WEIGHTS))
def advances(family: str, weight: int) -> dict[str, float]:
    """Character → its width in ems, for all that the font has; "" is the box of what it has not."""
    data = FILES.get((family, weight), FILES[family, REGULAR]).read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {
        data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * count, 16)
    }
    em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    metrics = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    glyphs = {"": 0, **_characters(data, tables[b"cmap"])}
    places = {char: tables[b"hmtx"] + 4 * min(n, metrics - 1) for char, n in glyphs.items()}
    return {char: struct.unpack_from(">H", data, at)[0] / em for char, at in places.items()}


def _characters(data: bytes, cmap: int) -> dict[str, int]:
    """Character → glyph, from the font's character map in format 4."""
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    maps = [cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * n)[0] for n in range(count)]
    start = next(at for at in maps if struct.unpack_from(">H", data, at)[0] == 4)
    size = struct.unpack_from(">H", data, start + 6)[0]
    columns = [start + 14, *(start + 16 + size * n for n in (1, 2, 3))]
    rows = zip(*(struct.unpack_from(f">{size // 2}H", data, at) for at in columns), strict=True)
    found = {}
    for row, (last, first, delta, offset) in enumerate(rows):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                at = columns[3] + 2 * row + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", data, at)[0]
            if glyph:
                found[chr(code)] = (glyph + delta) & 0xFFFF
    return found


def runs(text: str) -> list[Run]:
    """A line in pieces of one font each; what several have stays with what precedes it."""
    found: list[Run] = []
    family = LATIN
    for char in text:
        family = _family(char, family)
        if found and found[-1].family == family:
            found[-1] = Run(family, found[-1].text + char)
        else:
            found.append(Run(family, char))
    return found


@lru_cache(maxsize=4096)
def _family(char: str, before: str) -> str:
    return next((one for one in (before, *FAMILIES) if char in advances(one, REGULAR)), LATIN)


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
    return any(char in advances(family, REGULAR) for family in FAMILIES)


@lru_cache(maxsize=1)
def shapes() -> dict[str, dict[str, str]]:
    """Letter → how it joins → the character that is its shape there."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEF5)):
        how, *letters = unicodedata.decomposition(chr(code)).split() or [ALONE]
        if how in (INITIAL, MEDIAL, FINAL) and len(letters) == 1:
            found.setdefault(chr(int(letters[0], 16)), {})[how] = chr(code)
    return found | {letter: found[other] for letter, other in AS_WIDE.items()}


def shaped(text: str) -> list[str]:
    """The letters of a text of Arabic script, each as the shape in which it is drawn."""
    letters = [char for char in text if unicodedata.category(char) != "Mn"]
    joins = [shapes().get(letter, {}) for letter in letters]
    found = []
    for n, letter in enumerate(letters):
        before = n > 0 and INITIAL in joins[n - 1] and FINAL in joins[n]
        after = n + 1 < len(letters) and INITIAL in joins[n] and FINAL in joins[n + 1]
        how = {(True, True): MEDIAL, (True, False): FINAL, (False, True): INITIAL}
        found.append(joins[n].get(how.get((before, after), ALONE), letter))
    return found


def width(text: str, size: int, weight: int = 400) -> float:
    """The width of a line in pixels; not less than what is drawn."""
    total = 0.0
    for run in runs(text):
        known = advances(run.family, weight)
        letters = shaped(run.text) if run.family == ARABIC else run.text
        more = JOINED if run.family == ARABIC else 1
        total += more * sum(known.get(letter, known[""]) for letter in letters)
    return total * size


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
