"""The nouns of the record, and which rows belong to each.

A noun is a record with all its parts: a claim with its allegations, their figures and citations. A
room that comes later adds its own with `register`. Part names are the lists of the import format,
so that a record's state reads as an entry of an import file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db import models

from tracker.record import models as record
from tracker.record.fields import EarliestField, LatestField
from tracker.record.models.codebook import CodebookEntry
from tracker.record.models.publishable import Referenced

Model = type[models.Model]

# Counters and times of saving; who sent a record for review is the actor of that entry.
BOOKKEEPING = frozenset({"revision", "created_at", "updated_at", "submitted_by"})
# Never shown to readers, in no form: committed to, opened only to the desk.
DESK_ONLY = frozenset({"internal_notes", "contact_details", "confidential", "looked_by"})
# Those of them that say nothing of what readers see.
NOTES = DESK_ONLY - {"confidential"}
# What remains to be read of a record that was withdrawn.
NOTICE = ("status", "published_at", "withdrawn_at", "withdrawn_reason")


# Each is itself and equal to no other, so that plans for it are found without hashing all it holds.
@dataclass(frozen=True, eq=False)
class Column:
    """One field of a row: its name, where the query finds it, and what it points to."""

    name: str
    lookup: str
    field: models.Field[Any, Any]
    target: Model | None = None

    @property
    def is_required(self) -> bool:
        return self.target is not None and not self.field.null

    def read(self, value: Any) -> Any:
        """The stored value as JSON knows it; a reference as `C-2024-0003`, `party/7` or a code."""
        if self.target is None or value is None or not self.is_keyed:
            return as_json(value)
        return f"{self.target._meta.model_name}/{value}"

    @cached_property
    def is_keyed(self) -> bool:
        """Whether references are by primary key: the target has nothing else that never changes."""
        return self.target is not None and not issubclass(self.target, Referenced | CodebookEntry)


@dataclass(frozen=True, eq=False)
class Part:
    """A list of rows that belong to a record or to a row of it."""

    name: str
    model: Model
    link: str
    parts: tuple[Part, ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        owners = {
            self.link,
            *getattr(self.model, "TARGETS", ()),
            *getattr(self.model, "HOLDERS", ()),
        }
        extra = CLAIM_OF_POINT if self.model in OF_POINTS else ()
        return (*columns_of(self.model, owners), *extra)


@dataclass(frozen=True, eq=False)
class Noun:
    """A noun of the record: its model, its list in an import file, and its parts."""

    model: Model
    plural: str
    parts: tuple[Part, ...] = ()
    derived: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(columns_of(self.model, self.derived))

    @cached_property
    def has_status(self) -> bool:
        return issubclass(self.model, record.Publishable)

    def key_lookup(self) -> str:
        """The column that names a record of this kind for ever, in the record's own words."""
        if issubclass(self.model, Referenced):
            return "reference"
        return "code" if issubclass(self.model, CodebookEntry) else "pk"

    def ref(self, key: Any) -> str:
        """A record's name in the log. Never a slug: that may be a person's name."""
        return str(key) if self.key_lookup() == "reference" else f"{self.name}/{key}"

    def name_of(self, row: models.Model) -> str:
        """The name in the log of a record of this kind."""
        return self.ref(getattr(row, self.key_lookup()))

    def stored(self, key: Any) -> str:
        """How a value that points to a record of this kind is written: a code stands alone."""
        return str(key) if self.key_lookup() == "code" else self.ref(key)

    @cached_property
    def shapes(self) -> dict[str, Column]:
        """Every column of the kind and its parts, by path without row keys."""
        found = {column.name: column for column in self.columns}
        waiting: list[tuple[str, Part]] = [("", part) for part in self.parts]
        while waiting:
            prefix, part = waiting.pop(0)
            inner = f"{prefix}{part.name}/"
            found |= {f"{inner}{column.name}": column for column in part.columns}
            waiting += [(inner, below) for below in part.parts]
        return found

    @cached_property
    def pointing(self) -> dict[str, Column]:
        """Those of the columns that point to other records."""
        return {shape: column for shape, column in self.shapes.items() if column.target}

    def every_part(self) -> Iterator[Part]:
        waiting = list(self.parts)
        while waiting:
            part = waiting.pop()
            waiting += part.parts
            yield part


def columns_of(model: Model, left_out: set[str] | frozenset[str]) -> Iterator[Column]:
    for field in model._meta.concrete_fields:
        derived = isinstance(field, EarliestField | LatestField)
        if field.primary_key or derived or field.name in BOOKKEEPING or field.name in left_out:
            continue
        if not field.is_relation:
            yield Column(field.name, field.name, field)
            continue
        target: Any = field.related_model
        if issubclass(target, Referenced):
            lookup = f"{field.name}__reference"
        elif issubclass(target, CodebookEntry):
            lookup = f"{field.name}__code"
        else:
            lookup = field.attname
        yield Column(field.name, lookup, field, target)


