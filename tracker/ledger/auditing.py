"""Proving the history from inside: the log against itself, its seals, and the record as it stands.

`verify.py` proves to strangers what was published; this also sees drafts, secrets and the rows of
the record, so it finds a change made past the log in SQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Max

from tracker.ledger.derived import derived_faults
from tracker.ledger.entries import Known, known_fields, read_entry, written
from tracker.ledger.kinds import KINDS, Kind
from tracker.ledger.models import Checkpoint, Entry, Key, Node, Opening
from tracker.ledger.snapshot import chunks, fields_of, locate, target_of, trees
from tracker.ledger.verify import (
    REASON,
    Broken,
    canonical,
    commitment,
    key_after,
    leaf_hash,
    node_hash,
    open_note,
    opened_field,
    parse,
    read_checkpoint,
    sealed,
    tree_root,
)
from tracker.ledger.visibility import shown_now
from tracker.record.transactions import reading_only

RECORDS_AT_ONCE = 200
MOST_STRAYS = 100
Tell = Callable[[str, int, int], None]


def _quiet(what: str, done: int, of: int) -> None:
    """Nobody watches."""


class Audit:
    """One examination of the log and the record; `faults` says in words what is wrong."""

    def __init__(self, tell: Tell = _quiet) -> None:
        self.tell = tell
        self.faults: list[str] = []
        self.leaves: list[bytes] = []
        self.counts: dict[str, int] = defaultdict(int)

    def run(self, key: str | None = None, since: str | None = None) -> Audit:
        """Examine everything as of one moment, while others go on writing.

        `since` is a checkpoint kept outside, `key` the public key.
        """
        with reading_only():
            self._examine(key, since)
        return self

    def _examine(self, key: str | None, since: str | None) -> None:
        self._read_entries()
        self._check_nodes()
        self._check_seals(key, since)
        names = list(Entry.objects.order_by("record").values_list("record", flat=True).distinct())
        for done, chunk in enumerate(chunks(names, RECORDS_AT_ONCE)):
            self.tell("records", done * RECORDS_AT_ONCE, len(names))
            self._check_records(chunk)
        self._check_unknown(set(names))
        self.faults += derived_faults()
        self.tell("records", len(names), len(names))

    def fault(self, text: str) -> None:
        self.faults.append(text)

    # --- the log by itself --------------------------------------------------------------------

    def _read_entries(self) -> None:
        total = Entry.objects.count()
        time = ""
        for place, entry in enumerate(Entry.objects.order_by("sequence").iterator(2000)):
            if place % 5000 == 0:
                self.tell("entries", place, total)
            if entry.sequence != place:
                self.fault(f"entry {place} is missing")
                return
            body = read_body(entry)
            if body is None or columns_in(body) != columns_of(entry):
                self.fault(f"entry {place}: its columns and its text differ")
            leaf = leaf_hash(str(entry.body).encode(errors="replace"))
            if leaf.hex() != entry.leaf:
                self.fault(f"entry {place}: its text was changed")
            if body is not None and body["time"] < time:
                self.fault(f"entry {place} is dated before the one before it")
            time = body["time"] if body is not None else time
            self.leaves.append(_bytes_of(entry.leaf) or leaf)
        self.counts["entries"] = total

    def _check_nodes(self) -> None:
        row, level = self.leaves, 0
        most = Checkpoint.objects.aggregate(most=Max("size"))["most"] or 0
        while len(row) > 1:
            row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
            level += 1
            nodes = Node.objects.filter(level=level).order_by("index")
            there = 0
            for index, text in nodes.values_list("index", "hash").iterator(2000):
                there += 1
                if index >= len(row) or row[index].hex() != text:
                    self.fault(f"node {level}/{index} of the tree does not fit the entries")
            if there < min(most >> level, len(row)):
                self.fault(f"nodes are missing from level {level} of the tree")
        if Node.objects.filter(level__gt=level).exists():
            self.fault("the stored tree is higher than the entries make it")

    def _check_seals(self, key: str | None, since: str | None) -> None:
        keys = self._keys()
        if key is not None and key.strip() not in keys:
            self.fault("the log is not sealed by the key given, nor by one that followed it")
        for checkpoint in Checkpoint.objects.order_by("pk"):
            where = f"checkpoint {checkpoint.pk}"
            size = self._check_note(where, checkpoint.note, keys)
            if size is not None and not self._columns_fit(checkpoint, size):
                self.fault(f"{where}: its columns and its note differ")
            self.counts["checkpoints"] += 1
            self.counts["entries sealed"] = max(self.counts["entries sealed"], size or 0)
        if not self.counts["checkpoints"] and (key is not None or since is not None):
            self.fault("nothing is sealed, though somebody kept a key or a checkpoint of it")
        if since is not None:
            self._check_note("the checkpoint given", since, keys)

    def _columns_fit(self, checkpoint: Checkpoint, size: int) -> bool:
        _, _, root = read_checkpoint(checkpoint.note.rpartition("\n\n")[0] + "\n")
        key = Key.objects.filter(pk=checkpoint.key_id).first()
        try:
            open_note(checkpoint.note, [key.text] if key else [])
        except Broken:
            return False
        return (size, root.hex()) == (checkpoint.size, checkpoint.root)

    def _keys(self) -> list[str]:
        keys: list[str] = []
        for key in Key.objects.order_by("number"):
            try:
                if keys and key_after(key.rotation, keys[-1]) != key.text:
                    raise Broken("another key was signed")
            except Broken as error:
                self.fault(f"key {key.number} was not introduced by the one before it: {error}")
            keys.append(key.text)
        return keys

    def _check_note(self, where: str, note: str, keys: list[str]) -> int | None:
        try:
            size, root = sealed(note, keys)
        except Broken as error:
            self.fault(f"{where}: {error}")
            return None
        if size > len(self.leaves):
            self.fault(f"{where} has {size} entries: this log is older, or was cut")
        elif tree_root(self.leaves[:size]) != root:
            self.fault(f"{where} is not a beginning of this log: history was changed")
        return size

    # --- a record's entries, what opens them, and the record ----------------------------------

    def _check_records(self, names: list[str]) -> None:
        entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in Entry.objects.filter(record__in=names).order_by("record", "revision"):
            entries[entry.record].append(entry)
        openings: dict[str, list[Opening]] = defaultdict(list)
        for opening in Opening.objects.filter(record__in=names).iterator(2000):
            openings[opening.record].append(opening)
        newest: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        for name in names:
            bodies = [read_body(entry) for entry in entries[name]]
            values = self._check_openings(name, entries[name], bodies, openings[name])
            last, body = entries[name][-1], bodies[-1]
            if body is not None and last.kind in KINDS:
                known = known_fields(body["fields"], values)
                newest[last.kind][name] = {"body": body, "known": known}
        for kind_name, states in newest.items():
            self._check_current(KINDS[kind_name], states)

    def _check_openings(
        self,
        name: str,
        entries: list[Entry],
        bodies: list[dict[str, Any] | None],
        openings: list[Opening],
    ) -> dict[str, Any]:
        """The values of a record's openings by commitment, each checked."""
        promised: dict[str, str] = {}
        erased: set[str] = set()
        before: Entry | None = None
        for entry, body in zip(entries, bodies, strict=True):
            self._check_follows(entry, body, before)
            before = entry
            if body is None:
                continue
            promised |= {promise: key for key, promise in body["fields"].items()}
            erased |= set(body.get("erased", {}))
            if body["reason"]:
                promised[body["reason"]] = REASON
        values = {}
        for opening in openings:
            value = self._check_opening(name, opening, promised)
            values[opening.commitment] = value
        for promise in promised.keys() - values.keys() - erased:
            self.fault(f"{name}: what opens {promised[promise]} is gone, and no erasure says so")
        for promise in erased & values.keys():
            self.fault(f"{name}: {promised.get(promise)} was erased and is back")
        self.counts["openings"] += len(values)
        self.counts["erased"] += len(erased)
        return values

    def _check_follows(
        self, entry: Entry, body: dict[str, Any] | None, before: Entry | None
    ) -> None:
        revision, leaf = (before.revision, before.leaf) if before else (0, "")
        if entry.revision != revision + 1 or (body is not None and body["previous"] != leaf):
            self.fault(f"entry {entry.sequence}: does not follow {entry.record}'s last")

    def _check_opening(self, name: str, opening: Opening, promised: dict[str, str]) -> Any:
        where = f"{name}, {opening.path}"
        try:
            value = parse(opening.value)
            salt = bytes.fromhex(opening.salt)
            canonical(value)
        except (TypeError, ValueError):
            self.fault(f"{where}: not an opening")
            return None
        key = promised.get(opening.commitment)
        if key is None:
            self.fault(f"{where}: an opening that no entry promises")
        elif commitment(salt, value) != opening.commitment:
            self.fault(f"{where}: not the value that was committed to")
        else:
            self._check_path(where, key, value, opening)
        return value

    def _check_path(self, where: str, key: str, value: Any, opening: Opening) -> None:
        try:
            path, plain = opened_field(key, value)
        except Broken as error:
            self.fault(f"{where}: {error}")
            return
        located = locate(opening.record)
        target = target_of(located[0], path, plain) if located and key != REASON else ""
        if path != opening.path or target != opening.target:
            self.fault(f"{where}: an opening of another field")

    def _check_current(self, kind: Kind, states: dict[str, dict[str, Any]]) -> None:
        lookup = kind.key_lookup()
        found = {name: located[1] for name in states if (located := locate(name))}
        rows = kind.model._base_manager.filter(**{f"{lookup}__in": list(found.values())})
        keys = {pk: kind.ref(key) for pk, key in rows.values_list("pk", lookup)}
        stored = {name: fields_of(tree) for name, tree in trees(kind, keys).items()}
        shown = {keys[pk]: seen for pk, seen in shown_now(kind, keys).items() if pk in keys}
        for name, state in states.items():
            self._check_state(name, state["body"], state["known"], stored.get(name))
            if name in stored and state["body"]["shown"] != shown.get(name):
                self.fault(f"{name}: readers see it otherwise than its last entry says")

    def _check_state(
        self, name: str, body: dict[str, Any], known: dict[str, Known], stored: Any
    ) -> None:
        is_gone = not body["fields"]
        if stored is None:
            if not is_gone:
                self.fault(f"{name} is gone from the record, and no entry says so")
            return
        self.counts["records"] += 1
        values = {path: one.value for path, one in known.items()}
        for path in sorted(stored.keys() | values.keys()):
            if path not in stored or path not in values or stored[path] != values[path]:
                self.fault(f"{name}, {path}: differs from the last entry")

    # --- the record beyond the log ------------------------------------------------------------

    def _check_unknown(self, names: set[str]) -> None:
        strays = Opening.objects.exclude(record__in=Entry.objects.values("record"))
        for opening in strays[:MOST_STRAYS]:
            self.fault(f"{opening.record}, {opening.path}: an opening of a record without entries")
        for kind in KINDS.values():
            rows = kind.model._base_manager.values_list(kind.key_lookup(), flat=True)
            for key in rows.iterator(2000):
                if kind.ref(key) not in names:
                    self.fault(f"{kind.ref(key)} has no history")


def read_body(entry: Entry) -> dict[str, Any] | None:
    """An entry's text, parsed; None where it is not an entry in its canonical form."""
    try:
        return read_entry(entry.body)
    except Broken:
        return None


def _bytes_of(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None


def columns_in(body: dict[str, Any]) -> tuple[Any, ...]:
    names = ("sequence", "record", "revision", "time", "actor", "action", "shown")
    return (*(body[name] for name in names), _kind_name(body["record"]))


def columns_of(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.sequence,
        entry.record,
        entry.revision,
        written(entry.time),
        entry.actor,
        entry.action,
        entry.shown,
        entry.kind,
    )


def _kind_name(name: str) -> str:
    found = locate(name)
    return found[0].name if found else ""
