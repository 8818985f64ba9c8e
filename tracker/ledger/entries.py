"""Writing entries: what a change leaves behind in the log, in the transaction that made it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from tracker.ledger.models import EVIDENCE, Actor, Entry, Opening
from tracker.ledger.openness import Closed, hidden
from tracker.ledger.verify import (
    BLIND,
    FORMAT,
    LOG,
    REASON,
    Broken,
    Loss,
    canonical,
    committed,
    entry_is_whole,
    leaf_hash,
    losses_in,
    opened_field,
    parse,
)
from tracker.ledger.visibility import States, Verdict
from tracker.record.nouns import Noun
from tracker.record.trees import Fields, chunks, noun_of_key, target_of

# One number for all who append, so that PostgreSQL lets them in one by one. SQLite's transactions
# begin IMMEDIATE: there a writer is alone anyway.
LOCK = 7_203_144_001
COMMAND = "command"
# Written down of both records, also of one that says the same as before: the other is not told of.
ALWAYS = (Entry.Action.MERGED, Entry.Action.PARTED)
# Clocks of several machines differ by as much; entries are dated alike then, in the log's order.
CLOCKS_DIFFER = timedelta(minutes=1)
Body = dict[str, Any]
# Who changes the record; None is the command line.
Person: TypeAlias = AbstractBaseUser | AnonymousUser | None


def lock() -> None:
    """Wait until this transaction is the only one that appends, until it ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def pseudonym(user: Person) -> str:
    """The name under which `user` stands in the log; the command line is `command`."""
    if user is None or user.pk is None:
        return COMMAND
    actor, _ = Actor.objects.get_or_create(
        user_id=user.pk, defaults={"pseudonym": f"editor-{secrets.token_hex(4)}"}
    )
    return actor.pseudonym


