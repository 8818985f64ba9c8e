"""Stems of Northern Kurdish (Kurmanji) words, as words of the index beside the words themselves.

Its endings (-a, -an, -ek) end words of other languages in Latin letters, too: stemmed alike, Syrian
would find Syria. So only texts that are Kurmanji have stems, a paragraph after their own, and each
is marked, so that nothing else is the same word. A question, whose language nobody knows, looks for
its words and for their marked stems.
"""

from __future__ import annotations

import re
import unicodedata

from tracker.search.normalise import words

# Before each stem. A letter of private use is a letter to both databases, and to no writer.
MARK = "\ue001"
OWN_LETTER = re.compile("[êîû]")
FOREIGN_LETTER = re.compile(r"[^\W\d_a-zçêîşû]")
LETTERS = re.compile(r"[^\W\d_]+")
# “And, in, from, that, by”, and the words that join a noun to what follows.
COMMON = frozenset(("û", "li", "ji", "ku", "di", "bi", "yê", "yên", "jî"))
# Taken off until three letters are left or none of them is: rojnamevanan has to meet rojnamevan.
_ENDING = re.compile(r"(?<=...)y?(?:an|en|in|ek|a|e|i)\Z")


def is_kurmanji(text: str) -> bool:
    """Whether all letters are of its alphabet, and its common words or many of its letters occur.

    A name in a text of another language, such as Kobanê in English, is not enough.
    """
    if text.isascii():
        return False
    small = unicodedata.normalize("NFC", text).lower()
    if not OWN_LETTER.search(small) or FOREIGN_LETTER.search(small):
        return False
    said = LETTERS.findall(small)
    own = sum(1 for word in said if OWN_LETTER.search(word))
    return own * 3 >= len(said) or not COMMON.isdisjoint(said)


def stems(text: str) -> list[str]:
    """The marked stem of each of `words(text)`, where the text is Kurmanji; else none."""
    return [stem(word) for word in words(text)] if is_kurmanji(text) else []


def stem(word: str) -> str:
    """The marked stem of a normalised word."""
    before, after = "", word
    while after != before:
        before, after = after, _ENDING.sub("", after)
    return f"{MARK}{after}"


def may_have_stem(word: str) -> bool:
    """Whether a word that was looked for can be one of Kurmanji."""
    return word.isascii() and word.isalpha() and len(word) > 2
