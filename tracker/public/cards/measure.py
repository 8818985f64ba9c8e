"""How wide words are in the fonts that are shipped, and which font has which character.

Read from the fonts' own tables, so that a font can be replaced without anything else. Letters of
Arabic script are as wide as the shape in which they stand beside their neighbours.
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "fonts"
LATIN, ARABIC = "Noto Serif", "Noto Naskh Arabic"
FILES = {
    (LATIN, 400): FONTS / "NotoSerif-Regular.ttf",
    (LATIN, 700): FONTS / "NotoSerif-Bold.ttf",
    (ARABIC, 400): FONTS / "NotoNaskhArabic-Regular.ttf",
    (ARABIC, 700): FONTS / "NotoNaskhArabic-Bold.ttf",
}
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


@lru_cache(maxsize=len(FILES))
def advances(family: str, weight: int) -> dict[str, float]:
    """Character → its width in ems, for all that the font has; "" is the box of what it has not."""
    data = FILES[family, weight].read_bytes()
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
    """A line in pieces of one font each; what both fonts have stays with what precedes it."""
    found: list[Run] = []
    family = LATIN
    for char in text:
        family = _family(char, family)
        if found and found[-1].family == family:
            found[-1] = Run(family, found[-1].text + char)
        else:
            found.append(Run(family, char))
    return found


def _family(char: str, before: str) -> str:
    other = LATIN if before == ARABIC else ARABIC
    return next((one for one in (before, other) if char in advances(one, 400)), LATIN)


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
    return word[:fits], word[fits:]


def _shortened(line: str, size: int, weight: int, most: float, close: str) -> str:
    """A line that says that there is more."""
    while line and width(f"{line}…{close}", size, weight) > most:
        line = line.rpartition(" ")[0] or line[:-1]
    return f"{line.rstrip(' .,;:،؛')}…{close}"
