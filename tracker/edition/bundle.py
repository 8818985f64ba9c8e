"""The bundle for strangers: all that may be seen of the log, the record, and what checks both.

It is cut at the newest checkpoint, so that everything in it is sealed. What may be seen is decided
by what readers see now, as editions tell it: words of a record withdrawn today are not in today's
bundle. `offered` keeps the one that readers are offered.
"""

from __future__ import annotations

import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any, NamedTuple

from django.utils import timezone

from tracker import __version__
from tracker.edition.evidence.reading import FactsShown
from tracker.edition.redaction import closed_now, standing_now
from tracker.ledger import verifier
from tracker.ledger.entries import known_fields, read_entry, read_values
from tracker.ledger.found_facts import source_of
from tracker.ledger.models import EVIDENCE, Checkpoint, Entry, Key, Opening
from tracker.ledger.openness import open_fields, reason_is_open
from tracker.ledger.verify import Broken
from tracker.record.nouns import NOUNS
from tracker.record.transactions import reading_only
from tracker.record.trees import Fields, Tree, chunks, grown

RECORDS_AT_ONCE = 200
FORMAT = "tracker-record/1"
README = f"""What this is
============
The public part of a claim-and-response record and of the ledger that proves its history, written by
Tracker {__version__}.

export/record.json  every published record, as import_record and quickstart read it; at its end what
                    programs found out about sources: kept copies, and quotes in them
entries.jsonl       the entries of the ledger that readers may see, one a line, in canonical form
openings.jsonl      the values behind their commitments, each with its salt
leaves.txt          the hash of every entry, also of those not shown
checkpoint          the newest signed checkpoint; checkpoints/ holds all of them. It names the
                    SHA-256 of verify.py
keys/               the first public key, and each old key's word for the next
verify.py           checks all of this:
                    python3 verify.py BUNDLE.zip [--key KEY] [--since CHECKPOINT or BUNDLE]

Keep a checkpoint and the public key somewhere else. With them, any later bundle proves that
nothing which was in the ledger then has been changed, dropped or reordered since. If an older
backup has to be put back, the log says which entries were lost; a bundle of that time has them.
"""


class BundleRefused(Exception):
    """No bundle can be made now; the message says why."""


class NothingSealed(BundleRefused):
    """There is no checkpoint yet, so there is nothing to prove."""

    def __init__(self) -> None:
        super().__init__("Nothing is sealed yet: seal_ledger makes a checkpoint.")


class Written(NamedTuple):
    """The checkpoint that a bundle ends at, and the newest entry of the ledger when it was made."""

    checkpoint: Checkpoint
    newest: Entry


def write_bundle(file: IO[bytes]) -> Written:
    """Write the bundle as a zip file. Raises NothingSealed."""
    with reading_only():
        checkpoint = Checkpoint.objects.first()
        newest = Entry.objects.order_by("-sequence").first()
        if checkpoint is None or newest is None:
            raise NothingSealed
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            _write_seals(archive, checkpoint)
            _write_lines(archive, "leaves.txt", _leaves(checkpoint.size))
            _write_lines(archive, "entries.jsonl", _bodies(checkpoint.size))
            shown = ShownValues(checkpoint.size)
            _write_lines(archive, "openings.jsonl", shown.lines())
            _write(archive, "export/record.json", _export(shown.trees))
    return Written(checkpoint, newest)


