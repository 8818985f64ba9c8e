"""Which records readers see once something was changed: what whoever decides it is asked and says.

Of a record that has entries it is decided by editions (`edition.deciding`). The rows are asked but
once: when the log begins, what is published already is taken as it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
from typing import Any, NamedTuple

from tracker.ledger.models import Entry
from tracker.record.choices import Status
from tracker.record.nouns import NOUNS, Noun
from tracker.record.trees import Fields, chunks, locate

Keys = dict[str, set[Any]]
# Each record by its name in the log, as its rows have it; None where it is gone.
States = dict[str, Fields | None]
WHOLE, NOTICE, NOTHING = Entry.Shown.WHOLE, Entry.Shown.NOTICE, Entry.Shown.NOTHING


class Publishes(Enum):
    """What of a record that readers see is published with a change of it."""

    # It waits until somebody publishes it.
    NOTHING = auto()
    # What this change does; what waited before goes on waiting.
    OWN = auto()
    # The record as it is now.
    ALL = auto()


class Verdict(NamedTuple):
    """What readers see once a change is made."""

    # The records that were changed, as they are written down, and what readers see of each; and of
    # each other that comes in sight or goes out of it.
    states: States
    shown: dict[str, str]
    # These others.
    others: States
    # Of those of which no more was published than this change did: the rows, which wait.
    then: States
    # Records of which nothing waits, though their change was not published: it undid another, or is
    # a note of the desk.
    same: frozenset[str]
    # Sources that readers do not see, and would if the change of them were published.
    opens: frozenset[str]
    # Records that were not changed, of which readers see more or less for it.
    recut: frozenset[str]
    # What any of them names that readers may not be shown.
    shut: frozenset[str]
    # Records of which readers may be told something else: the index looks at them again.
    leaning: frozenset[str]
    # Whether readers see or saw anything of what is written down.
    is_for_readers: bool


Judge = Callable[[States, Mapping[str, Publishes]], Verdict]


def shown_now(noun: Noun, keys: Iterable[Any]) -> dict[Any, str]:
    """For each primary key of a kind, what readers see of the record, as the rows say."""
    found: dict[Any, str] = {}
    for chunk in chunks(keys):
        rows = noun.model._default_manager.filter(pk__in=chunk)
        published_among = getattr(rows, "published_among", None)
        if published_among is None:  # A codebook: the About page shows all of it.
            found |= dict.fromkeys(rows.values_list("pk", flat=True), WHOLE)
            continue
        found |= dict.fromkeys(chunk, NOTHING)
        if noun.has_status:
            # Not those reopened since, though their address keeps the notice: what is changed in
            # such a draft is not for readers.
            withdrawn = rows.filter(status=Status.WITHDRAWN, published_at__isnull=False)
            found |= dict.fromkeys(withdrawn.values_list("pk", flat=True), NOTICE)
        found |= dict.fromkeys(published_among(chunk), WHOLE)
    return found


def keys_of(names: Iterable[str]) -> Keys:
    """Primary keys by kind of the records that these names stand for.

    Of unknown references there are none; a name that says its key is taken at its word.
    """
    by_kind: dict[str, set[Any]] = defaultdict(set)
    for name in names:
        found = locate(name)
        if found:
            by_kind[found[0].name].add(found[1])
    keys: Keys = defaultdict(set)
    for kind_name, values in by_kind.items():
        noun = NOUNS[kind_name]
        lookup = noun.key_lookup()
        if lookup == "pk":
            keys[kind_name] |= {int(value) for value in values}
            continue
        for chunk in chunks(sorted(values)):
            rows = noun.model._base_manager.filter(**{f"{lookup}__in": chunk})
            keys[kind_name] |= set(rows.values_list("pk", flat=True))
    return keys
