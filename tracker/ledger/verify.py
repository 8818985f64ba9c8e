#!/usr/bin/env python3
"""Checks a ledger bundle, or the proof of one entry. Needs Python 3.9 or later and nothing else.

    python3 verify.py BUNDLE.zip [--key KEY] [--since CHECKPOINT or OLD_BUNDLE.zip]

BUNDLE.zip is what the site offers at /ledger/bundle.zip, or the proof of one entry. KEY is the
site's public key, as text or as a file that holds it, best taken from somewhere else than the
bundle. CHECKPOINT is a file with a checkpoint seen earlier: with it, nothing that was in the log
then can have been changed, dropped or reordered since. OLD_BUNDLE.zip is a bundle kept from
earlier: with it, what it showed and this one does not must have an entry that says why. Exit:
0 sound, 1 tampered, 2 incomplete.

Formats: canonical JSON (RFC 8785), Merkle tree (RFC 6962), signed notes and checkpoints (C2SP
signed-note, tlog-checkpoint), Ed25519 (RFC 8032). Text and code stand alone on purpose: read them.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FORMAT = "tracker-ledger/1"
# The files of a bundle, and the folders that others stand in.
FILES = ("checkpoint", "entries.jsonl", "export/record.json", "leaves.txt", "openings.jsonl")
ALSO_FILES = ("README.txt", "README", "README.md", "verify.py")
FOLDERS = ("checkpoints/", "keys/", "files/")
# Records that are published and withdrawn by themselves, each time with a public entry. The others
# (sources, parties, places) come and go with the records that name them.
BY_THEMSELVES = ("C-", "R-", "E-", "Q-", "dossier/")
REASON = ":reason"
BLIND = "~"

# --- Canonical JSON: RFC 8785 ---------------------------------------------------------------------

# Python writes text as the RFC wants it; numbers and the order of names it does not.
_quoted = json.JSONEncoder(ensure_ascii=False).encode


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value, as UTF-8. Raises ValueError where there is none."""
    return _written(value).encode()


def _written(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(_written, value))}]"
    if isinstance(value, dict):
        # Sorted by UTF-16 code units, as the RFC wants it; for plain names that is no difference.
        is_plain = all(map(str.isascii, value))
        names = sorted(value, key=None if is_plain else lambda name: name.encode("utf-16-be"))
        return f"{{{','.join(f'{_written(n)}:{_written(value[n])}' for n in names)}}}"
    raise ValueError(f"{type(value).__name__} is not JSON")


def _number(value: int | float) -> str:
    """A number as ECMAScript writes it: the shortest digits that read back the same."""
    if isinstance(value, int):
        if abs(value) <= 2**53:
            return str(value)
        if abs(value) > 2**1023:
            raise ValueError("a whole number beyond what JSON can carry")
        value = float(value)  # As the RFC has it: every number is a double.
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("not a JSON number")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    point = len(digits) - len(fraction) + int(exponent or 0)
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return f"{sign}{digits}{'0' * (point - count)}"
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    power = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return f"{sign}{digits[0]}{'.' if count > 1 else ''}{digits[1:]}{power}"


def parse(text: str | bytes) -> Any:
    """A JSON value. Raises ValueError for all that is not JSON, also what Python's reader takes."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


# --- Merkle tree: RFC 6962 ------------------------------------------------------------------------


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_root(leaves: list[bytes]) -> bytes:
    """The root over leaf hashes. Raises ValueError for none: an empty log proves nothing."""
    if not leaves:
        raise ValueError("a tree of size zero is refused")
    row = leaves
    while len(row) > 1:
        paired = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        row = paired + row[len(paired) * 2 :]
    return row[0]


def inclusion_holds(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Whether `path` proves that `leaf` stands at `index` in the tree of `size` with `root`."""
    if not 0 <= index < size or len(leaf) != 32:
        return False
    position, last, result = index, size - 1, leaf
    for part in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            result = node_hash(part, result)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            result = node_hash(result, part)
        position, last = position >> 1, last >> 1
    return last == 0 and result == root