class Appender:
    """Writes the entries of one change. Made after `lock`, used within its transaction."""

    def __init__(self, user: Person, reason: str = "", about: str = "") -> None:
        self.actor = pseudonym(user)
        # For the record `about`, or for all where that is empty.
        self.reason, self.about = reason, about
        last = Entry.objects.order_by("-sequence").first()
        self.sequence = last.sequence + 1 if last else 0
        self.time = timezone.now()
        # The time of the last entry, where that is still to come. Which of the two is wrong nobody
        # knows, but a clock once in the future must not date all that follows.
        self.set_back_from: datetime | None = None
        if last and last.time - self.time > CLOCKS_DIFFER:
            self.set_back_from = last.time
        elif last:
            self.time = max(self.time, last.time)
        self.entries: list[Entry] = []
        # Those that are in the database already.
        self.written: list[Entry] = []
        # Values of OPENING_COLUMNS.
        self.openings: list[tuple[str, ...]] = []
        # By record, what its newest entry of this change says that readers see.
        self.shown: dict[str, str] = {}

    def append(
        self,
        states: States,
        verdict: Verdict,
        actions: dict[str, str],
        newest: dict[str, Body],
        always: Collection[str] = (),
    ) -> None:
        """Entries for these records, which `verdict` tells of; `newest` are their `last_bodies`.

        A record that stands as its last entry has it is left out, unless it was merged or parted,
        or is `always` written down.
        """
        # Of what is gone nothing is compared.
        before = opened_of(name for name, fields in states.items() if fields and name in newest)
        shut = Closed(shut=verdict.shut, unseen=verdict.shut)
        for name, fields in states.items():
            noun, last = noun_of_key(name), newest.get(name)
            if last is None and fields is None:
                continue  # Entered and deleted in one change.
            now = verdict.shown[name] if fields else Entry.Shown.NOTHING
            known = known_fields(last["fields"], before) if last else {}
            if now == Entry.Shown.WAITS and _values(known) == fields:
                continue
            blind = hidden(noun, fields or {}, shut) if now == Entry.Shown.WHOLE else set()
            promises = self._promises(noun, name, fields or {}, known, blind)
            is_same = last is not None and (promises, now) == (last["fields"], last["shown"])
            if not is_same or actions[name] in ALWAYS or name in always:
                action = _action(actions[name], is_gone=fields is None)
                self.add(noun, name, promises, last, action, now)

    def _promises(
        self, noun: Noun | None, name: str, fields: Fields, known: dict[str, Known], blind: set[str]
    ) -> dict[str, str]:
        """A commitment for every field: the last entry's where nothing changed, or a new one."""
        promises = {}
        for path, value in fields.items():
            old = known.get(path)
            if old and old.value == value and old.key.startswith(BLIND) == (path in blind):
                promises[old.key] = old.promise
            else:
                key = f"{BLIND}{secrets.token_hex(8)}" if path in blind else path
                promises[key] = self._promise(noun, name, path, value, is_blind=path in blind)
        return promises

    def _promise(
        self, noun: Noun | None, name: str, path: str, value: Any, *, is_blind: bool = False
    ) -> str:
        """Commit to a value and keep what opens the commitment."""
        salt = secrets.token_bytes(32)
        target = target_of(noun, path, value) if noun else ""
        text = canonical({"path": path, "value": value} if is_blind else value)
        promise = committed(salt, text)
        self.openings.append((promise, name, path, salt.hex(), text.decode(), target))
        return promise

    def add(
        self,
        noun: Noun | None,
        name: str,
        promises: dict[str, str],
        last: Body | None,
        action: str,
        shown: str,
        erased: dict[str, str] | None = None,
    ) -> None:
        """One entry with these commitments, after the record's last one.

        Without a noun it is of what programs found out about a source.
        """
        reason = self.reason if self.about in ("", name) else ""
        parts = {
            "reason": self._promise(noun, name, REASON, reason) if reason else "",
            "shown": str(shown),
            "fields": promises,
            **({"erased": erased} if erased else {}),
        }
        self._write(noun.name if noun else EVIDENCE, name, last, action, parts)
        self.shown[name] = str(shown)

    def add_about_log(self, action: str, **told: Any) -> None:
        """One entry about the log itself, for all to see."""
        self.flush()
        parts = {"reason": "", "shown": str(Entry.Shown.WHOLE), "fields": {}, **told}
        self._write(LOG, LOG, last_bodies([LOG]).get(LOG), action, parts)
        self.flush()

    def _write(self, noun: str, name: str, last: Body | None, action: str, parts: Body) -> None:
        if self.set_back_from is not None:
            was, self.set_back_from = written(self.set_back_from), None
            self.add_about_log(Entry.Action.CLOCK, clock=was)
        body: Body = {
            "format": FORMAT,
            "sequence": self.sequence,
            "record": name,
            "revision": last["revision"] + 1 if last else 1,
            "previous": last["leaf"] if last else "",
            "time": written(self.time),
            "actor": self.actor,
            "action": str(action),
            "nonce": secrets.token_hex(16),
            **parts,
        }
        text = canonical(body)
        self.entries.append(
            Entry(
                sequence=self.sequence,
                record=name,
                kind=noun,
                revision=body["revision"],
                time=self.time,
                actor=self.actor,
                action=action,
                shown=parts["shown"],
                leaf=leaf_hash(text).hex(),
                body=text.decode(),
            )
        )
        self.sequence += 1

    def flush(self) -> None:
        """Put what was written so far into the database."""
        Entry.objects.bulk_create(self.entries)
        self.written += self.entries
        # By their hashes, so that the index of them is gone through once.
        for some in chunks(sorted(self.openings), OPENINGS_AT_ONCE):
            _add_openings(some)
        self.entries, self.openings = [], []


OPENING_COLUMNS = ("commitment", "record", "path", "salt", "value", "target")
# As many as SQLite takes values in one statement. A statement for each took forty times as long.
OPENINGS_AT_ONCE = 150


