#!/usr/bin/env python3
"""Checks a ledger bundle, the evidence pack of a claim, or the proof of one entry.

Needs Python 3.9 or later and nothing else.

    python3 verify.py BUNDLE.zip [--key KEY] [--since CHECKPOINT or OLD_BUNDLE.zip]
                                 [--authorities CERTIFICATES]

BUNDLE.zip is what the site offers at /ledger/bundle.zip, a claim's evidence.zip, or the proof of
one entry. KEY is the
site's public key, as text or as a file that holds it, best taken from somewhere else than the
bundle. CHECKPOINT is a file with a checkpoint seen earlier: with it, nothing that was in the log
then can have been changed, dropped or reordered since. OLD_BUNDLE.zip is a bundle kept from
earlier: with it, what it showed and this one does not must have an entry that says why.
CERTIFICATES is a file (PEM) with those of the authorities whose time stamps you trust, best got
from them: without it a stamp's signature is checked with the certificate that it brings itself.
Whether a certificate was revoked is not looked at: that needs a network. Exit: 0 sound, 1 tampered,
2 incomplete.

A log that was put back from an older backup says so in an entry of its own, with what was lost.
Whoever kept a checkpoint or a bundle of the lost part is told that in words, and the exit is 2:
what was lost is missing and cannot be compared. It is not 1, for a restored backup is no crime, and
not 0, for the same words could cover a history that somebody wanted rid of. What a bundle of that
time shows of the lost entries is all that is left of them: keep it. Exit 1 it stays where more
differs than the log owns up to.

It reads a bundle bit by bit and holds little of it in memory, however long the log is; what it must
look up again lies in a temporary file, about as large as the bundle unpacked.

A copy of this file is only as good as where it comes from. `sha256sum verify.py` (on macOS `shasum
-a 256`, on Windows `certutil -hashfile verify.py SHA256`) prints its hash; the same stands in the
site's checkpoints and on its page /about/. What the program itself says of its hash proves nothing.

Formats: canonical JSON (RFC 8785), Merkle tree (RFC 6962), signed notes and checkpoints (C2SP
signed-note, tlog-checkpoint), Ed25519 (RFC 8032), time stamps (RFC 3161), as far as they are signed
with RSA (PKCS #1, version 1.5) or ECDSA (P-256, P-384). Text and code stand alone on purpose: read
them.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import io
import json
import sqlite3
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO, Any, NamedTuple

FORMAT = "tracker-ledger/1"
# The files of a bundle, and the folders that others stand in.
FILES = ("checkpoint", "entries.jsonl", "export/record.json", "leaves.txt", "openings.jsonl")
ALSO_FILES = ("README.txt", "README", "README.md", "verify.py")
FOLDERS = ("checkpoints/", "keys/", "files/")
# The same of the evidence pack of one claim.
PACK_FORMAT = "tracker-evidence/1"
SUMS = "SHA256SUMS"
PACK_FILES = (
    *("record.json", "quotes.json", "captures.json", "entries.jsonl", "openings.jsonl"),
    *("proofs.json", "checkpoint", SUMS),
)
SEAL_STAMPS = "stamps/seal-"
PACK_FOLDERS = ("keys/", "checkpoints/", "stamps/", "originals/")
# What programs found out about a source stands under this before the source's name.
FACTS = "evidence/"
# Records that are published and withdrawn by themselves, each time with a public entry. The others
# (sources, parties, places) come and go with the records that name them.
BY_THEMSELVES = ("C-", "R-", "E-", "Q-", "dossier/")
REASON = ":reason"
BLIND = "~"
# The name under which entries about the log itself stand, in the place of a record's.
LOG = "log"
# A checkpoint's extension line: the SHA-256 of this file as the site hands it out.
VERIFIER_LINE = "verify.py sha256 "
# No line of a bundle, and no record of its export, is as long: more is refused, not held.
LONGEST = 2**26
CHUNK = 2**16
# More of a kind than this are counted.
MOST_NAMED = 20

# --- Canonical JSON: RFC 8785 ---------------------------------------------------------------------

# Python writes text as the RFC wants it; numbers and the order of names it does not.
_quoted = json.JSONEncoder(ensure_ascii=False).encode


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value, as UTF-8. Raises ValueError where there is none."""
    try:
        return _written(value).encode()
    except RecursionError as error:
        raise ValueError("nested too deep") from error


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
        return f"{{{','.join([f'{_quoted(n)}:{_written(value[n])}' for n in names])}}}"
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


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


_decoder = json.JSONDecoder(parse_constant=_refuse)


def parse(text: str | bytes) -> Any:
    """A JSON value. Raises ValueError for all that is not JSON, also what Python's reader takes."""
    try:
        return _decoder.decode(text if isinstance(text, str) else text.decode())
    except RecursionError as error:
        raise ValueError("nested too deep") from error


# --- Merkle tree: RFC 6962 ------------------------------------------------------------------------


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that leaves are added to. It holds one hash for each doubling, however many they are.

    Those are the roots of the complete subtrees that it is made of, from the left.
    """

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        rest, part = self.size, leaf
        while rest & 1:
            rest, part = rest >> 1, node_hash(self._parts.pop(), part)
        self._parts.append(part)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves. Raises ValueError for none: an empty log proves nothing."""
        if not self._parts:
            raise ValueError("a tree of size zero is refused")
        result, *rest = reversed(self._parts)
        for part in rest:
            result = node_hash(part, result)
        return result


def tree_root(leaves: list[bytes]) -> bytes:
    """The root over leaf hashes. Raises ValueError for none."""
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


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


def verifier_in(note: str) -> str:
    """The hash of verify.py that a checkpoint names; empty where it names none."""
    lines = note.partition("\n\n")[0].split("\n")[3:]
    found = [line for line in lines if line.startswith(VERIFIER_LINE)]
    return found[0][len(VERIFIER_LINE) :] if found else ""


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
        return (
            "without --key it is signed by the key that it brings itself, which proves less: it "
            "fits together, and whoever made it could make another that does. Compare that key "
            f"with one kept elsewhere: {signer}"
        )
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
    return committed(salt, canonical(value))


def committed(salt: bytes, text: bytes) -> str:
    """The commitment to a value that is written canonically already."""
    return hashlib.sha256(salt + text).hexdigest()


# --- What a log says of itself --------------------------------------------------------------------


class Loss(NamedTuple):
    """Entries that a restored backup did not hold: the first, and the last of those sealed before.

    `root` is in hex what the lost log added up to with them. `entry` and `time` are those of the
    entry that says so.
    """

    first: int
    last: int
    root: str
    entry: int = -1
    time: str = ""

    def covers(self, size: int, root: bytes) -> bool:
        """Whether a checkpoint that does not begin this log may be of the lost one."""
        return self.first < size <= self.last or (size, root.hex()) == (self.last + 1, self.root)

    def __str__(self) -> str:
        return (
            f"entry {self.entry}, {self.time}: restored from a backup, entries {self.first} to "
            f"{self.last} lost, and any that followed them"
        )


def losses_in(entry: dict[str, Any]) -> list[Loss]:
    """What an entry says that was lost: one stretch of entries, or none."""
    lost = entry.get("lost")
    return [Loss(**lost, entry=entry["sequence"], time=entry["time"])] if lost else []


def is_dated_before(entry: dict[str, Any], time: str) -> bool:
    """Whether an entry is dated before the one before it, and does not say that a clock was."""
    return bool(entry["time"] < time and entry.get("clock", "") < time)


def loss_over(size: int, root: bytes, losses: Sequence[Loss]) -> Loss | None:
    return next((loss for loss in losses if loss.covers(size, root)), None)


def own_up(where: str, size: int, root: bytes, losses: Sequence[Loss]) -> None:
    """Raises Missing where the log says itself why a checkpoint is not a beginning of it."""
    if loss := loss_over(size, root, losses):
        raise Missing(
            f"{where} of {size} entries is not a beginning of this log, and the log says why: "
            f"{loss}. What they said cannot be compared, nor can it be proven that this is all"
        )


# --- JSON bit by bit ------------------------------------------------------------------------------


