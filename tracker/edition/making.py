"""Typed documents made of trees, each with what it names and what names it not back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from inspect import get_annotations
from typing import Any, NamedTuple

from msgspec import Struct

from tracker.edition import documents as made
from tracker.edition.documents import (
    WITHHELD,
    CitationRow,
    Document,
    FigureRow,
    PartyDocument,
    Rows,
    SourceDocument,
)
from tracker.edition.documents.around import DossierClaimRow, DossierEventRow, PointRow, StepRow
from tracker.edition.documents.base import WITH_PAGES, Row
from tracker.edition.documents.evidence import COUNTED_BY_MEDIA
from tracker.edition.documents.named import (
    MembershipRow,
    NameRow,
    PartyRow,
    PlaceRow,
    StanceRow,
    ViolationRow,
)
from tracker.edition.documents.said import (
    AddressedRow,
    ClaimLinkRow,
    LookRow,
    ReceiptRow,
    ResponseLinkRow,
)
from tracker.record import models as record
from tracker.record.choices import PartyKind
from tracker.record.nouns import NOUNS, Column, Noun, Part
from tracker.record.paths import KEY, path_of
from tracker.record.trees import Tree, locate

DOCUMENTS: dict[str, type[Document]] = {
    one.noun: one
    for one in (
        made.ClaimDocument,
        made.CorrectionDocument,
        made.DossierDocument,
        made.EventDocument,
        made.PartyDocument,
        made.PlaceDocument,
        made.RequestDocument,
        made.ResponseDocument,
        made.SourceDocument,
        made.StanceDocument,
        made.ViolationDocument,
    )
}
ROWS: dict[Any, type[Row]] = {
    record.Allegation: made.AllegationRow,
    record.AllegationAccused: PartyRow,
    record.AllegationClaimant: PartyRow,
    record.AllegationPlace: PlaceRow,
    record.AllegationViolation: ViolationRow,
    record.Answer: made.AnswerRow,
    record.AnswerPoint: PointRow,
    record.AnswerStance: StanceRow,
    record.Citation: made.CitationRow,
    record.ClaimAccused: PartyRow,
    record.ClaimClaimant: PartyRow,
    record.ClaimLink: ClaimLinkRow,
    record.ClaimLook: LookRow,
    record.ClaimReceipt: ReceiptRow,
    record.DossierClaim: DossierClaimRow,
    record.DossierEvent: DossierEventRow,
    record.EventParty: PartyRow,
    record.EventPlace: PlaceRow,
    record.Figure: made.FigureRow,
    record.Membership: MembershipRow,
    record.PartyName: NameRow,
    record.PlaceName: NameRow,
    record.RequestPoint: PointRow,
    record.RequestStep: StepRow,
    record.ResponseClaim: AddressedRow,
    record.ResponseLink: ResponseLinkRow,
    record.ResponseParty: PartyRow,
    record.ResponseSpokenFor: PartyRow,
}
# Whose documents may be part of another; those of other nouns are tied to it afterwards.
HELD = frozenset({"party", "place", "source", "violation", "stance"})
# But for these, which may lead round in a circle: a party may itself publish what shows its ties.
TIED = frozenset(
    {
        record.Membership._meta.get_field("body"),
        record.Membership._meta.get_field("source"),
        record.Source._meta.get_field("derived_from"),
    }
)
Order = Callable[[Any], Any]


def _as_entered(row: Any) -> Any:
    return int(row.row)


def _as_put(row: Any) -> Any:
    return (row.position, int(row.row))


ORDERS: dict[Any, Order] = {
    record.Allegation: lambda row: row.number,
    record.ClaimLook: lambda row: (row.looked_on, int(row.row)),
    record.ClaimReceipt: lambda row: (row.received_on, int(row.row)),
    record.RequestStep: lambda row: (row.happened_on, int(row.row)),
    record.AllegationViolation: lambda row: (row.violation.position, int(row.row)),
    record.Answer: _as_entered,
    record.AnswerStance: lambda row: (row.stance.position, int(row.row)),
    record.Citation: lambda row: (row.rank, row.position, int(row.row)),
    record.ClaimLink: _as_entered,
    record.Membership: _as_entered,
    record.PartyName: lambda row: (row.language, row.name, int(row.row)),
    record.PlaceName: lambda row: (row.language, row.name, int(row.row)),
}
READ: dict[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "date | None": date.fromisoformat,
    "datetime | None": datetime.fromisoformat,
    "Decimal | None": Decimal,
}


class Plan(NamedTuple):
    """How a class is made of a tree: which fields are taken as they are, read, and looked up."""

    plain: tuple[str, ...]
    read: tuple[tuple[str, Callable[[str], Any]], ...]
    # Name and noun; the latter is empty for what is tied afterwards.
    references: tuple[tuple[str, Noun | None], ...]
    keys: frozenset[str]


# Between the names of authors, as sources print them.
AUTHORS = re.compile(r"[,;،؛]|\band\b|&")


class Voices(NamedTuple):
    """Who speaks in a record or a figure; `published` says whether a source is their own."""

    parties: Rows[PartyDocument]
    published: Callable[[SourceDocument], bool]


NOBODY = Voices(Rows(), lambda source: False)


class Maker:
    """Makes documents of the trees that were read, each once."""

    def __init__(self, trees: Mapping[str, Tree]) -> None:
        self.trees = trees
        self.found: dict[str, Document] = {}
        self._paths: dict[str, str] = {}
        # The citations with words, which programs look for in the copies of their sources.
        self.quoted: list[CitationRow] = []

    def document(self, key: str) -> Any:
        """The document with this key; None where its tree, or what it must name, was not read."""
        if key not in self.found and key in self.trees:
            located = locate(key)
            made = self._made(located[0], key, self.trees[key]) if located else None
            if made is not None:
                self.found[key] = made
        return self.found.get(key)

    def _made(self, noun: Noun, key: str, tree: Tree) -> Document | None:
        kind = DOCUMENTS[noun.name]
        values = self._values(kind, noun.columns, tree)
        if any(values.get(name) is None for name in _must_have(kind, noun.columns)):
            return None
        values |= self._rows(kind, noun.parts, tree, self._voices(noun.name, tree))
        # Not of the record's own fields, and read beside them.
        for name, field in (("origin", "origin_id"), ("entry", "entry")):
            if name in tree and field in kind.__struct_fields__:
                values[field] = tree[name]
        return kind(key=key, path=self._path(noun.name, tree.get("slug") or key), **values)

    def _path(self, noun: str, address: str) -> str:
        # Django finds the language anew each time, which a page of a hundred records would feel.
        if noun not in self._paths:
            self._paths[noun] = path_of(noun, KEY) if noun in WITH_PAGES else ""
        return self._paths[noun].replace(KEY, address)

    def _values(self, kind: Any, columns: tuple[Column, ...], tree: Tree) -> dict[str, Any]:
        plan = _plan(kind, columns)
        values = {name: tree[name] for name in plan.plain if name in tree}
        for name, read in plan.read:
            if tree.get(name):
                values[name] = read(tree[name])
        for name, noun in plan.references:
            key = tree.get(name, WITHHELD)
            if f"{name}_id" in plan.keys:
                values[f"{name}_id"] = key
            if noun is not None and key and name in plan.keys:
                values[name] = self.document(noun.ref(key) if noun.key_lookup() == "code" else key)
        return values

    def _rows(
        self, kind: Any, parts: tuple[Part, ...], tree: Tree, voices: Voices | None
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in parts:
            rows = tree.get(part.name)
            name = _field_of(part)
            if rows and name in kind.__struct_fields__:
                each = [self.row(part, row, voices) for row in rows]
                order = ORDERS.get(part.model, _as_put)
                found[name] = Rows(sorted(filter(None, each), key=order))
        return found

    def row(self, part: Part, tree: Tree, voices: Voices | None = NOBODY) -> Any:
        """A row of a document; None where what it must name was not read."""
        kind = ROWS[part.model]
        values = self._values(kind, part.columns, tree)
        if any(values.get(name) is None for name in _must_have(kind, part.columns)):
            return None
        if part.model is record.Figure:
            voices = _counting(values["reporter"])
        if part.model is record.Allegation and tree.get("claimants"):
            # Not all of the claim's claimants say this point.
            voices = self._speaking(row["party"] for row in tree["claimants"])
        if part.model is record.Citation and voices is not None:
            is_own = tree.get("relation") == record.Citation.Relation.OWN_WORDS
            values["is_first_hand"] = is_own and voices.published(values["source"])
            values["speakers"] = voices.parties
        values |= self._rows(kind, part.parts, tree, voices)
        made = kind(row=tree["row"], **values)
        if isinstance(made, CitationRow) and made.quote.strip():
            self.quoted.append(made)
        return made

    def _voices(self, noun: str, tree: Tree) -> Voices | None:
        """Whose words the record's own citations are; None of an event, in which nobody speaks."""
        if noun == "claim":
            return self._speaking(row.get("party") for row in tree.get("claimants", ()))
        if noun == "response":
            joint = [row.get("party") for row in tree.get("joint_responders", ())]
            return self._speaking([tree.get("responder"), *joint, tree.get("spokesperson")])
        return None

    def _speaking(self, keys: Iterable[str | None]) -> Voices:
        """Parties that speak; what a body publishes that they belong to is theirs, too."""
        named = dict.fromkeys(filter(None, keys))
        parties = [one for key in named if isinstance(one := self.document(key), PartyDocument)]
        bodies = {row.body_id for one in parties for row in one.memberships}
        own = named.keys() | bodies
        return Voices(Rows(parties), lambda source: source.publisher_id in own)