def _add_openings(rows: list[tuple[str, ...]]) -> None:
    """Add openings without making instances of the model: some forty come of an imported row, and
    that would take longer than all else of its entries."""
    table = connection.ops.quote_name(Opening._meta.db_table)
    columns = ", ".join(map(connection.ops.quote_name, OPENING_COLUMNS))
    one = f"({', '.join(['%s'] * len(OPENING_COLUMNS))})"
    statement = f"INSERT INTO {table} ({columns}) VALUES {', '.join([one] * len(rows))}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in row])


def _action(action: str, *, is_gone: bool) -> str:
    """What an entry is called: deleting one record changes those that it was tied to."""
    if is_gone and action != Entry.Action.MERGED:
        return Entry.Action.DELETED
    return Entry.Action.CHANGED if action == Entry.Action.DELETED and not is_gone else action


def written(time: datetime) -> str:
    """A time as it stands in an entry: UTC, to the microsecond, comparable as text."""
    return time.astimezone(timezone.get_fixed_timezone(0)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Known(NamedTuple):
    """A field of an earlier entry: its key there, its commitment and its value."""

    key: str
    promise: str
    value: Any


def known_fields(promises: dict[str, str], values: Fields) -> dict[str, Known]:
    """The fields of an entry by path, those whose value was erased left out."""
    found = {}
    for key, promise in promises.items():
        if promise not in values:
            continue
        try:
            path, value = opened_field(key, values[promise])
        except Broken:
            continue  # For verify_ledger to say; a page goes on without it.
        found[path] = Known(key, promise, value)
    return found


def _values(known: dict[str, Known]) -> Fields:
    return {path: one.value for path, one in known.items()}


def last_bodies(names: Iterable[str]) -> dict[str, Body]:
    """The last entry of each record that has one, read, with its leaf."""
    return _last(names, Entry.objects.all())


def last_settled(names: Iterable[str]) -> dict[str, Body]:
    """The same among entries other than changes that wait to be published."""
    return _last(names, Entry.objects.settled())


def _last(names: Iterable[str], entries: Any) -> dict[str, Body]:
    found: dict[str, Body] = {}
    for chunk in chunks(set(names)):
        rows = entries.newest_of(chunk).values_list("record", "body", "leaf")
        found |= {record: {**read_entry(body), "leaf": leaf} for record, body, leaf in rows}
    return found


def opened(promises: Iterable[dict[str, str]]) -> Fields:
    """The value behind each of these commitments that is not erased."""
    wanted = {one for fields in promises for one in fields.values()}
    found: Fields = {}
    for chunk in chunks(wanted):
        rows = Opening.objects.filter(pk__in=chunk).values_list("commitment", "value")
        found |= read_values(rows)
    return found


def opened_of(records: Iterable[str]) -> Fields:
    """The value behind each commitment to a field of these records that is not erased, also of
    their earlier entries. They lie together, where those of `opened` are all over the table."""
    found: Fields = {}
    for chunk in chunks(records):
        rows = Opening.objects.filter(record__in=chunk).values_list("commitment", "value")
        found |= read_values(rows.iterator())
    return found


def read_values(rows: Iterable[tuple[str, str]]) -> Fields:
    """Stored values by commitment; one that is not JSON is left out, as if it were erased."""
    found: Fields = {}
    for promise, text in rows:
        try:
            found[promise] = parse(text)
        except (TypeError, ValueError):
            continue
    return found


def read_entry(text: Any) -> Body:
    """A stored entry, read. Raises Broken where it is not one in its canonical form."""
    try:
        body: Body = parse(text)
        if entry_is_whole(body) and canonical(body) == text.encode():
            return body
    except (AttributeError, TypeError, ValueError) as error:
        raise Broken(f"not an entry: {error}") from error
    raise Broken("not an entry in its canonical form")


def losses() -> list[Loss]:
    """What the log says that was lost when backups were restored, in the order it was written."""
    rows = Entry.objects.filter(record=LOG, action=Entry.Action.BACKUP).order_by("sequence")
    return [loss for body in rows.values_list("body", flat=True) for loss in losses_in(parse(body))]


def size() -> int:
    """How many entries there are."""
    last = Entry.objects.aggregate(last=Max("sequence"))["last"]
    return 0 if last is None else last + 1
