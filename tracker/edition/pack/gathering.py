"""What belongs to one claim: its record as readers see it, the ledger's word for each of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tracker.edition.evidence.reading import told_marks
from tracker.edition.models import Opened, StampToken
from tracker.edition.readers import Reader
from tracker.edition.records import is_on
from tracker.edition.shelf import Shelf
from tracker.edition.stamping import digest_of_seal
from tracker.ledger.entries import read_entry, read_values
from tracker.ledger.found_facts import evidence_key, source_of
from tracker.ledger.models import EVIDENCE, Checkpoint, Entry
from tracker.ledger.verify import BLIND, citations_in
from tracker.record.trees import Fields, Tree, chunks, fields_of, grown

# Responses to one claim that are in its pack, the newest references first.
MOST_RESPONSES = 200
# Seals among which one with a time stamp is looked for.
MOST_SEALS = 400
# Copies of one source beside those that marks name, the newest first.
MOST_COPIES = 20


@dataclass
class Gathered:
    """Trees by key, quotes with their marks, copies by source, and what proves them."""

    claim: str
    trees: dict[str, Tree] = field(default_factory=dict)
    quotes: list[Tree] = field(default_factory=list)
    copies: dict[str, list[Tree]] = field(default_factory=dict)
    # By record, or by the name of its facts, the entry that says what is here.
    entries: dict[str, Entry] = field(default_factory=dict)
    openings: dict[str, Opened] = field(default_factory=dict)
    tokens: list[StampToken] = field(default_factory=list)
    # A seal that was stamped, and what of it authorities answered.
    seal: Checkpoint | None = None
    seal_tokens: list[StampToken] = field(default_factory=list)
    # How many responses are not in it.
    left_out: int = 0

    @property
    def stamps(self) -> Iterator[tuple[Tree, Tree]]:
        """Each copy with each of its time stamps."""
        for copies in self.copies.values():
            for copy in copies:
                yield from ((copy, one) for one in copy.get("stamps", ()))


def gather(reader: Reader, claim: str) -> Gathered | None:
    """All that belongs to a claim; None where readers see no such."""
    found = Gathered(claim)
    naming = {one.source for one in reader.naming([claim], "claims/claim", "answers/claim")}
    responses = sorted((one for one in naming if one.startswith("R-")), reverse=True)
    found.left_out = len(responses[MOST_RESPONSES:])
    shelf = Shelf(reader, lambda key, tree: _cut(claim, key, tree))
    shelf.fetch({claim, *responses[:MOST_RESPONSES]})
    if claim not in shelf.trees:
        return None
    _prove_records(found, shelf.trees)
    rows = [
        (key, path, row)
        for key, tree in sorted(found.trees.items())
        for path, row in citations_in(tree)
    ]
    _prove_facts(found, rows)
    _take_stamped_seal(found)
    return found


def _cut(claim: str, key: str, tree: Tree) -> Tree:
    """Of a response its answers to this claim alone."""
    if not key.startswith("R-"):
        return tree
    return {**tree, "answers": [row for row in tree.get("answers", ()) if is_on(row, [claim])]}


def _prove_records(found: Gathered, trees: dict[str, Tree]) -> None:
    """Take of each tree what its entry committed to; what is added on reading is left out."""
    numbers = {tree["entry"]: key for key, tree in trees.items()}
    entries = _entries(numbers)
    bodies = {numbers[one.sequence]: _promises(one) for one in entries}
    openings = _openings(bodies.values())
    for entry in entries:
        key = numbers[entry.sequence]
        paths = fields_of(trees[key])
        fields = {
            path: openings[promise]
            for path, promise in bodies[key].items()
            if path in paths and promise in openings
        }
        _keep(found, key, entry, fields)
        found.trees[key] = grown(_values(fields))


def _prove_facts(found: Gathered, rows: list[tuple[str, str, Tree]]) -> None:
    marks = told_marks(int(row["row"]) for _key, _path, row in rows)
    sources = sorted({row["source"] for _key, _path, row in rows})
    facts: dict[str, Fields] = {}
    newest = [one for chunk in chunks(map(evidence_key, sources)) for one in _newest_of(chunk)]
    told = {one.record: _promises(one) for one in newest}
    wanted = {f"quotes/{row}/told" for row in marks}
    openings = _openings(
        {path: one for path, one in paths.items() if path.startswith("copies/") or path in wanted}
        for paths in told.values()
    )
    for entry in newest:
        fields = {
            path: openings[promise]
            for path, promise in told[entry.record].items()
            if promise in openings
        }
        source = source_of(entry.record)
        facts[source] = _chosen(_values(fields))
        found.copies[source] = [
            facts[source][path] for path in sorted(facts[source]) if path.startswith("copies/")
        ]
        _keep(found, entry.record, entry, {path: fields[path] for path in facts[source]})
    for key, path, row in rows:
        names = ("source", "quote", "prefix", "suffix", "language", "locator")
        mark = facts.get(row["source"], {}).get(f"quotes/{row['row']}/told")
        words = {name: row[name] for name in names if name in row}
        found.quotes.append({"record": key, "path": path, **words, "mark": mark})
    wanted = {stamp["sha256"] for _copy, stamp in found.stamps}
    for chunk in chunks(sorted(wanted)):
        found.tokens += StampToken.objects.filter(pk__in=chunk).order_by("pk")


def _take_stamped_seal(found: Gathered) -> None:
    """The earliest stamped seal over all that is here; else the newest stamped one."""
    last = max(entry.sequence for entry in found.entries.values())
    over_all = Checkpoint.objects.filter(size__gt=last).order_by("pk")[:MOST_SEALS]
    newest = Checkpoint.objects.filter(size__lte=last)[:MOST_SEALS]
    for seals in (over_all, newest):
        by_digest = {digest_of_seal(one.note): one for one in seals}
        tokens: dict[str, list[StampToken]] = {}
        for row in StampToken.objects.filter(digest__in=by_digest).order_by("pk"):
            tokens.setdefault(row.digest, []).append(row)
        if stamped := [digest for digest in by_digest if digest in tokens]:
            found.seal, found.seal_tokens = by_digest[stamped[0]], tokens[stamped[0]]
            return


def _chosen(facts: Fields) -> Fields:
    """Of many copies those that marks name, and the newest."""
    marks = {path: one for path, one in facts.items() if path.startswith("quotes/")}
    copies = {path: one for path, one in facts.items() if path not in marks}
    newest = sorted(copies, key=lambda path: (copies[path]["made_at"], path), reverse=True)
    named = {f"copies/{one.get('copy', 0)}/told" for one in marks.values()}
    kept = {*newest[:MOST_COPIES], *named}
    return marks | {path: one for path, one in copies.items() if path in kept}


def _keep(found: Gathered, record: str, entry: Entry, fields: dict[str, Opened]) -> None:
    found.entries[record] = entry
    found.openings |= {one.pk: one for one in fields.values()}


def _entries(numbers: Iterable[int]) -> list[Entry]:
    return [
        entry
        for chunk in chunks(sorted(numbers))
        for entry in Entry.objects.filter(sequence__in=chunk).order_by("sequence")
    ]


def _newest_of(names: list[str]) -> list[Entry]:
    """What programs found out last about these sources, where readers may see it."""
    rows = Entry.objects.filter(kind=EVIDENCE).newest_of(names).filter(shown=Entry.Shown.WHOLE)
    return list(rows.order_by("sequence"))


def _promises(entry: Entry) -> dict[str, str]:
    fields: dict[str, str] = read_entry(entry.body)["fields"]
    return {path: one for path, one in fields.items() if not path.startswith(BLIND)}


def _openings(promised: Iterable[dict[str, str]]) -> dict[str, Opened]:
    """What opens these commitments, as far as readers were shown it and it is not erased."""
    wanted = {one for paths in promised for one in paths.values()}
    found: dict[str, Opened] = {}
    for chunk in chunks(sorted(wanted)):
        found |= {one.pk: one for one in Opened.objects.filter(pk__in=chunk).exclude(salt="")}
    return found


def _values(fields: dict[str, Opened]) -> dict[str, Any]:
    values = read_values((path, one.value) for path, one in fields.items())
    return {path: values[path] for path in fields if path in values}
