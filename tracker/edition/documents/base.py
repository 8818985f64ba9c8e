"""What all documents and rows of documents have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import TextChoices
from msgspec import Struct

from tracker.record import dates
from tracker.record.paths import path_of

# Nouns whose records have pages, in the order of the sitemap.
WITH_PAGES = ("claim", "response", "source", "party", "place", "dossier", "event", "request")
# The key of a reference that readers may not follow: that there is one is all they are told.
WITHHELD = "withheld"

# What `tying` fills in before anybody is given the document.
TIED: Any = None

T = TypeVar("T")


class Rows(tuple[T, ...], Generic[T]):
    """Rows of a document. `all` is for what still takes rows of the desk, too, and goes with it."""

    __slots__ = ()

    def all(self) -> Rows[T]:
        return self


class Revised(Struct, frozen=True):
    """The entry of the ledger that a document's record was last published with."""

    sequence: int
    revision: int
    time: datetime


class Notice(Struct, frozen=True, kw_only=True):
    """What readers find in place of a record that was withdrawn."""

    key: str
    noun: str
    address: str
    withdrawn_reason: str
    published_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def reference(self) -> str:
        return self.address

    def get_absolute_url(self) -> str:
        return path_of(self.noun, self.address)


class Row(Struct, frozen=True, kw_only=True, eq=False):
    """A row of a document; `row` is its key in the record."""

    row: str = ""
    position: int = 0

    @property
    def pk(self) -> str:
        return self.row


class Document(Struct, frozen=True, kw_only=True, eq=False):
    """A public record. `key` is its name in the ledger: `C-2024-0001`, `party/7`."""

    noun: ClassVar[str] = ""

    key: str
    # Where its page is, in the language in which it was read.
    path: str = ""
    # Of the record that a page is about; None of the others on it.
    revised: Revised | None = None

    @property
    def pk(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return self.path


class Addressed(Document, frozen=True, kw_only=True, eq=False):
    """A public record that has a page under a slug."""

    slug: str = ""

    def get_absolute_url(self) -> str:
        return self.path


class Referenced(Document, frozen=True, kw_only=True, eq=False):
    """A public record that has a page under its reference."""

    title: str = ""

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    @property
    def reference(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return self.path


D = TypeVar("D", bound=Document)


def worded(choices: type[TextChoices], value: str) -> str:
    """The words of a choice in the reader's language; a value of no choice as it is."""
    return str(choices(value).label) if value in choices else value


def as_time(text: str) -> datetime | None:
    """A moment as a document writes it; None where there is none."""
    return datetime.fromisoformat(text) if text else None


def newest_first(found: Iterable[D], day: Callable[[D], date | None]) -> list[D]:
    """Documents by one of their days; last what is not dated."""
    return sorted(found, key=lambda one: (day(one) or date.min, one.key), reverse=True)


@lru_cache(maxsize=4096)
def ends_of(text: str) -> tuple[date | None, date | None]:
    """The first and the last day that a partly known date can mean."""
    known = dates.parse(text) if text else None
    return (known.earliest, known.latest) if known else (None, None)
