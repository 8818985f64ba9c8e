"""`verify.py` as this site hands it out, and the hash that tells it from another."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from tracker.ledger import verify


@cache
def program() -> bytes:
    return Path(verify.__file__).read_bytes()


def sha256() -> str:
    """Its SHA-256 in hex, as checkpoints name it and `sha256sum verify.py` prints it."""
    return hashlib.sha256(program()).hexdigest()
