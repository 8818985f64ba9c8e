"""The one door: everything saved to the record inside `change` becomes entries with it.

    with change(user, Entry.Action.CHANGED, reason) as door:
        claim.save()
        door.touch(claim)

The entries are written when the block ends, in the same transaction, or not at all. Who saves says
what was touched; `verify_ledger` finds what nobody said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, router, transaction
from django.db.models.deletion import Collector

from tracker.ledger.entries import Appender, Person, last_bodies, lock
from tracker.ledger.models import Entry
from tracker.ledger.visibility import Judge, Publishes, States, Verdict, keys_of
from tracker.ledger.waiting import note_what_waits
from tracker.record.nouns import NOUNS, noun_of, owner_links
from tracker.record.trees import Tree, fields_of, trees_by_row


class OutsideTheDoor(Exception):
    """A change of the record outside `change`: it would leave no entry."""


class Change:
    """One change in the making: by whom, of what sort, why, and which records it touched."""

    def __init__(
        self,
        user: Person,
        action: str,
        reason: str,
        judge: Judge,
        publishes: Publishes,
        *,
        is_bulk: bool,
        outer: Change | None = None,
    ) -> None:
        self.user, self.action, self.reason, self.is_bulk = user, action, reason, is_bulk
        self.judge, self.publishes = judge, publishes
        # By noun and primary key, each record that was written down, as its rows have it now. A
        # change inside another may go on with what that one wrote.
        self.trees: dict[str, dict[Any, Tree]] = outer.trees if outer else defaultdict(dict)
        self._about = ""
        self._names: dict[str, dict[Any, str]] = defaultdict(dict)
        self._actions: dict[str, dict[Any, str]] = defaultdict(dict)
        self._publishes: dict[str, Publishes] = {}
        self._done_beside: set[str] = set()
        self._verdict: Verdict | None = None
        # Noun → primary keys of all that was written down, and of all whose sight hangs on it.
        self.written: dict[str, set[Any]] = defaultdict(set)
        self.leaning: dict[str, set[Any]] = defaultdict(set)
        # The first entry that was written; None before.
        self.since: int | None = None
        self.entries: list[Entry] = []
        # Whether any of it is something that readers see, or saw.
        self.is_for_readers = False

    def touch(
        self, row: models.Model, action: str | None = None, publishes: Publishes | None = None
    ) -> None:
        """Say that `row`, or the record it is part of, was or will be changed in this block.

        The first word on a record stands: what was said to be merged is not merely changed.
        """
        root = root_of(row)
        noun = noun_of(root)
        if noun is None or root.pk is None:
            return
        name = self._names[noun.name][root.pk] = noun.name_of(root)
        self._publishes.setdefault(name, publishes or self.publishes)
        self._actions[noun.name].setdefault(root.pk, action or self.action)
        self._verdict = None

    def about(self, row: models.Model) -> None:
        """Say which record the reason was given for; without a word, it is for all that is touched.

        What else a form changes, such as the dossier that a claim is put into, is told without it.
        """
        noun = noun_of(row)
        if noun is not None:
            self._about = noun.name_of(row)

    def touch_beside(self, row: models.Model, told: str) -> None:
        """As `touch`, of what is no part of the record and yet somebody's word on it, such as that
        a draft was put into a dossier: it has an entry by whom it was, also where it says what it
        said before. What was done is `told` with the reason."""
        self.touch(row)
        if noun := noun_of(root := root_of(row)):
            self._done_beside.add(noun.name_of(root))
        if told not in self.reason:
            self.reason = " ".join(filter(None, (self.reason, told)))

    def removing(self, row: models.Model) -> None:
        """Say that `row` is about to be deleted: it, and all that the deletion will touch."""
        collector = Collector(using=router.db_for_write(type(row), instance=row), origin=row)
        collector.collect([row])
        found: list[Any] = [*collector.data.values(), *collector.fast_deletes]
        found += [group for groups in collector.field_updates.values() for group in groups]
        for rows in found:
            for one in rows:
                self._touch_if_ours(one)
        self._touch_if_ours(row)

    def _touch_if_ours(self, row: models.Model) -> None:
        if owner_links(type(row)) or noun_of(row):
            self.touch(row)

    def verdict(self) -> Verdict:
        """What readers will see of all that was touched so far, as it is saved by now.

        It is what is written down, unless more is touched: who saves after this touches once more.
        """
        if self._verdict is None:
            lock()
            states = self._states()
            self._verdict = self.judge(states, {name: self._publishes[name] for name in states})
        return self._verdict

    def _states(self) -> States:
        states: States = {}
        for noun in NOUNS.values():
            if keys := self._names[noun.name]:
                rows = trees_by_row(noun, keys)
                for key, name in keys.items():
                    states[name] = fields_of(rows[key]) if key in rows else None
                    self.trees[noun.name].pop(key, None)
                self.trees[noun.name] |= rows
        return states

    def write(self) -> None:
        """Write the entries of all that was touched so far."""
        if not any(self._names.values()):
            return
        verdict = self.verdict()
        names, actions, self._verdict = self._names, self._actions, None
        self._names, self._actions, self._publishes = defaultdict(dict), defaultdict(dict), {}
        for noun_name, rows in names.items():
            self.written[noun_name] |= rows.keys()
        appender = Appender(self.user, self.reason, self._about)
        self.since = appender.sequence if self.since is None else self.since
        said = {name: actions[noun][key] for noun in names for key, name in names[noun].items()}
        newest = last_bodies({*verdict.states, *verdict.others})
        appender.append(verdict.states, verdict, said, newest, self._done_beside)
        self._done_beside = set()
        if verdict.then:
            appender.flush()
            waits = verdict._replace(shown=dict.fromkeys(verdict.then, str(Entry.Shown.WAITS)))
            then = dict.fromkeys(verdict.then, str(Entry.Action.CHANGED))
            appender.append(verdict.then, waits, then, last_bodies(verdict.then))
        # What has no entry yet comes into the log with the rest of the record, not by the way.
        others = {name: fields for name, fields in verdict.others.items() if name in newest}
        turned = {name: _turned(verdict.shown[name]) for name in others}
        appender.append(others, verdict, turned, newest)
        appender.flush()
        note_what_waits(appender.shown, verdict.same, verdict.opens)
        self.entries += appender.written
        self.is_for_readers |= verdict.is_for_readers
        for kind_name, found_keys in keys_of(verdict.leaning).items():
            self.leaning[kind_name] |= found_keys


def _turned(shown: str) -> str:
    is_gone = shown == Entry.Shown.NOTHING
    return Entry.Action.DISAPPEARED if is_gone else Entry.Action.APPEARED


_open: ContextVar[Change | None] = ContextVar("change", default=None)


@contextmanager
def change(
    user: Person,
    action: str,
    reason: str = "",
    *,
    judge: Judge,
    publishes: Publishes,
    is_bulk: bool = False,
) -> Iterator[Change]:
    """Open the door for `user`; None is the command line.

    `judge` says what readers see afterwards; `publishes` what of each record they are shown, where
    whoever touches it says nothing else.

    Inside a bulk change this joins it: a file of records leaves one entry a record. Inside another
    change, what that one touched so far is written first, so that each has entries of its own.
    """
    outer = _open.get()
    if outer is not None and outer.is_bulk:
        yield outer
        return
    # Whoever may fail and go on has a savepoint around this.
    with transaction.atomic(savepoint=False):
        if outer is not None:
            outer.write()
        mine = Change(user, action, reason, judge, publishes, is_bulk=is_bulk, outer=outer)
        token = _open.set(mine)
        try:
            yield mine
            mine.write()
        finally:
            _open.reset(token)


def opened() -> Change | None:
    """The change that is open, or None."""
    return _open.get()


def current() -> Change:
    """The change that is open. Raises OutsideTheDoor."""
    mine = _open.get()
    if mine is None:
        raise OutsideTheDoor("open tracker.ledger.changes.change around what changes the record")
    return mine


def root_of(row: models.Model) -> models.Model:
    """The record that `row` is part of: a citation's claim, an answer's response."""
    while noun_of(row) is None:
        owner = next(
            (getattr(row, link) for link in owner_links(type(row)) if getattr(row, link)), None
        )
        if owner is None:
            return row
        row = owner
    return row


__all__ = ["Change", "Entry", "OutsideTheDoor", "Person", "change", "current", "root_of"]
