"""Whether a password is among those that were leaked somewhere: in a file that the operator has.

The file is the list of Have I Been Pwned, ordered by hash: a line a password, `SHA-1:count`, the
hash in 40 capital letters and digits. Nothing is asked of anybody, and no password leaves here.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class NotLeaked:
    """Refuses a password that is on the list; settings name it where there is one."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a leaked password."""
        wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        path = settings.LEAKED_PASSWORDS_FILE
        if path is not None and is_listed(path, wanted):
            raise ValidationError(
                _("This password was leaked somewhere before, and is among those guessers try."),
                code="password_leaked",
            )

    def get_help_text(self) -> str:
        return _("None that was leaked before.")


def is_listed(path: Path, wanted: str) -> bool:
    """Whether a line of the ordered file begins with this hash: some forty reads, however long."""
    key = wanted.encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        # The first line that is not before the hash begins at `low` or later, and by `high`.
        while low < high:
            middle = (low + high) // 2
            if _line_from(file, middle)[: len(key)] < key:
                low = middle + 1
            else:
                high = middle
        return _line_from(file, low).startswith(key)


def _line_from(file: BinaryIO, place: int) -> bytes:
    """The first line that begins at this place or after it; at the end what is after all hashes."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline()
    return file.readline() or b"~"
