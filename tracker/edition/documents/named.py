"""Parties, places, and the entries of the codebooks."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from msgspec import Struct

from tracker.edition.documents.base import TIED, Addressed, Document, Row, Rows, worded
from tracker.record.choices import PartyKind, PartyTie, PlaceKind, Precision
from tracker.record.codebook import as_shipped
from tracker.record.fields import WRITTEN_IN


class Name(Struct, frozen=True):
    """A name and its language, in which a page of another marks it; empty: that of any page."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> SafeString:
        return _marked(self.text, self.language, is_foreign=self.language != get_language())


# The same few stand in most rows of a list.
@lru_cache(maxsize=4096)
def _marked(text: str, language: str, *, is_foreign: bool) -> SafeString:
    if not language:
        return conditional_escape(text)
    if not is_foreign:
        return format_html("<bdi>{}</bdi>", text)
    return format_html('<bdi lang="{}">{}</bdi>', language, text)


def in_english(text: str) -> Name:
    """A note of the record, which is written in one language whatever the reader's is."""
    return Name(text, WRITTEN_IN)


if TYPE_CHECKING:
    from tracker.edition.documents.around import CorrectionDocument
    from tracker.edition.documents.evidence import SourceDocument


class NameRow(Row, frozen=True, kw_only=True, eq=False):
    """Another name of a party or a place."""

    name: str = ""
    language: str = "en"
    used_by: str = ""

    def __str__(self) -> str:
        return self.name


def name_in(language: str | None, own: Name, others: Iterable[NameRow]) -> Name:
    """What readers of a language are shown of the names of one party or place.

    `own` is the record's. Where it is in another language, the first name that was entered in
    theirs, before all the first that nobody in particular is said to use: a name that one side
    gives the other is not the site's word while there is a neutral one.
    """
    if own.language == language:
        return own
    theirs = [one for one in others if one.language == language]
    if not theirs:
        return own
    first = min(theirs, key=lambda one: (bool(one.used_by), int(one.row)))
    return Name(first.name, first.language)


def code_name(label: str) -> Name:
    """The label of a code: translated while it is as shipped, else as editors wrote it."""
    words = as_shipped(label)
    is_own = words != label or get_language() == WRITTEN_IN
    return Name(words, "" if is_own else WRITTEN_IN)


class NamedDocument(Addressed, frozen=True, kw_only=True, eq=False):
    """A party or a place: what they have in common is that they go by several names."""

    name: str = ""
    name_language: str = WRITTEN_IN
    names: Rows[NameRow] = Rows()

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> Name:
        """Its name in the reader's language, as far as there is one."""
        return name_in(get_language(), Name(self.name, self.name_language), self.names)

    @property
    def other_names(self) -> list[NameRow]:
        """What else it is called beside its local name; that one, too, where it says by whom."""
        shown = self.local_name.text
        every = (NameRow(name=self.name, language=self.name_language), *self.names)
        told = {(one.name, one.used_by): one for one in reversed(every)}
        return [one for (name, by), one in reversed(told.items()) if by or name != shown]


class MembershipRow(Row, frozen=True, kw_only=True, eq=False):
    """That a party belongs to a body, with the office held."""

    member: PartyDocument = TIED
    body: PartyDocument | None = None
    body_id: str = ""
    kind: str = PartyTie.MEMBER.value
    office: str = ""
    held: str = ""
    # A source that shows it, where the page has read it.
    source: SourceDocument | None = None
    source_id: str | None = None
    locator: str = ""

    def get_kind_display(self) -> str:
        return worded(PartyTie, self.kind)


class PartyDocument(NamedDocument, frozen=True, kw_only=True, eq=False):
    noun: ClassVar[str] = "party"

    kind: str = ""
    description: str = ""
    website: str = ""
    wikidata_id: str = ""
    ended_on: str = ""
    memberships: Rows[MembershipRow] = Rows()
    # Those of others in it that the page has read.
    members: Rows[MembershipRow] = Rows()
    corrections: Rows[CorrectionDocument] = Rows()

    def get_kind_display(self) -> str:
        return worded(PartyKind, self.kind)


class PlaceDocument(NamedDocument, frozen=True, kw_only=True, eq=False):
    noun: ClassVar[str] = "place"

    kind: str = ""
    description: str = ""
    part_of: PlaceDocument | None = None
    part_of_id: str | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    precision: str = ""
    position_source: str = ""
    corrections: Rows[CorrectionDocument] = Rows()

    def get_kind_display(self) -> str:
        return worded(PlaceKind, self.kind)

    def get_precision_display(self) -> str:
        return worded(Precision, self.precision)

    @property
    def is_placed(self) -> bool:
        """Whether it can be shown where it is: a position says nothing without what it marks."""
        return self.latitude is not None and bool(self.precision)


class CodeDocument(Document, frozen=True, kw_only=True, eq=False):
    """An entry of a codebook."""

    code: str = ""
    label: str = ""
    definition: str = ""
    example: str = ""
    version: int = 0
    position: int = 100
    retired: bool = False

    def __str__(self) -> str:
        return as_shipped(self.label)

    def __html__(self) -> SafeString:
        return code_name(self.label).__html__()


class ViolationDocument(CodeDocument, frozen=True, kw_only=True, eq=False):
    noun: ClassVar[str] = "violation"

    provision: str = ""


class StanceDocument(CodeDocument, frozen=True, kw_only=True, eq=False):
    noun: ClassVar[str] = "stance"


class PartyRow(Row, frozen=True, kw_only=True, eq=False):
    """A party in a role of a claim or an event."""

    party: PartyDocument
    named_as: str = ""
    role: str = ""


class PlaceRow(Row, frozen=True, kw_only=True, eq=False):
    place: PlaceDocument


class ViolationRow(Row, frozen=True, kw_only=True, eq=False):
    violation: ViolationDocument
    version: int = 0


class StanceRow(Row, frozen=True, kw_only=True, eq=False):
    stance: StanceDocument
    version: int = 0