class Stream:
    """A JSON text that is read value by value. Every method raises ValueError for what is none."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = io.TextIOWrapper(file, encoding="utf-8", newline="")
        self._text = ""

    def _more(self) -> bool:
        more = self._file.read(max(CHUNK, len(self._text)))
        self._text += more
        return bool(more)

    def next(self) -> str:
        """The next character that is no white space, which stays; empty at the end."""
        self._text = self._text.lstrip(" \t\r\n")
        while not self._text and self._more():
            self._text = self._text.lstrip(" \t\r\n")
        return self._text[:1]

    def take(self, mark: str) -> None:
        if self.next() != mark:
            raise ValueError(f"{mark!r} is missing")
        self._text = self._text[1:]

    def value(self) -> Any:
        self.next()
        while True:
            try:
                value, end = _decoder.raw_decode(self._text)
            except RecursionError as error:
                raise ValueError("nested too deep") from error
            except ValueError:
                if len(self._text) > LONGEST or not self._more():
                    raise
                continue
            if end == len(self._text) and self._more():
                continue  # A number may go on.
            self._text = self._text[end:]
            return value

    def members(self, close: str) -> Iterator[None]:
        """Once for each member of the object or list that ends with `close`, to be taken then."""
        if self.next() != close:
            yield
            while self.next() == ",":
                self.take(",")
                yield
        self.take(close)


def listed(file: IO[bytes]) -> Iterator[Any]:
    """The elements of all lists in a JSON object, one by one. Raises ValueError."""
    stream = Stream(file)
    stream.take("{")
    for _ in stream.members("}"):
        if not isinstance(stream.value(), str):
            raise ValueError("a name is no text")
        stream.take(":")
        if stream.next() == "[":
            stream.take("[")
            for _ in stream.members("]"):
                yield stream.value()
        else:
            stream.value()
    if stream.next():
        raise ValueError("something follows the end")


# --- The bundle -----------------------------------------------------------------------------------

# What is looked up again. SQLite keeps it in a temporary file and little of it in memory.
TABLES = """
PRAGMA cache_size = -16000;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE leaf (place INTEGER PRIMARY KEY, hash BLOB);
CREATE TABLE entry (sequence INTEGER PRIMARY KEY, record TEXT, leaf BLOB);
CREATE TABLE last (record TEXT PRIMARY KEY, sequence INTEGER, body BLOB, is_exported INTEGER);
CREATE TABLE promise (name TEXT);
CREATE TABLE erased (name TEXT PRIMARY KEY);
CREATE TABLE opening (promise TEXT, value TEXT);
"""


class Report:
    """What was found: faults, gaps, and counts in words."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.gaps: list[str] = []
        self.said: list[str] = []

    @property
    def status(self) -> int:
        return 1 if self.faults else 2 if self.gaps else 0


class Archive:
    """One zip file under examination; `report` fills as it goes. Must be closed.

    Opening it raises Missing for a file that is damaged or no zip file, and Broken for two files of
    one name.
    """

    def __init__(self, path: Path, report: Report) -> None:
        self.report = report
        self.archive = whole_zip(path)
        self.names = self.archive.namelist()

    def close(self) -> None:
        self.archive.close()

    def _open(self, name: str) -> IO[bytes]:
        if name not in self.names:
            raise Missing(f"missing from the bundle: {name}")
        return self.archive.open(name)

    def text(self, name: str) -> str:
        """A small file. Raises Missing, and Broken where it is no text."""
        with self._open(name) as file:
            try:
                return file.read(LONGEST).decode()
            except UnicodeDecodeError as error:
                raise Broken(f"{name}: {error}") from error

    def _lines(self, name: str) -> Iterator[tuple[str, bytes]]:
        """(where it stands, line) of each line of a file, one at a time."""
        with self._open(name) as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST), b""), start=1):
                if len(line) >= LONGEST:
                    raise Broken(f"{name}, line {number}: too long")
                yield f"{name}, line {number}", line[:-1] if line.endswith(b"\n") else line

    def _keys(self, given: str | None) -> list[str]:
        names = [name for name in self.names if name.startswith("keys/") and name != "keys/1"]
        names.sort(key=lambda name: int(name.split("/")[1]))
        return key_chain(self.text("keys/1"), [self.text(name) for name in names], given)

    def _check_unknown(self, known: tuple[str, ...], folders: tuple[str, ...]) -> None:
        """Nothing stands in it unmentioned."""
        unknown = [n for n in self.names if n not in known and not n.startswith(folders)]
        for name in sorted(unknown):
            self.report.said.append(f"not part of a bundle, and not looked at: {name}")

    def _check_verifier(self) -> None:
        """Say whether the checkpoint names the verify.py in the bundle. A site may have a newer."""
        named = verifier_in(self.text("checkpoint"))
        if "verify.py" in self.names and named:
            with self._open("verify.py") as file:
                here = sha256_of(file)
            self.report.said.append(
                f"the checkpoint names the verify.py in the bundle, sha256 {here}"
                if here == named
                else f"the checkpoint names a verify.py of sha256 {named}, the one in the bundle "
                f"is of {here}: it is newer than the seal, or not the site's"
            )


