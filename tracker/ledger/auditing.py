"""Proving the history from inside: the log against itself, its seals, and the record as it stands.

`verify.py` proves to strangers what was published; this also sees drafts, secrets and the rows of
the record, so it finds a change made past the log in SQL.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef

from tracker.ledger.derived import derived_faults
from tracker.ledger.differing import differing
from tracker.ledger.entries import Known, known_fields
from tracker.ledger.log_audit import LogAudit, read_body
from tracker.ledger.models import Entry, Opening
from tracker.ledger.openness import closed, hidden
from tracker.ledger.verify import (
    REASON,
    Broken,
    canonical,
    commitment,
    opened_field,
    parse,
)
from tracker.record.nouns import NOUNS, Noun
from tracker.record.transactions import reading_only
from tracker.record.trees import Fields, chunks, fields_of, locate, refs, target_of, trees

RECORDS_AT_ONCE = 200
MOST_STRAYS = 100


class Audit(LogAudit):
    """One examination of the log and the record."""

    def run(self, key: str | None = None, since: str | None = None) -> Audit:
        """Examine everything as of one moment, while others go on writing.

        `since` is a checkpoint kept outside, `key` the public key.
        """
        with reading_only():
            self._examine(key, since)
        return self

    def _examine(self, key: str | None, since: str | None) -> None:
        self.read_entries()
        self.check_nodes()
        self.check_seals(key, since)
        names = list(Entry.objects.order_by("record").values_list("record", flat=True).distinct())
        for done, chunk in enumerate(chunks(names, RECORDS_AT_ONCE)):
            self.tell("records", done * RECORDS_AT_ONCE, len(names))
            self._check_records(chunk)
        self._check_unknown(set(names))
        self.faults += derived_faults()
        self.tell("records", len(names), len(names))

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
            if body is not None and last.kind in NOUNS:
                known = known_fields(body["fields"], values)
                newest[last.kind][name] = {"body": body, "known": known}
        for kind_name, states in newest.items():
            self._check_current(NOUNS[kind_name], states)

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

    def _check_current(self, noun: Noun, states: dict[str, dict[str, Any]]) -> None:
        lookup = noun.key_lookup()
        found = {name: located[1] for name in states if (located := locate(name))}
        rows = noun.model._base_manager.filter(**{f"{lookup}__in": list(found.values())})
        keys = {pk: noun.ref(key) for pk, key in rows.values_list("pk", lookup)}
        stored = {name: fields_of(tree) for name, tree in trees(noun, keys).items()}
        unsaid = _not_told_yet(noun, stored)
        for name, state in states.items():
            known = state["known"]
            # A row that names what readers do not see is written down when they see it.
            fields = stored.get(name)
            if fields is not None:
                left_out = unsaid.get(name, set()) - known.keys()
                fields = {path: value for path, value in fields.items() if path not in left_out}
            self._check_state(name, state["body"], known, fields)

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
        located = locate(name)
        for path in differing(located[0], stored, values) if located else ():
            self.fault(f"{name}, {path}: differs from the last entry")

    # --- the record beyond the log ------------------------------------------------------------

    def _check_unknown(self, names: set[str]) -> None:
        # EXISTS, not IN: without statistics PostgreSQL compares every opening with every entry.
        entries = Entry.objects.filter(record=OuterRef("record"))
        strays = Opening.objects.filter(~Exists(entries))
        for opening in strays[:MOST_STRAYS]:
            self.fault(f"{opening.record}, {opening.path}: an opening of a record without entries")
        for noun in NOUNS.values():
            rows = noun.model._base_manager.values_list(noun.key_lookup(), flat=True)
            for key in rows.iterator(2000):
                if noun.ref(key) not in names:
                    self.fault(f"{noun.ref(key)} has no history")


def _not_told_yet(noun: Noun, stored: dict[str, Fields]) -> dict[str, set[str]]:
    """Of dossiers: the paths of rows that name a draft, put in from the draft's own form."""
    if noun.name != "dossier":
        return {}
    named = {one for fields in stored.values() for one in refs(noun, fields).values()}
    shut = closed(named)
    return {name: hidden(noun, fields, shut) for name, fields in stored.items()}
