"""Translated sentences with names and dates in them, which HTML marks up and text does not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

# A number is written as what it says in HTML, too.
NUMBER = re.compile(r"(%\(\w+\))d")


def sentence(pattern: str | Promise, **parts: object) -> SafeString:
    """A translated sentence as HTML, with `%(name)s` for each part; parts are escaped."""
    if not parts:
        return escape(pattern)
    places = {name: f"{{{name}}}" for name in parts}
    return format_html(NUMBER.sub(r"\1s", str(pattern)) % places, **parts)


class Sentence:
    """A translated sentence that is said both as text and as HTML, by what is asked of it.

    Two are the same where they say the same as text.
    """

    def __init__(self, pattern: str, **parts: object) -> None:
        self.pattern, self.parts = pattern, parts

    def __str__(self) -> str:
        return self.pattern % self.parts

    def __html__(self) -> SafeString:
        return sentence(self.pattern, **self.parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence | str) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def capitalised(self, end: str = "") -> Sentence:
        """The same with a capital at its beginning, and a sign at its end."""
        return Sentence(capfirst(self.pattern) + end, **self.parts)


def in_sequence(sentences: Iterable[Sentence], between: str = " ") -> Sentence:
    """Several sentences as one."""
    parts = {f"part{place}": one for place, one in enumerate(sentences)}
    return Sentence(between.join(f"%({name})s" for name in parts), **parts)


class Reference(str):
    """A reference such as C-2024-0001, which HTML keeps on a line and in its direction."""

    __slots__ = ()

    def __html__(self) -> SafeString:
        return format_html('<bdi class="reference">{}</bdi>', str(self))