class Bundle(Archive):
    """One bundle under examination."""

    def __init__(self, path: Path, report: Report) -> None:
        super().__init__(path, report)
        # How many entries there are, and how many of them are public.
        self.size = self.public = 0
        self.root = b""
        # The reader's own checkpoint, and the roots when the log was as long as each earlier one.
        self.since: list[Earlier] = []
        self.roots: dict[int, bytes] = {}
        self.losses: list[Loss] = []
        self.store = sqlite3.connect("", isolation_level=None)
        self.store.executescript(TABLES)
        self.store.execute("BEGIN")

    def close(self) -> None:
        self.store.close()
        super().close()

    def check(self, key: str | None, since: str | None) -> None:
        steps = (
            lambda: self._check_tree(key, since),
            self._check_entries,
            self._check_since,
            self._check_openings,
            self._check_export,
            self._check_files,
            self._check_verifier,
            self._check_names,
        )
        for step in steps:
            try:
                step()
            except Broken as error:
                self.report.faults.append(str(error))
            except Missing as error:
                self.report.gaps.append(str(error))
                return

    def _one(self, question: str, *values: Any) -> Any:
        """The first column of the first row that answers; None without one."""
        row = self.store.execute(question, values).fetchone()
        return row[0] if row else None

    # --- The tree and its seals

    def _check_tree(self, key: str | None, since: str | None) -> None:
        keys = self._keys(key)
        size, root = sealed(self.text("checkpoint"), keys[-1:])
        own = sorted(name for name in self.names if name.startswith("checkpoints/"))
        earlier = [one for name in own for one in self._earlier(name, self.text(name), keys)]
        if since is not None:
            self.since = self._earlier("your checkpoint", since, keys)
        self._read_leaves(size, {one.size for one in (*earlier, *self.since)})
        if self.root != root:
            self.report.faults.append("the entries do not add up to the root of the checkpoint")
        self.report.said.append(f"{size} entries sealed by {read_key(keys[-1])[0]}")
        self.report.said.append(told_of(key, keys[-1]))
        for one in earlier:
            self._check_begins(one)
        self.report.said.append(f"{len(own)} checkpoints of the log's own, each a beginning")

    def _earlier(self, where: str, note: str, keys: list[str]) -> list[Earlier]:
        try:
            return [Earlier(where, *sealed(note, keys))]
        except Broken as error:
            self.report.faults.append(f"{where}: {error}")
            return []

    def _begins(self, one: Earlier) -> bool:
        return self.roots.get(one.size) == one.root

    def _check_begins(self, one: Earlier) -> None:
        if not self._begins(one):
            self.report.faults.append(why_not(one.where, one.size, self.size))

    def _check_since(self) -> None:
        """The reader's checkpoint, now that what the log says of itself was read."""
        for one in self.since:
            try:
                if not self._begins(one):
                    own_up(one.where, one.size, one.root, self.losses)
                self._check_begins(one)
            except Missing as gap:
                self.report.gaps.append(str(gap))
            self.report.said.append("your earlier checkpoint was compared")

    def _read_leaves(self, size: int, wanted: set[int]) -> None:
        """Keep the leaves, and the roots of the tree over them and when it had the wanted sizes."""
        tree = Tree()
        for where, line in self._lines("leaves.txt"):
            try:
                leaf = bytes.fromhex(line.decode())
            except ValueError as error:
                raise Broken(f"{where}: {error}") from error
            if len(leaf) != 32:
                raise Broken(f"{where}: not a hash")
            if tree.size == size:
                raise Broken("leaves.txt holds more leaves than the checkpoint")
            self.store.execute("INSERT INTO leaf VALUES (?, ?)", (tree.size, leaf))
            tree.add(leaf)
            if tree.size in wanted:
                self.roots[tree.size] = tree.root()
            self.size = tree.size
        self.store.execute("CREATE INDEX leaf_hash ON leaf (hash)")
        if tree.size < size:
            self.report.gaps.append(f"leaves.txt: {size - tree.size} leaves are missing")
        self.root = tree.root()

    # --- Entries

    def _check_entries(self) -> None:
        sequence, time = -1, ""
        for where, line in self._lines("entries.jsonl"):
            entry = canonical_entry(line)
            if entry is None:
                self.report.faults.append(f"{where}: not a canonical entry")
                continue
            where, leaf = f"entry {entry['sequence']}", leaf_hash(line)
            if self._leaf(entry["sequence"]) != leaf:
                self.report.faults.append(f"{where}: differs from its leaf")
            if entry["sequence"] <= sequence or is_dated_before(entry, time):
                self.report.faults.append(f"{where}: stands or is dated before the one before it")
            last = self.last(entry["record"])
            self._check_revision(where, entry, last)
            self._keep(entry, line, last)
            self.losses += losses_in(entry)
            if "clock" in entry:
                self.report.said.append(
                    f"{where}: a clock was set back, from {entry['clock']} to {entry['time']}"
                )
            self.public += 1
            sequence, time = entry["sequence"], entry["time"]
        self.store.execute("CREATE INDEX promise_name ON promise (name)")
        hidden = self.size - self.public
        self.report.said.append(f"{self.public} entries are public, {hidden} are not")
        self.report.said += map(str, self.losses)

    def _leaf(self, place: int) -> bytes:
        return bytes(self._one("SELECT hash FROM leaf WHERE place = ?", place) or b"")

    def last(self, record: str) -> dict[str, Any] | None:
        """A record's last public entry of those read so far."""
        body = self._one("SELECT body FROM last WHERE record = ?", record)
        return None if body is None else parse(body)

    def _keep(self, entry: dict[str, Any], line: bytes, last: dict[str, Any] | None) -> None:
        sequence, record = entry["sequence"], entry["record"]
        self.store.execute(
            "INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", (sequence, record, leaf_hash(line))
        )
        self.store.execute(
            "INSERT OR REPLACE INTO last VALUES (?, ?, ?, 0)", (record, sequence, line)
        )
        # What the record's last entry held is here already.
        new = {*entry["fields"].values(), *filter(None, [entry["reason"]])}
        new -= set(last["fields"].values()) if last else set()
        self.store.executemany("INSERT INTO promise VALUES (?)", [(one,) for one in new])
        erased = [(one,) for one in entry.get("erased", {})]
        self.store.executemany("INSERT OR IGNORE INTO erased VALUES (?)", erased)

    def _check_revision(
        self, where: str, entry: dict[str, Any], last: dict[str, Any] | None
    ) -> None:
        revision, previous = entry["revision"], entry["previous"]
        first, next_one = revision == 1, last and revision == last["revision"] + 1
        if first != (previous == "") or (last and revision <= last["revision"]):
            self.report.faults.append(f"{where}: its revision does not follow")
        elif last and next_one and previous != self._leaf(last["sequence"]).hex():
            self.report.faults.append(f"{where}: does not follow the entry before it")
        elif not first and not self._stands_before(previous, entry["sequence"]):
            self.report.faults.append(f"{where}: the entry before it is not in the log")

    def _stands_before(self, leaf: str, sequence: int) -> bool:
        try:
            place = self._one("SELECT max(place) FROM leaf WHERE hash = ?", bytes.fromhex(leaf))
        except ValueError:
            return False
        return place is not None and place < sequence

    # --- What was committed to

    def _check_openings(self) -> None:
        for where, line in self._lines("openings.jsonl"):
            try:
                opening = parse(line)
                promise, value = bytes.fromhex(opening["commitment"]).hex(), opening["value"]
                holds = commitment(bytes.fromhex(opening["salt"]), value) == promise
            except (KeyError, TypeError, ValueError):
                self.report.faults.append(f"{where}: not an opening")
                continue
            if not self._is_held(promise):
                self.report.faults.append(f"opening {promise}: no public entry holds it")
            if not holds:
                self.report.faults.append(f"opening {promise}: not the value that was committed to")
            row = (promise, canonical(value).decode())
            self.store.execute("INSERT INTO opening VALUES (?, ?)", row)
        self.store.execute("CREATE INDEX opening_promise ON opening (promise)")
        opened = self._one("SELECT count(DISTINCT promise) FROM opening")
        held = self._one("SELECT count(DISTINCT name) FROM promise")
        erased = self._one("SELECT count(*) FROM erased WHERE name IN (SELECT name FROM promise)")
        self.report.said.append(
            f"{opened} of {held} values are public and checked, {erased} were erased for good"
        )

    def _is_held(self, promise: str) -> bool:
        is_there = self._one("SELECT 1 FROM promise WHERE name = ?", promise)
        return bool(is_there) and not self.is_erased(promise)

    def is_erased(self, promise: str) -> bool:
        return bool(self._one("SELECT 1 FROM erased WHERE name = ?", promise))

    def is_open(self, promise: str) -> bool:
        return bool(self._one("SELECT 1 FROM opening WHERE promise = ?", promise))

    def _opened(self, entry: dict[str, Any]) -> dict[str, bytes]:
        """What an entry says as far as it is public: canonical values by path."""
        found = {}
        for key, promise in entry["fields"].items():
            text = self._one("SELECT value FROM opening WHERE promise = ?", promise)
            if text is not None:
                path, value = opened_field(key, parse(text))
                found[path] = canonical(value)
        return found

    # --- The export: each record that is shown as its last public entry has it

    def _check_export(self) -> None:
        count = withheld = 0
        try:
            with self._open("export/record.json") as file:
                for tree in listed(file):
                    count += 1
                    self._compare(tree.pop("id"), tree)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Broken("export/record.json is not an export") from error
        for body, is_exported in self.store.execute("SELECT body, is_exported FROM last"):
            entry = parse(body)
            if entry["shown"] == "whole":
                withheld += self._is_withheld(entry)
                if not is_exported:
                    self._check_left_out(entry)
        self.report.said.append(
            f"{withheld} records were public as last entered and are not wholly shown now"
        )
        self.report.said.append(f"{count} records of the export are as last entered")

    def _compare(self, record: str, tree: dict[str, Any]) -> None:
        if not isinstance(record, str):
            raise TypeError("an id is no text")
        seen = "UPDATE last SET is_exported = 1 WHERE record = ? AND is_exported = 0"
        is_first = self.store.execute(seen, (record,)).rowcount == 1
        entry = self.last(record) if is_first else None
        is_whole = entry is not None and entry["shown"] == "whole"
        proven = self._opened(entry) if entry and is_whole else {}
        fields = {path: canonical(value) for path, value in flatten(tree)}
        if not proven or fields != proven:
            self.report.faults.append(f"export, {record}: differs from its last public entry")

    def _check_left_out(self, entry: dict[str, Any]) -> None:
        record = entry["record"]
        if self._opened(entry):
            self.report.faults.append(f"export: {record} is missing")
        elif record.startswith(BY_THEMSELVES) and not all(
            self.is_erased(promise) for promise in entry["fields"].values()
        ):
            self.report.gaps.append(
                f"{record}: its last public entry shows it whole, and nothing of it is here"
            )

    def _is_withheld(self, entry: dict[str, Any]) -> bool:
        """Whether values once public are not opened: lawful after a withdrawal, worth a count."""
        return any(
            not key.startswith(BLIND) and not self.is_open(promise) and not self.is_erased(promise)
            for key, promise in entry["fields"].items()
        )

    # --- Beside an earlier bundle

    def compare_with(self, old: Bundle) -> None:
        """What an earlier bundle showed and this one does not needs an entry that says why."""
        common, lost = self._common_with(old), Names()
        for sequence, record, leaf in old.store.execute("SELECT * FROM entry ORDER BY sequence"):
            if self._one("SELECT leaf FROM entry WHERE sequence = ?", sequence) == leaf:
                continue
            if sequence >= common:
                lost.add(f"{sequence} ({record})")
            else:
                self.report.faults.append(
                    f"entry {sequence} about {record} was public and is not here"
                )
        if lost.count:
            self.report.said.append(f"of the lost entries your bundle holds {lost}")
        fewer = 0
        for (body,) in old.store.execute("SELECT body FROM last ORDER BY sequence"):
            entry = parse(body)
            record = entry["record"]
            shown = set(filter(old.is_open, entry["fields"].values()))
            gone = {one for one in shown if not self.is_open(one) and not self.is_erased(one)}
            fewer += bool(gone)
            last = self._one("SELECT sequence FROM last WHERE record = ?", record)
            is_told = entry["sequence"] >= common or (last is not None and last >= common)
            if gone and gone == shown and record.startswith(BY_THEMSELVES) and not is_told:
                self.report.faults.append(
                    f"{record} was public and nothing of it is here, and no entry since says why"
                )
        self.report.said.append(f"{fewer} records show less than in your bundle")
        self.report.said.append(f"compared with {old.public} public entries of your bundle")

    def _common_with(self, old: Bundle) -> int:
        """How many entries this log has in common with an earlier bundle, by its own account."""
        loss = loss_over(old.size, old.root, self.losses)
        if loss is None or all(map(self._begins, self.since)):
            return old.size
        for place, leaf in old.store.execute("SELECT * FROM leaf WHERE place < ?", [loss.first]):
            if self._leaf(place) != leaf:
                self.report.faults.append(
                    f"entry {place} differs in your bundle, and the log says that only entries "
                    f"{loss.first} to {loss.last} were lost"
                )
        return loss.first

    # --- Its other files

    def _check_names(self) -> None:
        self._check_unknown((*FILES, *ALSO_FILES), FOLDERS)

    def _check_files(self) -> None:
        names = [name for name in self.names if name.startswith("files/")]
        for name in names:
            with self._open(name) as file:
                if sha256_of(file) != name.split("/")[-1]:
                    self.report.faults.append(f"{name}: its content is not what its name says")
        if names:
            self.report.said.append(f"{len(names)} files are as named by their hashes")


