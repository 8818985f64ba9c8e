"""Things in a row, with the comma and the “and” of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.edition.documents import Name
from tracker.record.sentences import sentence


def comma() -> str:
    """What stands between two things in a row, with its space."""
    return pgettext("between the parts of a list", ", ")


def semicolon() -> str:
    """What stands between two parts of a sentence, with its space."""
    return pgettext("between the parts of a sentence", "; ")


def in_a_row(parts: Iterable[str]) -> str:
    """`a, b, c`."""
    return comma().join(parts)


def enumerated(parts: Iterable[str]) -> str:
    """`a, b and c`."""
    found = list(parts)
    if len(found) < 2:
        return "".join(found)
    return _("%(first)s and %(last)s") % {"first": in_a_row(found[:-1]), "last": found[-1]}


class Row:
    """Names in a row, which HTML marks: `a, b, c`, or with `is_whole` `a, b and c`."""

    def __init__(self, names: Iterable[Name], *, is_whole: bool = True) -> None:
        self.names, self.is_whole = list(names), is_whole

    def __str__(self) -> str:
        texts = [name.text for name in self.names]
        return enumerated(texts) if self.is_whole else in_a_row(texts)

    def __html__(self) -> SafeString:
        if not self.is_whole or len(self.names) < 2:
            return format_html_join(comma(), "{}", ((name,) for name in self.names))
        first = Row(self.names[:-1], is_whole=False)
        return sentence(_("%(first)s and %(last)s"), first=first, last=self.names[-1])
