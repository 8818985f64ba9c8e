"""What can be answered or corrected from outside: public pages, and what a request puts to a party.

Of a public record it shows what readers read, of the edition. Of a claim that is not public the
other side of a request sees the text of the points that the request puts to it, and nothing else of
the draft: neither its title, nor who says it, nor the request's own words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from tracker.edition.readers import NOW
from tracker.record.models import Request
from tracker.record.nouns import NOUNS, name_of
from tracker.record.paths import path_of
from tracker.record.trees import Tree

# The part of the site that a form is below → the kind of record.
SECTIONS = {"claims": "claim", "responses": "response", "parties": "party"}


class Point(NamedTuple):
    """One numbered point of a claim, in the words that the sender sees."""

    claim: str
    number: int
    row: int
    text: str

    @property
    def key(self) -> str:
        """How addresses and forms call it."""
        return f"{self.claim}/{self.number}"


class Subject(NamedTuple):
    """What is answered: its name in the ledger, its title and page where readers see it.

    A title is in English, as all that the site itself says of the record; of the name of a party
    the record has which language it is in.
    """

    record: str
    title: str
    address: str
    points: tuple[Point, ...]
    language: str = "en"

    def point(self, key: str) -> Point | None:
        return next((one for one in self.points if one.key == key), None)


def public_subject(section: str, address: str) -> Subject | None:
    """What readers see at an address below a section; None for a draft as for what never was."""
    noun = SECTIONS.get(section, "")
    key = NOW.key_of(noun, address) if noun else None
    tree = NOW.trees([key]).get(key) if key else None
    if key is None or tree is None:
        return None
    title = str(tree.get("title") or tree.get("name") or key)
    language = str(tree.get("name_language") or "en")
    return Subject(key, title, path_of(noun, address), _points_of(noun, key, tree), language)


def _points_of(noun: str, key: str, tree: Tree) -> tuple[Point, ...]:
    """All points of a claim; of a response those it answers; of a party none."""
    if noun == "claim":
        return tuple(points_in(key, tree))
    answers = tree.get("answers", ())
    answered = {row["allegation"] for row in answers}
    for row in answers:
        answered |= {one["allegation"] for one in row.get("points", ())}
    claims = sorted({row["claim"] for row in tree.get("claims", ())})
    trees = NOW.trees(claims)
    every = (one for claim in claims for one in points_in(claim, trees.get(claim, {})))
    return tuple(one for one in every if f"allegation/{one.row}" in answered)


def points_in(claim: str, tree: Tree, of: str = "") -> Iterable[Point]:
    """The points of a claim's tree by their numbers; with `of` those said of this party."""
    rows = sorted(tree.get("allegations", ()), key=lambda row: int(row["number"]))
    for row in rows:
        if not of or _is_of(row, tree, of):
            yield Point(claim, int(row["number"]), int(row["row"]), str(row["text"]))


def _is_of(point: Tree, claim: Tree, party: str) -> bool:
    narrowed = point.get("accused") or claim.get("accused", ())
    return any(row["party"] == party for row in narrowed)


def put_to_party(asked: Request) -> Subject:
    """What the other side of a request is shown."""
    party = NOUNS["party"].ref(asked.asked_id)
    claim = asked.claim
    tree = NOW.trees([claim.reference]).get(claim.reference) if claim else None
    if claim is None or tree is None:
        return Subject(name_of(asked), "", "", tuple(_put(asked)))
    points = tuple(points_in(claim.reference, tree, party))
    return Subject(name_of(asked), str(tree["title"]), path_of("claim", claim.reference), points)


def _put(asked: Request) -> Iterable[Point]:
    links: Any = asked.point_links.filter(allegation__claim=asked.claim_id)
    for link in links.select_related("allegation__claim").order_by("allegation__number"):
        point = link.allegation
        yield Point(point.claim.reference, point.number, point.pk, point.text)
