"""Values as pages write them, made what the record keeps: days, names, codes of languages."""

import re
from dataclasses import dataclass, replace
from datetime import date

from tracker.capture.suggesting.months import month_named

LONGEST = 400
_SPACES = re.compile(r"\s+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_DAY_FIRST = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_COMPACT = re.compile(r"\b(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\b")
# 17 April 2024, 17. April 2024, 17 de abril de 2024, 1er mai 2024; April 17, 2024.
_NAMED = re.compile(
    r"\b(\d{1,2})(?:er|st|nd|rd|th|º|ê)?\.?,?\s+(?:de\s+|ی\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(\d{4})\b"
    r"|\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b"
)
_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")
# Not a person's name: an address, an account, a page.
_NO_NAME = re.compile(
    r"https?://|www\.\S+\Z|@|(?:admin|administrator|webmaster|user)\Z", re.IGNORECASE
)
_MAIL = re.compile(r"[(<\[]?\S+@\S+[)>\]]?")
_BY = re.compile(r"^(?:by|par|por|von|bi|نوشته)\s+(?=\S)", re.IGNORECASE)
FIRST_YEAR = 1990


@dataclass(frozen=True)
class Said:
    """One value of a field; `where` is shown to editors, `trust` says what kind of place it is."""

    field: str
    value: str
    where: str
    trust: str


def tidied(said: Said) -> Said | None:
    """The value as the record keeps such, or None if it is none."""
    value = _SPACES.sub(" ", said.value).strip()
    if not value or len(value) > LONGEST:
        return None
    if said.field == "date":
        value = day(value)
    elif said.field == "language":
        match = _LANGUAGE.fullmatch(value)
        value = match[1].lower() if match else ""
    elif said.field == "author":
        value = _BY.sub("", _MAIL.sub("", value)).strip(" ,;|-–—")
        value = "" if _NO_NAME.match(value) else value
    return replace(said, value=value) if value else None


def day(written: str) -> str:
    """A day as `2024-04-17`, of what is written with a year; '' if no day can be made of it."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_SLASHED, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        if found := pattern.search(written):
            return _day(*(int(found[number]) for number in order))
    if found := _COMPACT.search(written):
        return _day(*(int(found[number]) for number in (1, 2, 3)))
    for found in _NAMED.finditer(written):
        number, name = (found[1], found[2]) if found[1] else (found[5], found[4])
        if month := month_named(name):
            return _day(int(found[3] or found[6]), month, int(number))
    return ""


def _day(year: int, month: int, number: int) -> str:
    try:
        return _kept(date(year, month, number))
    except ValueError:
        return ""


def _kept(found: date) -> str:
    return found.isoformat() if found.year >= FIRST_YEAR else ""