def consistency_holds(old: int, new: int, path: list[bytes], was: bytes, now: bytes) -> bool:
    """Whether `path` proves that the tree of size `old` with root `was` grew into `now`."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and was == now
    if not path:
        return False
    rest = list(path)
    position, last = old - 1, new - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    first = second = rest.pop(0) if position else was
    for part in rest:
        if last == 0:
            return False
        if position & 1 or position == last:
            first, second = node_hash(part, first), node_hash(part, second)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            second = node_hash(second, part)
        position, last = position >> 1, last >> 1
    return last == 0 and first == was and second == now


# --- Ed25519: RFC 8032, verification only ---------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def _add(a: Point, b: Point) -> Point:
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(factor: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = _add(result, point)
        point, factor = _add(point, point), factor >> 1
    return result


def _point(data: bytes) -> Point | None:
    number = int.from_bytes(data, "little")
    y, odd = number & (2**255 - 1), number >> 255
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and odd):
        return None
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


_base = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signature_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the Ed25519 `signature` of `message` is by the private half of `key`."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, r, s = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if public is None or r is None or s >= ORDER or _base is None:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    left = _times(s, _base)
    right = _add(r, _times(int.from_bytes(digest, "little") % ORDER, public))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- Signed notes, keys and checkpoints: C2SP -----------------------------------------------------


class Missing(Exception):
    """Something that the proof needs is not there; the message says what."""


class Broken(Exception):
    """A text that is not what its format says; the message says which and why."""


def key_id(name: str, key: bytes) -> bytes:
    return hashlib.sha256(f"{name}\n".encode() + b"\x01" + key).digest()[:4]


def read_key(text: str) -> tuple[str, bytes]:
    """(name, 32 bytes) of a public key written as name+id+base64. Raises Broken."""
    name, _, rest = text.strip().partition("+")
    number, _, coded = rest.partition("+")
    try:
        data = base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Broken(f"key {name!r}: {error}") from error
    if not name or len(data) != 33 or data[:1] != b"\x01" or key_id(name, data[1:]).hex() != number:
        raise Broken(f"key {name!r} is not an Ed25519 key of the form name+id+base64")
    return name, data[1:]


def open_note(note: str, keys: list[str]) -> tuple[str, str]:
    """(text, key that signed it) of a signed note. Raises Broken where none of `keys` did."""
    text, gap, signatures = note.rpartition("\n\n")
    if not gap or not signatures.endswith("\n"):
        raise Broken("not a signed note")
    for line in signatures.splitlines():
        mark, _, coded = line.rpartition(" ")
        for one in keys:
            name, key = read_key(one)
            if mark != f"— {name}":
                continue
            try:
                data = base64.b64decode(coded, validate=True)
            except (binascii.Error, ValueError):
                continue
            message = f"{text}\n".encode()
            if data[:4] == key_id(name, key) and signature_holds(key, message, data[4:]):
                return f"{text}\n", one
    raise Broken("no signature by a key that is known here")


def read_checkpoint(text: str) -> tuple[str, int, bytes]:
    """(origin, size, root) of a checkpoint's text. Raises Broken; a size of zero is refused."""
    lines = text.split("\n")
    try:
        origin, size, root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
    except (IndexError, ValueError) as error:
        raise Broken("not a checkpoint") from error
    if not origin or str(size) != lines[1] or len(root) != 32:
        raise Broken("not a checkpoint")
    if size <= 0:
        raise Broken("a checkpoint of size zero is refused: it proves nothing")
    return origin, size, root


def sealed(note: str, keys: list[str]) -> tuple[int, bytes]:
    """(size, root) of a checkpoint signed by one of `keys` for their own log. Raises Broken."""
    text, signer = open_note(note, keys)
    origin, size, root = read_checkpoint(text)
    if origin != read_key(signer)[0]:
        raise Broken(f"a checkpoint of another log, {origin!r}")
    return size, root


def key_after(note: str, key: str) -> str:
    """The key that `key` names as the next one in a rotation note. Raises Broken."""
    text, _ = open_note(note, [key])
    lines = text.split("\n")
    if len(lines) != 4 or lines[1] != "key rotation":
        raise Broken("not a key rotation")
    read_key(lines[2])
    return lines[2]


def key_chain(first: str, rotations: list[str], given: str | None) -> list[str]:
    """All keys of a log in order. Raises Broken where one was not introduced by the one before it,

    or where `given`, the key that the reader trusts, is none of them.
    """
    keys = [first.strip()]
    for note in rotations:
        keys.append(key_after(note, keys[-1]))
    if given is not None and given.strip() not in keys:
        read_key(given)
        raise Broken("the log is not signed by your key, nor by one that followed it")
    return keys