# --- Time stamps: RFC 3161, in CMS (RFC 5652) with certificates (RFC 5280) -----------------------

GRANTED = b"\x00"
TSA_INFO, SIGNED_DATA = "1.2.840.113549.1.9.16.1.4", "1.2.840.113549.1.7.2"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
# The hash of the signer's certificate among what is signed, and which hash where it does not say.
SIGNING_CERTIFICATES = (
    ("1.2.840.113549.1.9.16.2.12", "sha1"),
    ("1.2.840.113549.1.9.16.2.47", "sha256"),
)
COMMON_NAME, MAY_SIGN_OTHERS, PURPOSES = "2.5.4.3", "2.5.29.19", "2.5.29.37"
TIME_STAMPING = "1.3.6.1.5.5.7.3.8"
HASHES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
RSA_KEY, EC_KEY = "1.2.840.113549.1.1.1", "1.2.840.10045.2.1"
# Ways to sign: of which keys, and of which hash where the way says it.
WAYS = {
    RSA_KEY: (RSA_KEY, ""),
    "1.2.840.113549.1.1.11": (RSA_KEY, "sha256"),
    "1.2.840.113549.1.1.12": (RSA_KEY, "sha384"),
    "1.2.840.113549.1.1.13": (RSA_KEY, "sha512"),
    "1.2.840.10045.4.3.2": (EC_KEY, "sha256"),
    "1.2.840.10045.4.3.3": (EC_KEY, "sha384"),
    "1.2.840.10045.4.3.4": (EC_KEY, "sha512"),
}
# How a hash stands in what RSA signs (PKCS #1, version 1.5), before its bytes.
RSA_NAMES = {
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha384": bytes.fromhex("3041300d060960864801650304020205000430"),
    "sha512": bytes.fromhex("3051300d060960864801650304020305000440"),
}


class Der(NamedTuple):
    """One value of a file in DER: its tag, its content, and all of it as it stands there."""

    tag: int
    content: bytes
    whole: bytes

    def parts(self, *tags: int) -> list[Der]:
        """The values in it, of which the first have these tags. Raises Broken."""
        found = der_values(self.content)
        if [one.tag for one in found[: len(tags)]] != list(tags):
            raise Broken("not of the form that its standard has")
        return found


SEQUENCE, SET, INTEGER, BITS, OCTETS, OID, GENERAL_TIME = 0x30, 0x31, 2, 3, 4, 6, 0x18
FIRST, THIRD = 0xA0, 0xA3  # The values that a standard numbers [0] and [3].


def der_values(data: bytes) -> list[Der]:
    """The values that these bytes consist of. Raises Broken where they are no DER."""
    found, at = [], 0
    while at < len(data):
        start, size = at + 2, data[at + 1] if at + 1 < len(data) else 0x80
        if size & 0x80:
            start += size & 0x7F
            size, short = int.from_bytes(data[at + 2 : start], "big"), size & 0x7F
            if not 1 <= short <= 4 or size < 0x80 or size >> 8 * (short - 1) == 0:
                raise Broken("a length that DER does not have")
        if data[at] & 0x1F == 0x1F or start + size > len(data):
            raise Broken("cut off, or no DER")
        found.append(Der(data[at], data[start : start + size], data[at : start + size]))
        at = start + size
    return found


def der_value(data: bytes, tag: int) -> Der:
    """The one value of that tag that these bytes are. Raises Broken."""
    found = der_values(data)
    if [one.tag for one in found] != [tag]:
        raise Broken("not of the form that its standard has")
    return found[0]


def oid_of(value: Der) -> str:
    """An object identifier in figures and points. Raises Broken."""
    numbers, number = [], 0
    for byte in value.content:
        number = number << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(number)
            number = 0
    if value.tag != OID or not numbers:
        raise Broken("not an object identifier")
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))


def algorithm_in(value: Der) -> str:
    """The name of an algorithm that takes no parameters. Raises Broken, Missing."""
    name, *rest = value.parts(OID)
    if [one.whole for one in rest] not in ([], [b"\x05\x00"]):
        raise Missing(f"its algorithm, {oid_of(name)}, is not known here")
    return oid_of(name)


def hash_in(value: Der) -> str:
    """The name under which Python knows a hash. Raises Broken, Missing."""
    name = algorithm_in(value)
    if name not in HASHES:
        raise Missing(f"its hash, {name}, is not known here")
    return HASHES[name]


class Curve(NamedTuple):
    """The curve y² = x³ - 3x + b over a prime, with the point that counts (SEC 2)."""

    prime: int
    b: int
    order: int
    base: tuple[int, int]

    def add(self, one: tuple[int, int] | None, two: tuple[int, int] | None) -> Any:
        """The sum of two points; None is the one at infinity."""
        if one is None or two is None:
            return two if one is None else one
        (x1, y1), (x2, y2) = one, two
        if x1 == x2 and (y1 + y2) % self.prime == 0:
            return None
        rise, run = (3 * x1 * x1 - 3, 2 * y1) if one == two else (y2 - y1, x2 - x1)
        slope = rise * pow(run, -1, self.prime)
        x3 = (slope * slope - x1 - x2) % self.prime
        return x3, (slope * (x1 - x3) - y1) % self.prime

    def times(self, factor: int, point: Any) -> Any:
        result = None
        while factor:
            if factor & 1:
                result = self.add(result, point)
            point, factor = self.add(point, point), factor >> 1
        return result

    def point(self, data: bytes) -> tuple[int, int]:
        """A public key. Raises Broken where the bytes are no point of the curve."""
        size = (self.prime.bit_length() + 7) // 8
        x, y = (int.from_bytes(one, "big") for one in (data[1 : size + 1], data[size + 1 :]))
        is_on = (x * x * x - 3 * x + self.b - y * y) % self.prime == 0
        if data[:1] != b"\x04" or len(data) != 2 * size + 1 or max(x, y) >= self.prime or not is_on:
            raise Broken("its key is no point of its curve")
        return x, y

    def holds(self, key: bytes, digest: bytes, signature: bytes) -> bool:
        """Whether an ECDSA signature of this hash is by the private half of `key`."""
        r, s = (whole_number(one) for one in der_value(signature, SEQUENCE).parts(INTEGER, INTEGER))
        public = self.point(key)
        if not (0 < r < self.order and 0 < s < self.order):
            return False
        number = int.from_bytes(digest, "big") >> max(0, 8 * len(digest) - self.order.bit_length())
        inverse = pow(s, -1, self.order)
        found = self.add(
            self.times(number * inverse % self.order, self.base),
            self.times(r * inverse % self.order, public),
        )
        return found is not None and found[0] % self.order == r


