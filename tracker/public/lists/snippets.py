"""Where a reader's words stand in the rows of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.http import QueryDict

from tracker.search.finding import texts
from tracker.search.gathered import BORDER, RETOLD
from tracker.search.kinds import Kind
from tracker.search.snippets import Piece, Wanted, marked, snippet


class Found(NamedTuple):
    """The title of a row divided where the words stand, and a piece of its text; empty without.

    `is_retold` says that the piece is of a paraphrase: not the party's words, but a reporter's.
    """

    title: list[Piece]
    text: list[Piece]
    is_retold: bool = False


NOWHERE = Found([], [])


def found_in(kind: Kind, pks: Iterable[int], wanted: Wanted | None) -> dict[int, Found]:
    """For each record, by primary key, where what was looked for stands."""
    if wanted is None or not (wanted.words or wanted.prefixes or wanted.phrases):
        return {}
    keys = list(pks)
    held = texts(kind, keys)
    return {pk: _marked(*held.get(pk, ("", "")), wanted) for pk in keys}


def _marked(title: str, body: str, wanted: Wanted) -> Found:
    own, retold = _apart(body.split(BORDER))
    if piece := snippet(own, wanted):
        return Found(marked(title, wanted), piece)
    return Found(marked(title, wanted), snippet(retold, wanted), is_retold=True)


def _apart(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """What parties and the site say, and what reporters say that parties said."""
    own = [one for one in paragraphs if not one.startswith(RETOLD)]
    retold = [one.removeprefix(RETOLD) for one in paragraphs if one.startswith(RETOLD)]
    return own, retold


def with_words(query: QueryDict, words: str) -> str:
    """The query with other words to look for, on its first page."""
    rest = query.copy()
    rest.pop("page", None)
    rest["q"] = words
    return rest.urlencode()
