"""What an allegation is called where another record names it."""

from __future__ import annotations

from django.utils.text import Truncator
from django.utils.translation import gettext as _

LONGEST = 80


def point_in_words(claim: str, number: int, text: str) -> str:
    """An allegation by its claim's reference, its number and the beginning of its text."""
    words = {"claim": claim, "number": number, "text": Truncator(text).chars(LONGEST)}
    return _("%(claim)s, allegation %(number)s: %(text)s") % words
