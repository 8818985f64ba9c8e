"""Translated sentences with names and dates in them, which HTML marks up and text does not."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

# A number is written as what it says in HTML, too.
NUMBER = re.compile(r"(%\(\w+\))d")


def sentence(pattern: str | Promise, **parts: object) -> SafeString:
    """A translated sentence as HTML, with `%(name)s` for each part; parts are escaped."""
    places = {name: f"{{{name}}}" for name in parts}
    return format_html(NUMBER.sub(r"\1s", str(pattern)) % places, **parts)


class Sentence:
    """A translated sentence that is said both as text and as HTML, by what is asked of it."""

    def __init__(self, pattern: str, **parts: object) -> None:
        self.pattern, self.parts = pattern, parts

    def __str__(self) -> str:
        return self.pattern % self.parts

    def __html__(self) -> SafeString:
        return sentence(self.pattern, **self.parts)
