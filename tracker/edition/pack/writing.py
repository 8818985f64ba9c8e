"""The evidence pack as a zip file: the same bytes for the same state."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from tracker import __version__
from tracker.edition.pack.gathering import Gathered
from tracker.ledger import chain, verifier
from tracker.ledger.models import Checkpoint, Entry, Key
from tracker.ledger.verify import PACK_FORMAT, SEAL_STAMPS, SUMS

# Earlier checkpoints to which the pack proves growth: whoever kept one of them can compare.
MOST_EARLIER = 30
# No time of its own: two packs of one state are the same file.
NO_TIME = (1980, 1, 1, 0, 0, 0)
README = f"""What this is
============
The evidence for one claim of a claim-and-response record: what readers of the site see of it, and
what proves it. Written by Tracker {__version__}. Nothing here needs a network.

record.json     the claim, its responses with their answers to it, and the parties, places, codes
                and sources that they name, as they are published
quotes.json     each quotation, and under "mark" what came of looking for it in kept copies of its
                source: state, the copy's time and hashes, the place in the copy's text ("start" and
                "end", in characters), the words around it. null: nothing is known of it
captures.json   the kept copies of each source, and attempts that kept nothing: address, time, size,
                hash (SHA-256). The copies themselves are not published
stamps/         what authorities answered (RFC 3161) who were shown a hash: when they saw it. Those
                called seal-… are of the seal of the ledger in checkpoints/: all that it seals was
                there then. The others are of kept copies
entries.jsonl   the entries of the site's ledger that commit to all of this, one a line
openings.jsonl  the values behind their commitments, each with its salt
proofs.json     that these entries are in the log of the checkpoint, and that this log goes on from
                earlier checkpoints
checkpoint      the newest signed statement of what the log adds up to; keys/ has the public keys
SHA256SUMS      the hash of each file here, as sha256sum -c reads it
verify.py       checks all of this, with Python 3.9 or later alone:

                python3 verify.py evidence.zip [--key KEY] [--since CHECKPOINT]
                                  [--authorities CERTIFICATES]

A file that somebody says is a copy named here is it if its SHA-256 is the one in captures.json.
"Found word for word" says that the words stand in the copy, not that they are true.

verify.py holds each time stamp to its hash and checks its signature. Whose signature that is, only
the authority's own certificates tell (PEM), which you get from the authority and name with
--authorities. OpenSSL does the same, and looks at more of the certificates:

                openssl ts -verify -digest HASH -in FILE.tsr -CAfile CERTIFICATES

with HASH from captures.json, or of the file in checkpoints/, and FILE from stamps/.
"""


class Original(NamedTuple):
    """A file of a kept copy, for those who may have it: its hash, where it is, how it ends."""

    sha256: str
    path: Path
    ending: str

    @property
    def name(self) -> str:
        return f"originals/{self.sha256}{self.ending}"


def write_pack(file: IO[bytes], found: Gathered, originals: Iterable[Original] = ()) -> None:
    """Write the pack; with originals it is for the desk alone."""
    sums: dict[str, str] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(found):
            archive.writestr(_info(name), content)
            sums[name] = hashlib.sha256(content).hexdigest()
        for one in originals:
            # Most are packed already.
            with archive.open(_info(one.name, zipfile.ZIP_STORED), "w", force_zip64=True) as out:
                _copy(one.path, out)
            sums[one.name] = one.sha256
        listed = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(sums.items()))
        archive.writestr(_info(SUMS), listed)


def pack_of(found: Gathered) -> bytes:
    """The pack that readers get."""
    file = io.BytesIO()
    write_pack(file, found)
    return file.getvalue()


def _files(found: Gathered) -> Iterator[tuple[str, bytes]]:
    entries = sorted(found.entries.values(), key=lambda one: one.sequence)
    yield "README.txt", README.encode()
    yield "verify.py", verifier.program()
    record = {"format": PACK_FORMAT, "claim": found.claim, "left_out": found.left_out}
    records = [{"id": key, **tree} for key, tree in sorted(found.trees.items())]
    yield "record.json", _json({**record, "records": records})
    yield "quotes.json", _json(found.quotes)
    yield "captures.json", _json(found.copies)
    yield "entries.jsonl", _lines(one.body for one in entries)
    yield (
        "openings.jsonl",
        _lines(
            _line(commitment=one.pk, salt=one.salt, value=json.loads(one.value))
            for _pk, one in sorted(found.openings.items())
        ),
    )
    yield from _seals(entries, found.seal)
    yield from _stamps(found)


def _seals(entries: list[Entry], stamped: Checkpoint | None) -> Iterator[tuple[str, bytes]]:
    """The newest checkpoint, a stamped one, keys, and proofs that it holds these entries."""
    checkpoints = list(Checkpoint.objects.all()[:MOST_EARLIER])
    size = checkpoints[0].size if checkpoints else 0
    sealed = [one.sequence for one in entries if one.sequence < size]
    known = [*checkpoints[1:], *([stamped] if stamped else [])]
    earlier = sorted({one.size for one in known} - {size})
    ranges = [chain.inclusion_ranges(one, 0, size) for one in sealed]
    ranges += [chain.consistency_ranges(one, 0, size) for one in earlier]
    hashes = iter(chain.hashes([one for each in ranges for one in each]))
    parts = [[next(hashes).hex() for _one in each] for each in ranges]
    proofs = {
        "inclusion": dict(zip(map(str, sealed), parts, strict=False)),
        "consistency": dict(zip(map(str, earlier), parts[len(sealed) :], strict=True)),
    }
    yield "proofs.json", _json(proofs)
    if checkpoints:
        yield "checkpoint", checkpoints[0].note.encode()
    if stamped:
        yield f"checkpoints/{stamped.size}", stamped.note.encode()
    for key in Key.objects.order_by("number"):
        yield f"keys/{key.number}", (key.rotation or f"{key.text}\n").encode()


def _stamps(found: Gathered) -> Iterator[tuple[str, bytes]]:
    tokens = {one.pk: bytes(one.token) for one in found.tokens}
    done: set[str] = set()
    for copy, stamp in found.stamps:
        sha256 = stamp["sha256"]
        if sha256 in tokens and sha256 not in done:
            done.add(sha256)
            name = f"stamps/{copy['sha256']}-{stamp['authority']}-{sha256[:8]}.tsr"
            yield name, tokens[sha256]
    for one in found.seal_tokens:
        yield f"{SEAL_STAMPS}{one.sha256[:8]}.tsr", bytes(one.token)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _line(**parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _copy(path: Path, out: IO[bytes]) -> None:
    with path.open("rb") as file:
        while piece := file.read(1024 * 1024):
            out.write(piece)


def _info(name: str, packed: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, NO_TIME)
    info.compress_type = packed
    info.external_attr = 0o644 << 16
    return info
