"""Where a reader's words stand in the rows of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.http import QueryDict

from tracker.search.finding import texts
from tracker.search.index import BORDER
from tracker.search.kinds import Kind
from tracker.search.snippets import Piece, Wanted, marked, snippet


class Found(NamedTuple):
    """The title of a row divided where the words stand, and a piece of its text; empty without."""

    title: list[Piece]
    text: list[Piece]


NOWHERE = Found([], [])


def found_in(kind: Kind, pks: Iterable[int], wanted: Wanted | None) -> dict[int, Found]:
    """For each record, by primary key, where what was looked for stands."""
    if wanted is None or not (wanted.words or wanted.prefixes or wanted.phrases):
        return {}
    keys = list(pks)
    held = texts(kind, keys)
    return {pk: _marked(*held.get(pk, ("", "")), wanted) for pk in keys}


def _marked(title: str, body: str, wanted: Wanted) -> Found:
    return Found(marked(title, wanted), snippet(body.split(BORDER), wanted))


def with_words(query: QueryDict, words: str) -> str:
    """The query with other words to look for, on its first page."""
    rest = query.copy()
    rest.pop("page", None)
    rest["q"] = words
    return rest.urlencode()
