"""The Merkle tree over all entries (RFC 6962): roots and proofs, from stored hashes.

Hashes of complete subtrees are stored when the log is sealed, so that a root or a proof reads some
dozens of rows however long the log is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Q

from tracker.ledger.models import Entry, Node
from tracker.ledger.verify import node_hash
from tracker.record.trees import chunks

Range = tuple[int, int]
Place = tuple[int, int]  # (level, index); level 0 are the leaves.


def split(start: int, end: int) -> int:
    """Where RFC 6962 divides a subtree: after the largest power of two that leaves a rest."""
    return int(start + (1 << ((end - start - 1).bit_length() - 1)))


def inclusion_ranges(index: int, start: int, end: int) -> list[Range]:
    """The subtrees whose hashes prove that leaf `index` is in the tree over [start, end)."""
    if end - start == 1:
        return []
    middle = split(start, end)
    if index < middle:
        return [*inclusion_ranges(index, start, middle), (middle, end)]
    return [*inclusion_ranges(index, middle, end), (start, middle)]


def consistency_ranges(old: int, start: int, end: int, whole: bool = True) -> list[Range]:
    """The subtrees whose hashes prove that the first `old` leaves begin [start, end)."""
    if old == end:
        return [] if whole else [(start, end)]
    middle = split(start, end)
    if old <= middle:
        return [*consistency_ranges(old, start, middle, whole), (middle, end)]
    return [*consistency_ranges(old, middle, end, False), (start, middle)]


def _complete(start: int, end: int) -> Iterator[Place]:
    """The complete subtrees that a subtree is made of, from the left."""
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        yield level, start >> level
        return
    middle = split(start, end)
    yield from _complete(start, middle)
    yield from _complete(middle, end)


def hashes(ranges: Iterable[Range]) -> list[bytes]:
    """The hash of each subtree, in two queries. Raises KeyError beyond what was sealed."""
    wanted = list(ranges)
    places = {place for start, end in wanted for place in _complete(start, end)}
    stored = _stored(places)
    return [_hash(start, end, stored) for start, end in wanted]


def _stored(places: set[Place]) -> dict[Place, bytes]:
    leaves = [index for level, index in places if level == 0]
    rows = Entry.objects.filter(sequence__in=leaves).values_list("sequence", "leaf")
    found: dict[Place, bytes] = {(0, index): bytes.fromhex(leaf) for index, leaf in rows}
    above: dict[int, list[int]] = defaultdict(list)
    for level, index in places:
        if level:
            above[level].append(index)
    if above:
        # A condition a level: of many proofs there are thousands of places.
        condition = Q()
        for level, indexes in above.items():
            condition |= Q(level=level, index__in=indexes)
        nodes = Node.objects.filter(condition).values_list("level", "index", "hash")
        found |= {(level, index): bytes.fromhex(text) for level, index, text in nodes}
    return found


def _hash(start: int, end: int, stored: dict[Place, bytes]) -> bytes:
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return stored[level, start >> level]
    middle = split(start, end)
    return node_hash(_hash(start, middle, stored), _hash(middle, end, stored))


def root(size: int) -> bytes:
    """The root over the first `size` entries. Raises ValueError for none."""
    if size < 1:
        raise ValueError("a tree of size zero is refused")
    return hashes([(0, size)])[0]


def extend(size: int) -> None:
    """Store the hashes of all subtrees that are complete in a log of `size` entries."""
    level = 1
    while size >> level:
        # One after another from 0, so that their number is where to go on.
        first, end = Node.objects.filter(level=level).count(), size >> level
        for indexes in chunks(range(first, end), 10_000):
            _store(level, indexes[0], indexes[-1] + 1)
        level += 1


def _store(level: int, first: int, end: int) -> None:
    span = range(2 * first, 2 * end)
    if level == 1:
        rows = Entry.objects.filter(sequence__gte=span.start, sequence__lt=span.stop)
        below = list(rows.order_by("sequence").values_list("leaf", flat=True))
    else:
        nodes = Node.objects.filter(level=level - 1, index__gte=span.start, index__lt=span.stop)
        below = list(nodes.order_by("index").values_list("hash", flat=True))
    pairs = zip(below[::2], below[1::2], strict=True)
    Node.objects.bulk_create(
        Node(
            level=level,
            index=first + offset,
            hash=node_hash(bytes.fromhex(left), bytes.fromhex(right)).hex(),
        )
        for offset, (left, right) in enumerate(pairs)
    )
