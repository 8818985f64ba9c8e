"""What answers a question of the index: which records, how many, how many under each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from tracker.edition.waiting import count_waiting
from tracker.search import order
from tracker.search.backends import backend
from tracker.search.facets import FACETS, choices, chosen_set, counted, sets_of
from tracker.search.held import Held, Stamp, current, lock, name_ranks
from tracker.search.kinds import BY_NAME, LOW, Kind, document_id
from tracker.search.looking import Looked, look, typed_words
from tracker.search.models import DeskText
from tracker.search.names import Named, Names
from tracker.search.rows import deadline_today
from tracker.search.snippets import Wanted


@dataclass(frozen=True)
class Question:
    """What is asked of one kind of records.

    `chosen` holds keys by facet: one of several keys of a facet is enough, each facet asks for
    itself. `text` is what a reader typed.
    """

    kind: Kind
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    after: date | None = None
    before: date | None = None
    text: str = ""
    order: str = order.NEWEST

    def choosing(self, facet: str, keys: Iterable[str]) -> Question:
        """The same with these keys chosen of a facet; with none of them, as it is."""
        keys = tuple(keys)
        return replace(self, chosen={**self.chosen, facet: keys}) if keys else self


class Choice(NamedTuple):
    """A value that can be chosen, and how many records it gives by itself, all else as asked."""

    named: Named
    number: int


class Answer(NamedTuple):
    """Records in order, by key; how many there are in all; counts by facet; what was looked for.

    `nearest` are names much like what was typed, where nothing was found; `stamp` is the version of
    the index that answered.
    """

    records: list[int]
    total: int
    facets: dict[str, list[Choice]]
    wanted: Wanted | None
    nearest: list[str]
    stamp: Stamp


def ask(question: Question, start: int, stop: int) -> Answer:
    """The records at places `start` to `stop` of what is asked for, with the counts of all."""
    with lock:
        held = current()
        found, others, looked = _found(held, question)
        records = _cut(held, question, found, looked, start, stop)
        facets = _facets(held, question.kind, found, others)
        nearest = held.names.nearest(looked.said) if looked and not found else []
        wanted = looked.wanted if looked else None
        return Answer(records, len(found), facets, wanted, nearest, held.stamp)


def every(question: Question) -> np.ndarray:
    """Keys of all that is asked for, in order; int64."""
    with lock:
        held = current()
        found, _others, looked = _found(held, question)
        return np.array(_cut(held, question, found, looked, 0, len(found)), dtype=np.int64)


class Group(NamedTuple):
    """The records of one kind that a search found: the first of them, by key, and how many."""

    kind: Kind
    records: list[int]
    total: int
    wanted: Wanted


class Everywhere(NamedTuple):
    """What a search of several kinds found; names much like what was typed, where it is nothing."""

    groups: list[Group]
    nearest: list[str]


def search(text: str, kinds: Iterable[Kind], most: int) -> Everywhere:
    """The first `most` records of each of these kinds with the words of a text, best first.

    Kinds without any are left out.
    """
    groups = []
    with lock:
        held = current()
        for kind in kinds:
            question = Question(kind, text=text, order=order.BEST)
            found, _others, looked = _found(held, question)
            if looked and found:
                records = _cut(held, question, found, looked, 0, most)
                groups.append(Group(kind, records, len(found), looked.wanted))
        said = typed_words(text)
        nearest = held.names.nearest(said) if said and not groups else []
    return Everywhere(groups, nearest)


def totals(kinds: Iterable[Kind]) -> dict[Kind, int]:
    """How many records readers see of each of these kinds."""
    with lock:
        held = current()
        return {kind: len(held.of(kind).shown) for kind in kinds}


class Tally(NamedTuple):
    """How many claims are asked for, how often what is counted of them is the case, and names.

    `cases` is what is counted → which → how often, see `cases.py`.
    """

    total: int
    cases: dict[str, dict[str, int]]
    names: Names

    def of(self, what: str) -> Mapping[str, int]:
        """Which → how often, of one thing that is counted."""
        return self.cases.get(what, {})


def tally(question: Question) -> Tally:
    """The cases of the claims that are asked for, counted."""
    with lock:
        held = current()
        found, _others, _looked = _found(held, question)
        cases: dict[str, dict[str, int]] = {}
        for value, number in held.of(question.kind).cases(found).items():
            what, which = held.meaning[value]
            cases.setdefault(what, {})[which] = number
        return Tally(len(found), cases, held.names)


def matching(kind: str, text: str) -> set[int]:
    """Keys of the records of a kind that readers see, in which what was typed is found."""
    return set(every(Question(BY_NAME[kind], text=text)).tolist())


def totals_with(question: Question, choices: Iterable[Mapping[str, str]]) -> list[int]:
    """How many records a question finds with each of these choices in place of its own.

    A choice has one key of each of some facets; what else is chosen stays as asked.
    """
    with lock:
        held = current()
        found: dict[frozenset[str], BitMap] = {}
        totals = []
        for choice in choices:
            facets = frozenset(choice)
            if facets not in found:
                rest = {one: keys for one, keys in question.chosen.items() if one not in facets}
                found[facets] = _found(held, replace(question, chosen=rest))[0]
            sets = [chosen_set(held, question.kind, facet, (key,)) for facet, key in choice.items()]
            totals.append(len(_narrowed(found[facets], sets)))
        return totals


def known(kind: Kind, facet: str) -> dict[str, Named]:
    """What can be chosen of a facet now, by its word in addresses."""
    with lock:
        held = current()
        return {one.slug: one for one in _named(held, facet, sets_of(held, kind, facet))}


def names() -> Names:
    """The names of all that is shown, as they are now."""
    with lock:
        return current().names


def texts(kind: Kind, pks: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Title and words of records as readers see them, by key; an empty line between paragraphs."""
    rows = backend().read("text", [document_id(kind, pk) for pk in pks])
    return {one & LOW: (title, body) for one, title, body in rows}


