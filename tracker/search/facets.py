"""Facets: what stands under each value, what is chosen, and the exact counts of what is left."""

from __future__ import annotations

from collections.abc import Mapping

from pyroaring import BitMap

from tracker.record.state import STATE_LABELS, WORDS
from tracker.search import turns
from tracker.search.columns import union
from tracker.search.held import Held
from tracker.search.kinds import Kind
from tracker.search.names import Named
from tracker.search.rows import deadline_today, state_on

FACETS: dict[Kind, tuple[str, ...]] = {
    Kind.CLAIM: (
        "claimant",
        "accused",
        "responder",
        "response",
        "violation",
        "stance",
        "place",
        "year",
        "language",
        "form",
        "evidence",
        "dossier",
    ),
    Kind.RESPONSE: ("responder", "claimant", "stance", "year", "evidence", "dossier"),
    Kind.SOURCE: ("publisher", "kind", "language", "year"),
    Kind.PARTY: ("kind",),
    Kind.PLACE: ("kind",),
    Kind.DOSSIER: (),
    Kind.EVENT: ("party", "place", "year", "dossier"),
    Kind.REQUEST: ("turn", "asker", "asked", "kind", "outcome", "year", "dossier"),
}
PARTY_FACETS = ("claimant", "accused", "responder", "publisher", "party", "asker", "asked")
# Which value a record has of these hangs on the day of asking.
BY_DAY = ("response", "turn")
# What a record has of these follows from more than its values: its day, places in places.
DERIVED = ("place", "year", *BY_DAY)
# So few records are gone through; of more, sets are cut with sets.
FEW = 20_000
Sets = dict[str, BitMap]


def sets_of(held: Held, kind: Kind, facet: str) -> Sets:
    """Key → positions, for the values that something shown has; no hidden thing is a value."""
    kept = ("sets", kind, facet, deadline_today() if facet in BY_DAY else None)
    found: Sets | None = held.kept_long.get(kept)
    if found is None:
        found = held.kept_long[kept] = _made(held, kind, facet)
    return found


def _made(held: Held, kind: Kind, facet: str) -> Sets:
    columns = held.of(kind)
    if facet == "year":
        return {str(year): one for year, one in sorted(columns.years.items()) if one}
    sets = {
        key: columns.sets[value]
        for (of, key), value in held.values.items()
        if of == facet and columns.sets.get(value)
    }
    if facet == "place":
        return _with_parents(held, sets)
    if facet == "response":
        return _states(sets)
    if facet == "turn":
        return _turns(sets)
    shown = choices(held, facet)
    return sets if shown is None else {key: one for key, one in sets.items() if key in shown}


def _with_parents(held: Held, sets: Sets) -> Sets:
    """Places hold what is said of the places in them."""
    found = {}
    for key in held.names.places:
        inside = held.names.inside.get(key, {key})
        one = union(sets[place] for place in inside if place in sets)
        if one:
            found[key] = one
    return found


def _states(sets: Sets) -> Sets:
    """What has a point of which a state holds today for one of its accused, in readers' words."""
    today = deadline_today()
    found: dict[str, list[BitMap]] = {word: [] for word in STATE_LABELS}
    for which, one in sets.items():
        if word := WORDS.get(state_on(today, which)):
            found[word].append(one)
    return {word: union(some) for word, some in found.items() if some}


def _turns(sets: Sets) -> Sets:
    today = deadline_today()
    found: dict[str, list[BitMap]] = {turn: [] for turn in turns.TURN_LABELS}
    for which, one in sets.items():
        found[state_on(today, which)].append(one)
    return {turn: union(some) for turn, some in found.items() if some}


def choices(held: Held, facet: str) -> Mapping[str, Named] | None:
    """What the keys of a facet stand for; None where a key speaks for itself."""
    if facet in PARTY_FACETS:
        return held.names.parties
    return {
        "place": held.names.places,
        "dossier": held.names.dossiers,
        "violation": held.names.violations,
        "stance": held.names.stances,
    }.get(facet)


def chosen_set(held: Held, kind: Kind, facet: str, keys: tuple[str, ...]) -> BitMap:
    sets = sets_of(held, kind, facet)
    return union(sets[key] for key in keys if key in sets)


def counted(
    held: Held, kind: Kind, found: BitMap, others: Mapping[str, BitMap]
) -> dict[str, dict[str, int]]:
    """For each facet, how many records each value would give by itself, all else as chosen.

    `others` has, for each facet that something is chosen of, what is found without that choice.
    """
    everything = len(held.of(kind).shown)
    tallies: dict[int, dict[str, dict[str, int]]] = {}
    counts = {}
    for facet in FACETS[kind]:
        base = others.get(facet, found)
        if len(base) == everything:
            counts[facet] = {key: len(one) for key, one in sets_of(held, kind, facet).items()}
        elif len(base) <= FEW and facet not in DERIVED:
            if id(base) not in tallies:
                tallies[id(base)] = _tallied(held, kind, base)
            counts[facet] = tallies[id(base)].get(facet, {})
        else:
            sets = sets_of(held, kind, facet)
            numbers = ((key, one.intersection_cardinality(base)) for key, one in sets.items())
            counts[facet] = {key: number for key, number in numbers if number}
    return counts


def _tallied(held: Held, kind: Kind, base: BitMap) -> dict[str, dict[str, int]]:
    """Facet → key → number, by the values of the records themselves."""
    counts: dict[str, dict[str, int]] = {}
    for value, number in held.of(kind).values.tally(base).items():
        facet, key = held.meaning[value]
        shown = choices(held, facet)
        if shown is None or key in shown:
            counts.setdefault(facet, {})[key] = number
    return counts
