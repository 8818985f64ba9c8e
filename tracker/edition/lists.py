"""Many records at a time: their heads for links to them, and all that tables say of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery

from tracker.edition import asked
from tracker.edition.documents import Document, SourceDocument
from tracker.edition.models import Edition
from tracker.edition.readers import Reader
from tracker.edition.records import head
from tracker.edition.shelf import Shelf
from tracker.ledger.models import Entry
from tracker.record.trees import Tree

# Nouns whose records have pages, in the order of the sitemap.
WITH_PAGES = ("claim", "response", "source", "party", "place", "dossier", "event", "request")


class Listed(NamedTuple):
    """Where the page of a record is, and when what it shows was last published."""

    address: str
    changed_at: datetime


def listed(noun: str) -> Any:
    """All public records of a noun as rows of a Listed, to be cut into pages."""
    asked.for_more()
    rows = Edition.objects.standing().whole().filter(noun=noun).order_by("pk")
    times = Entry.objects.filter(sequence=OuterRef("entry")).values("time")
    return rows.values_list("address", Subquery(times))


def alone(reader: Reader, key: str) -> Document | None:
    """A record without anything of what names it."""
    return heads(reader, [key]).get(key)


def heads(reader: Reader, keys: Collection[str]) -> dict[str, Document]:
    """Records with what their links say, by key; with a correction what it corrects."""

    def more(key: str, tree: Tree) -> Iterable[str]:
        is_correction = key.startswith("correction/")
        return filter(None, (tree.get(name) for name in CORRECTED if is_correction))

    shelf = Shelf(reader, lambda key, tree: head(tree), more)
    shelf.fetch(keys)
    return shelf.documents() if shelf.trees else {}


# What a correction may be of.
CORRECTED = ("claim", "response", "event", "source", "dossier")


def sources(reader: Reader, keys: Collection[str]) -> dict[str, SourceDocument]:
    """Sources with their publishers, by key."""
    shelf = Shelf(reader)
    shelf.fetch(keys)
    found = shelf.documents()
    return {key: one for key, one in found.items() if isinstance(one, SourceDocument)}


# Of points and answers in tables: their words and codes, not what is quoted.
UNQUOTED: Tree = {"citations": [], "figures": []}


def tables(reader: Reader, keys: Collection[str]) -> dict[str, Document]:
    """Records of one noun with all that tables say of them: no quotes, no figures."""

    def cut(one: str, tree: Tree) -> Tree:
        if one.startswith("C-"):
            points = [{**row, **UNQUOTED} for row in tree.get("allegations", ())]
            parts = ("claimants", "accused") if one in keys else ()
            return {**head(tree, *parts), "allegations": points}
        if one.startswith("R-"):
            answers = [{**row, **UNQUOTED} for row in tree.get("answers", ())]
            return {**head(tree, "claims"), "answers": answers}
        return head(tree) if one.startswith("E-") else tree

    def more(one: str, tree: Tree) -> Iterable[str]:
        if one.startswith("place/"):
            return filter(None, [tree.get("part_of") if one in keys else None])
        is_asked = one.startswith("R-") and one in keys
        return {row["claim"] for row in tree.get("claims", ())} if is_asked else ()

    shelf = Shelf(reader, cut, more)
    shelf.fetch(keys)
    claims = [one for one in keys if one.startswith("C-")]
    if claims:
        shelf.fetch({one.source for one in reader.naming(claims, "claims/claim", "claim")})
    found = shelf.documents()
    return {key: found[key] for key in keys if key in found}
