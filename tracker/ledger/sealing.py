"""Keys and checkpoints: what a stranger needs to hold the log to its word.

A checkpoint says how many entries there are and what they add up to, signed (C2SP tlog-checkpoint),
and in a line more which verify.py the site hands out.
The private key is a file that need not be on the web host: only `ledger_key` and `seal_ledger`
read it. A new key is introduced by a note that the old one signs.
"""

from __future__ import annotations

import base64
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tracker.ledger import chain, verifier
from tracker.ledger.entries import Appender, lock, losses, size
from tracker.ledger.models import Checkpoint, Entry, Key
from tracker.ledger.verify import VERIFIER_LINE, Loss, key_id

PRIVATE = "PRIVATE+KEY"
# Of the file, beside the key, that says what it sealed last.
LAST = ".sealed"


class SealRefused(Exception):
    """The log cannot be sealed, or the key not be made; the message says why."""


class Signer(NamedTuple):
    """A private key and the name under which it signs."""

    name: str
    seed: bytes

    @property
    def public(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def text(self) -> str:
        """The public key, as name+id+base64."""
        coded = base64.b64encode(b"\x01" + self.public).decode()
        return f"{self.name}+{key_id(self.name, self.public).hex()}+{coded}"

    @property
    def secret(self) -> str:
        """The private key as its file holds it."""
        coded = base64.b64encode(b"\x01" + self.seed).decode()
        return f"{PRIVATE}+{self.name}+{key_id(self.name, self.public).hex()}+{coded}\n"

    def sign(self, text: str) -> str:
        """A signed note of `text`, which ends in a newline."""
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        coded = base64.b64encode(key_id(self.name, self.public) + signature).decode()
        return f"{text}\n— {self.name} {coded}\n"


def new_signer(name: str) -> Signer:
    """A new key. Raises SealRefused for a name that a signature line cannot carry."""
    if not name.isprintable() or not name or any(mark in " +" for mark in name):
        raise SealRefused("The name of a key has no spaces, no plus sign, nothing invisible.")
    return Signer(name, secrets.token_bytes(32))


def read_signer(path: Path) -> Signer:
    """The private key in a file. Raises SealRefused."""
    try:
        text = path.read_text(encoding="utf-8").strip()
        name, number, coded = text.removeprefix(f"{PRIVATE}+").split("+", 2)
        signer = Signer(name, base64.b64decode(coded, validate=True)[1:])
        if not text.startswith(PRIVATE) or signer.text.split("+")[1] != number:
            raise ValueError("not a private key, or damaged")
    except FileNotFoundError as error:
        raise SealRefused(f"There is no key at {path}. Make one: ledger_key make.") from error
    except (OSError, ValueError) as error:
        raise SealRefused(f"{path}: {error}") from error
    return signer


def keep(signer: Signer, path: Path) -> None:
    """Write a private key to a new file that only its owner may read. Raises SealRefused."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise SealRefused(f"{path}: {error.strerror}. No key is ever overwritten.") from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(signer.secret)


def announce(signer: Signer, old: Signer | None = None) -> Key:
    """Put a public key into the log's list: the first one, or the next one with the old one's word.

    Raises SealRefused where `old` is not the key that signs now.
    """
    last = Key.objects.order_by("-number").first()
    if (last.text if last else None) != (old.text if old else None):
        raise SealRefused("A new key is introduced by the key that signs now, and only by it.")
    rotation = old.sign(f"{old.name}\nkey rotation\n{signer.text}\n") if old else ""
    return Key.objects.create(
        number=last.number + 1 if last else 1,
        text=signer.text,
        rotation=rotation,
        made_at=timezone.now(),
    )


def _last_sealed(path: Path) -> Path:
    return path.with_name(f"{path.name}{LAST}")


def remembered(path: Path) -> list[Loss]:
    """The ends of all logs that this key sealed, as what would be lost of them without a trace.

    They are kept in a file beside the key, a line each: first what it sealed last, then what was
    lost of logs before. Raises SealRefused for a file that cannot be read.
    """
    file = _last_sealed(path)
    try:
        newest, *older = file.read_text(encoding="utf-8").splitlines()
        count, root = newest.split()
        ends = [Loss(int(count) - 1, int(count) - 1, root)]
        for line in older:
            first, last, root = line.split()
            ends.append(Loss(int(first), int(last), root))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise SealRefused(f"{file}: {error}") from error
    return ends


def remember(path: Path, checkpoint: Checkpoint) -> None:
    """Keep beside the key what it sealed, and all that was ever lost of it. Raises SealRefused."""
    file = _last_sealed(path)
    lost = {(one.last, one.root): one for one in [*remembered(path)[1:], *losses()]}
    lines = [f"{checkpoint.size} {checkpoint.root}"]
    lines += [f"{one.first} {one.last} {one.root}" for one in lost.values()]
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise SealRefused(
            f"Sealed, but {file} cannot be written: {error.strerror}. Without it an older backup "
            "would be sealed unnoticed; make room for it and seal again."
        ) from error


def untold(path: Path) -> list[Loss]:
    """The ends of logs that this key sealed which the log neither holds nor says that it lost.

    Within a transaction that holds the lock. Raises SealRefused.
    """
    count = size()
    chain.extend(count)
    told = {(one.last, one.root) for one in losses()}
    return [
        one
        for one in remembered(path)
        if not (one.last < count and chain.root(one.last + 1).hex() == one.root)
        and (one.last, one.root) not in told
    ]


def seal_what_follows(signer: Signer, path: Path) -> Checkpoint:
    """Seal, where the log goes on from what the key in `path` sealed, and remember it there.

    A database put back from an older backup would otherwise get a second history under the same
    key, of which nobody could tell which is true. Raises SealRefused.
    """
    checkpoint = seal_if_it_goes_on(signer, path)
    remember(path, checkpoint)
    return checkpoint


@transaction.atomic
def seal_if_it_goes_on(signer: Signer, path: Path) -> Checkpoint:
    """As `seal_what_follows`, for who remembers it later: when all else is done."""
    lock()
    if ends := untold(path):
        raise SealRefused(
            f"The log does not go on from the {ends[0].last + 1} entries that this key sealed: was "
            "an older backup put back? Put a newer one back. Where there is none, resume_ledger "
            "writes into the log what was lost, and it can be sealed again."
        )
    return seal(signer)


class Restored(NamedTuple):
    """A log that came back from a backup: how many entries it came with, and what is lost."""

    kept: int
    since: int
    losses: list[Loss]


@transaction.atomic
def resume(path: Path, at: datetime, *, apply: bool = False) -> Restored:
    """Find what was lost when a backup was put back at this time, and `apply` writes it down.

    What was lost is known from the file beside the key. Entries dated up to `at` came with the
    backup. Raises SealRefused where nothing was lost, or something else must have happened.
    """
    lock()
    ends = untold(path)
    if not ends:
        raise SealRefused(
            "Nothing is known to be lost: the log goes on from all that this key sealed."
            if remembered(path)
            else f"Nothing is kept beside the key at {path}, so what was lost is not known here. "
            "Run this where the log is sealed."
        )
    last = Entry.objects.filter(time__lte=at).aggregate(last=Max("sequence"))["last"]
    kept = 0 if last is None else last + 1
    sealed_here = Checkpoint.objects.aggregate(most=Max("size"))["most"] or 0
    if kept < sealed_here:
        raise SealRefused(
            f"The first {sealed_here} entries are sealed, so they came with the backup, and entry "
            f"{kept} is dated later than {at:%Y-%m-%d %H:%M}. Give the time when it was put back."
        )
    newest = remembered(path)[0]
    if newest in ends and newest.last < kept:
        raise SealRefused(
            f"{kept} entries came with the backup, and of so many others were sealed: that is no "
            "older state of this log. Was it put back before then? If not, run verify_ledger."
        )
    found = [one._replace(first=min(kept, one.first)) for one in ends]
    if apply:
        appender = Appender(None)
        for one in found:
            lost = {"first": one.first, "last": one.last, "root": one.root}
            appender.add_about_log(Entry.Action.BACKUP, lost=lost)
    return Restored(kept, size() - kept - (len(found) if apply else 0), found)


@transaction.atomic
def seal(signer: Signer) -> Checkpoint:
    """The checkpoint over all entries so far, made and signed unless it is there already.

    Raises SealRefused where nothing is to seal, the key is not the one that signs now, or the log
    no longer begins as it was sealed before.
    """
    lock()
    key = Key.objects.order_by("-number").first()
    if key is None or key.text != signer.text:
        raise SealRefused("This private key is not the one that signs this log.")
    count = size()
    if not count:
        raise SealRefused("The log has no entries yet.")
    last = Checkpoint.objects.first()
    if last and last.size > count:
        raise SealRefused(f"{last.size} entries were sealed and only {count} are there.")
    if last and (last.size, last.key_id) == (count, key.pk):
        return last
    if last and chain.root(last.size).hex() != last.root:
        raise SealRefused("The log no longer begins as it was sealed. Run verify_ledger.")
    chain.extend(count)
    root = chain.root(count)
    text = (
        f"{signer.name}\n{count}\n{base64.b64encode(root).decode()}\n"
        f"{VERIFIER_LINE}{verifier.sha256()}\n"
    )
    return Checkpoint.objects.create(
        size=count, root=root.hex(), note=signer.sign(text), key=key, made_at=timezone.now()
    )
