"""Proving the log by itself: every entry, the tree over them, and its seals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Max

from tracker.ledger.entries import read_entry, written
from tracker.ledger.models import EVIDENCE, Checkpoint, Entry, Key, Node
from tracker.ledger.verify import (
    LOG,
    Broken,
    Loss,
    Missing,
    is_dated_before,
    key_after,
    leaf_hash,
    losses_in,
    node_hash,
    open_note,
    own_up,
    read_checkpoint,
    sealed,
    tree_root,
    why_not,
)
from tracker.record.trees import locate

Tell = Callable[[str, int, int], None]


def quiet(what: str, done: int, of: int) -> None:
    """Nobody watches."""


class LogAudit:
    """An examination of the log; `faults` says in words what is wrong, `gaps` what is missing."""

    def __init__(self, tell: Tell = quiet) -> None:
        self.tell = tell
        self.faults: list[str] = []
        self.gaps: list[str] = []
        self.losses: list[Loss] = []
        self.leaves: list[bytes] = []
        self.counts: dict[str, int] = defaultdict(int)

    def fault(self, text: str) -> None:
        self.faults.append(text)

    def read_entries(self) -> None:
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
            if body is not None and is_dated_before(body, time):
                self.fault(f"entry {place} is dated before the one before it")
            if body is not None:
                time = body["time"]
                self.losses += losses_in(body)
            self.leaves.append(_bytes_of(entry.leaf) or leaf)
        self.counts["entries"] = total

    def check_nodes(self) -> None:
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

    def check_seals(self, key: str | None, since: str | None) -> None:
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
            try:
                self._check_note("the checkpoint given", since, keys, self.losses)
            except Missing as gap:
                self.gaps.append(str(gap))

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

    def _check_note(
        self, where: str, note: str, keys: list[str], losses: Sequence[Loss] = ()
    ) -> int | None:
        """How many entries a checkpoint has. Raises Missing where `losses` say why it differs."""
        try:
            size, root = sealed(note, keys)
        except Broken as error:
            self.fault(f"{where}: {error}")
            return None
        if size > len(self.leaves) or tree_root(self.leaves[:size]) != root:
            own_up(where, size, root, losses)
            self.fault(why_not(where, size, len(self.leaves)))
        return size


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
    if name == LOG:
        return LOG
    if name.startswith(f"{EVIDENCE}/"):
        return EVIDENCE
    found = locate(name)
    return found[0].name if found else ""
