"""Parties, places, and the entries of the codebooks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from tracker.edition.documents.base import TIED, Addressed, Document, Row, Rows, worded
from tracker.record.choices import PartyKind, PartyTie, PlaceKind, Precision
from tracker.record.codebook import as_shipped

if TYPE_CHECKING:
    from tracker.edition.documents.evidence import SourceDocument


class NameRow(Row, frozen=True, kw_only=True, eq=False):
    """Another name of a party or a place."""

    name: str = ""
    language: str = "en"
    used_by: str = ""

    def __str__(self) -> str:
        return self.name


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


class PartyDocument(Addressed, frozen=True, kw_only=True, eq=False):
    noun: ClassVar[str] = "party"

    name: str = ""
    name_language: str = "en"
    kind: str = ""
    description: str = ""
    website: str = ""
    wikidata_id: str = ""
    ended_on: str = ""
    names: Rows[NameRow] = Rows()
    memberships: Rows[MembershipRow] = Rows()
    # Those of others in it that the page has read.
    members: Rows[MembershipRow] = Rows()

    def __str__(self) -> str:
        return self.name

    def get_kind_display(self) -> str:
        return worded(PartyKind, self.kind)


class PlaceDocument(Addressed, frozen=True, kw_only=True, eq=False):
    noun: ClassVar[str] = "place"

    name: str = ""
    name_language: str = "en"
    kind: str = ""
    description: str = ""
    part_of: PlaceDocument | None = None
    part_of_id: str | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    precision: str = ""
    position_source: str = ""
    names: Rows[NameRow] = Rows()

    def __str__(self) -> str:
        return self.name

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