CURVES = {
    "1.2.840.10045.3.1.7": Curve(
        2**256 - 2**224 + 2**192 + 2**96 - 1,
        0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
        (
            0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
            0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
        ),
    ),
    "1.3.132.0.34": Curve(
        2**384 - 2**128 - 2**96 + 2**32 - 1,
        0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
        (
            0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
            0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F,
        ),
    ),
}


def whole_number(value: Der) -> int:
    return int.from_bytes(value.content, "big", signed=True)


def rsa_holds(key: bytes, name: str, digest: bytes, signature: bytes) -> bool:
    """Whether an RSA signature (PKCS #1, version 1.5) of this hash is by the half of `key`."""
    modulus, exponent = (
        whole_number(one) for one in der_value(key, SEQUENCE).parts(INTEGER, INTEGER)
    )
    size, number = (modulus.bit_length() + 7) // 8, int.from_bytes(signature, "big")
    end = RSA_NAMES[name] + digest
    if size < 256 or exponent < 3 or len(signature) != size or number >= modulus:
        return False
    padded = b"\x00\x01" + b"\xff" * (size - len(end) - 3) + b"\x00" + end
    return pow(number, exponent, modulus).to_bytes(size, "big") == padded


def signed_by(key: Der, way: Der, name: str, message: bytes, signature: bytes) -> bool:
    """Whether a signature holds; `key` is that of a certificate, `name` a hash to fall back on.

    Raises Broken, and Missing where the way to sign, or the curve, is not known here.
    """
    kind, own = WAYS.get(algorithm_in(way), ("", ""))
    about, bits = key.parts(SEQUENCE, BITS)
    of_key = about.parts(OID)
    if not kind or not (own or name):
        raise Missing(f"its way to sign, {algorithm_in(way)}, is not known here")
    if oid_of(of_key[0]) != kind or bits.content[:1] != b"\x00":
        return False
    digest = hashlib.new(own or name, message).digest()
    if kind == RSA_KEY:
        return rsa_holds(bits.content[1:], own or name, digest, signature)
    curve = CURVES.get(oid_of(of_key[1])) if len(of_key) == 2 else None
    if curve is None:
        raise Missing("its curve is not known here")
    return curve.holds(bits.content[1:], digest, signature)


class Certificate:
    """A certificate, as far as a time stamp needs it. Raises Broken where it is none."""

    def __init__(self, value: Der) -> None:
        self.whole = value.whole
        der_value(value.whole, SEQUENCE)
        self._body, self._way, bits = value.parts(SEQUENCE, SEQUENCE, BITS)
        serial, way, self.issuer, dates, self.subject, self.key, *rest = self._body.parts(FIRST)[1:]
        if way.whole != self._way.whole or len(value.parts()) != 3 or bits.content[:1] != b"\x00":
            raise Broken("a certificate that contradicts itself")
        self._signature, self.serial = bits.content[1:], serial.whole
        self._from, self._until = map(time_of, dates.parts()[:2])
        self._more = {
            name: content
            for each in rest
            if each.tag == THIRD
            for name, content in map(_extension, der_value(each.content, SEQUENCE).parts())
        }

    @property
    def name(self) -> str:
        """What the subject is called; in what is printed nothing stands that moves a cursor."""
        for one in self.subject.parts():
            kind, text = one.parts(SEQUENCE)[0].parts(OID)
            if oid_of(kind) == COMMON_NAME:
                decoded = text.content.decode("utf-8", "replace")
                return "".join(part if part.isprintable() else "?" for part in decoded)[:200]
        return "somebody without a name"

    def is_signed_by(self, other: Certificate) -> bool:
        """Whether another issued this one, and may. Raises Broken, Missing."""
        may = der_value(other._more.get(MAY_SIGN_OTHERS, b"\x30\x00"), SEQUENCE).parts()
        return (
            [one.whole for one in may[:1]] == [b"\x01\x01\xff"]
            and self.issuer.whole == other.subject.whole
            and signed_by(other.key, self._way, "", self._body.whole, self._signature)
        )

    def may_stamp(self) -> bool:
        purposes = der_value(self._more.get(PURPOSES, b"\x30\x00"), SEQUENCE).parts()
        return TIME_STAMPING in map(oid_of, purposes)

    def is_of(self, time: str) -> bool:
        return self._from <= time <= self._until


def _extension(value: Der) -> tuple[str, bytes]:
    name, *_critical, content = value.parts(OID)
    return oid_of(name), content.content


def time_of(value: Der) -> str:
    """A time in UTC as this program's formats write it, without fractions. Raises Broken."""
    text = value.content.decode("ascii", "replace")
    if value.tag != GENERAL_TIME:
        text = ("19" if text[:2] >= "50" else "20") + text
    digits, end = text[:14], text[14:]
    if not digits.isdecimal() or len(digits) < 14 or not end.endswith("Z"):
        raise Broken("not a time")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:]}"


def read_certificates(text: str) -> list[Certificate]:
    """The certificates in a file (PEM). Raises Broken."""
    begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
    parts = [one.partition(end)[0] for one in text.split(begin)[1:]]
    try:
        found = [Certificate(der_value(base64.b64decode(one), SEQUENCE)) for one in parts]
    except (ValueError, IndexError) as error:
        raise Broken(f"not certificates: {error}") from error
    if not found:
        raise Broken("no certificates (PEM)")
    return found


