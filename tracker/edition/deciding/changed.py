"""The records that a change touches: what of it is published with it, and what waits."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.edition.deciding.names import NOTHING, NOTICE, WAITS, WHOLE, Known, has_status
from tracker.ledger.entries import known_fields, last_bodies, opened
from tracker.ledger.visibility import Publishes, States
from tracker.record.choices import Status
from tracker.record.nouns import NOTES
from tracker.record.trees import Fields, locate, noun_of_key, refs


class Changed:
    """The states that a change leaves, divided into what readers are shown and what waits.

    `states` are the trees that entries are written of; `then` those that wait beside them, where
    only a part of what waits is published. `approved` names what is published, `kept` what readers
    go on seeing as it was, `same` what of that says the same but for notes of the desk.
    """

    def __init__(self, states: States, publishes: Mapping[str, Publishes]) -> None:
        self.states = dict(states)
        self.known = Known()
        # With what they name, of which nearly all is asked below.
        named = {
            target
            for key, one in states.items()
            for target in refs(noun_of_key(key), one or {}).values()
            if locate(target)
        }
        standing = self.known.standing({*states, *named})
        self.before = {key: standing[key] for key in states}
        self.approved = {
            key
            for key, one in states.items()
            if one is None or publishes[key] is Publishes.ALL or self._is_new_code(key)
        }
        self.then: States = {}
        self._publish_own([key for key, what in publishes.items() if what is Publishes.OWN])
        self._find_what_is_kept()
        # Of each record with a status that is touched, whether readers see it afterwards.
        self.is_told = {key: self.status(key) == WHOLE for key in states if has_status(key)}

    def _is_new_code(self, key: str) -> bool:
        """Whether it is a code that readers do not know: it changes nothing that is coded, and is
        seen as soon as it is saved."""
        return noun_of_key(key).key_lookup() == "code" and self.before.get(key) != WHOLE

    def _publish_own(self, keys: list[str]) -> None:
        """Of these records publish what the change does, and no more."""
        keys = [key for key in keys if self.before.get(key) == WHOLE and self.states[key]]
        last = last_bodies(keys)
        waits = {key: body["fields"] for key, body in last.items() if body["shown"] == WAITS}
        self.approved |= set(keys) - waits.keys()
        stood = self.known.approved(waits)
        values = opened(waits.values())
        for key in waits.keys() & stood.keys():
            before = {path: one.value for path, one in known_fields(waits[key], values).items()}
            rows = self.states[key] or {}
            self.approved.add(key)
            grafted = _grafted(stood[key].fields, before, rows)
            if _said(grafted) != _said(rows):
                self.states[key], self.then[key] = grafted, rows

    def _find_what_is_kept(self) -> None:
        keys = {key for key in self.states if key not in self.approved}
        keys = {key for key in keys if self.before.get(key) == WHOLE}
        self.stood = self.known.approved(keys)
        same = {key for key in keys if key in self.stood}
        same = {key for key in same if _said(self.stood[key].fields) == _said(self.states[key])}
        self.same, self.kept = same, keys

    def status(self, key: str) -> str:
        """What readers see of a record with a status, or of a code; a correction's target aside."""
        fields, noun = self.states[key], noun_of_key(key)
        if fields is None:
            return str(NOTHING)
        if not noun.has_status or key in self.kept:
            return str(WHOLE)
        if key in self.approved and fields["status"] == Status.PUBLISHED:
            return str(WHOLE)
        is_withdrawn = fields["status"] == Status.WITHDRAWN and fields["published_at"]
        return str(NOTICE if key in self.approved and is_withdrawn else NOTHING)


def _grafted(tree: Fields, before: Fields, now: Fields) -> Fields:
    """A tree with what changed elsewhere from `before` to `now`: fields it has, and new rows."""
    grafted = dict(tree)
    rows = {path.rpartition("/")[0] for path in tree}
    known = {path.rpartition("/")[0] for path in before}
    for path in before.keys() | now.keys():
        row = path.rpartition("/")[0]
        if path in now and path in before and now[path] == before[path]:
            continue
        if path not in now:
            grafted.pop(path, None)
        elif row in rows or row not in known:
            grafted[path] = now[path]
    return grafted


def _said(fields: Fields | None) -> Fields:
    """A tree without what the desk notes beside it."""
    given = (fields or {}).items()
    return {path: value for path, value in given if path.rpartition("/")[2] not in NOTES}
