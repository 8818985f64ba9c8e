"""The fingerprints of records: kept with every change, made anew when their rules change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from django.db import connections, transaction

from tracker.editorial.alike import names, texts
from tracker.editorial.alike.models import Fingerprint
from tracker.editorial.alike.said import READERS, Said, said_in, stored
from tracker.record.nouns import NOUNS
from tracker.record.trees import Tree, chunks

# Raise it with the rules in `names`, `sounds`, `texts` or `same_address`: `migrate` then makes all
# fingerprints anew.
VERSION = 1
AT_ONCE = 500


def exact(noun: str, said: Said) -> set[int]:
    """Keys that only what is the same has: a name's words, an address, who did it and when."""
    words = (key for name in said.names for key in names.keys(name) if key.startswith("="))
    return set(_hashed(noun, [*words, *(f"@{page}" for page in said.pages), *said.deeds]))


def near(noun: str, said: Said) -> set[int]:
    """Keys that what only resembles may have, too."""
    sounds = (key for name in said.names for key in names.keys(name) if not key.startswith("="))
    sentences = (key for text in (*said.titles, *said.points) for key in texts.keys(text))
    return set(_hashed(noun, [*sounds, *sentences]))


def keys_of_words(noun: str, rows: Iterable[Sequence[str]]) -> set[int]:
    """Keys that records have of which a name is a row of normalised words, of one of these."""
    return set(_hashed(noun, (f"={' '.join(sorted(row))}" for row in rows)))


def _hashed(noun: str, keys: Iterable[str]) -> Iterator[int]:
    for key in keys:
        digest = blake2b(f"{noun} {key}".encode(), digest_size=8).digest()
        yield int.from_bytes(digest, "big", signed=True)


def refresh_fingerprints(
    changed: Mapping[str, Iterable[Any]], trees: Mapping[str, Mapping[Any, Tree]]
) -> None:
    """Make the fingerprints agree with records that were changed, entered or deleted.

    Primary keys by noun, and the trees of those that are there. Call it in the transaction that
    changed the record.
    """
    for noun in READERS:
        for pks in chunks(sorted(changed.get(noun, ())), AT_ONCE):
            rows = trees.get(noun, {})
            _write(noun, pks, {pk: said_in(noun, rows[pk]) for pk in pks if pk in rows})


def _write(noun: str, pks: list[int], said: Mapping[int, Said]) -> None:
    wanted = {(row, key) for row, one in said.items() for key in exact(noun, one) | near(noun, one)}
    rows = Fingerprint.objects.filter(noun=noun, row__in=pks)
    before: dict[tuple[int, int], int] = {}
    gone: list[int] = []
    for pk, row, key, version in rows.values_list("pk", "row", "key", "version"):
        if version == VERSION and (row, key) in wanted:
            before[row, key] = pk
        else:
            gone.append(pk)
    for some in chunks(gone):
        Fingerprint.objects.filter(pk__in=some).delete()
    Fingerprint.objects.bulk_create(
        [
            Fingerprint(noun=noun, row=row, key=key, version=VERSION)
            for row, key in sorted(wanted - before.keys())
        ],
        batch_size=AT_ONCE,
    )


def rebuild_fingerprints() -> None:
    """Make all fingerprints anew, a chunk a transaction."""
    for noun in READERS:
        model = NOUNS[noun].model._base_manager
        for pks in chunks(model.order_by("pk").values_list("pk", flat=True), AT_ONCE):
            with transaction.atomic():
                _write(noun, pks, stored(noun, pks))
    Fingerprint.objects.exclude(version=VERSION).delete()


def begin(using: str = "default", **_of_signal: Any) -> None:
    """After `migrate`: fingerprints of a record that has none, or those of other rules."""
    tables = connections[using].introspection.table_names()
    if Fingerprint._meta.db_table not in tables:
        return
    current = Fingerprint.objects.filter(version=VERSION).exists()
    if not current or Fingerprint.objects.exclude(version=VERSION).exists():
        rebuild_fingerprints()
