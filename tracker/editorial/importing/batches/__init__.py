"""Batches of imported rows: planned, saved in sets, published and undone in sets."""