class TimeStamp:
    """An authority's answer: which hash it saw, and when. Raises Broken where it is none."""

    def __init__(self, answer: bytes) -> None:
        try:
            self._read(answer)
        except (ValueError, IndexError) as error:
            raise Broken(f"not a time stamp: {error}") from error

    def _read(self, answer: bytes) -> None:
        status, token = der_value(answer, SEQUENCE).parts(SEQUENCE, SEQUENCE)
        if status.parts(INTEGER)[0].content != GRANTED:
            raise Broken("no time stamp was granted")
        kind, holder = token.parts(OID, FIRST)
        version, hashes, content, *held, infos = der_value(holder.content, SEQUENCE).parts(
            INTEGER, SET, SEQUENCE
        )
        self._kind, inner = content.parts(OID, FIRST)
        if (oid_of(kind), oid_of(self._kind)) != (SIGNED_DATA, TSA_INFO):
            raise Broken("not a time stamp")
        self._signed = der_value(inner.content, OCTETS).content
        self._hashes = [one.whole for one in hashes.parts()]
        self._held = [
            Certificate(one) for each in held if each.tag == FIRST for one in each.parts()
        ]
        (self._signer,) = der_value(infos.whole, SET).parts(SEQUENCE)
        if (version.content, whole_number(self._signer.parts(INTEGER)[0])) != (b"\x03", 1):
            raise Broken("not of the version that its standard has")
        _version, policy, imprint, _serial, time, *_more = der_value(self._signed, SEQUENCE).parts(
            INTEGER, OID, SEQUENCE, INTEGER, GENERAL_TIME
        )
        oid_of(policy)
        named, digest = imprint.parts(SEQUENCE, OCTETS)
        self.digest, self.time = (hash_in(named), digest.content.hex()), time_of(time)

    def signer(self, trusted: list[Certificate]) -> tuple[str, bool]:
        """(who signed it, whether one of `trusted` vouches for them).

        Raises Broken where the signature or a certificate does not hold, Missing where that cannot
        be told here.
        """
        try:
            return self._signed_by(trusted)
        except (ValueError, IndexError) as error:
            raise Broken(f"not a time stamp: {error}") from error

    def _signed_by(self, trusted: list[Certificate]) -> tuple[str, bool]:
        _version, whose, hashed, attributes, way, signature, *_more = self._signer.parts(
            INTEGER, SEQUENCE, SEQUENCE, FIRST, SEQUENCE, OCTETS
        )
        name = hash_in(hashed)
        if hashed.whole not in self._hashes:
            raise Broken("its hash is named in two ways")
        said = dict(map(_attribute, attributes.parts()))
        digest = hashlib.new(name, self._signed).digest()
        if said.get(CONTENT_TYPE) != self._kind.whole or said.get(MESSAGE_DIGEST) != (
            bytes([OCTETS, len(digest)]) + digest
        ):
            raise Broken("its signature is of something else")
        issuer, serial = whose.parts(SEQUENCE, INTEGER)
        known = [*self._held, *trusted]
        own = [
            one for one in known if (one.issuer.whole, one.serial) == (issuer.whole, serial.whole)
        ]
        if not own:
            raise Missing("it does not hold its signer's certificate: --authorities gives one")
        if not is_certificate_of(own[0], said):
            raise Broken("it is signed under another certificate than it says")
        # Signed as a set, whatever tag it has where it stands.
        message = bytes([SET]) + attributes.whole[1:]
        if not signed_by(own[0].key, way, name, message, signature.content):
            raise Broken("its signature does not hold")
        if not own[0].may_stamp():
            raise Broken("its signer's certificate is not for time stamps")
        return own[0].name, self._is_trusted(own[0], trusted)

    def _is_trusted(self, signer: Certificate, trusted: list[Certificate]) -> bool:
        """Follow who issued what up to one that is trusted, or to the end of what is there."""
        anchors, chain = {one.whole for one in trusted}, [signer]
        while len(chain) <= len(self._held) + len(trusted) + 1:
            last = chain[-1]
            if not last.is_of(self.time):
                raise Broken(f"the certificate of {last.name} was not valid at its time")
            if last.whole in anchors:
                return True
            issuers = [one for one in (*trusted, *self._held) if one.subject == last.issuer]
            above = next((one for one in issuers if last.is_signed_by(one)), None)
            if issuers and above is None:
                raise Broken(f"the certificate of {last.name} is not by whom it names")
            if above is None or above.whole == last.whole:
                break
            chain.append(above)
        used = {one.whole for one in chain}
        if any(one.whole not in used for one in self._held):
            raise Missing("it holds a certificate that has nothing to do with its signer")
        return False


def _attribute(value: Der) -> tuple[str, bytes]:
    name, values = value.parts(OID, SET)
    return oid_of(name), values.content


def is_certificate_of(own: Certificate, said: dict[str, bytes]) -> bool:
    """Whether what is signed names this certificate by its hash, as RFC 3161 and 5816 want it."""
    named = [(said[name], usual) for name, usual in SIGNING_CERTIFICATES if name in said]
    for content, usual in named:
        first = der_value(content, SEQUENCE).parts(SEQUENCE)[0].parts(SEQUENCE)[0].parts()
        hashed = hash_in(first.pop(0)) if first[0].tag == SEQUENCE else usual
        if hashlib.new(hashed, own.whole).digest() != first[0].content:
            return False
    return bool(named)


# --- The evidence pack of one claim ---------------------------------------------------------------