def at_the_desk(kind: Kind, text: str) -> np.ndarray:
    """Keys of all records of a kind, also those that readers do not see; for the admin."""
    with lock:
        held = current()
        readers = held.of(kind)
        looked = look(held, kind, text)
        seen = readers.record[np.array(looked.found.to_array(), dtype=np.int64)]
        hidden = looked.at_the_desk()
        return np.union1d(seen, hidden)


def count_at_the_desk(kind: Kind) -> int | None:
    """How many records of a kind there are, whether readers see them or not; None where this
    process has not loaded the index yet, which takes longer than counting."""
    with lock:
        columns = current().columns.get(kind)
        seen = len(columns.shown) if columns else None
    if seen is None:
        return None
    both = count_waiting(kind.model_name)
    return seen + DeskText.objects.of_kind(kind).count() - both


def _found(held: Held, question: Question) -> tuple[BitMap, dict[str, BitMap], Looked | None]:
    """What is found, and for each facet chosen of, what would be without that choice."""
    kind = question.kind
    columns = held.of(kind)
    found, looked = columns.shown, None
    if question.after or question.before:
        found = found & columns.reaching(question.after, question.before)
    if question.text.strip():
        looked = look(held, kind, question.text)
        found = found & looked.found
    chosen = {
        facet: chosen_set(held, kind, facet, keys)
        for facet, keys in question.chosen.items()
        if keys
    }
    others = {
        facet: _narrowed(found, (one for other, one in chosen.items() if other != facet))
        for facet in chosen
    }
    return _narrowed(found, chosen.values()), others, looked


def _narrowed(found: BitMap, sets: Iterable[BitMap]) -> BitMap:
    for one in sets:
        found = found & one
    return found


def _cut(
    held: Held, question: Question, found: BitMap, looked: Looked | None, start: int, stop: int
) -> list[int]:
    columns = held.of(question.kind)
    best = looked.in_title(held) if looked and question.order == order.BEST else None
    ranks = None
    if question.order == order.NAME:
        kept = ("ranks", question.kind)
        if kept not in held.kept_long:
            held.kept_long[kept] = name_ranks(columns)
        ranks = held.kept_long[kept]
    return order.cut(columns, found, question.order, start, stop, best, ranks)


def _facets(
    held: Held, kind: Kind, found: BitMap, others: Mapping[str, BitMap]
) -> dict[str, list[Choice]]:
    # Of all that is shown the counts stay as they are while nothing is written, and the day is one.
    is_all = not others and len(found) == len(held.of(kind).shown)
    kept = ("facets of all", kind, deadline_today())
    if is_all and kept in held.kept_long:
        return held.kept_long[kept]
    counts = counted(held, kind, found, others)
    facets = {
        facet: [Choice(one, counts[facet][one.key]) for one in _named(held, facet, counts[facet])]
        for facet in FACETS[kind]
    }
    if is_all:
        held.kept_long[kept] = facets
    return facets


def _named(held: Held, facet: str, keys: Mapping[str, object]) -> list[Named]:
    known_names = choices(held, facet)
    if known_names is None:
        return [Named(key, key, key) for key in keys]
    return [known_names[key] for key in keys if key in known_names]