def told_of(given: str | None, signer: str) -> str:
    """What the signature was checked with, and how much that proves."""
    if given is None:
        return f"signed by the log's own key, which proves less; compare it: {signer}"
    return "signed by your key" if given.strip() == signer else "signed by a key after yours"


# --- Records as fields ----------------------------------------------------------------------------


def flatten(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """(path, value) of each field of a record; the rows of a list are told apart by "row"."""
    for name, value in tree.items():
        if isinstance(value, list):
            for row in value:
                inner = {key: part for key, part in row.items() if key != "row"}
                yield from flatten(inner, f"{prefix}{name}/{row['row']}/")
        else:
            yield f"{prefix}{name}", value


def opened_field(key: str, value: Any) -> tuple[str, Any]:
    """(path, value) behind a field of an entry; a blinded one tells its path only when opened.

    Raises Broken."""
    if not key.startswith(BLIND):
        return key, value
    if not isinstance(value, dict) or set(value) != {"path", "value"}:
        raise Broken(f"{key}: not the opening of a blinded field")
    return str(value["path"]), value["value"]


def commitment(salt: bytes, value: Any) -> str:
    return hashlib.sha256(salt + canonical(value)).hexdigest()


# --- The bundle -----------------------------------------------------------------------------------


class Report:
    """What was found: faults, gaps, and counts in words."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.gaps: list[str] = []
        self.said: list[str] = []

    @property
    def status(self) -> int:
        return 1 if self.faults else 2 if self.gaps else 0


class Bundle:
    """One bundle under examination; `report` fills as `check` goes."""

    def __init__(self, files: dict[str, bytes], report: Report) -> None:
        self.files, self.report = files, report
        self.leaves: list[bytes] = []
        self.entries: list[dict[str, Any]] = []
        self.openings: dict[str, Any] = {}
        self.erased: set[str] = set()
        self.withheld: set[str] = set()

    def check(self, key: str | None, since: str | None) -> None:
        steps = (
            lambda: self._check_tree(key, since),
            self._check_entries,
            self._check_openings,
            self._check_export,
            self._check_files,
            self._check_names,
        )
        for step in steps:
            try:
                step()
            except Broken as error:
                self.report.faults.append(str(error))
            except KeyError as error:
                self.report.gaps.append(f"missing from the bundle: {error.args[0]}")
                return

    def _text(self, name: str) -> str:
        try:
            return self.files[name].decode()
        except UnicodeDecodeError as error:
            raise Broken(f"{name}: {error}") from error

    def _lines(self, name: str) -> Iterator[Any]:
        for number, line in enumerate(self.files[name].splitlines(), start=1):
            try:
                yield parse(line)
            except ValueError:
                self.report.faults.append(f"{name}, line {number}: not JSON")

    def _check_tree(self, key: str | None, since: str | None) -> None:
        keys = self._keys(key)
        size, root = sealed(self._text("checkpoint"), keys[-1:])
        origin = read_key(keys[-1])[0]
        self._read_leaves(size)
        if tree_root(self.leaves) != root:
            self.report.faults.append("the entries do not add up to the root of the checkpoint")
        self.report.said.append(f"{size} entries sealed by {origin}")
        self.report.said.append(told_of(key, keys[-1]))
        earlier = [name for name in self.files if name.startswith("checkpoints/")]
        for name in sorted(earlier):
            self._check_earlier(name, self._text(name), keys)
        self.report.said.append(f"{len(earlier)} checkpoints of the log's own, each a beginning")
        if since is not None:
            self._check_earlier("your checkpoint", since, keys)
            self.report.said.append("your earlier checkpoint was compared")
        if key is None:
            self.report.said.append(
                "without --key it fits together, and whoever made it could make another that does"
            )

    def _keys(self, given: str | None) -> list[str]:
        names = [name for name in self.files if name.startswith("keys/") and name != "keys/1"]
        names.sort(key=lambda name: int(name.split("/")[1]))
        return key_chain(self._text("keys/1"), [self._text(name) for name in names], given)

    def _read_leaves(self, size: int) -> None:
        try:
            lines = self._text("leaves.txt").split()
            self.leaves = [bytes.fromhex(line) for line in lines]
        except ValueError as error:
            raise Broken(f"leaves.txt: {error}") from error
        if len(self.leaves) < size:
            self.report.gaps.append(f"leaves.txt: {size - len(self.leaves)} leaves are missing")
        if len(self.leaves) > size:
            raise Broken("leaves.txt holds more leaves than the checkpoint")

    def _check_earlier(self, name: str, note: str, keys: list[str]) -> None:
        try:
            size, root = sealed(note, keys)
        except Broken as error:
            self.report.faults.append(f"{name}: {error}")
            return
        if size > len(self.leaves):
            self.report.faults.append(f"{name} has {size} entries: this log is older or was cut")
        elif tree_root(self.leaves[:size]) != root:
            self.report.faults.append(f"{name} is not a beginning of this log: history was changed")

    def _check_entries(self) -> None:
        last: dict[str, dict[str, Any]] = {}
        before: dict[str, Any] = {"sequence": -1, "time": ""}
        places = {leaf.hex(): index for index, leaf in enumerate(self.leaves)}
        for number, body in enumerate(self.files["entries.jsonl"].splitlines(), start=1):
            try:
                entry = parse(body)
                is_sound = entry_is_whole(entry) and canonical(entry) == body
            except ValueError:
                is_sound = False
            if not is_sound:
                self.report.faults.append(f"entries.jsonl, line {number}: not a canonical entry")
                continue
            where = f"entry {entry['sequence']}"
            sequence, record = entry["sequence"], entry["record"]
            if sequence >= len(self.leaves) or leaf_hash(body) != self.leaves[sequence]:
                self.report.faults.append(f"{where}: differs from its leaf")
            if sequence <= before["sequence"] or entry["time"] < before["time"]:
                self.report.faults.append(f"{where}: stands or is dated before the one before it")
            self._check_revision(where, entry, last.get(record), places)
            last[record] = before = entry
            self.entries.append(entry)
        hidden = len(self.leaves) - len(self.entries)
        self.report.said.append(f"{len(self.entries)} entries are public, {hidden} are not")

    def _check_revision(
        self, where: str, entry: dict[str, Any], last: Any, places: dict[str, int]
    ) -> None:
        revision, previous = entry["revision"], entry["previous"]
        first, next_one = revision == 1, last and revision == last["revision"] + 1
        if first != (previous == "") or (last and revision <= last["revision"]):
            self.report.faults.append(f"{where}: its revision does not follow")
        elif not first and places.get(previous, len(places)) >= entry["sequence"]:
            self.report.faults.append(f"{where}: the entry before it is not in the log")
        elif next_one and previous != leaf_hash(canonical(last)).hex():
            self.report.faults.append(f"{where}: does not follow the entry before it")

    def _check_openings(self) -> None:
        known = {one for entry in self.entries for one in entry["fields"].values()}
        known |= {entry["reason"] for entry in self.entries if entry["reason"]}
        self.erased = {one for entry in self.entries for one in entry.get("erased", {})}
        for opening in self._lines("openings.jsonl"):
            try:
                promise, salt = opening["commitment"], bytes.fromhex(opening["salt"])
                value = opening["value"]
                canonical(value)
            except (KeyError, TypeError, ValueError):
                self.report.faults.append("openings.jsonl: not an opening")
                continue
            if promise not in known or promise in self.erased:
                self.report.faults.append(f"opening {promise}: no public entry holds it")
            if commitment(salt, value) != promise:
                self.report.faults.append(f"opening {promise}: not the value that was committed to")
            self.openings[promise] = value
        self.report.said.append(
            f"{len(self.openings)} of {len(known)} values are public and checked, "
            f"{len(known & self.erased)} were erased for good"
        )

    def _check_export(self) -> None:
        """The newest state of each record that is shown, against the export."""
        newest = {entry["record"]: entry for entry in self.entries}
        proven: dict[str, dict[str, bytes]] = {}
        for record, entry in newest.items():
            opened = (
                opened_field(key, self.openings[promise])
                for key, promise in entry["fields"].items()
                if promise in self.openings
            )
            shown = {path: canonical(value) for path, value in opened}
            if shown and entry["shown"] == "whole":
                proven[record] = shown
            if entry["shown"] == "whole":
                self._count_withheld(entry, shown)
                if not shown and record.startswith(BY_THEMSELVES) and self._may_be_open(entry):
                    self.report.gaps.append(
                        f"{record}: its last public entry shows it whole, and nothing of it is here"
                    )
        text = self._text("export/record.json")
        try:
            self._compare(parse(text), proven)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Broken("export/record.json is not an export") from error

    def _may_be_open(self, entry: dict[str, Any]) -> bool:
        """Whether something of an entry that shows a record whole was not erased."""
        return any(promise not in self.erased for promise in entry["fields"].values())

    def compare_with(self, old: Bundle) -> None:
        """What an earlier bundle showed and this one does not needs an entry that says why."""
        before = {entry["record"]: entry for entry in old.entries}
        later: dict[str, list[dict[str, Any]]] = {}
        for entry in self.entries:
            if entry["sequence"] >= len(old.leaves):
                later.setdefault(entry["record"], []).append(entry)
        here = {entry["sequence"]: entry for entry in self.entries}
        for entry in old.entries:
            if here.get(entry["sequence"]) != entry:
                self.report.faults.append(
                    f"entry {entry['sequence']} about {entry['record']} was public and is not here"
                )
        fewer = 0
        for record, entry in before.items():
            shown = {promise for promise in entry["fields"].values() if promise in old.openings}
            gone = shown - self.openings.keys() - self.erased
            fewer += bool(gone)
            if gone == shown and shown and record.startswith(BY_THEMSELVES) and record not in later:
                self.report.faults.append(
                    f"{record} was public and nothing of it is here, and no entry since says why"
                )
        self.report.said.append(f"{fewer} records show less than in your bundle")
        self.report.said.append(f"compared with {len(old.entries)} public entries of your bundle")

    def _check_names(self) -> None:
        """Nothing stands in a bundle unmentioned."""
        known = (*FILES, *ALSO_FILES)
        unknown = [n for n in self.files if n not in known and not n.startswith(FOLDERS)]
        for name in sorted(unknown):
            self.report.said.append(f"not part of a bundle, and not looked at: {name}")

    def _count_withheld(self, entry: dict[str, Any], shown: dict[str, bytes]) -> None:
        """Values once public and not opened now: lawful after a withdrawal, but worth a count."""
        for key, promise in entry["fields"].items():
            if not key.startswith(BLIND) and key not in shown and promise not in self.erased:
                self.withheld.add(entry["record"])

    def _compare(self, export: dict[str, Any], proven: dict[str, dict[str, bytes]]) -> None:
        lists = [rows for rows in export.values() if isinstance(rows, list)]
        for tree in (tree for rows in lists for tree in rows):
            record = tree.pop("id")
            fields = {path: canonical(value) for path, value in flatten(tree)}
            if fields != proven.pop(record, None):
                self.report.faults.append(f"export, {record}: differs from its last public entry")
        for record in proven:
            self.report.faults.append(f"export: {record} is missing")
        self.report.said.append(
            f"{len(self.withheld)} records were public as last entered and are not wholly shown now"
        )
        self.report.said.append(f"{sum(map(len, lists))} records of the export are as last entered")

    def _check_files(self) -> None:
        names = [name for name in self.files if name.startswith("files/")]
        for name in names:
            if hashlib.sha256(self.files[name]).hexdigest() != name.split("/")[-1]:
                self.report.faults.append(f"{name}: its content is not what its name says")
        if names:
            self.report.said.append(f"{len(names)} files are as named by their hashes")


def entry_is_whole(entry: Any) -> bool:
    """Whether an entry has every part, each of its type."""
    parts = {
        "format": str, "sequence": int, "record": str, "revision": int, "previous": str,
        "time": str, "actor": str, "action": str, "reason": str, "nonce": str, "shown": str,
        "fields": dict,
    }  # fmt: skip
    return (
        isinstance(entry, dict)
        and all(type(entry.get(name)) is kind for name, kind in parts.items())
        and entry["format"] == FORMAT
        and set(entry) <= {*parts, "erased"}
        and _is_words(entry["fields"])
        and _is_words(entry.get("erased", {}))
    )


def _is_words(value: Any) -> bool:
    return isinstance(value, dict) and all(type(one) is str for one in value.values())


# --- The proof of one entry -----------------------------------------------------------------------


def check_proof(proof: dict[str, Any], key: str | None, since: str | None, report: Report) -> None:
    """Check {entry, leaf, index, checkpoint, inclusion, key, rotations, consistency}."""
    keys = key_chain(proof["key"], proof["rotations"], key)
    size, root = sealed(proof["checkpoint"], keys[-1:])
    report.said.append(told_of(key, keys[-1]))
    leaf = bytes.fromhex(proof["leaf"])
    entry, index = proof["entry"], proof["index"]
    if entry is not None and not (
        entry_is_whole(entry) and leaf_hash(canonical(entry)) == leaf and entry["sequence"] == index
    ):
        report.faults.append("the entry differs from its leaf or its place")
    path = [bytes.fromhex(part) for part in proof["inclusion"]]
    if type(index) is not int or not inclusion_holds(leaf, index, size, path, root):
        report.faults.append("the entry is not in the log of this checkpoint")
    report.said.append(f"entry {index} of {size}, sealed by {read_key(keys[-1])[0]}")
    if since is not None:
        old, was = sealed(since, keys)
        parts = [bytes.fromhex(part) for part in proof["consistency"].get(str(old), [])]
        if not consistency_holds(old, size, parts, was, root):
            report.faults.append("your checkpoint is not shown to be a beginning of this log")


# --- The command ----------------------------------------------------------------------------------


def read_files(path: Path) -> dict[str, bytes]:
    """The files of a bundle by name. Raises Missing, and Broken for two files of one name."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(set(names)) != len(names):
                raise Broken("the bundle holds two files of one name")
            return {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        # A download that stopped half-way is no proof of tampering.
        raise Missing(f"{path}: {error}") from error


def examine(path: Path, key: str | None, since: str | None, old_path: Path | None = None) -> Report:
    """Check a bundle, or the proof of one entry, and say what was found.

    `old_path` is a bundle kept from earlier; its own checkpoint is what `since` would be.
    """
    report = Report()
    try:
        if path.suffix == ".json":
            check_proof(parse(path.read_bytes()), key, since, report)
        else:
            old = _earlier(old_path, key) if old_path else None
            bundle = Bundle(read_files(path), report)
            bundle.check(key, old.files["checkpoint"].decode() if old else since)
            if old:
                bundle.compare_with(old)
    except Broken as error:
        report.faults.append(str(error))
    except (Missing, OSError) as error:
        report.gaps.append(str(error))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        report.faults.append(f"{path} is not what it should be: {type(error).__name__}: {error}")
    return report


def _earlier(path: Path, key: str | None) -> Bundle:
    """An earlier bundle, which must be sound itself. Raises Broken, and Missing."""
    report = Report()
    old = Bundle(read_files(path), report)
    old.check(key, None)
    if report.faults:
        raise Broken(f"your earlier bundle is not sound itself: {report.faults[0]}")
    if report.gaps:
        raise Missing(f"your earlier bundle: {report.gaps[0]}")
    return old


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Checks a ledger bundle.")
    parser.add_argument("bundle", type=Path, help="bundle.zip, or the proof of one entry (.json)")
    parser.add_argument("--key", help="the site's public key, or a file that holds it")
    parser.add_argument(
        "--since", type=Path, help="a checkpoint, or a bundle, that you kept from earlier"
    )
    options = parser.parse_args(arguments)
    try:
        key = options.key
        if key and Path(key).is_file():
            key = Path(key).read_text(encoding="utf-8")
        is_bundle = options.since is not None and zipfile.is_zipfile(options.since)
        old = options.since if is_bundle else None
        since = options.since.read_text(encoding="utf-8") if options.since and not old else None
    except (OSError, ValueError) as error:
        print(f"INCOMPLETE: {error}")
        return 2
    report = examine(options.bundle, key, since, old)
    for line in report.said:
        print(line)
    for line in report.faults:
        print(f"TAMPERED: {line}")
    for line in report.gaps:
        print(f"INCOMPLETE: {line}")
    if report.status == 0:
        print("SOUND")
    return report.status


if __name__ == "__main__":
    sys.exit(main())
