"""Documents cut from approved trees: what of a record readers see, given what is public."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from tracker.ledger.openness import Closed, hidden
from tracker.record.nouns import NOTICE, Noun
from tracker.record.trees import Fields, grown, refs, shape

FIGURE = "figure/"


def cut(noun: Noun, fields: Fields, not_public: Collection[str]) -> Fields:
    """The fields of an approved tree that readers see.

    Without the desk's own, and without what points to one of `not_public`: a row that must point to
    it goes (a citation with its source, an answer with its claim), of any other row that field.
    """
    closed = frozenset(not_public)
    out = hidden(noun, fields, Closed(shut=closed, unseen=closed))
    return {path: value for path, value in fields.items() if path not in out}


def notice(fields: Fields) -> Fields:
    """What stands in place of a record that was withdrawn."""
    return {path: value for path, value in fields.items() if path in NOTICE}


def written(fields: Fields) -> str:
    """A document as it is stored: the tree as JSON, rows in the order of their entry."""
    return json.dumps(grown(fields), ensure_ascii=False, separators=(",", ":"))


def figures_in(fields: Fields) -> set[str]:
    """The figures that a document tells: others may repeat them, or be part of them."""
    return set(_figures(fields))


def _figures(fields: Fields) -> Iterator[str]:
    for path in fields:
        *steps, _name = path.split("/")
        if len(steps) > 1 and steps[-2] == "figures":
            yield f"{FIGURE}{steps[-1]}"


def links_of(noun: Noun, fields: Fields) -> set[tuple[str, str]]:
    """(role, key) of each record that a document names, and of each figure that it tells."""
    named = {(shape(path), target) for path, target in refs(noun, fields).items()}
    return named | {("figures", figure) for figure in figures_in(fields)}
