"""Words of names by how they sound, whatever script and spelling: what is near, and how near.

A word becomes a line of sounds, a letter each: consonants as in English, `x` for kh, `S` sh, `Z`
zh, `c` ch, `Q` an x that is kh or ks. The line is compared by a weighted edit distance; its coarse
consonants alone, in which spellings of one name hardly differ, are the key that records have.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from tracker.record.romanise import in_sounds, is_vowelled, spelt

VOWELS = frozenset("aeiou")
GLIDES = frozenset("wy")
LONGEST = 40
# How far two words may be from each other, and how much further by each sound of the longer.
NEAR_ALWAYS, NEAR_BY_LETTER = 0.3, 0.07

CYRILLIC = spelt(
    "аa бb вv гg ґg дd еe ёe єe жZ зz иi іi йy їi йy кk лl мm нn оo пp рr сs тt уu ўw фf "
    "хx цs чc шS щS ъ ыi ь эe юyu яya ђj јy љl њn ћc џj ғg қk ңn һh әe өo"
)
GREEK = spelt("αa βv γg δd εe ζz ηi θt ιi κk λl μm νn ξks οo πp ρr σs ςs τt υi φf χx ψps ωo")
GREEK_PAIRS = (
    ("ου", "u"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "g"), ("αι", "ε"), ("ει", "ι"),
    ("οι", "ι"), ("τζ", "j"), ("τσ", "σ"),
)  # fmt: skip
HEBREW = spelt("א בb גg דd הh וw זz חh טt יy כk ךk לl מm םm נn ןn סs ע פp ףp צs ץs קk רr שS תt")
LATIN_LETTERS = {
    "ş": "S", "š": "S", "ș": "S", "ś": "S", "ç": "c", "č": "c", "ć": "c", "ž": "Z", "ź": "Z",
    "ż": "Z", "ğ": "g", "ß": "s", "ł": "l", "ı": "i", "ñ": "n", "đ": "d", "ð": "d", "þ": "t",
    "ʿ": "", "ʾ": "", "ø": "o", "æ": "e", "œ": "e", "ւ": "v",
}  # fmt: skip
# Longest first; small letters are spellings, capitals and x, c the sounds of above.
LATIN_PAIRS = (
    ("tsch", "C"), ("shch", "S"), ("dzh", "J"), ("sch", "S"), ("sh", "S"), ("kh", "X"),
    ("gh", "g"), ("zh", "Z"), ("ch", "C"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"),
    ("qu", "k"), ("dj", "J"), ("tz", "s"), ("ts", "s"), ("cz", "C"),
)  # fmt: skip
DIPHTHONGS = (
    ("ee", "i"), ("oo", "u"), ("ou", "u"), ("ue", "u"), ("oe", "o"), ("ae", "e"), ("eu", "e"),
    ("au", "o"), ("ai", "e"), ("ei", "e"), ("yi", "i"), ("iy", "i"), ("ie", "i"),
)  # fmt: skip
KURDISH = re.compile("[êîûş]")
WORD_OF = {"ARABIC": "arabic", "HEBREW": "hebrew", "CYRILLIC": "cyrillic", "GREEK": "greek"}

# What each sound is in a key; sounds that are not there come and go between spellings.
COARSE = str.maketrans(
    dict.fromkeys("kgxjcZ", "k")
    | dict.fromkeys("td", "t")
    | dict.fromkeys("szS", "s")
    | dict.fromkeys("pbf", "p")
    | dict.fromkeys("aeiouwyv'", "")
)
# Sounds that spellings of one name have in place of each other, and how far these are apart.
NEAR_PAIRS = {
    0.2: "ou ei ae wu wo yi yj sS",
    0.25: "kg gj xh jZ sz bp bv pf dt wv xk cS Sj jc gh ye wa cx",
    0.4: "ya ao kj",
}
NEAR = {frozenset(pair): cost for cost, pairs in NEAR_PAIRS.items() for pair in pairs.split()}


class Sound(NamedTuple):
    """A word's line of sounds, and whether its script leaves vowels out."""

    line: str
    is_bare: bool = False


@lru_cache(maxsize=20_000)
def sound(word: str) -> Sound:
    """How a word sounds; without letters it is itself."""
    word = word[:LONGEST].casefold()
    if word.isdigit():
        return Sound(word)
    script = WORD_OF.get(unicodedata.name(word[0], "").split(" ")[0], "latin")
    if script == "arabic":
        bare = not is_vowelled(word)
        line = _letters(in_sounds(word), vowelled=not bare).replace("|", "")
        return Sound(_single(line if bare else _vowels(line)), bare)
    if script == "hebrew":
        line = "".join(HEBREW.get(char, "") for char in word)
        return Sound(_single(re.sub(r"(?<=..)h\Z", "a", line)), True)
    return Sound(_single(_vowels(_of_alphabet(word, script))))


