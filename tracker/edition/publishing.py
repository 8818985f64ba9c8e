"""Publishing: writes the editions of what the ledger's new entries made public or took away.

`advance` reads the entries that it has not read. For all that one change wrote, it cuts anew each
record they are about, and each that names one which came in sight or went out of it. It does the
same whether one change was just saved or a site's whole history is made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby

from django.db import connections, transaction
from django.db.models import Model

from tracker.edition.addresses import lead_on, lead_on_from_all
from tracker.edition.approved import Approved, approved_by, approved_of, naming, origins_of
from tracker.edition.cutting import (
    SOURCE,
    address,
    day_of,
    documents_of,
    figures_in,
    happened_at,
    label,
    links_of,
    rank,
)
from tracker.edition.cutting import written as as_json
from tracker.edition.evidence.writing import write_facts
from tracker.edition.happenings import Step, Steps, tell, tell_of_the_past
from tracker.edition.models import (
    LIST,
    ORIGIN,
    Address,
    Edition,
    Happening,
    KeptCopies,
    Link,
    Opened,
    QuoteMark,
    Reach,
    Secret,
    Touched,
)
from tracker.edition.offered import forget_lost
from tracker.edition.opened import open_the_past, open_to_readers
from tracker.edition.secrecy import keep_secrets, keep_secrets_of_the_past
from tracker.ledger.models import EVIDENCE, Entry, Opening
from tracker.ledger.verify import LOG
from tracker.record.nouns import NOUNS, Noun
from tracker.record.trees import Fields, chunks, fields_of

WHOLE, NOTICE, NOTHING = Entry.Shown.WHOLE, Entry.Shown.NOTICE, Entry.Shown.NOTHING
WAITS = Entry.Shown.WAITS
# Entries after which there is no such record any more.
GONE = (Entry.Action.DELETED, Entry.Action.MERGED)
AT_ONCE = 200
TABLES: tuple[type[Model], ...] = (
    Edition,
    Link,
    Address,
    Happening,
    Opened,
    Secret,
    KeptCopies,
    QuoteMark,
    Touched,
    Reach,
)


def begin(using: str = "default", **kwargs: object) -> None:
    """After migrate, make editions of what the ledger has beyond them: at first, all of it.

    Editions that are older than former addresses, opened values or happenings are asked for these.
    """
    tables = set(connections[using].introspection.table_names())
    needed = {Entry._meta.db_table, *(model._meta.db_table for model in TABLES)}
    if not needed <= tables:
        return
    if Reach.objects.exists() and not Opened.objects.exists():
        with transaction.atomic():
            lead_on_from_all()
            open_the_past()
            keep_secrets_of_the_past()
    if needed <= tables and Edition.objects.exists() and not Happening.objects.exists():
        with transaction.atomic():
            tell_of_the_past()
    advance()


@transaction.atomic
def forget_all() -> None:
    """Delete all editions, so that `advance` makes them anew."""
    for model in TABLES:
        model._base_manager.all().delete()


def advance(tell: Callable[[int], None] = lambda read: None) -> None:
    """Bring the editions up to the ledger's newest entry, in batches of whole changes.

    Each batch is a transaction: stopped, it goes on there. `tell` hears how many entries each had.
    """
    count = AT_ONCE
    while count >= AT_ONCE:
        # Within a change, what fails here takes all of it back.
        with transaction.atomic(savepoint=False):
            count = _advance_once()
        tell(count)


def follow(entries: list[Entry]) -> None:
    """Bring the editions up by entries that were just written, in their transaction."""
    if not entries:
        return
    read = Reach.objects.filter(sequence=entries[0].sequence)
    if not read.update(sequence=entries[-1].sequence + 1):
        # There are others before them, or somebody has read them.
        advance()
        return
    _publish_all(one for one in entries if one.kind != LOG)


def _publish_all(entries: Iterable[Entry]) -> None:
    for _time, group in groupby(entries, key=lambda entry: entry.time):
        publish(list(group))


def _advance_once() -> int:
    reach = Reach.objects.select_for_update().first() or Reach.objects.create()
    unread = Entry.objects.told().filter(sequence__gte=reach.sequence).order_by("sequence")
    entries = list(unread[:AT_ONCE])
    if not entries:
        return 0
    if len(entries) == AT_ONCE:
        # Of one time is what one change wrote; it may go on beyond what was read.
        entries += unread.filter(sequence__gt=entries[-1].sequence, time=entries[-1].time)
    _publish_all(entries)
    Reach.objects.update(sequence=entries[-1].sequence + 1)
    return len(entries)


def publish(entries: list[Entry]) -> None:
    """Write the editions of one change, given its entries. What waits changes nothing."""
    facts = [one for one in entries if one.kind == EVIDENCE]
    if facts:
        _touch(write_facts(facts), facts[-1].sequence)
        if any(one.action == Entry.Action.ERASED for one in facts):
            transaction.on_commit(forget_lost, robust=True)
        entries = [one for one in entries if one.kind != EVIDENCE]
    erased = [one.record for one in entries if one.action == Entry.Action.ERASED]
    open_to_readers([*facts, *entries])
    entries = [one for one in entries if one.shown != WAITS]
    if entries:
        _publish(entries)
    for key in erased:
        _recut_past(key)
    if erased:
        transaction.on_commit(forget_lost, robust=True)


def _publish(entries: list[Entry]) -> None:
    at, stood = entries[-1].sequence, Stood()
    newest = {entry.record: entry for entry in entries}
    before = stood.editions(newest)
    shown = {key: _shown(entry, before.get(key)) for key, entry in newest.items()}
    # A notice stands through the entries of its draft: they approve nothing.
    told = [entry for key, entry in newest.items() if entry.shown == shown[key] != NOTHING]
    approved = {one.record: one for one in approved_by(told)}
    seen = {key for key, edition in before.items() if not edition.is_notice}
    if turned := seen ^ {key for key in newest if shown[key] == WHOLE}:
        approved |= approved_of(naming(turned) - set(newest))
    gone = [key for key in before if shown[key] == NOTHING]
    figures = stood.figures({*approved, *gone})
    written = Written(stood, at)
    written.close(gone)
    _recut(approved, written)
    # What repeats a figure need not name the record that tells it.
    if turned := figures ^ written.figures:
        _recut(approved_of(naming(turned) - set(approved)), written)
    written.touch()
    tell(written.steps, entries, at)
    lead_on({*approved, *before}, entries, at)
    keep_secrets(newest.values())
    _trace({key for key, one in newest.items() if one.kind == "source"} | set(approved), at)
    if any(shown[key] != WHOLE for key in before):
        transaction.on_commit(forget_lost, robust=True)


def _shown(entry: Entry, before: Edition | None) -> str:
    """What readers see of a record after this entry.

    A withdrawn record that is reopened keeps its notice until it is published again.
    """
    had_notice = before is not None and before.is_notice
    if entry.shown == NOTHING and had_notice and entry.action not in GONE:
        return str(NOTICE)
    return entry.shown


class Stood:
    """What stood of records before a change: editions, and links to what they name. Read once."""

    def __init__(self) -> None:
        self._editions: dict[str, Edition | None] = {}
        self._links: dict[str, list[Link]] = {}

    def editions(self, keys: Iterable[str]) -> dict[str, Edition]:
        keys = list(keys)
        unread = [key for key in keys if key not in self._editions]
        self._editions |= dict.fromkeys(unread)
        for chunk in chunks(unread):
            rows = Edition.objects.standing().filter(key__in=chunk)
            self._editions |= {row.key: row for row in rows}
        return {key: row for key in keys if (row := self._editions[key]) is not None}

    def links(self, keys: Iterable[str]) -> dict[str, list[Link]]:
        keys = list(keys)
        unread = [key for key in keys if key not in self._links]
        self._links |= {key: [] for key in unread}
        for chunk in chunks(unread):
            for link in Link.objects.standing().filter(source__in=chunk):
                self._links[link.source].append(link)
        return {key: self._links[key] for key in keys}

    def figures(self, keys: Iterable[str]) -> set[str]:
        """The figures that stood in these records."""
        each = self.links(keys).values()
        return {link.target for links in each for link in links if link.role == "figures"}


def _standing(keys: Iterable[str]) -> dict[str, bool]:
    """Those of the records that have an edition, and whether it is a notice of withdrawal."""
    found: dict[str, bool] = {}
    for chunk in chunks(keys):
        rows = Edition.objects.standing().filter(key__in=chunk)
        found |= dict(rows.values_list("key", "is_notice"))
    return found


def _recut(approved: dict[str, Approved], written: Written) -> None:
    """Write the documents of these trees; what has an edition, or will have one now, is public."""
    if not approved:
        return
    whole = {key for key, one in approved.items() if not one.is_notice}

    def public(keys: set[str]) -> set[str]:
        standing = _standing(keys - set(approved))
        return (keys & whole) | {key for key, is_notice in standing.items() if not is_notice}

    def told(figures: set[str]) -> set[str]:
        return _told_elsewhere(figures, approved)

    written.write(approved, documents_of(approved, public, told))


def _told_elsewhere(figures: set[str], approved: dict[str, Approved]) -> set[str]:
    found: set[str] = set()
    for chunk in chunks(figures):
        rows = Link.objects.standing().filter(role="figures", target__in=chunk)
        told = rows.values_list("target", "source")
        found |= {target for target, source in told if source not in approved}
    return found


class Written:
    """The editions and links that one change closes and writes, and what it touches with them."""

    def __init__(self, stood: Stood, at: int) -> None:
        self.stood, self.at = stood, at
        self.steps: Steps = {}
        self.figures: set[str] = set()
        self._touched: set[str] = set()

    def close(self, keys: list[str]) -> None:
        """Close the editions of records that go out of sight, and all their links."""
        if not keys:
            return
        links = [link for some in self.stood.links(keys).values() for link in some]
        self._close(keys, links)
        self.steps |= {key: Step(ended=row) for key, row in self.stood.editions(keys).items()}
        self._touched |= {*keys, *(f"{LIST}{link.target}" for link in links)}

    def _close(self, keys: list[str], links: list[Link]) -> None:
        for chunk in chunks(keys):
            Edition.objects.standing().filter(key__in=chunk).update(until=self.at)
        for chunk in chunks(link.pk for link in links):
            Link.objects.filter(pk__in=chunk).update(until=self.at)

    def write(self, approved: dict[str, Approved], documents: dict[str, Fields]) -> None:
        """Write those of these documents that are not as they stood."""
        texts = {key: as_json(fields) for key, fields in documents.items()}
        self.figures |= {one for fields in documents.values() for one in figures_in(fields)}
        before = self.stood.editions(documents)
        same = {key for key, row in before.items() if row.document == texts[key]}
        # The page of a record says in which revision it is, though it says the same.
        revised = [before[key] for key in sorted(same) if before[key].entry != approved[key].entry]
        for row in revised:
            row.entry = approved[row.key].entry
        Edition.objects.bulk_update(revised, ["entry"], batch_size=AT_ONCE)
        changed = [key for key in documents if key not in same]
        self._touched |= {*changed, *(row.key for row in revised)}
        rows = _rows(changed, approved, before)
        made = {
            key: _edition(approved[key], documents[key], texts[key], self.at, rows.get(key))
            for key in changed
        }
        self.steps |= {key: Step(before.get(key), made[key]) for key in changed}
        over, new = self._links(changed, approved, documents)
        self._close([key for key in changed if key in before], over)
        Edition.objects.bulk_create(made.values())
        Link.objects.bulk_create(new)

    def _links(
        self, keys: list[str], approved: dict[str, Approved], documents: dict[str, Fields]
    ) -> tuple[list[Link], list[Link]]:
        """Of these records the links that are over, and those that are new."""
        over: list[Link] = []
        new: list[Link] = []
        for key, links in self.stood.links(keys).items():
            noun, fields = approved[key].noun, documents[key]
            day, named = day_of(noun, fields), links_of(noun, fields)
            stood = {(link.role, link.target): link for link in links}
            # Where a source goes back to stands beside its document: see `_trace`.
            named |= {one for one in stood if one[0] == ORIGIN}
            kept = {one for one, link in stood.items() if one in named and link.day == day}
            over += [link for one, link in stood.items() if one not in kept]
            new += [
                Link(source=key, role=role, target=target, since=self.at, day=day)
                for role, target in sorted(named - kept)
            ]
            # A list tells of what it holds, and so of the same links something else.
            self._touched |= {f"{LIST}{target}" for _role, target in {*named, *stood}}
        return over, new

    def touch(self) -> None:
        """Say what changed."""
        _touch(self._touched, self.at)


def _rows(
    keys: Iterable[str], approved: dict[str, Approved], before: dict[str, Edition]
) -> dict[str, int]:
    """The primary keys of these records, as far as they are still there, or were."""
    found: dict[str, int] = {}
    named: dict[Noun, list[str]] = defaultdict(list)
    for key in keys:
        if key in before and (row := before[key].row) is not None:
            found[key] = row
        else:
            named[approved[key].noun].append(key)
    for noun, names in named.items():
        if noun.key_lookup() == "pk":
            found |= {key: int(key.rpartition("/")[2]) for key in names}
        elif noun.key_lookup() == "reference":
            for chunk in chunks(names):
                rows = noun.model._base_manager.filter(reference__in=chunk)
                found |= dict(rows.values_list("reference", "pk"))
    return found


def _edition(approved: Approved, fields: Fields, text: str, at: int, row: int | None) -> Edition:
    return Edition(
        key=approved.record,
        noun=approved.noun.name,
        document=text,
        is_notice=approved.is_notice,
        label=label(fields),
        address=address(approved.record, approved.fields),
        row=row,
        happened_at=happened_at(fields, is_notice=approved.is_notice),
        rank=rank(approved.noun, fields),
        entry=approved.entry,
        since=at,
    )


def _trace(changed: set[str], at: int) -> None:
    """Write which source is the origin of each public one whose chain may have changed.

    It may be one that readers never see: forty reprints of it are one origin nevertheless.
    """
    sources = {key for key in changed if key.startswith(SOURCE)}
    below = sources
    while below := _derived_from(below) - sources:
        sources |= below
    shown = {key for key, is_notice in _standing(sources).items() if not is_notice}
    links = Link.objects.standing().filter(role=ORIGIN)
    before: dict[str, str] = {}
    for chunk in chunks(shown):
        before |= dict(links.filter(source__in=chunk).values_list("source", "target"))
    now = origins_of(shown, at)
    turned = sorted(key for key in shown if before.get(key) != now.get(key))
    for chunk in chunks(turned):
        links.filter(source__in=chunk).update(until=at)
    lists = {*before.values(), *now.values()}
    _touch([*turned, *(f"{LIST}{key}" for key in lists)], at)
    days = _days(turned)
    Link.objects.bulk_create(
        Link(source=key, role=ORIGIN, target=now[key], since=at, day=days[key])
        for key in turned
        if key in now
    )


def _derived_from(keys: Iterable[str]) -> set[str]:
    """The sources that are, or once were, derived from one of these."""
    found: set[str] = set()
    for chunk in chunks(keys):
        rows = Opening.objects.filter(target__in=chunk, path="derived_from").order_by()
        found |= set(rows.values_list("record", flat=True).distinct())
    return found


def _days(keys: Iterable[str]) -> dict[str, date]:
    """The days that lists put these records by."""
    found: dict[str, date] = {}
    for chunk in chunks(keys):
        for row in Edition.objects.standing().filter(key__in=chunk):
            found[row.key] = day_of(NOUNS[row.noun], row.tree)
    return found


def _touch(keys: Iterable[str], at: int) -> None:
    """Say of documents and lists that they changed with entry `at`."""
    rows = [Touched(key=key, sequence=at) for key in sorted(set(keys))]
    Touched.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["sequence"],
        batch_size=AT_ONCE,
    )


def _recut_past(key: str) -> None:
    """Take erased words out of a record's past editions, too."""
    past = list(Edition.objects.filter(key=key, until__isnull=False))
    entries = Entry.objects.filter(sequence__in=[row.entry for row in past])
    left = {approved.entry: approved.fields for approved in approved_by(entries)}
    for row in past:
        fields = {
            path: value for path, value in fields_of(row.tree).items() if path in left[row.entry]
        }
        row.document, row.label = as_json(fields), label(fields)
        row.address = row.address if row.is_notice else address(key, fields)
    Edition.objects.bulk_update(past, ["document", "label", "address"], batch_size=AT_ONCE)
