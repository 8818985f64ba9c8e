"""The desk's door to the record: entries of the ledger, editions and the index with every change.

All are of one transaction, so that what is published is found, and what is withdrawn is no longer
found, the moment it is so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction

from tracker.edition.deciding import decide
from tracker.edition.evidence.telling import tell_of_change
from tracker.edition.publishing import advance, follow
from tracker.edition.redaction import editions_wait
from tracker.editorial.alike.fingerprints import refresh_fingerprints
from tracker.editorial.quoted import look_for_quotes
from tracker.ledger import changes as ledger
from tracker.ledger.changes import Change, Person, current
from tracker.ledger.visibility import Publishes, States, Verdict
from tracker.search.index import refresh, refresh_desk


@contextmanager
def change(
    user: Person,
    action: str,
    reason: str = "",
    *,
    publishes: Publishes | None = None,
    approve: Callable[[Verdict], None] = lambda verdict: None,
    is_bulk: bool = False,
) -> Iterator[Change]:
    """As `tracker.ledger.changes.change`, and the index follows; None is the command line.

    What readers see of the records touched stays as it was, and the change waits, unless
    `publishes` says otherwise; what the command line changes is published with it. `approve` hears
    what readers will see before anything is written down, and raises where that may not be.
    """
    outer = ledger.opened()
    if publishes is None:
        publishes = Publishes.ALL if user is None else Publishes.NOTHING

    def judge(states: States, publishes: Mapping[str, Publishes]) -> Verdict:
        # It is asked of editions, which are behind after an upgrade until somebody runs them up.
        if editions_wait():
            advance()
        verdict = decide(states, publishes)
        approve(verdict)
        return verdict

    if outer is not None and not outer.is_bulk:
        # Before the savepoint: what is refused within it takes back nothing of the outer change.
        outer.write()
    with transaction.atomic():
        with ledger.change(
            user, action, reason, judge=judge, publishes=publishes, is_bulk=is_bulk
        ) as door:
            yield door
        # What joined a bulk change is made public and indexed with the whole of it.
        if door is not outer and any(door.written.values()):
            follow(door.entries)
            look_for_quotes(door.written)
            refresh_fingerprints(door.written, door.trees)
            if not door.is_for_readers:
                refresh_desk(door.written, door.trees)
                return
            marked: set[str] = set()
            if door.since is not None:
                nouns = door.written.keys() | door.leaning.keys()
                touched = {one: door.written[one] | door.leaning[one] for one in nouns}
                marked = tell_of_change(touched, door.since)
            refresh(door.written, door.leaning, marked, door.trees)


__all__ = ["Change", "Person", "Publishes", "change", "current"]