def _counting(reporter: PartyDocument) -> Voices:
    """A party that reports a figure: its count, where the source is by it and it counts at all."""

    def published(source: SourceDocument) -> bool:
        if reporter.kind == PartyKind.MEDIA and source.kind not in COUNTED_BY_MEDIA:
            return False
        return source.publisher_id == reporter.key or _is_author(reporter, source)

    return Voices(Rows([reporter]), published)


def _is_author(party: PartyDocument, source: SourceDocument) -> bool:
    names = {party.name.casefold(), *(other.name.casefold() for other in party.names)}
    return any(name.strip().casefold() in names for name in AUTHORS.split(source.authors))


@cache
def _plan(kind: Any, columns: tuple[Column, ...]) -> Plan:
    fields = frozenset(kind.__struct_fields__)
    types = {name: hint for base in kind.__mro__ for name, hint in _hints(base).items()}
    plain, read, references = [], [], []
    for column in columns:
        if column.target is not None:
            noun = NOUNS.get(str(column.target._meta.model_name))
            is_held = noun is not None and noun.name in HELD and column.field not in TIED
            references.append((column.name, noun if is_held else None))
        elif column.name in fields:
            if types[column.name] in READ:
                read.append((column.name, READ[types[column.name]]))
            else:
                plain.append(column.name)
    return Plan(tuple(plain), tuple(read), tuple(references), fields)


def _hints(kind: Any) -> dict[str, str]:
    return get_annotations(kind) if issubclass(kind, Struct) else {}


@cache
def _field_of(part: Part) -> str:
    """What a list of rows is called in a document: as the desk's rows call it."""
    field: Any = part.model._meta.get_field(part.link)
    return str(field.remote_field.related_name)


@cache
def _must_have(kind: Any, columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The documents that a row or another document is nothing without."""
    held: set[Any] = {noun.model for noun in NOUNS.values() if noun.name in HELD}
    return tuple(
        one.name
        for one in columns
        if one.is_required
        and one.target in held
        and one.name in kind.__struct_fields__
        and one.field not in TIED
    )


FIGURES = next(part for part in NOUNS["event"].parts if part.model is record.Figure)


def figure(maker: Maker, tree: Tree) -> FigureRow | None:
    """A figure by itself, without the record that tells it."""
    found: FigureRow | None = maker.row(FIGURES, tree)
    return found