def citations_in(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """(path, row) of each citation with a quote in a record, and in its rows."""
    for name, rows in tree.items():
        for row in rows if isinstance(rows, list) else ():
            path = f"{prefix}{name}/{row['row']}"
            if name == "citations":
                if str(row.get("quote", "")).strip():
                    yield path, row
            else:
                yield from citations_in(row, f"{path}/")


def quote_hash(words: dict[str, Any]) -> str:
    """The hash by which a mark names the words that were looked for."""
    parts = [words.get(name, "") for name in ("quote", "prefix", "suffix")]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class Pack(Archive):
    """One evidence pack under examination."""

    def __init__(self, path: Path, report: Report, trusted: list[Certificate]) -> None:
        super().__init__(path, report)
        self.size, self.root, self.keys = 0, b"", list[str]()
        # Certificates of authorities that the reader trusts; the size of each seal by its hash.
        self.trusted, self.seals = trusted, dict[str, int]()
        # By record, its entry; by commitment, its value; what the record says, and the copies.
        self.entries: dict[str, dict[str, Any]] = {}
        self.values: dict[str, Any] = {}
        self.trees: dict[str, dict[str, Any]] = {}
        self.copies: dict[str, list[dict[str, Any]]] = {}

    def check(self, key: str | None, since: str | None) -> None:
        steps = (
            self._check_sums,
            lambda: self._check_seal(key),
            lambda: self._check_since(since),
            self._check_entries,
            self._check_openings,
            self._check_record,
            self._check_copies,
            self._check_quotes,
            self._check_seals,
            self._check_stamps,
            self._check_originals,
            self._check_verifier,
            lambda: self._check_unknown((*PACK_FILES, *ALSO_FILES), PACK_FOLDERS),
        )
        for step in steps:
            try:
                step()
            except Broken as error:
                self.report.faults.append(str(error))
            except Missing as error:
                self.report.gaps.append(str(error))
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                self.report.faults.append(f"not what it should be: {type(error).__name__}: {error}")

    def _json(self, name: str) -> Any:
        try:
            return parse(self.text(name))
        except ValueError as error:
            raise Broken(f"{name}: not JSON: {error}") from error

    def _fault(self, where: str, what: str) -> None:
        self.report.faults.append(f"{where}: {what}")

    def _check_sums(self) -> None:
        """Each file is as it was when the pack was made; this alone proves no more than that."""
        listed: dict[str, str] = {}
        for where, line in self._lines(SUMS):
            sha256, gap, name = line.decode("utf-8", "replace").partition("  ")
            if not gap or name in listed:
                raise Broken(f"{where}: not a hash and a name")
            listed[name] = sha256
        for name, sha256 in listed.items():
            if name not in self.names:
                self.report.gaps.append(f"missing from the pack: {name}, which {SUMS} names")
                continue
            with self._open(name) as file:
                if sha256_of(file) != sha256:
                    self._fault(name, f"its content is not what {SUMS} says")
        for name in sorted(set(self.names) - {SUMS, *listed}):
            self._fault(name, f"{SUMS} does not name it")
        self.report.said.append(f"{len(listed)} files are held to {SUMS}")

    def _check_seal(self, key: str | None) -> None:
        if "checkpoint" not in self.names:
            raise Missing("nothing of this site's ledger was sealed yet: nothing proves the pack")
        self.keys = keys = self._keys(key)
        self.size, self.root = sealed(self.text("checkpoint"), keys[-1:])
        self.report.said.append(f"{self.size} entries sealed by {read_key(keys[-1])[0]}")
        self.report.said.append(told_of(key, keys[-1]))

    def _goes_on_from(self, size: int, root: bytes) -> bool:
        """Whether the pack proves that its log goes on from a checkpoint. Raises Missing."""
        proven = (
            [] if size == self.size else self._json("proofs.json")["consistency"].get(str(size))
        )
        if proven is None:
            raise Missing(
                f"a checkpoint of {size} entries: the pack does not prove that its log goes on "
                "from it; the site's bundle does"
            )
        parts = [bytes.fromhex(part) for part in proven]
        return consistency_holds(size, self.size, parts, root, self.root)

    def _check_since(self, since: str | None) -> None:
        if since is None or not self.size:
            return
        if not self._goes_on_from(*sealed(since, self.keys)):
            raise Broken("your checkpoint is not shown to be a beginning of this log")
        self.report.said.append("your earlier checkpoint was compared")

    def _check_entries(self) -> None:
        proofs = self._json("proofs.json")["inclusion"]
        for where, line in self._lines("entries.jsonl"):
            entry = canonical_entry(line)
            if entry is None or entry["record"] in self.entries:
                self._fault(where, "not a canonical entry, or a second one of a record")
                continue
            self.entries[entry["record"]] = entry
            sequence = entry["sequence"]
            if sequence >= self.size:
                self.report.gaps.append(
                    f"entry {sequence} about {entry['record']} is not sealed: a pack made after "
                    "the next seal proves it"
                )
                continue
            path = [bytes.fromhex(part) for part in proofs.get(str(sequence), [])]
            if not inclusion_holds(leaf_hash(line), sequence, self.size, path, self.root):
                self._fault(
                    f"entry {sequence} about {entry['record']}",
                    "is not in the log of this checkpoint",
                )
        self.report.said.append(f"{len(self.entries)} entries are held to the checkpoint")

    def _check_openings(self) -> None:
        promised = {one for entry in self.entries.values() for one in entry["fields"].values()}
        for where, line in self._lines("openings.jsonl"):
            try:
                opening = parse(line)
                promise, value = bytes.fromhex(opening["commitment"]).hex(), opening["value"]
                holds = commitment(bytes.fromhex(opening["salt"]), value) == promise
            except (KeyError, TypeError, ValueError):
                self._fault(where, "not an opening")
                continue
            if promise not in promised:
                self._fault(f"opening {promise}", "no entry here holds it")
            elif not holds:
                self._fault(f"opening {promise}", "not the value that was committed to")
            self.values[promise] = value
        self.report.said.append(f"{len(self.values)} values are held to their commitments")

    def _opened(self, record: str) -> dict[str, Any]:
        """What a record's entry says as far as it is opened here, by path."""
        entry = self.entries.get(record)
        if entry is None or entry["shown"] != "whole":
            return {}
        return {
            key: self.values[promise]
            for key, promise in entry["fields"].items()
            if promise in self.values
        }

    def _differs(self, where: str, here: dict[str, Any], proven: dict[str, Any]) -> None:
        """Name each field that is not as its entry has it."""
        for path in sorted(here.keys() | proven.keys()):
            one = [canonical(fields[path]) for fields in (here, proven) if path in fields]
            if len(one) != 2 or one[0] != one[1]:
                self._fault(f"{where}, {path}", "differs from the ledger's entry")

    def _check_record(self) -> None:
        told = self._json("record.json")
        if told["format"] != PACK_FORMAT:
            raise Broken(f"record.json: not of the format {PACK_FORMAT}")
        for tree in told["records"]:
            name = tree.pop("id")
            self.trees[name] = tree
            proven = self._opened(name)
            if not proven:
                self._fault(f"record.json, {name}", "no public entry says so")
            self._differs(f"record.json, {name}", dict(flatten(tree)), proven)
        if told["claim"] not in self.trees:
            self._fault("record.json", "the claim is not in it")
        lost = [one for one in self.entries if one not in self.trees and not one.startswith(FACTS)]
        for name in lost:
            self._fault(f"record.json, {name}", "its entry is here and it is not")
        self.report.said.append(f"{len(self.trees)} records are as the ledger's entries have them")
        if told["left_out"]:
            self.report.said.append(f"{told['left_out']} more responses are not in this pack")

    def _check_copies(self) -> None:
        self.copies = self._json("captures.json")
        sources = {one[len(FACTS) :] for one in self.entries if one.startswith(FACTS)}
        for source in sorted(sources | self.copies.keys()):
            facts = self._opened(FACTS + source)
            told = {f"copies/{one['row']}/told": one for one in self.copies.get(source, [])}
            proven = {path: one for path, one in facts.items() if path.startswith("copies/")}
            self._differs(f"captures.json, {source}", told, proven)
        count = sum(map(len, self.copies.values()))
        self.report.said.append(f"{count} copies of {len(self.copies)} sources are as told")

    def _check_quotes(self) -> None:
        cited = {
            (name, path): row
            for name, tree in self.trees.items()
            for path, row in citations_in(tree)
        }
        marked: set[tuple[str, str]] = set()
        found = 0
        for one in self._json("quotes.json"):
            record, path, mark = one.pop("record"), one.pop("path"), one.pop("mark")
            where = f"quotes.json, {record}, {path}"
            row = cited.pop((record, path), {})
            self._differs(where, one, {name: row[name] for name in one if name in row})
            facts, name = self._opened(FACTS + one["source"]), f"quotes/{path.split('/')[-1]}/told"
            marked.add((one["source"], name))
            proven = {name: facts[name]} if name in facts else {}
            self._differs(where, {name: mark} if mark else {}, proven)
            if mark:
                found += mark.get("state") in ("word_for_word", "differences")
                self._check_mark(where, mark, one)
        for record, path in cited:
            self._fault(f"quotes.json, {record}, {path}", "is quoted in the record and not here")
        for source in [one for one in self.entries if one.startswith(FACTS)]:
            for name in self._opened(source):
                if name.startswith("quotes/") and (source[len(FACTS) :], name) not in marked:
                    self._fault(f"quotes.json, {source}, {name}", "is of no quote here")
        self.report.said.append(f"{len(marked)} quotes, {found} of them found in a kept copy")

    def _check_mark(self, where: str, mark: dict[str, Any], words: dict[str, Any]) -> None:
        """A mark is of the words beside it, and of a copy that is told of."""
        if mark.get("quote") != quote_hash(words):
            self.report.said.append(f"{where}: the mark is of the words before the last change")
        rows = {one["row"]: one for one in self.copies.get(words["source"], [])}
        copy = rows.get(mark.get("copy"))
        if copy is None:
            if mark.get("copy"):
                self.report.said.append(f"{where}: nothing more is told of its copy")
            return
        for name in ("made_at", "sha256"):
            if mark.get(name, "") not in ("", copy.get(name, "")):
                self._fault(where, f"{name} is not that of the copy")
        if mark.get("has_place") and not 0 <= mark.get("start", 0) < mark.get("end", 1):
            self._fault(where, "its place is none")

    def _check_seals(self) -> None:
        """Earlier checkpoints that are here for their time stamps are beginnings of this log."""
        for name in [one for one in self.names if one.startswith("checkpoints/")]:
            note = self.text(name)
            size, root = sealed(note, self.keys)
            if not self._goes_on_from(size, root):
                self._fault(name, "is not shown to be a beginning of this log")
            self.seals[hashlib.sha256(note.encode()).hexdigest()] = size

    def _check_stamps(self) -> None:
        told = {
            stamp["sha256"]: (copy["sha256"], stamp)
            for copies in self.copies.values()
            for copy in copies
            for stamp in copy.get("stamps", ())
        }
        names = [name for name in self.names if name.startswith("stamps/")]
        signers: dict[str, bool] = {}
        for name in names:
            with self._open(name) as file:
                token = file.read(LONGEST)
            digest, stamp = told.pop(hashlib.sha256(token).hexdigest(), ("", {}))
            try:
                found = TimeStamp(token)
                if name.startswith(SEAL_STAMPS):
                    self._check_stamp_of_seal(found)
                else:
                    check_stamp_of_copy(found, digest, stamp)
                signer, is_trusted = found.signer(self.trusted)
                signers[signer] = is_trusted
            except Broken as error:
                self._fault(name, str(error))
            except Missing as gap:
                self.report.gaps.append(f"{name}: {gap}")
        self.report.gaps += [
            f"missing from the pack: the time stamp of {digest} by {stamp['authority']}"
            for digest, stamp in told.values()
        ]
        if names:
            self.report.said.append(f"{len(names)} time stamps were checked")
        self._say_who_signed(signers)

    def _check_stamp_of_seal(self, found: TimeStamp) -> None:
        kind, digest = found.digest
        if kind != "sha256" or digest not in self.seals:
            raise Broken("is a stamp of another hash")
        size = self.seals[digest]
        inside = [one for one in self.entries.values() if one["sequence"] < size]
        self.report.said.append(
            f"the log of {size} entries, {len(inside)} of the {len(self.entries)} here among them, "
            f"was stamped at {found.time}Z"
        )

    def _say_who_signed(self, signers: dict[str, bool]) -> None:
        for signer, is_trusted in sorted(signers.items()):
            if is_trusted:
                self.report.said.append(f"stamped by {signer}, whom your certificates vouch for")
            elif self.trusted:
                self.report.gaps.append(f"no certificate of yours vouches for {signer}")
            else:
                self.report.said.append(
                    f"stamped by {signer}, under a certificate that the stamp brings itself, which "
                    "proves less: --authorities takes certificates that you got elsewhere"
                )

    def _check_originals(self) -> None:
        names = [name for name in self.names if name.startswith("originals/")]
        for name in names:
            with self._open(name) as file:
                if sha256_of(file) != name.split("/")[-1].partition(".")[0]:
                    self._fault(name, "its content is not what its name says")
        if names:
            self.report.said.append(f"{len(names)} originals are as named by their hashes")


def check_stamp_of_copy(found: TimeStamp, digest: str, stamp: dict[str, Any]) -> None:
    """Hold a stamp to what the ledger tells of it. Raises Broken."""
    if not stamp:
        raise Broken("is not a time stamp that the ledger tells of")
    if found.digest != ("sha256", digest):
        raise Broken("is a stamp of another hash")
    if found.time != stamp["time"][:19]:
        raise Broken("is a stamp of another time")


class Names:
    """The first few of many names, and how many more there are."""

    def __init__(self) -> None:
        self.count = 0
        self._first: list[str] = []

    def add(self, name: str) -> None:
        self.count += 1
        if self.count <= MOST_NAMED:
            self._first.append(name)

    def __str__(self) -> str:
        more = self.count - len(self._first)
        return ", ".join(self._first) + (f" and {more} more" if more else "")


class Earlier(NamedTuple):
    """An earlier checkpoint: whose it is, and what it says."""

    where: str
    size: int
    root: bytes


def why_not(where: str, size: int, now: int) -> str:
    """What it means that a checkpoint of this size is not a beginning of a log of `now` entries."""
    if size > now:
        return f"{where} has {size} entries: this log is older or was cut"
    return f"{where} is not a beginning of this log: history was changed"


def sha256_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in iter(lambda: file.read(CHUNK), b""):
        digest.update(chunk)
    return digest.hexdigest()


def whole_zip(path: Path) -> zipfile.ZipFile:
    """A zip file all of which can be read. Raises Missing, and Broken for two files of one name."""
    try:
        archive = zipfile.ZipFile(path)
        for name in archive.namelist():
            with archive.open(name) as file:
                sha256_of(file)  # Reading to the end compares the sums that the zip file holds.
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        # A download that stopped half-way is no proof of tampering.
        raise Missing(f"{path}: {error}") from error
    names = archive.namelist()
    if len(set(names)) != len(names):
        raise Broken("the bundle holds two files of one name")
    return archive


def is_pack(path: Path) -> bool:
    """Whether a file is an evidence pack, and no bundle."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            return (
                "leaves.txt" not in names and {"quotes.json", "captures.json"} & {*names} != set()
            )
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def canonical_entry(line: bytes) -> dict[str, Any] | None:
    """The entry that a line holds; None where it is not one in its canonical form."""
    try:
        entry = parse(line)
        return entry if entry_is_whole(entry) and canonical(entry) == line else None
    except ValueError:
        return None


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
        and set(entry) <= {*parts, "erased", "lost", "clock"}
        and _is_words(entry["fields"])
        and _is_words(entry.get("erased", {}))
        and ("lost" not in entry or _is_loss(entry))
        and ("clock" not in entry or (entry["record"] == LOG and type(entry["clock"]) is str))
    )


def _is_loss(entry: dict[str, Any]) -> bool:
    lost, kinds = entry["lost"], {"first": int, "last": int, "root": str}
    return (
        entry["record"] == LOG
        and isinstance(lost, dict)
        and {name: type(one) for name, one in lost.items()} == kinds
        and 0 <= lost["first"] <= min(lost["last"], entry["sequence"])
    )


def _is_words(value: Any) -> bool:
    return isinstance(value, dict) and all(type(one) is str for one in value.values())


# --- The proof of one entry -----------------------------------------------------------------------


def check_proof(proof: dict[str, Any], key: str | None, since: str | None, report: Report) -> None:
    """Check {entry, leaf, index, checkpoint, inclusion, key, rotations, consistency}.

    Where backups were restored, `restored` has the entries that say so, with their proofs.
    """
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
    losses = []
    for one in proof.get("restored", []):
        told, parts = one["entry"], [bytes.fromhex(part) for part in one["inclusion"]]
        if not entry_is_whole(told) or not inclusion_holds(
            leaf_hash(canonical(told)), told["sequence"], size, parts, root
        ):
            raise Broken("an entry about a restored backup is not in the log of this checkpoint")
        losses += losses_in(told)
    report.said += map(str, losses)
    if since is not None:
        old, was = sealed(since, keys)
        parts = [bytes.fromhex(part) for part in proof["consistency"].get(str(old), [])]
        if not consistency_holds(old, size, parts, was, root):
            own_up("your checkpoint", old, was, losses)
            report.faults.append("your checkpoint is not shown to be a beginning of this log")


# --- The command ----------------------------------------------------------------------------------


class Kept(NamedTuple):
    """What a reader kept: the key, a checkpoint, the bundle that the checkpoint stood in, and the
    certificates of authorities that stamp."""

    key: str | None
    checkpoint: str | None
    bundle: Path | None
    trusted: list[Certificate]


def kept(key: str | None, since: Path | None, authorities: Path | None = None) -> Kept:
    """What --key, --since and --authorities name. Raises Missing where one cannot be read."""
    trusted: list[Certificate] = []
    try:
        if authorities:
            trusted = read_certificates(authorities.read_text(encoding="utf-8"))
        if key and Path(key).is_file():
            key = Path(key).read_text(encoding="utf-8")
        if since is None:
            return Kept(key, None, None, trusted)
        if not zipfile.is_zipfile(since):
            return Kept(key, since.read_text(encoding="utf-8"), None, trusted)
        with zipfile.ZipFile(since) as archive:
            return Kept(key, archive.read("checkpoint").decode(), since, trusted)
    except Broken as error:
        raise Missing(f"{authorities}: {error}") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, ValueError) as error:
        raise Missing(f"{since or key}: {error}") from error


def examine(
    path: Path,
    key: str | None,
    since: str | None,
    old_path: Path | None = None,
    trusted: Sequence[Certificate] = (),
) -> Report:
    """Check a bundle, an evidence pack or the proof of one entry, and say what was found.

    `since` is an earlier checkpoint, `old_path` the bundle that it stood in, if there was one;
    `trusted` are certificates of authorities that stamp.
    """
    report = Report()
    try:
        if path.suffix == ".json":
            check_proof(parse(path.read_bytes()), key, since, report)
        elif is_pack(path):
            with closing(Pack(path, report, list(trusted))) as pack:
                pack.check(key, since)
        elif old_path is None:
            with closing(Bundle(path, report)) as bundle:
                bundle.check(key, since)
        else:
            examine_beside(path, key, old_path, report)
    except Broken as error:
        report.faults.append(str(error))
    except (Missing, OSError, sqlite3.Error) as error:
        report.gaps.append(str(error))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        report.faults.append(f"{path} is not what it should be: {type(error).__name__}: {error}")
    return report


def examine_beside(path: Path, key: str | None, old_path: Path, report: Report) -> None:
    """Check a bundle beside an earlier one, which must be sound. Raises Broken, and Missing."""
    found = Report()
    with closing(Bundle(old_path, found)) as old:
        old.check(key, None)
        if found.faults:
            raise Broken(f"your earlier bundle is not sound itself: {found.faults[0]}")
        if found.gaps:
            raise Missing(f"your earlier bundle: {found.gaps[0]}")
        with closing(Bundle(path, report)) as bundle:
            bundle.check(key, old.text("checkpoint"))
            bundle.compare_with(old)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Checks a ledger bundle.")
    parser.add_argument(
        "bundle", type=Path, help="bundle.zip, evidence.zip, or the proof of one entry (.json)"
    )
    parser.add_argument("--key", help="the site's public key, or a file that holds it")
    parser.add_argument(
        "--since", type=Path, help="a checkpoint, or a bundle, that you kept from earlier"
    )
    parser.add_argument(
        "--authorities",
        type=Path,
        metavar="CERTIFICATES",
        help="certificates (PEM) of authorities whose time stamps you trust",
    )
    options = parser.parse_args(arguments)
    try:
        mine = kept(options.key, options.since, options.authorities)
    except Missing as error:
        print(f"INCOMPLETE: {error}")
        return 2
    report = examine(options.bundle, mine.key, mine.checkpoint, mine.bundle, mine.trusted)
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
