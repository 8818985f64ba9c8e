"""Text whose letters cannot be trusted: wrong encodings, fonts without letters, reversed Arabic."""

import re

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
# What stands for letters that nobody could read: replaced ones, and a font's own numbers.
_LOST = re.compile("[\ufffd\ue000-\uf8ff]")
# UTF-8 of Arabic or Cyrillic letters, of accents and quotation marks, read as Western European.
_MISREAD = re.compile("[ØÙÚÛÐÑÃÂâ][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122]")
_LETTER = re.compile(r"[^\W\d_]")
_ARTICLE_FIRST = re.compile(r"(?<!\w)ال\w{2,}")
_ARTICLE_LAST = re.compile(r"\w{2,}لا(?!\w)")
SHARE_LOST = 0.02
SHARE_MISREAD = 0.05
FEWEST = 20


def is_garbled(text: str, quote: str = "") -> bool:
    """Whether a quotation (or anything) that stands in `text` might not be seen in it."""
    letters = len(_LETTER.findall(text)) or 1
    if len(_LOST.findall(text)) > SHARE_LOST * letters:
        return True
    if 2 * len(_MISREAD.findall(text)) > SHARE_MISREAD * letters:
        return True
    return bool(not quote or _ARABIC.search(quote)) and is_reversed(text)


def is_reversed(text: str) -> bool:
    """Whether Arabic stands in it from left to right, as in some PDFs: the article ends words."""
    first, last = len(_ARTICLE_FIRST.findall(text)), len(_ARTICLE_LAST.findall(text))
    return last >= FEWEST and last > 3 * first