def as_json(value: Any) -> Any:
    """A column's value as JSON: decimals and times as text, so that none is rounded."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("+00:00", "Z")
    return str(value)


# Which claim an answer is about follows from its allegation; readers of the export need it said,
# and an answer may be shown only while that claim is.
OF_POINTS = frozenset({record.Answer, record.AnswerPoint, record.RequestPoint})
CLAIM_OF_POINT = (
    Column(
        "claim",
        "allegation__claim__reference",
        record.Allegation._meta.get_field("claim"),
        record.Claim,
    ),
)

NOUNS: dict[str, Noun] = {}


def register(noun: Noun) -> Noun:
    """Make a noun part of the log from now on. Raises ValueError where its name is taken."""
    if noun.name in NOUNS:
        raise ValueError(f"{noun.name} is registered already")
    NOUNS[noun.name] = noun
    owner_links.cache_clear()
    return noun


def noun_name(row: Any) -> str:
    """What a row of the desk, or a document, is one of: `claim`, `party`."""
    return str(getattr(row, "noun", "") or row._meta.model_name)


def name_of(record: models.Model) -> str:
    """A record's name in the ledger: `C-2024-0001`, `party/7`."""
    return NOUNS[noun_name(record)].name_of(record)


def noun_of(row: models.Model | Model) -> Noun | None:
    """The kind whose records `row` is one of; None for parts and machinery."""
    return NOUNS.get(str(row._meta.model_name))


@cache
def owner_links(model: Model) -> tuple[str, ...]:
    """For a model whose rows are parts of records: the columns that may say of which."""
    parts = (part for noun in NOUNS.values() for part in noun.every_part())
    return tuple(dict.fromkeys(part.link for part in parts if part.model is model))


def _citations(link: str) -> Part:
    return Part("citations", record.Citation, link)


def _figures(link: str) -> Part:
    return Part("figures", record.Figure, link, (_citations("figure"),))


for _kind in (
    Noun(record.Violation, "violations"),
    Noun(record.Stance, "stances"),
    Noun(
        record.Party,
        "parties",
        (
            Part("names", record.PartyName, "party"),
            Part("memberships", record.Membership, "member"),
        ),
    ),
    Noun(record.Place, "places", (Part("names", record.PlaceName, "place"),)),
    Noun(record.Source, "sources", derived=frozenset({"origin"})),
    Noun(
        record.Claim,
        "claims",
        (
            Part("claimants", record.ClaimClaimant, "claim"),
            Part("accused", record.ClaimAccused, "claim"),
            Part(
                "allegations",
                record.Allegation,
                "claim",
                (
                    Part("violations", record.AllegationViolation, "allegation"),
                    Part("places", record.AllegationPlace, "allegation"),
                    Part("claimants", record.AllegationClaimant, "allegation"),
                    Part("accused", record.AllegationAccused, "allegation"),
                    _citations("allegation"),
                    _figures("allegation"),
                ),
            ),
            _citations("claim"),
            Part("links", record.ClaimLink, "claim"),
            Part("looks", record.ClaimLook, "claim"),
            Part("receipts", record.ClaimReceipt, "claim"),
        ),
    ),
    Noun(
        record.Response,
        "responses",
        (
            Part("joint_responders", record.ResponseParty, "response"),
            Part("spoken_for", record.ResponseSpokenFor, "response"),
            Part("claims", record.ResponseClaim, "response"),
            Part(
                "answers",
                record.Answer,
                "response",
                (
                    Part("points", record.AnswerPoint, "answer"),
                    Part("stances", record.AnswerStance, "answer"),
                    _citations("answer"),
                    _figures("answer"),
                ),
            ),
            _citations("response"),
            Part("links", record.ResponseLink, "response"),
        ),
    ),
    Noun(
        record.Request,
        "requests",
        (
            Part("points", record.RequestPoint, "request"),
            Part("steps", record.RequestStep, "request"),
        ),
    ),
    Noun(
        record.Event,
        "events",
        (
            Part("parties", record.EventParty, "event"),
            Part("places", record.EventPlace, "event"),
            _citations("event"),
            _figures("event"),
        ),
    ),
    Noun(
        record.Dossier,
        "dossiers",
        (
            Part("claims", record.DossierClaim, "dossier"),
            Part("events", record.DossierEvent, "dossier"),
        ),
    ),
    Noun(record.Correction, "corrections"),
):
    register(_kind)
