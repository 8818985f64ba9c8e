"""Entries of what programs found out about sources: copies that are kept, quotes that are in them.

Each entry holds all that is known of one source then, a commitment for each copy and each quote, of
which those that did not change are the last entry's. Of a source that readers do not see it shows
no more than that something was saved.
"""

from __future__ import annotations

from typing import NamedTuple

from tracker.ledger.entries import Appender, known_fields, last_bodies, opened
from tracker.ledger.models import EVIDENCE, Entry
from tracker.record.trees import Fields


class Facts(NamedTuple):
    """What is known of a source, by path, and whether readers may see it."""

    fields: Fields
    is_shown: bool


def evidence_key(source: str) -> str:
    """Under which name facts about a source stand in the ledger."""
    return f"{EVIDENCE}/{source}"


def source_of(record: str) -> str:
    """The key of the source that such a name is of."""
    return record.partition("/")[2]


def last_facts(sources: list[str]) -> dict[str, Fields]:
    """What the last entry about each of these sources says, as far as it was not erased."""
    bodies = last_bodies(map(evidence_key, sources))
    values = opened(body["fields"] for body in bodies.values())
    return {
        source_of(name): {
            path: one.value for path, one in known_fields(body["fields"], values).items()
        }
        for name, body in bodies.items()
    }


class FactAppender(Appender):
    """Writes entries about sources. Made after `lock`, used within its transaction."""

    def __init__(self, *, of_last_change: bool) -> None:
        """`of_last_change`: as part of the change that the log's newest entries are of."""
        super().__init__(None)
        last = Entry.objects.order_by("-sequence").first()
        if of_last_change and last is not None:
            self.time, self.set_back_from = last.time, None

    def append_facts(self, facts: dict[str, Facts]) -> None:
        """An entry for each of these sources of which something else is known than before."""
        newest = last_bodies(map(evidence_key, facts))
        before = opened(body["fields"] for body in newest.values())
        for source, (fields, is_shown) in sorted(facts.items()):
            name = evidence_key(source)
            last = newest.get(name)
            if last is None and not fields:
                continue
            known = known_fields(last["fields"], before) if last else {}
            promises = self._promises(None, name, fields, known, set())
            shown = str(Entry.Shown.WHOLE if is_shown else Entry.Shown.NOTHING)
            if last is None or (promises, shown) != (last["fields"], last["shown"]):
                self.add(None, name, promises, last, Entry.Action.FOUND, shown)
        self.flush()
