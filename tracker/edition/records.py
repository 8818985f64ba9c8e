"""Records with all that their pages show, read in a few queries, however much it is.

Each function takes a reader and a key, and gives the document, or None where readers have none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple, TypeVar

from tracker.edition.documents import (
    ClaimDocument,
    Document,
    DossierDocument,
    EventDocument,
    PartyDocument,
    RequestDocument,
    ResponseDocument,
)
from tracker.edition.documents.around import A_PART
from tracker.edition.readers import Reader
from tracker.edition.shelf import Shelf
from tracker.record.trees import Tree

D = TypeVar("D", bound=Document)


def claim(reader: Reader, key: str) -> ClaimDocument | None:
    """A claim with what answers it, point by point, asks about it, corrects, ties and holds it."""
    return claims(reader, [key], about=key).get(key)


def claims(reader: Reader, keys: Collection[str], about: str = "") -> dict[str, ClaimDocument]:
    """The same for several claims, by key."""

    def cut(one: str, tree: Tree) -> Tree:
        if one in keys:
            return tree
        if one.startswith("R-"):
            answers = [row for row in tree.get("answers", ()) if is_on(row, keys)]
            return {**tree, "answers": answers}
        return head(tree, "links") if one.startswith("C-") else tree

    def more(one: str, tree: Tree) -> Iterable[str]:
        return (row["other"] for row in tree.get("links", ())) if one in keys else ()

    shelf = Shelf(reader, cut, more)
    shelf.fetch({*keys, *_naming(reader, keys)})
    return _read(shelf, keys, ClaimDocument, about, with_origins=True)


def is_on(answer: Tree, claims: Collection[str]) -> bool:
    """Whether an answer is on a point of one of these claims, its own or one it covers."""
    return any(row.get("claim") in claims for row in (answer, *answer.get("points", ())))


def response(reader: Reader, key: str) -> ResponseDocument | None:
    """A response with the claims it addresses, and each answer beside the point it answers."""
    return responses(reader, [key], about=key).get(key)


def responses(
    reader: Reader, keys: Collection[str], about: str = ""
) -> dict[str, ResponseDocument]:
    """The same for several responses, by key."""
    answered: set[str] = set()

    def cut(one: str, tree: Tree) -> Tree:
        if one in keys:
            for row in tree.get("answers", ()):
                answered.add(row["allegation"])
                answered.update(one["allegation"] for one in row.get("points", ()))
        if one.startswith("R-") and one not in keys:
            return head(tree, "links")
        if not one.startswith("C-"):
            return tree
        points = [
            row if f"allegation/{row['row']}" in answered else {**row, **ALLEGED}
            for row in tree.get("allegations", ())
        ]
        return {**head(tree, *CLAIM_PARTS), "allegations": points}

    def more(one: str, tree: Tree) -> Iterable[str]:
        if one in keys:
            yield from (row["claim"] for row in tree.get("claims", ()))
            yield from (row["other"] for row in tree.get("links", ()) if row.get("other"))

    shelf = Shelf(reader, cut, more)
    shelf.fetch({*keys, *_naming(reader, keys)})
    return _read(shelf, keys, ResponseDocument, about, with_origins=True)


# Of a point that the response does not answer only that there is one.
ALLEGED: Tree = {"violations": [], "places": [], "citations": [], "figures": []}


def request(reader: Reader, key: str) -> RequestDocument | None:
    """A request with what it is about, what it was made in, what answered and what corrects it."""

    def more(one: str, tree: Tree) -> Iterable[str]:
        names = ("claim", "made_in", "answered_by") if one == key else ()
        return (tree[name] for name in names if tree.get(name))

    def cut(one: str, tree: Tree) -> Tree:
        if one.startswith("C-"):
            return {**head(tree), "allegations": [head(row) for row in tree.get("allegations", ())]}
        return head(tree) if one.startswith("R-") else tree

    shelf = Shelf(reader, cut, more)
    shelf.fetch({key, *_naming(reader, [key])})
    return _read(shelf, [key], RequestDocument, key).get(key)


def event(reader: Reader, key: str) -> EventDocument | None:
    """An event with the dossiers that hold it."""
    shelf = Shelf(reader)
    shelf.fetch({key, *_naming(reader, [key])})
    return _read(shelf, [key], EventDocument, key).get(key)


def dossier(reader: Reader, key: str, part: int = 0, size: int = A_PART) -> DossierDocument | None:
    """A part of a dossier with claims, responses, requests and events, as its page lists them.

    Parts of `size` claims and events are counted from 0, in the dossier's own order.
    """

    def cut(one: str, tree: Tree) -> Tree:
        if one.startswith("C-"):
            points = [{**row, **ALLEGED} for row in tree.get("allegations", ())]
            return {**head(tree, *CLAIM_PARTS), "allegations": points}
        if one.startswith("R-"):
            answers = [{**row, **ANSWERED} for row in tree.get("answers", ())]
            return {**head(tree, *RESPONSE_PARTS), "answers": answers}
        return tree

    return _dossier(reader, key, cut, (part, size), about=key)


def dossier_in_full(
    reader: Reader, key: str, part: int = 0, size: int = A_PART
) -> DossierDocument | None:
    """The same with all that these claims, the responses to them and these events say."""
    return _dossier(reader, key, lambda one, tree: tree, (part, size), about="")


def _dossier(
    reader: Reader, key: str, cut: Callable[[str, Tree], Tree], part: tuple[int, int], about: str
) -> DossierDocument | None:
    held: set[str] = set()

    def more(one: str, tree: Tree) -> Iterable[str]:
        if one == key:
            held.update(row["claim"] for row in _part_of(tree.get("claims", ()), part))
            return {*held, *(row["event"] for row in _part_of(tree.get("events", ()), part))}
        above = tree.get("answered_by" if one.startswith("Q-") else "part_of")
        return [above] if above else ()

    shelf = Shelf(reader, cut, more)
    shelf.fetch([key, *_naming(reader, [key])])
    shelf.fetch({one.source for one in reader.naming(held, "claims/claim", "claim")})
    made = [one for one in shelf.trees if one.startswith("R-")]
    shelf.fetch({one.source for one in reader.naming(made, "made_in")})
    return _read(shelf, [key], DossierDocument, about).get(key)


def _part_of(rows: Iterable[Tree], part: tuple[int, int]) -> list[Tree]:
    number, size = part
    ordered = sorted(rows, key=lambda row: (row["position"], int(row["row"])))
    return ordered[number * size : (number + 1) * size]


# What of a claim and of a response is read for the states of their points.
CLAIM_PARTS = ("claimants", "accused", "looks", "receipts")
RESPONSE_PARTS = ("claims", "joint_responders", "spoken_for", "links")
# Of an answer in a list only that it was given, and to what.
ANSWERED: Tree = {"stances": [], "citations": [], "figures": []}


class Accused(NamedTuple):
    """A party and claims on it, with all that answers them."""

    party: PartyDocument
    claims: list[ClaimDocument]


def accused(reader: Reader, key: str, keys: Collection[str]) -> Accused | None:
    """What is alleged of a party in some claims, and what it and others answered."""
    party = _read(_fetched(reader, [key]), [key], PartyDocument, key).get(key)
    return Accused(party, list(claims(reader, keys).values())) if party else None


def head(tree: Tree, *parts: str) -> Tree:
    """A tree without its lists but for these."""
    return {
        name: value for name, value in tree.items() if not isinstance(value, list) or name in parts
    }


def _fetched(reader: Reader, keys: Iterable[str]) -> Shelf:
    shelf = Shelf(reader)
    shelf.fetch(keys)
    return shelf


def _naming(reader: Reader, keys: Collection[str]) -> set[str]:
    return {one.source for one in reader.naming(keys)}


def _read(
    shelf: Shelf, keys: Iterable[str], kind: type[D], about: str = "", *, with_origins: bool = False
) -> dict[str, D]:
    if not any(key in shelf.trees for key in keys):
        return {}
    found = shelf.documents(about, with_origins=with_origins)
    return {key: one for key in keys if isinstance(one := found.get(key), kind)}
