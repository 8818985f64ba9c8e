"""A sound bundle of any size, made without a database, as the site would write it."""

import base64
import hashlib
import json
import zipfile

from tracker.ledger.sealing import new_signer
from tracker.ledger.verify import FORMAT, Tree, canonical, commitment, leaf_hash

REVISIONS = 4
PARTS = tuple(f"figures/{row}/text" for row in range(1, 11))


def write_made_bundle(path, entries):
    """Write a bundle of this many public entries, four of each record; return what seals it."""
    records, signer = range(entries // REVISIONS), new_signer("example.test/ledger")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        tree, leaves = write_entries(archive, records)
        write_openings(archive, records)
        write_export(archive, records)
        archive.writestr("leaves.txt", "".join(f"{leaf.hex()}\n" for leaf in leaves))
        root = base64.b64encode(tree.root()).decode()
        archive.writestr("checkpoint", signer.sign(f"{signer.name}\n{tree.size}\n{root}\n"))
        archive.writestr("keys/1", f"{signer.text}\n")
    return signer


def write_entries(archive, records):
    tree, leaves, last = Tree(), [], {}
    with archive.open("entries.jsonl", "w", force_zip64=True) as file:
        for revision in range(1, REVISIONS + 1):
            for record in records:
                body = canonical(entry(record, revision, tree.size, last.get(record, "")))
                file.write(body + b"\n")
                leaves.append(leaf_hash(body))
                tree.add(leaves[-1])
                last[record] = leaves[-1].hex()
    return tree, leaves


def write_openings(archive, records):
    with archive.open("openings.jsonl", "w", force_zip64=True) as file:
        for record in records:
            opened = {
                commitment(salt, value): {"salt": salt.hex(), "value": value}
                for revision in range(1, REVISIONS + 1)
                for salt, value in fields(record, revision).values()
            }
            for promise, told in opened.items():
                file.write(json.dumps({"commitment": promise, **told}).encode() + b"\n")


def write_export(archive, records):
    with archive.open("export/record.json", "w", force_zip64=True) as file:
        file.write(b'{\n "format": "tracker-record/1",\n "events": [')
        for record in records:
            file.write(b",\n  " if record else b"\n  ")
            file.write(json.dumps(tree_of(record), ensure_ascii=False).encode())
        file.write(b"\n ]\n}\n")


def name(record):
    return f"E-2024-{record:04}"


def salted(*what):
    return hashlib.sha256(repr(what).encode()).digest()


def fields(record, revision):
    """(salt, value) of each field by its path; only the title changes."""
    title = f"Party A says for the {revision}. time that thing {record} happened"
    same = {
        path: (salted(record, path), f"It says so of {record}, at {path}. " * 3) for path in PARTS
    }
    return {"title": (salted(record, revision), title), **same}


def entry(record, revision, sequence, previous):
    return {
        "format": FORMAT,
        "sequence": sequence,
        "record": name(record),
        "revision": revision,
        "previous": previous,
        "time": "2024-05-01T10:00:00.000000Z",
        "actor": "command",
        "action": "changed",
        "reason": "",
        "nonce": salted(sequence).hex()[:32],
        "shown": "whole",
        "fields": {path: commitment(*one) for path, one in fields(record, revision).items()},
    }


def tree_of(record):
    """A record as the export has it."""
    said = {path: value for path, (_, value) in fields(record, REVISIONS).items()}
    rows = [{"row": path.split("/")[1], "text": said[path]} for path in PARTS]
    return {"id": name(record), "title": said["title"], "figures": rows}
