"""The text taken out of a copy of a source, with how it was taken and what is wrong with it."""

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

# Characters; a book has about one million.
MOST_TEXT = 5_000_000
# What neither PostgreSQL nor XML can hold, but for tab and newline; line ends of other systems.
_NOT_KEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Trouble(models.TextChoices):
    """Why there is no text, or not all of it."""

    NONE = "", _("text was found")
    NO_TEXT = "no_text", _("There is no text in it, only pictures.")
    EMPTY = "empty", _("There is nothing in it to read.")
    LOCKED = "locked", _("It is locked with a password.")
    DAMAGED = "damaged", _("It is damaged and could not be read.")
    STOPPED = "stopped", _("Reading it took too long or too much memory.")
    NOT_TEXT = "not_text", _("This kind of file is not read for text.")
    ERASED = "erased", _("The copy was erased.")
    CUT = "cut", _("It is so long that only its beginning was read.")


@dataclass(frozen=True)
class Extracted:
    """Text of a copy, to be stored as it is.

    `pages` are the places at which pages begin (characters), `main` the start and end of stretches
    outside menus, `encoding` the one it was read in and how that was known. `extractor` and
    `version` name what took the text: another version may take another text.
    """

    text: str
    extractor: str
    version: str
    trouble: Trouble = Trouble.NONE
    pages: tuple[int, ...] = ()
    main: tuple[tuple[int, int], ...] = ()
    encoding: str = ""

    @cached_property
    def sha256(self) -> str:
        """Hash of the text in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def page(self, place: int) -> int | None:
        """The number of the page, from 1, on which a character stands."""
        return bisect_right(self.pages, place) if self.pages else None


def storable(text: str) -> str:
    """Text without characters that no database keeps, its lines ended by newlines."""
    return _SURROGATE.sub("\ufffd", _NOT_KEPT.sub("", _LINE_END.sub("\n", text)))
