"""Spelling levels at which words of a quote and of a source are compared.

`plain` is what a typesetter, a keyboard or an encoding changes without changing the word; what is
equal here is the same word for word. `spelled` forgives capitals, accents, hamza and the like;
`shaped` forgives letters that scanners take for each other. Nothing of this is ever stored.

Unlike `tracker.search.normalise` this takes no word for another form of itself: there a plural
finds its singular, here it is another word.
"""

import re
import unicodedata

# Joiners, soft hyphens, marks of direction, zero-width spaces; tatweel is a letter to Unicode.
UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u0640"
APOSTROPHES = "'’‘ʼ‛＇`´ʹʻʽ′"
# Vowel signs that Arabic, Persian, Kurdish and Hebrew are read without. After NFKC a hamza that
# belongs to its letter is one with it.
VOWEL_SIGNS = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
)
_DROPPED = re.compile(f"[{UNSEEN}{VOWEL_SIGNS}]")
# One letter typed by an Arabic, a Persian or a Kurdish keyboard; ە is ه with a non-joiner after it.
_KEYBOARDS = str.maketrans(
    {**dict.fromkeys("يې", "ی"), **dict.fromkeys("ڪك", "ک"), **dict.fromkeys("ھەہە", "ه")}
    | dict.fromkeys(APOSTROPHES, "'")
)
# A footnote's number behind a word; that of a measure (m², km³) belongs to it.
# Accents over Latin, Greek and Cyrillic letters, hamza over Arabic ones; signs of Indic scripts are
# vowels, and stay.
_ACCENT = re.compile("[\u0300-\u036f\u0653-\u0655]")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{3})[⁰¹²³⁴-⁹]+\Z|\A[⁰¹²³⁴-⁹]+\Z")

_ACCENTLESS = str.maketrans(
    {
        **dict(zip("ıłøđðħŧŋßæœþ", ("i", "l", "o", "d", "d", "h", "t", "n", "ss", "ae", "oe", "th"),
                   strict=True)),
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ىێېۍۑے", "ی"),
        **dict.fromkeys("ةۃ", "ه"),
        **dict.fromkeys("ؤۆۇۈۋ", "و"),
        "ئ": "ی",
        "ڕ": "ر",
        "ڵ": "ل",
        "ء": "",
        "'": "",
    }
)  # fmt: skip
# Each letter as the pair that it is confused with: the other way round, lii could be lu or ul.
_OUTLINES = str.maketrans(
    {"1": "l", "i": "l", "|": "l", "0": "o", "m": "rn", "w": "vv", "d": "cl", "u": "ll"}
)


def plain(word: str) -> str:
    """A word or number as it is compared for “word for word”; '' if nothing of it is read."""
    word = _FOOTNOTE.sub("", word.replace("_", ""))
    if word.isascii():
        return word.replace("`", "'")
    # A presentation form of a vowel sign comes apart into a space and the sign.
    composed = unicodedata.normalize("NFKC", _DROPPED.sub("", word)).replace(" ", "")
    letters = _DROPPED.sub("", composed).translate(_KEYBOARDS)
    return "".join(str(unicodedata.decimal(char, char)) for char in letters)


def spelled(word: str) -> str:
    """A `plain` word without capitals, accents, apostrophes and the seats of hamza."""
    if word.isascii():
        return word.casefold().replace("'", "") or word
    apart = unicodedata.normalize("NFD", word.casefold().translate(_ACCENTLESS))
    return unicodedata.normalize("NFC", _ACCENT.sub("", apart)).translate(_ACCENTLESS) or word


def shaped(word: str) -> str:
    """A `spelled` word by its outline: what is equal here a scan or a bad eye may confuse.

    Of Latin letters alone: Arabic dots and Hebrew strokes make other words, and names (أنطاليا is
    Antalya, إيطاليا Italy).
    """
    if word.isdigit():
        return word
    return word.translate(_OUTLINES)
