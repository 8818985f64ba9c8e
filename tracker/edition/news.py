"""What happened to records that readers see: published, corrected, withdrawn; the newest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from tracker.edition import asked
from tracker.edition.models import Edition, Link
from tracker.record.trees import chunks

TOLD = ("claim", "response", "event", "request", "dossier", "correction")
# So many keys are looked up one by one; among more, those published last are soon come upon.
MOST_LOOKED_UP = 5000


class Happening(NamedTuple):
    """That a record was published, or, where `is_notice`, withdrawn."""

    key: str
    noun: str
    is_notice: bool
    when: datetime


def happenings(*nouns: str) -> Any:
    """Publications and withdrawals of these nouns as rows of a Happening, to be cut into pages.

    The withdrawal of a correction is not told: what it corrected says all there is.
    """
    rows = Edition.objects.standing().filter(noun__in=nouns, happened_at__isnull=False)
    return _in_order(rows.exclude(noun="correction", is_notice=True))


def published(noun: str, keys: Any = None) -> Any:
    """Publications of one noun, or of those with these keys, as rows of a Happening."""
    rows = Edition.objects.standing().whole().filter(noun=noun)
    return _in_order(rows if keys is None else rows.filter(key__in=keys))


def said_in(dossier: str) -> Any:
    """Publications of the claims of a dossier, and of the responses to them."""
    held = Link.objects.standing().filter(source=dossier, role="claims/claim").values("target")
    naming = Link.objects.standing().filter(target__in=held, role="claims/claim")
    rows = Edition.objects.standing().whole()
    claims = rows.filter(noun="claim", key__in=held)
    return _in_order(claims | rows.filter(noun="response", key__in=naming.values("source")))


def said_of(party: str) -> Any:
    """Publications of claims by a party and on it, and of its responses."""
    roles = ("claimants/party", "accused/party", "responder")
    rows = Link.objects.standing().filter(target=party, role__in=roles)
    return _in_order(Edition.objects.standing().whole().filter(key__in=rows.values("source")))


def _in_order(rows: Any) -> Any:
    asked.for_more()
    ordered = rows.order_by("-happened_at", "-key")
    return ordered.values_list("key", "noun", "is_notice", "happened_at")


class Among(Sequence[Any]):
    """Publications of those records of one noun that a question of the index found."""

    def __init__(self, noun: str, found: Collection[int]) -> None:
        self.noun, self.found = noun, frozenset(found)

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, asked: Any) -> Any:
        if len(self.found) > MOST_LOOKED_UP:
            return list(islice(self._come_upon(), asked.start, asked.stop))
        return sorted(self._looked_up(), key=lambda row: (row[3], row[0]), reverse=True)[asked]

    def _looked_up(self) -> Iterator[Any]:
        for chunk in chunks(self.found):
            rows = Edition.objects.standing().whole().filter(noun=self.noun, row__in=chunk)
            yield from _in_order(rows)

    def _come_upon(self) -> Iterator[Any]:
        rows = Edition.objects.standing().whole().filter(noun=self.noun)
        ordered = rows.order_by("-happened_at", "-key")
        told: Iterable[Any] = ordered.values_list(
            "key", "noun", "is_notice", "happened_at", "row"
        ).iterator(2000)
        return (tuple(row[:4]) for row in told if row[4] in self.found)