class ShownValues:
    """What readers may see of the values in the log's first `size` entries."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.trees: dict[str, list[Tree]] = defaultdict(list)

    def lines(self) -> Iterator[str]:
        """Each open value as a line of openings.jsonl; fills `trees` on the way."""
        entries = Entry.objects.filter(sequence__lt=self.size)
        # Sets, not lists: a record has many entries.
        for noun in NOUNS.values():
            names = set(entries.filter(kind=noun.name).values_list("record", flat=True))
            for chunk in chunks(sorted(names, key=_by_number), RECORDS_AT_ONCE):
                yield from self._lines_of(noun.name, chunk)
        facts = set(entries.filter(kind=EVIDENCE).values_list("record", flat=True))
        for chunk in chunks(sorted(facts), RECORDS_AT_ONCE):
            yield from self._facts_of(chunk)

    def _facts_of(self, names: list[str]) -> Iterator[str]:
        """The same of what programs found out about sources: while readers see the source, and the
        quote, if it is about one."""
        rows = Entry.objects.filter(record__in=names, sequence__lt=self.size).order_by("sequence")
        bodies: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for name, text in rows.values_list("record", "body").iterator(500):
            with suppress(Broken):
                bodies[name].append(read_entry(text))
        openings = {row.commitment: row for row in Opening.objects.filter(record__in=names)}
        values = read_values((promise, row.value) for promise, row in openings.items())
        shown = FactsShown(map(source_of, names))
        for name, own in bodies.items():
            promised: set[str] = set()
            whole: Fields = {}
            for body in own:
                told = shown.paths(name, body)
                open_ = {path: one for path, one in told.items() if one in values}
                promised |= set(open_.values())
                whole = {path: values[one] for path, one in open_.items()}
            for promise in sorted(promised):
                yield _line(commitment=promise, salt=openings[promise].salt, value=values[promise])
            if whole:
                self.trees[EVIDENCE].append({"id": name, **grown(whole)})

    def _lines_of(self, kind_name: str, names: list[str]) -> Iterator[str]:
        noun = NOUNS[kind_name]
        rows = Entry.objects.filter(record__in=names, sequence__lt=self.size).order_by("sequence")
        bodies: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for name, text in rows.values_list("record", "body").iterator(500):
            try:
                bodies[name].append(read_entry(text))
            except Broken:
                continue  # For verify.py to find: its line is in the bundle all the same.
        openings = {row.commitment: row for row in Opening.objects.filter(record__in=names)}
        values = read_values((promise, row.value) for promise, row in openings.items())
        states = {
            name: [known_fields(body["fields"], values) for body in bodies[name]] for name in names
        }
        closed = closed_now(values.values())
        standing = standing_now(names)
        for name in (name for name in names if bodies[name]):
            # Cut at the checkpoint: what came in sight since then is not shown yet.
            last = [body["shown"] for body in bodies[name] if body["shown"] != Entry.Shown.WAITS]
            now = least(standing[name], last[-1] if last else Entry.Shown.NOTHING)
            promised: set[str] = set()
            whole: Fields = {}
            for body, known in zip(bodies[name], states[name], strict=True):
                fields = {path: one.value for path, one in known.items()}
                shown = open_fields(noun, body, fields, now, closed)
                whole = shown if body["shown"] != Entry.Shown.WAITS else whole
                promised |= {known[path].promise for path in shown}
                if body["reason"] in values and reason_is_open(body, now):
                    promised.add(body["reason"])
            for promise in sorted(promised):
                yield _line(commitment=promise, salt=openings[promise].salt, value=values[promise])
            if now == Entry.Shown.WHOLE:
                self.trees[noun.plural].append({"id": name, **grown(whole)})


def least(now: str, then: str) -> str:
    """The narrower of two ways to be shown."""
    order = (Entry.Shown.NOTHING, Entry.Shown.NOTICE, Entry.Shown.WHOLE)
    return min(now, then, key=[str(one) for one in order].index)


def _by_number(name: str) -> tuple[int, str]:
    key = name.rpartition("/")[2]
    return (int(key), "") if key.isdecimal() else (0, name)


def _line(**parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _bodies(end: int) -> Iterator[str]:
    rows = Entry.objects.filter(sequence__lt=end).shown().order_by("sequence")
    yield from rows.values_list("body", flat=True).iterator(1000)


def _leaves(end: int) -> Iterator[str]:
    rows = Entry.objects.filter(sequence__lt=end).order_by("sequence")
    yield from rows.values_list("leaf", flat=True).iterator(5000)


def _export(trees: dict[str, list[Tree]]) -> str:
    made = {"format": FORMAT, **{noun.plural: trees[noun.plural] for noun in NOUNS.values()}}
    made[EVIDENCE] = trees[EVIDENCE]
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _write_seals(archive: zipfile.ZipFile, newest: Checkpoint) -> None:
    _write(archive, "README.txt", README)
    _write(archive, "verify.py", verifier.program())
    _write(archive, "checkpoint", newest.note)
    for checkpoint in Checkpoint.objects.order_by("pk"):
        _write(archive, f"checkpoints/{checkpoint.pk:08}", checkpoint.note)
    for key in Key.objects.order_by("number"):
        _write(archive, f"keys/{key.number}", key.rotation or f"{key.text}\n")


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, timezone.now().timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _write(archive: zipfile.ZipFile, name: str, content: str | bytes) -> None:
    archive.writestr(_info(name), content)


def _write_lines(archive: zipfile.ZipFile, name: str, lines: Iterator[str]) -> None:
    with archive.open(_info(name), "w", force_zip64=True) as file:
        for line in lines:
            file.write(f"{line}\n".encode())