def _of_alphabet(word: str, script: str) -> str:
    if script == "cyrillic":
        word = re.sub("[иы]й\\b", "и", word).replace("дж", "џ")
        return "".join(CYRILLIC.get(char, "") for char in word)
    if script == "greek":
        plain = "".join(
            c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)
        )
        for pair, read in GREEK_PAIRS:
            plain = plain.replace(pair, read)
        return "".join(GREEK.get(char, char) for char in plain)
    word = word.replace("ու", "u")
    is_kurdish = bool(KURDISH.search(word))
    spelt = "".join(LATIN_LETTERS.get(char, char) for char in unicodedata.normalize("NFC", word))
    plain = "".join(anyascii(c).lower() if c not in "SZ" else c for c in spelt)
    plain = re.sub(r"(?<=[bt])re\Z", "er", plain)
    return _letters(plain.replace("x", "X" if is_kurdish else "Q"), vowelled=True)


def _letters(plain: str, *, vowelled: bool) -> str:
    """Latin letters and pairs of them as sounds."""
    for pair, read in LATIN_PAIRS:
        plain = plain.replace(pair, read)
    plain = re.sub("c(?=[eiy])", "s", plain)
    plain = plain.replace("c", "k").replace("q", "k").replace("C", "c").replace("X", "x")
    plain = plain.replace("J", "j").replace("'", "")
    return re.sub(r"(?<=[aeiou])h\Z", "", plain) if vowelled else plain


def _vowels(line: str) -> str:
    """Diphthongs as the vowel that other spellings have; y and w as vowels where they are none."""
    line = re.sub("aw(?![aeiou])|ow(?![aeiou])", "o", line)
    line = re.sub("[ae]y(?![aeiou])", "e", line)
    line = re.sub("y(?![aeou])", "i", line)
    for pair, read in DIPHTHONGS:
        line = line.replace(pair, read)
    return line


def _single(line: str) -> str:
    return re.sub(r"(.)\1+", r"\1", line)


def keys_of(line: str) -> set[str]:
    """The coarse consonants of a line of sounds, for each way to read those that are unsure: kh
    may be spelt h, v may be b.

    An h comes and goes; it stays in the keys of short names alone, of which it is a good part.
    """
    spelt = {one for read in _readings(line) for one in (read, read.replace("x", "h"))}
    spelt |= {one.replace("v", "b") for one in spelt}
    coarse = {_single(one.translate(COARSE)) for one in spelt}
    bare = {_single(one.replace("h", "")) for one in coarse}
    return {one for one in bare if len(one) > 1} or {one for one in coarse if len(one) > 1}


def _readings(line: str) -> set[str]:
    return {line.replace("Q", "x"), line.replace("Q", "ks")}


def is_near(one: Sound, other: Sound) -> bool:
    """Whether two words may be spellings of one."""
    if one.line == other.line:
        return True
    if min(len(one.line), len(other.line)) < 2 or one.line.isdigit() or other.line.isdigit():
        return False
    most = NEAR_ALWAYS + NEAR_BY_LETTER * max(len(one.line), len(other.line))
    return any(
        distance(Sound(mine, one.is_bare), Sound(theirs, other.is_bare)) <= most
        for mine in _readings(one.line)
        for theirs in _readings(other.line)
    )


def distance(one: Sound, other: Sound) -> float:
    """How far two lines of sounds are from each other: about one for each different consonant."""
    before = [0.0]
    for char in other.line:
        before.append(before[-1] + _missing(char, one, other))
    for mine in one.line:
        row = [before[0] + _missing(mine, other, one)]
        for at, theirs in enumerate(other.line):
            row.append(
                min(
                    before[at] + _instead(mine, theirs),
                    before[at + 1] + _missing(mine, other, one),
                    row[at] + _missing(theirs, one, other),
                )
            )
        before = row
    return before[-1]


def _instead(mine: str, theirs: str) -> float:
    if mine == theirs:
        return 0
    near = NEAR.get(frozenset((mine, theirs)))
    if near is not None:
        return near
    return 0.7 if mine in VOWELS and theirs in VOWELS else 1.2


def _missing(char: str, where: Sound, there: Sound) -> float:
    """What it costs that `char`, which stands `there`, is not in the other line."""
    if char in VOWELS:
        if where.is_bare and not there.is_bare:
            return 0.08
        return 1.0 if where.is_bare else 0.5
    if char in GLIDES:
        return 1.0 if where.is_bare and there.is_bare else 0.4
    return 0.4 if char == "h" else 1.2
