"""Things in a row, with the comma and the “and” of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def comma() -> str:
    """What stands between two things in a row, with its space."""
    return pgettext("between the parts of a list", ", ")


def in_a_row(parts: Iterable[str]) -> str:
    """`a, b, c`."""
    return comma().join(parts)


def enumerated(parts: Iterable[str]) -> str:
    """`a, b and c`."""
    found = list(parts)
    if len(found) < 2:
        return "".join(found)
    return _("%(first)s and %(last)s") % {"first": in_a_row(found[:-1]), "last": found[-1]}
