"""How changes are proven: every saved change of the record is an entry of an append-only log.

Belongs here: what a record's state is (`kinds.py`, `snapshot.py`), the one door through which
changes are written down (`changes.py`), the Merkle tree and its signed checkpoints, what of the
history may be shown, how the whole is verified. Does not belong here: who may change what and the
changing itself (`editorial`), how history looks to readers (`public`).
"""
