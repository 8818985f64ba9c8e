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
    happened_at,
    label,
    links_of,
    rank,
    written,
)
from tracker.edition.evidence.writing import write_facts
from tracker.edition.happenings import tell, tell_of_the_past
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
    at = entries[-1].sequence
    newest = {entry.record: entry for entry in entries}
    notices = _standing(newest)
    shown = {key: _shown(entry, notices.get(key, False)) for key, entry in newest.items()}
    # A notice stands through the entries of its draft: they approve nothing.
    told = [entry for key, entry in newest.items() if entry.shown == shown[key] != NOTHING]
    approved = {one.record: one for one in approved_by(told)}
    seen = {key for key, is_notice in notices.items() if not is_notice}
    if turned := seen ^ {key for key in newest if shown[key] == WHOLE}:
        approved |= approved_of(naming(turned) - set(newest))
    figures = _figures_told({*approved, *notices})
    _close([key for key in notices if shown[key] == NOTHING], at)
    _recut(approved, at)
    # What repeats a figure need not name the record that tells it.
    repeating: dict[str, Approved] = {}
    if turned := figures ^ _figures_told({*approved, *notices}):
        repeating = approved_of(naming(turned) - set(approved))
        _recut(repeating, at)
    tell({*approved, *notices, *repeating}, entries, at)
    lead_on({*approved, *notices}, entries, at)
    keep_secrets(newest.values())
    _trace({key for key, one in newest.items() if one.kind == "source"} | set(approved), at)
    if any(shown[key] != WHOLE for key in notices):
        transaction.on_commit(forget_lost, robust=True)


def _shown(entry: Entry, had_notice: bool) -> str:
    """What readers see of a record after this entry.

    A withdrawn record that is reopened keeps its notice until it is published again.
    """
    if entry.shown == NOTHING and had_notice and entry.action not in GONE:
        return str(NOTICE)
    return entry.shown


def _standing(keys: Iterable[str]) -> dict[str, bool]:
    """Those of the records that have an edition, and whether it is a notice of withdrawal."""
    found: dict[str, bool] = {}
    for chunk in chunks(keys):
        rows = Edition.objects.standing().filter(key__in=chunk)
        found |= dict(rows.values_list("key", "is_notice"))
    return found


def _figures_told(keys: Iterable[str]) -> set[str]:
    """The figures that stand in the present documents of these records."""
    found: set[str] = set()
    for chunk in chunks(keys):
        rows = Link.objects.standing().filter(role="figures", source__in=chunk)
        found |= set(rows.values_list("target", flat=True))
    return found


def _recut(approved: dict[str, Approved], at: int) -> None:
    """Write the documents of these trees; what has an edition, or will have one now, is public."""
    if not approved:
        return
    whole = {key for key, one in approved.items() if not one.is_notice}

    def public(keys: set[str]) -> set[str]:
        standing = _standing(keys - set(approved))
        return (keys & whole) | {key for key, is_notice in standing.items() if not is_notice}

    def told(figures: set[str]) -> set[str]:
        return _told_elsewhere(figures, approved)

    _write(approved, documents_of(approved, public, told), at)


def _told_elsewhere(figures: set[str], approved: dict[str, Approved]) -> set[str]:
    found: set[str] = set()
    for chunk in chunks(figures):
        rows = Link.objects.standing().filter(role="figures", target__in=chunk)
        told = rows.values_list("target", "source")
        found |= {target for target, source in told if source not in approved}
    return found


def _write(approved: dict[str, Approved], documents: dict[str, Fields], at: int) -> None:
    texts = {key: written(fields) for key, fields in documents.items()}
    before: dict[str, Edition] = {}
    for chunk in chunks(documents):
        before |= {row.key: row for row in Edition.objects.standing().filter(key__in=chunk)}
    same = {key for key, row in before.items() if row.document == texts[key]}
    # The page of a record says in which revision it is, though it says the same.
    _touch((key for key in same if before[key].entry != approved[key].entry), at)
    for key in same:
        before[key].entry = approved[key].entry
    Edition.objects.bulk_update([before[key] for key in same], ["entry"], batch_size=AT_ONCE)
    changed = [key for key in documents if key not in same]
    _close([key for key in changed if key in before], at)
    _touch(changed, at)
    rows = _rows(changed, approved)
    Edition.objects.bulk_create(
        _edition(approved[key], documents[key], texts[key], at, rows.get(key)) for key in changed
    )
    days = {key: day_of(approved[key].noun, documents[key]) for key in changed}
    links = [
        Link(source=key, role=role, target=target, since=at, day=days[key])
        for key in changed
        for role, target in sorted(links_of(approved[key].noun, documents[key]))
    ]
    Link.objects.bulk_create(links)
    _touch((f"{LIST}{link.target}" for link in links), at)


def _rows(keys: Iterable[str], approved: dict[str, Approved]) -> dict[str, int]:
    """The primary keys of these records, as far as they are still there."""
    found: dict[str, int] = {}
    named: dict[Noun, list[str]] = defaultdict(list)
    for key in keys:
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


def _close(keys: list[str], at: int) -> None:
    for chunk in chunks(keys):
        Edition.objects.standing().filter(key__in=chunk).update(until=at)
        links = Link.objects.standing().filter(source__in=chunk)
        named = set(links.values_list("target", flat=True))
        links.update(until=at)
        _touch([*chunk, *(f"{LIST}{target}" for target in named)], at)


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
        row.document, row.label = written(fields), label(fields)
        row.address = row.address if row.is_notice else address(key, fields)
    Edition.objects.bulk_update(past, ["document", "label", "address"], batch_size=AT_ONCE)
