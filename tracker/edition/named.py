"""Parties, places and sources with what names them: the newest of each kind, and how much there is.

As in `records`, each function takes a reader and a key and gives None where readers see no such.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from tracker.edition.documents import (
    AllegationRow,
    AnswerRow,
    CitationRow,
    ClaimDocument,
    Document,
    EventDocument,
    FigureRow,
    MembershipRow,
    PartyDocument,
    PlaceDocument,
    RequestDocument,
    ResponseDocument,
    SourceDocument,
    made_first,
)
from tracker.edition.documents.marks import CopyTold
from tracker.edition.documents.versions import firsts, utterances
from tracker.edition.lists import in_lists
from tracker.edition.models import ORIGIN
from tracker.edition.newest import Found, Wanted
from tracker.edition.readers import Reader
from tracker.edition.records import head
from tracker.edition.shelf import Shelf
from tracker.record.trees import Tree

D = TypeVar("D", bound=Document)
Holder: TypeAlias = (
    ClaimDocument | AllegationRow | ResponseDocument | AnswerRow | EventDocument | FigureRow
)

FIGURES = ("figures/", "allegations/figures/", "answers/figures/")
CITED = tuple(f"{role}citations/source" for role in ("", "allegations/", "answers/", *FIGURES))
# How far down a place is looked into.
DEEPEST = 3


@dataclass(frozen=True)
class Some(Generic[D]):
    """Some documents, in order, and how many there are in all."""

    shown: list[D]
    total: int

    def __iter__(self) -> Iterator[D]:
        return iter(self.shown)

    def __len__(self) -> int:
        return len(self.shown)

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.shown)


# --- Parties --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartyTold:
    """A party and the newest of what names it."""

    party: PartyDocument
    made: Some[ClaimDocument]
    against: Some[ClaimDocument]
    responses: Some[ResponseDocument]
    spoken: Some[ResponseDocument]
    asked_by: Some[RequestDocument]
    asked_of: Some[RequestDocument]
    events: Some[EventDocument]
    sources: Some[SourceDocument]
    figures: list[FigureRow]

    @property
    def bodies(self) -> list[MembershipRow]:
        return [row for row in self.party.memberships if row.body is not None]


def party(reader: Reader, key: str, most: int) -> PartyTold | None:
    """A party with `most` of each kind of records that name it."""
    wanted = {name: Wanted((role,), most) for name, role in NAMED_AS.items()}
    wanted["members"] = Wanted(("memberships/body",), MOST_MEMBERS)
    wanted["corrections"] = Wanted(("party",), MOST_CORRECTIONS)
    wanted["figures"] = Wanted(figures_as("reporter"), most)
    lists = reader.newest_each([key], wanted)
    reported = lists.pop("figures")
    named = {one for some in lists.values() for one in some.keys}
    found = in_lists(reader, {key, *named}, key, bodies_of=key)
    document = found.get(key)
    if not isinstance(document, PartyDocument):
        return None
    figures = figures_naming(reader, reported, [key], "reporter", most)
    del lists["members"], lists["corrections"]
    told: dict[str, Any] = {
        name: Some([found[one] for one in some.keys if one in found], some.total)
        for name, some in lists.items()
    }
    return PartyTold(document, figures=figures, **told)


# What a party's page lists → as what a record names the party there.
NAMED_AS = {
    "made": "claimants/party",
    "against": "accused/party",
    "responses": "responder",
    "spoken": "spokesperson",
    "asked_by": "asker",
    "asked_of": "asked",
    "events": "parties/party",
    "sources": "publisher",
}


# --- Places ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlaceTold:
    """A place, what lies in it, and the newest of what names either."""

    place: PlaceDocument
    parts: list[PlaceDocument]
    claims: list[ClaimDocument]
    events: list[EventDocument]
    figures: list[FigureRow]


def place(reader: Reader, key: str, most: int) -> PlaceTold | None:
    """A place with `most` of each kind of records that name it or a place in it."""
    parts = {one.source for one in reader.naming([key], "part_of")}
    inside, below = {key, *parts}, parts
    for _step in range(DEEPEST - 1):
        below = {one.source for one in reader.naming(below, "part_of")} - inside if below else below
        inside |= below
    wanted = {
        "claims": Wanted(("allegations/places/place",), most),
        "events": Wanted(("places/place",), most),
    }
    lists = reader.newest_each(inside, wanted)
    claims, events = lists["claims"], lists["events"]
    own = {
        "figures": Wanted(figures_as("place"), most),
        "corrections": Wanted(("place",), MOST_CORRECTIONS),
    }
    lists = reader.newest_each([key], own)
    figures, corrections = lists["figures"], lists["corrections"]
    named = {*parts, *claims.keys, *events.keys, *corrections.keys}
    found = in_lists(reader, {key, *named}, key, place_of=key)
    document = found.get(key)
    if not isinstance(document, PlaceDocument):
        return None
    return PlaceTold(
        document,
        parts=sorted(
            _some(found, parts, PlaceDocument), key=lambda one: (one.local_name.text, one.key)
        ),
        claims=_some(found, claims.keys, ClaimDocument),
        events=_some(found, events.keys, EventDocument),
        figures=figures_naming(reader, figures, [key], "place", most),
    )


# --- Sources --------------------------------------------------------------------------------------


class CitedFor(NamedTuple):
    """A citation and what it is for, with the other versions of its words."""

    citation: CitationRow
    holder: Holder
    versions: list[CitationRow]

    @property
    def kind(self) -> str:
        return HELD_AS[type(self.holder)]

    @property
    def is_later(self) -> bool:
        """Whether its words go back to another version of them that readers see."""
        return any(one.key == self.citation.version_of_id for one in self.versions)


HELD_AS: dict[type[Holder], str] = {
    ClaimDocument: "claim",
    AllegationRow: "allegation",
    ResponseDocument: "response",
    AnswerRow: "answer",
    EventDocument: "event",
    FigureRow: "figure",
}


@dataclass(frozen=True)
class SourceTold:
    """A source, what it is cited for, and where it goes back to."""

    source: SourceDocument
    origin: SourceDocument | None
    republications: Some[SourceDocument]
    proves: list[RequestDocument]
    citations: list[CitedFor]
    # Kept copies and attempts that kept nothing, the newest first.
    copies: list[CopyTold]

    @property
    def has_words_of_others(self) -> bool:
        """Whether words that it is cited for are said to be a version of others."""
        return any(one.citation.version_kind or one.is_later for one in self.citations)

    @property
    def first_of_chain(self) -> SourceDocument | None:
        """Where its chain begins, if that is further back than the source it is derived from."""
        above = self.source.derived_from
        return self.origin if above and self.origin and self.origin.key != above.key else None


def source(reader: Reader, key: str, most: int) -> SourceTold | None:
    """A source with `most` of what cites it and of what goes back to it."""
    wanted = {
        "copies": Wanted((ORIGIN,), most),
        "proved": Wanted(("proof",), most),
        "cited": Wanted(CITED, most),
    }
    lists = reader.newest_each([key], wanted)
    copies, proved = lists["copies"], lists["proved"]
    corrections = {one.source for one in reader.naming([key], "source")}
    above = {key: set(reader.origins([key]).values())}
    found = in_lists(reader, {key, *copies.keys, *proved.keys, *corrections}, key, above=above)
    document = found.get(key)
    if not isinstance(document, SourceDocument):
        return None
    return SourceTold(
        document,
        next(iter(_some(found, above[key], SourceDocument)), None),
        Some(_some(found, copies.keys, SourceDocument), copies.total),
        _some(found, proved.keys, RequestDocument),
        citations_of(reader, lists["cited"], key, most),
        reader.copies(key),
    )


def citations_of(reader: Reader, citing: Found, key: str, most: int) -> list[CitedFor]:
    """What a source is cited for, in some of the records that cite it."""

    def cut(one: str, tree: Tree) -> Tree:
        return _only(tree, lambda rows: _versions_in(rows, key), "citations")

    def more(one: str, tree: Tree) -> Iterable[str]:
        return {row["claim"] for row in tree.get("answers", ()) if one[0] == "R"}

    shelf = Shelf(reader, cut, more)
    shelf.fetch(citing.keys)
    found = [
        CitedFor(citation, holder, [one for one in versions if one is not citation])
        for document in shelf.documents().values()
        for holder in holders_in(document)
        for versions in utterances(holder.citations)
        for citation in versions
        if citation.source_id == key
    ]
    found.sort(key=lambda one: (one.citation.rank, one.citation.position, int(one.citation.row)))
    return found[:most]


def _versions_in(rows: list[Tree], key: str) -> list[Tree]:
    """The citations of a source among these of one thing, and the versions of their words."""
    first = firsts({f"citation/{row['row']}": row.get("version_of") for row in rows})
    cited = {first[f"citation/{row['row']}"] for row in rows if row.get("source") == key}
    return [row for row in rows if first[f"citation/{row['row']}"] in cited]


def holders_in(document: Document) -> Iterator[Holder]:
    """What of a document sources may be cited for: itself, its points or answers, its figures."""
    if isinstance(document, ClaimDocument | ResponseDocument | EventDocument):
        yield document
    rows: tuple[AllegationRow | AnswerRow | EventDocument, ...] = ()
    if isinstance(document, ClaimDocument):
        rows = document.allegations
    elif isinstance(document, ResponseDocument):
        rows = document.answers
    elif isinstance(document, EventDocument):
        yield from document.figures
    for row in rows:
        yield row
        yield from row.figures


# --- What they have in common ---------------------------------------------------------------------


def figures_as(role: str) -> tuple[str, ...]:
    """As what a record names something that its figures name in this role."""
    return tuple(f"{prefix}{role}" for prefix in FIGURES)


def figures_naming(
    reader: Reader, telling: Found, keys: Collection[str], role: str, most: int
) -> list[FigureRow]:
    """The figures that name one of these in a role, in some of the records that tell them."""

    def cut(one: str, tree: Tree) -> Tree:
        return _only(tree, lambda rows: [row for row in rows if row.get(role) in keys], "figures")

    shelf = Shelf(reader, cut)
    shelf.fetch(telling.keys)
    found = [
        holder
        for document in shelf.documents().values()
        for holder in holders_in(document)
        if isinstance(holder, FigureRow)
    ]
    return sorted(found, key=lambda one: (one.position, int(one.row)))[:most]


def _only(tree: Tree, wanted: Callable[[list[Tree]], list[Tree]], name: str) -> Tree:
    """A tree with what is wanted of each of its lists called `name`.

    Rows that lead to no such row stay; of their lists the same is left.
    """
    found: Tree = {}
    for part, value in tree.items():
        if not isinstance(value, list):
            found[part] = value
        elif part == name:
            found[part] = wanted(value)
        elif part in ("citations", "figures") and name == "figures":
            continue
        else:
            found[part] = [_only(row, wanted, name) for row in value]
    return found


def _some(found: Mapping[str, Document], keys: Iterable[str], kind: type[D]) -> list[D]:
    return [one for key in keys if isinstance(one := found.get(key), kind)]


# A party may hold together hundreds of others; as many are shown.
MOST_MEMBERS = 200
# All of a record, but for one that was corrected out of all measure.
MOST_CORRECTIONS = 200


# --- What a party answered ------------------------------------------------------------------------


@dataclass(frozen=True)
class Answered:
    """A party with its newest responses, those made first before the others, of `total`.

    `related` are bodies it is part of, and its own members, that answered under their own names.
    """

    party: PartyDocument
    responses: list[ResponseDocument]
    related: list[PartyDocument]
    total: int


def answered_by(reader: Reader, key: str, most: int) -> Answered | None:
    """A party and what it answered in its `most` newest responses, each answer beside its point."""

    def cut(one: str, tree: Tree) -> Tree:
        if one.startswith("C-"):
            points = [{**row, **CODED} for row in tree.get("allegations", ())]
            return {**head(tree, "links"), "allegations": points}
        if one.startswith("R-"):
            answers = [{**row, "figures": []} for row in tree.get("answers", ())]
            return {**head(tree, "claims"), "answers": answers}
        return tree

    def more(one: str, tree: Tree) -> Iterable[str]:
        if one == key:
            return [row["body"] for row in tree.get("memberships", ())]
        return {row["claim"] for row in tree.get("answers", ())} if one.startswith("R-") else ()

    shelf = Shelf(reader, cut, more)
    members = {one.source for one in reader.naming([key], "memberships/body")}
    made = reader.newest_each([key], {"made": Wanted(("responder",), most)})["made"]
    shelf.fetch({key, *members, *made.keys})
    found = shelf.documents(key)
    document = found.get(key)
    if not isinstance(document, PartyDocument):
        return None
    own = (one for one in found.values() if isinstance(one, ResponseDocument))
    bodies = {row.body_id for row in document.memberships if row.body}
    answered = {one.target for one in reader.naming({*members, *bodies}, "responder")}
    related = _some(found, answered, PartyDocument)
    return Answered(
        document,
        sorted(own, key=made_first),
        sorted(related, key=lambda one: (one.local_name.text, one.key)),
        made.total,
    )


# Of a point in what answers it: its words and its coding.
CODED: Tree = {"places": [], "citations": [], "figures": []}
