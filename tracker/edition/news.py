"""What happened to records that readers see, and what was published of some; the newest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from tracker.edition import asked
from tracker.edition.addresses import merged_into
from tracker.edition.models import Edition, Happening, Link, Opened
from tracker.ledger.entries import read_entry, read_values
from tracker.ledger.models import Entry
from tracker.record.trees import chunks

# So many keys are looked up one by one; among more, those published last are soon come upon.
MOST_LOOKED_UP = 5000
# The same of links, which the database looks up and sorts.
MOST_SORTED = 2000


def happenings() -> QuerySet[Happening]:
    """What happened to what readers see and may be told, newest first, to be cut into pages."""
    asked.for_more()
    return Happening.objects.filter(is_told=True).order_by("-when", "-at", "-key")


def published(noun: str, keys: Any = None) -> Any:
    """Publications of one noun, or of those with these keys: key, noun, False, when."""
    rows = Edition.objects.standing().whole().filter(noun=noun)
    return _in_order(rows if keys is None else rows.filter(key__in=keys))


def said_in(dossier: str) -> Any:
    """Publications of the claims of a dossier, and of the responses to them, as `published`."""
    held = Link.objects.standing().filter(source=dossier, role="claims/claim").values("target")
    naming = Link.objects.standing().filter(target__in=held, role="claims/claim")
    rows = Edition.objects.standing().whole()
    claims = rows.filter(noun="claim", key__in=held)
    return _in_order(claims | rows.filter(noun="response", key__in=naming.values("source")))


def said_of(party: str) -> Any:
    """Publications of claims by a party and on it, and of its responses."""
    roles = ("claimants/party", "accused/party", "responder")
    said = Link.objects.standing().filter(role__in=roles)
    rows, links = Edition.objects.standing().whole(), said.filter(target=party)
    if links[: MOST_SORTED + 1].count() <= MOST_SORTED:
        return _in_order(rows.filter(key__in=links.values("source")))
    # It is of many of those published last: each is asked for its links. Were the party compared as
    # it is stored, SQLite would look for each among all that names the party.
    own = said.filter(source=OuterRef("key")).alias(named=Concat("target", Value("")))
    return _in_order(rows.filter(Exists(own.filter(named=party))))


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


# --- What is told of happenings -------------------------------------------------------------------


class Told(NamedTuple):
    """What the ledger and the editions tell of a happening beside the record itself."""

    # The revision that it left and the one before, to be compared; nothing where there is none.
    revision: int = 0
    earlier: int = 0
    # Why, as an editor put it.
    reason: str = ""
    # What the record was called before, and what the other one of a merge was or is called.
    was_called: str = ""
    other: str = ""


NOTHING = Told()


def told_of(happenings: Collection[Happening]) -> dict[int, Told]:
    """What is told of each of these, by its primary key, in a fixed number of queries."""
    ended, begun, standing = _editions_around(happenings)
    before = {one.pk: ended.get((one.key, one.at)) for one in happenings}
    numbers = {one.entry for one in happenings} | {row.entry for row in before.values() if row}
    entries = {one.sequence: one for one in Entry.objects.filter(sequence__in=numbers)}
    reasons = _reasons(entries.values())
    gone = merged_into({one.other for one in happenings if one.other} - standing)
    found: dict[int, Told] = {}
    for one in happenings:
        own, last = entries.get(one.entry), before[one.pk]
        if own is None or own.record != one.key:
            continue  # It followed another record.
        earlier = entries.get(last.entry) if last and not last.is_notice else None
        other = (ended if one.what == Happening.What.MERGED else begun).get((one.other, one.at))
        is_open = one.other in standing or one.other in gone
        found[one.pk] = Told(
            revision=own.revision,
            earlier=earlier.revision if earlier else 0,
            reason=reasons.get(own.sequence, ""),
            was_called=last.label if last and one.what == Happening.What.RENAMED else "",
            other=other.label if other and is_open else "",
        )
    return found


def approved_by_author(entries: Iterable[int]) -> set[int]:
    """Those of these publications that were approved by who wrote part of what was published."""
    rows = Happening.objects.filter(entry__in=list(entries), is_by_author=True)
    return set(rows.values_list("entry", flat=True))


Editions = dict[tuple[str, int], Edition]


def _editions_around(happenings: Collection[Happening]) -> tuple[Editions, Editions, set[str]]:
    """The editions that ended and that began with these, and which of the others stand today."""
    keys = {key for one in happenings for key in (one.key, one.other) if key}
    others = {one.other for one in happenings}
    marks = {one.at for one in happenings}
    which = Q(since__in=marks) | Q(until__in=marks) | Q(key__in=others, until__isnull=True)
    rows = list(Edition.objects.filter(key__in=keys).filter(which).defer("document"))
    ended = {(row.key, row.until): row for row in rows if row.until is not None}
    begun = {(row.key, row.since): row for row in rows}
    return ended, begun, {row.key for row in rows if row.until is None and not row.is_notice}


def _reasons(entries: Iterable[Entry]) -> dict[int, str]:
    """Why readers are told that each of these was made, by the entry's number."""
    shown = (one for one in entries if one.is_seen)
    promised = {one.sequence: read_entry(one.body)["reason"] for one in shown}
    rows = Opened.objects.filter(pk__in=set(promised.values()) - {""})
    values = read_values(rows.values_list("commitment", "value"))
    return {number: str(values.get(promise, "")) for number, promise in promised.items()}
