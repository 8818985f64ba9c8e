"""All that is proposed of a part of a text: the face of these rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from tracker.editorial.intake.codes import Code, codes
from tracker.editorial.intake.days import days
from tracker.editorial.intake.figures import figures
from tracker.editorial.intake.known_names import KnownName, known_names
from tracker.editorial.intake.new_names import new_names
from tracker.editorial.intake.paraphrases import paraphrases
from tracker.editorial.intake.quotations import quotations
from tracker.editorial.intake.sentences import Sentence
from tracker.editorial.intake.suggestion import Kind, Suggestion
from tracker.search.normalise import words

# Of one part of a text.
MOST = 100
# What of two that stand at one place is kept: a day is no count, a known name no new one.
_OVER = {Kind.FIGURE: Kind.DATE, Kind.NAME: Kind.KNOWN}


@dataclass(frozen=True)
class Known:
    """What the rules are told: the day of the text, names and codes of the record."""

    own_day: date | None = None
    names: Sequence[KnownName] = ()
    codes: Sequence[Code] = ()


class Proposed(NamedTuple):
    """What is proposed of a part, in the order of the text, and how much more there is."""

    suggestions: list[Suggestion]
    more: int = 0


def proposed(
    text: str, sentences: Sequence[Sentence], known: Known, kinds: Iterable[str] = ()
) -> Proposed:
    """The suggestions of some sentences of a text: of these kinds, or of all."""
    found = list(
        chain(
            quotations(text, sentences),
            paraphrases(text, sentences),
            figures(text, sentences),
            days(text, sentences, known.own_day),
            known_names(text, sentences, known.names),
            new_names(text, sentences),
            codes(text, sentences, known.codes),
        )
    )
    wanted = frozenset(kinds)
    kept = [one for one in _apart(text, found) if not wanted or one.kind in wanted]
    kept = _each_once(sorted(kept, key=lambda one: (one.start, one.end)))
    return Proposed(kept[:MOST], max(0, len(kept) - MOST))


def _apart(text: str, found: list[Suggestion]) -> list[Suggestion]:
    """Those that do not stand where another kind knows better, and no new name that is known."""
    taken = {kind: _characters(found, kind) for kind in _OVER.values()}
    known = {tuple(words(one.what["name"])) for one in found if one.kind == Kind.KNOWN}
    return [
        one
        for one in found
        if one.kind not in _OVER
        or (
            taken[_OVER[one.kind]].isdisjoint(range(one.start, one.end))
            and tuple(words(text[one.start : one.end])) not in known
        )
    ]


def _each_once(found: list[Suggestion]) -> list[Suggestion]:
    """What is known at the first of its places alone."""
    first: dict[tuple[str, str], Suggestion] = {}
    for one in found:
        if one.kind == Kind.KNOWN:
            first.setdefault((one.what["noun"], one.what["key"]), one)
    return [
        one
        for one in found
        if one.kind != Kind.KNOWN or first[one.what["noun"], one.what["key"]] is one
    ]


def _characters(found: list[Suggestion], kind: Kind) -> set[int]:
    return {place for one in found if one.kind == kind for place in range(one.start, one.end)}
