"""Tracker: what one party publicly alleged of another, what was answered, and the sources of both.

Six rooms on three floors, imports pointing down only (`tests/test_house.py` holds them to it):
`record` (what is said) at the bottom; `capture`, `ledger` and `search` above it; `editorial` (how
editors change it) and `public` (how readers see it) on top, never knowing each other.
"""
