"""How changes are proven: every saved change of the record is an entry of an append-only log.

Belongs here: the one door through which changes are written down (`changes.py`), the Merkle tree
and its signed checkpoints, how the whole is verified. Does not belong here: who may change what and
the changing itself (`editorial`), what of the history readers may see (`edition`), how it looks
(`public`).
"""
