"""Which way a text is written."""

from __future__ import annotations

import unicodedata


def direction_of(text: str, otherwise: str = "ltr") -> str:
    """`ltr` or `rtl` by the first letter that has a direction; `otherwise` where none has."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return otherwise
