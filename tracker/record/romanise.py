"""Names in other scripts written in Latin letters, as far as letters alone tell how they sound.

Arabic and Hebrew leave most vowels out: a name of theirs becomes its consonants and long vowels.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii


def spelt(table: str) -> dict[str, str]:
    """A table of letters, each followed by what it is read as, parted by spaces."""
    return {pair[0]: pair[1:] for pair in table.split()}


# Letters for which the sound matters more than the letter that a table of all scripts gives.
ARABIC = spelt(
    "اa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz ع' غgh فf قq كk لl مm نn هh "
    "وw يy ةa ىa ء' آa أa إi ؤw ئy پp چch ژzh گg ڤv کk یy"
)
# Sorani writes its vowels: a word with one of these letters is read as Sorani.
SORANI = ARABIC | spelt("ەe ێe ۆo ڕr ڵl ئ'")
SORANI_VOWELS = re.compile("[ەێۆڕڵ]")
ARABIC_WORD = re.compile(r"[\u0621-\u06ff\u0750-\u077f]+")
ARTICLE = re.compile(r"ال(?=...)")
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670ـ]")
SPELT_OUT = str.maketrans({"ß": "ss", "ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"})


def romanised(text: str) -> str:
    """`text` in letters a to z, digits and what stands between words; for addresses of pages."""
    plain = ARABIC_WORD.sub(lambda word: f"{_arabic(word[0])}", text.translate(SPELT_OUT))
    return anyascii(unicodedata.normalize("NFKC", plain))


def in_sounds(word: str) -> str:
    """A word in Arabic script, without its article, in Latin letters: those of each letter
    parted by `|`, since d and h after each other are not dh."""
    bare = MARKS.sub("", unicodedata.normalize("NFKC", word))
    return "|".join(_letters(ARTICLE.sub("", bare, count=1) if bare.startswith("ال") else bare))


def is_vowelled(word: str) -> bool:
    """Whether a word in Arabic script writes its vowels, as Sorani does."""
    return bool(SORANI_VOWELS.search(word))


def _arabic(word: str) -> str:
    bare = MARKS.sub("", unicodedata.normalize("NFKC", word))
    article = "al-" if ARTICLE.match(bare) else ""
    letters = _letters(bare[2:] if article else bare)
    return article + _long_vowels("".join(letters).replace("'", ""))


def _letters(word: str) -> list[str]:
    letters = SORANI if is_vowelled(word) else ARABIC
    if is_vowelled(word):
        word = word.replace("وو", "u")
    return [letters.get(char, anyascii(char)) for char in word]


def _long_vowels(sounds: str) -> str:
    """A w or y between consonants, or at the end after one, as the vowel that it stands for."""
    read = re.sub(r"(?<=[^aeiouwy])w(?![aeiouwy])", "u", sounds)
    return re.sub(r"(?<=[^aeiouwy])y(?![aeiouwy])", "i", read)
