"""Tracker: what one party publicly alleged of another, what was answered, and the sources of both.

Eight rooms on five floors, imports pointing down only (`tests/test_house.py` holds them to it):
`record` (what is said) at the bottom, `capture` (how evidence is kept) and `ledger` (how changes
are proven) above it, then `edition` (what readers see), `search` (how it is found) and `words` (how
it is put in words); `editorial` (how editors change it) and `public` (how readers see it) on top,
never knowing each other.
"""

# The one place of it: pyproject.toml reads it here, and .github/CHANGELOG.md begins with it.
__version__ = "0.2.0"
