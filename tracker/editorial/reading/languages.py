"""The language in which a passage is written, as far as its letters tell."""

from __future__ import annotations

import unicodedata
from collections import Counter

# Of each script its languages among those of the record; the first is taken where none is known.
_SCRIPTS = {
    "ARABIC": ("ar", "ckb", "fa", "ur"),
    "HEBREW": ("he",),
    "SYRIAC": ("syr",),
    "ARMENIAN": ("hy",),
    "ETHIOPIC": ("am",),
    "CYRILLIC": ("ru", "uk", "tg"),
    "CJK": ("zh",),
    "MYANMAR": ("my",),
    "LATIN": ("en", "kmr", "tr", "de", "es", "fr", "it", "nl", "pt", "sv"),
}
# Letters that Arabic does not have: of Sorani alone; of Persian, and of Urdu alone.
_SORANI = frozenset("ێۆڵڕەڤ")
_URDU = frozenset("ٹڈڑےں")
_PERSIAN = frozenset("پچژگ")
MOST_READ = 2_000


def language_of(passage: str, of_source: str) -> str:
    """The source's language where the passage has its letters; else the likeliest of its script."""
    letters = [char for char in passage[:MOST_READ] if char.isalpha()]
    scripts = Counter(unicodedata.name(char, "").partition(" ")[0] for char in letters)
    for script, _count in scripts.most_common(1):
        known = _SCRIPTS.get(script, ())
        if known and of_source not in known:
            return _of_arabic({*letters}) if script == "ARABIC" else known[0]
    return of_source


def _of_arabic(letters: set[str]) -> str:
    for language, own in (("ckb", _SORANI), ("ur", _URDU), ("fa", _PERSIAN)):
        if letters & own:
            return language
    return "ar"
