"""The kinds of records that are found, and how one number names a record of any of them."""

from __future__ import annotations

from enum import IntEnum

SHIFT = 40
LOW = (1 << SHIFT) - 1


class Kind(IntEnum):
    """What a document is of. The numbers stand in the index; never give one anew."""

    CLAIM = 1
    RESPONSE = 2
    SOURCE = 3
    PARTY = 4
    PLACE = 5
    EVENT = 6
    DOSSIER = 7
    REQUEST = 8

    @property
    def model_name(self) -> str:
        return self.name.lower()


BY_NAME = {kind.model_name: kind for kind in Kind}


def document_id(kind: int, pk: int) -> int:
    """The id of a record's document: SQLite's full-text tables know rows by one number alone."""
    return (kind << SHIFT) | pk


def id_range(kind: int) -> tuple[int, int]:
    """The first id of a kind, and the first one after it."""
    return kind << SHIFT, (kind + 1) << SHIFT
