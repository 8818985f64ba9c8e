"""What the records that an entry of the ledger points to are called for readers: as published."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.edition import lists
from tracker.edition.documents import WITH_PAGES
from tracker.edition.past import merged_labels
from tracker.ledger.states import State
from tracker.ledger.words import Named, Names, pointed_at
from tracker.record.fields import WRITTEN_IN
from tracker.record.nouns import NOUNS
from tracker.record.paths import path_of
from tracker.record.point_words import point_in_words


def names_for_readers(states: Iterable[State]) -> Names:
    """Names of what is public now, with the addresses of their pages."""
    pointed = pointed_at(states)
    # What a state says of a record → its key. A code says itself, which its key begins before.
    keys = {
        said: NOUNS[kind].ref(said) if NOUNS[kind].key_lookup() == "code" else said
        for kind, targets in pointed.items()
        if kind in NOUNS
        for said in targets
    }
    labels = lists.labels(keys.values())
    labels |= merged_labels(set(keys.values()) - labels.keys())
    found = {said: _named(labels[key]) for said, key in keys.items() if key in labels}
    if "allegation" in pointed:
        # What a response answers is of a claim that it names.
        found |= _points(pointed["claim"])
    return Names(found)


def _named(label: lists.Label) -> Named:
    has_page = label.noun in WITH_PAGES
    path = path_of(label.noun, label.address) if has_page else ""
    return Named(label.name.text, path, label.name.language)


def _points(claims: Iterable[str]) -> dict[str, Named]:
    return {
        f"allegation/{point.row}": Named(
            point_in_words(claim, point.number, point.text),
            f"{path_of('claim', claim)}#allegation-{point.number}",
            WRITTEN_IN,
        )
        for claim, point in lists.points(claims)
    }
