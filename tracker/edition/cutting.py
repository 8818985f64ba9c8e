"""Cutting documents from approved trees: what of a record readers see, given what is public."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime

from tracker.edition.approved import Approved
from tracker.ledger.openness import CITATION, FIGURE, Closed, hidden
from tracker.record.dates import parse
from tracker.record.nouns import NOTICE, Noun
from tracker.record.trees import Fields, grown, locate, refs, shape

SOURCE = "S-"
LONGEST_RANK = 320
Asked = Callable[[set[str]], set[str]]


def documents_of(approved: dict[str, Approved], public: Asked, told: Asked) -> dict[str, Fields]:
    """The document of each of these trees, by the record's name.

    `public` says which of some records are public, `told` which of some figures stand in other
    documents.
    """
    named = {target for one in approved.values() for target in _records_named(one)}
    not_public = named - public(named)
    documents = {key: _document(one, not_public) for key, one in approved.items()}
    here = {figure for fields in documents.values() for figure in figures_in(fields)}
    elsewhere = _figures_named(documents) - here
    if gone := elsewhere - told(elsewhere):
        # Figures are rows of what was just cut, so which are public is known only now.
        documents = {key: _document(one, not_public | gone) for key, one in approved.items()}
    return documents


def _document(approved: Approved, not_public: Collection[str]) -> Fields:
    if approved.is_notice:
        return {path: value for path, value in approved.fields.items() if path in NOTICE}
    return cut(approved.noun, approved.fields, not_public)


def cut(noun: Noun, fields: Fields, not_public: Collection[str]) -> Fields:
    """The fields of an approved tree that readers see.

    Without the desk's own, and without what points to one of `not_public`: a row that must point to
    it goes (a citation with its source, an answer with its claim), of any other row that field.
    """
    closed = frozenset(not_public)
    out = hidden(noun, fields, Closed(shut=closed, unseen=closed))
    return {path: value for path, value in fields.items() if path not in out}


def written(fields: Fields) -> str:
    """A document as it is stored: the tree as JSON, rows in the order of their entry."""
    return json.dumps(grown(fields), ensure_ascii=False, separators=(",", ":"))


# Not null: the two databases sort that at different ends, and an index of both would serve one.
UNDATED = date.min
# The date that lists put a record by, and whether by the first or the last day it can mean.
DATED_BY = {
    "claim": ("made_on", "earliest"),
    "response": ("made_on", "latest"),
    "event": ("happened_on", "earliest"),
    "request": ("sent_on", "latest"),
    "source": ("published_on", "earliest"),
}


def day_of(noun: Noun, fields: Fields) -> date:
    """The day that lists put a record by; UNDATED where it has none, and comes last."""
    name, end = DATED_BY.get(noun.name, ("", ""))
    text = fields.get(name)
    day: date | None = getattr(parse(text), end) if text else None
    return day or UNDATED


def label(fields: Fields) -> str:
    """What names a record in a link to it; empty where it has no words of its own."""
    return str(fields.get("title") or fields.get("name") or fields.get("label") or "")


def happened_at(fields: Fields, *, is_notice: bool) -> datetime | None:
    """When readers first saw a record, or that it was withdrawn; None of what has no status."""
    text = fields.get("withdrawn_at" if is_notice else "published_at")
    return datetime.fromisoformat(text) if text else None


def rank(noun: Noun, fields: Fields) -> str:
    """Where a dossier stands among the others; of all else nothing."""
    if noun.name != "dossier":
        return ""
    return f"{fields.get('position', 0):05d} {fields.get('title', '')}"[:LONGEST_RANK]


def address(key: str, fields: Fields) -> str:
    """The last part of the address of a record's page: its slug, or else its reference."""
    return str(fields.get("slug") or key.rpartition("/")[2])


def figures_in(fields: Fields) -> set[str]:
    """The keys of the figures that are rows of a document: others may repeat them."""
    paths = (path.split("/") for path in fields)
    return {f"{FIGURE}{steps[-2]}" for steps in paths if steps[-3:-2] == ["figures"]}


def links_of(noun: Noun, fields: Fields) -> set[tuple[str, str]]:
    """(role, key) of each record that a document names, and of each figure that it tells.

    Citations name each other within one record alone.
    """
    named = {
        (shape(path), target)
        for path, target in refs(noun, fields).items()
        if not target.startswith(CITATION)
    }
    return named | {("figures", figure) for figure in figures_in(fields)}


def _records_named(approved: Approved) -> Iterator[str]:
    for target in refs(approved.noun, approved.fields).values():
        # A code of a codebook stands alone, and is public.
        if not target.startswith(FIGURE) and locate(target) is not None:
            yield target


def _figures_named(documents: dict[str, Fields]) -> set[str]:
    return {
        value
        for fields in documents.values()
        for value in fields.values()
        if isinstance(value, str) and value.startswith(FIGURE)
    }
