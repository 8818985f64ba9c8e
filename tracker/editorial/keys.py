"""Primary keys as they arrive in addresses and forms."""

from __future__ import annotations


def is_key(text: str) -> bool:
    """Whether `text` can be a primary key: plain digits, and no more than the database holds."""
    return text.isascii() and text.isdecimal() and len(text) < 19
