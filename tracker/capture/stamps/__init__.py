"""Time stamps of hashes by outside authorities (RFC 3161): asked for, checked, shown.

A stamp is of a hash, whatever it is the hash of: who has something to be stamped asks for it with
`asking.py`; `requesting.py` sends what is due and is run by workers alone; `tokens.py` knows the
protocol; `stamped.py` is what pages and packs read.
"""
