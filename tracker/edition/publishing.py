"""Making editions of what the ledger tells, one publication after the other.

`advance` reads the entries that it has not read and, for all that were written together, cuts anew
each record they are about and each that names one which came in sight or went out of it. It is the
same whether one change has just been saved or a site's whole history is made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from django.db import connections, transaction

from tracker.edition.cutting import FIGURE, cut, figures_in, links_of, notice, written
from tracker.edition.models import Edition, Link, Reach
from tracker.ledger.entries import known_fields, opened, read_entry
from tracker.ledger.models import Entry, Opening
from tracker.record.nouns import NOUNS, Noun
from tracker.record.trees import Fields, chunks, fields_of, locate, refs

WHOLE, NOTICE, NOTHING = Entry.Shown.WHOLE, Entry.Shown.NOTICE, Entry.Shown.NOTHING
# Entries after which there is no such record any more.
GONE = (Entry.Action.DELETED, Entry.Action.MERGED)
AT_ONCE = 200


class Approved(NamedTuple):
    """A record as its last publication left it."""

    entry: int
    noun: Noun
    fields: Fields
    is_notice: bool


def begin(using: str = "default", **kwargs: object) -> None:
    """After migrate, make editions of a ledger that was there before them; later, nothing."""
    tables = set(connections[using].introspection.table_names())
    needed = {model._meta.db_table for model in (Entry, Edition, Link, Reach)}
    if needed <= tables and not Reach.objects.exists():
        advance()


@transaction.atomic
def forget_all() -> None:
    """Leave no edition, so that `advance` makes all anew."""
    for model in (Edition, Link, Reach):
        model.objects.all().delete()


def advance(tell: Callable[[int], None] = lambda read: None) -> None:
    """Make editions of every entry not yet read; `tell` hears how many were, after each part.

    What was written together is made together, in one transaction. Stopped, it goes on there.
    """
    count = AT_ONCE
    while count >= AT_ONCE:
        with transaction.atomic():
            count = _advance_once()
        tell(count)


def _advance_once() -> int:
    reach = Reach.objects.select_for_update().first() or Reach.objects.create()
    unread = Entry.objects.about_records().filter(sequence__gte=reach.sequence).order_by("sequence")
    entries = list(unread[:AT_ONCE])
    if not entries:
        return 0
    if len(entries) == AT_ONCE:
        # Of one time is what one change wrote; it may go on beyond what was read.
        entries += unread.filter(sequence__gt=entries[-1].sequence, time=entries[-1].time)
    for _time, group in groupby(entries, key=lambda entry: entry.time):
        publish(list(group))
    Reach.objects.update(sequence=entries[-1].sequence + 1)
    return len(entries)


def publish(entries: list[Entry]) -> None:
    """Editions of what these entries, written together, made public or took from readers."""
    at = entries[-1].sequence
    newest = {entry.record: entry for entry in entries}
    before = _standing(newest)
    shown = {key: _shown(entry, before.get(key)) for key, entry in newest.items()}
    seen = {key for key, row in before.items() if not row.is_notice}
    see = {key for key in newest if shown[key] == WHOLE}
    approved = _approved_by(newest, shown)
    if turned := seen ^ see:
        approved |= _approved_of(naming(turned) - set(newest))
    figures = _figures_of({*approved, *before})
    _close([key for key in before if shown[key] == NOTHING], at)
    _recut(approved, at)
    # What repeats a figure need not name the record that tells it.
    if turned := figures ^ _figures_of({*approved, *before}):
        _recut(_approved_of(naming(turned) - set(approved)), at)
    for key, entry in newest.items():
        if entry.action == Entry.Action.ERASED:
            _recut_past(key)


def _figures_of(keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for chunk in chunks(keys):
        rows = Link.objects.standing().filter(role="figures", source__in=chunk)
        found |= set(rows.values_list("target", flat=True))
    return found


def _shown(entry: Entry, standing: Edition | None) -> str:
    """What readers see of a record after this entry.

    A withdrawn record that is reopened keeps its notice until it is published again.
    """
    had_notice = standing is not None and standing.is_notice
    if entry.shown == NOTHING and had_notice and entry.action not in GONE:
        return str(NOTICE)
    return entry.shown


def naming(keys: Iterable[str]) -> set[str]:
    """Records with a standing edition whose approved tree names, or once named, one of these."""
    found: set[str] = set()
    for chunk in chunks(keys):
        rows = Opening.objects.filter(target__in=chunk).order_by()
        found |= set(rows.values_list("record", flat=True).distinct())
    return set(_standing(found))


def _standing(keys: Iterable[str]) -> dict[str, Edition]:
    found: dict[str, Edition] = {}
    for chunk in chunks(keys):
        rows = Edition.objects.standing().filter(key__in=chunk)
        found |= {row.key: row for row in rows}
    return found


def _approved_by(newest: dict[str, Entry], shown: dict[str, str]) -> dict[str, Approved]:
    """What these entries approve; a notice keeps standing through entries of its draft."""
    told = [entry for key, entry in newest.items() if entry.shown == shown[key] != NOTHING]
    return opened_trees(told)


def _approved_of(keys: set[str]) -> dict[str, Approved]:
    standing = _standing(keys)
    entries = [
        entry
        for chunk in chunks(edition.entry for edition in standing.values())
        for entry in Entry.objects.filter(sequence__in=chunk)
    ]
    return opened_trees(entries)


def opened_trees(entries: list[Entry]) -> dict[str, Approved]:
    """The trees of entries of different records, by the record's name."""
    return {entry.record: approved for entry, approved in _opened(entries)}


def _opened(entries: list[Entry]) -> Iterator[tuple[Entry, Approved]]:
    for chunk in chunks(entries, AT_ONCE):
        bodies = {entry.sequence: read_entry(entry.body)["fields"] for entry in chunk}
        values = opened(bodies.values())
        for entry in chunk:
            known = known_fields(bodies[entry.sequence], values)
            fields = {path: one.value for path, one in known.items()}
            noun = NOUNS[entry.kind]
            yield entry, Approved(entry.sequence, noun, fields, entry.shown == NOTICE)


def _recut(approved: dict[str, Approved], at: int) -> None:
    """Write the documents of these trees; what has an edition, or will have one now, is public."""
    whole = {key for key, one in approved.items() if not one.is_notice}

    def public(keys: set[str]) -> set[str]:
        standing = _standing(keys - set(approved))
        return (keys & whole) | {key for key, row in standing.items() if not row.is_notice}

    def told(figures: set[str]) -> set[str]:
        return _figures_elsewhere(figures, set(approved))

    _write(approved, documents_of(approved, public, told), at)


def documents_of(
    approved: dict[str, Approved],
    public: Callable[[set[str]], set[str]],
    told: Callable[[set[str]], set[str]],
) -> dict[str, Fields]:
    """What readers see of each of these trees.

    `public` says which of some records are public, `told` which of some figures other documents
    tell.
    """
    named = {target for one in approved.values() for target in _records_named(one)}
    not_public = named - public(named)
    documents = {
        key: notice(one.fields) if one.is_notice else cut(one.noun, one.fields, not_public)
        for key, one in approved.items()
    }
    here = {figure for fields in documents.values() for figure in figures_in(fields)}
    elsewhere = _figures_named(documents) - here
    gone = elsewhere - told(elsewhere)
    for key, one in approved.items():
        if not one.is_notice and gone.intersection(documents[key].values()):
            documents[key] = cut(one.noun, documents[key], gone)
    return documents


def _records_named(approved: Approved) -> Iterator[str]:
    for target in refs(approved.noun, approved.fields).values():
        # A code of a codebook stands alone, and is public.
        if not target.startswith(FIGURE) and locate(target) is not None:
            yield target


def _figures_named(documents: dict[str, Fields]) -> set[str]:
    return {
        value
        for fields in documents.values()
        for value in fields.values()
        if isinstance(value, str) and value.startswith(FIGURE)
    }


def _figures_elsewhere(figures: set[str], recut: set[str]) -> set[str]:
    found: set[str] = set()
    for chunk in chunks(figures):
        rows = Link.objects.standing().filter(role="figures", target__in=chunk)
        found |= {
            target for target, source in rows.values_list("target", "source") if source not in recut
        }
    return found


def _write(approved: dict[str, Approved], documents: dict[str, Fields], at: int) -> None:
    before = _standing(documents)
    texts = {key: written(fields) for key, fields in documents.items()}
    same = {key for key, row in before.items() if row.document == texts[key]}
    changed = [key for key in documents if key not in same]
    for key in same:
        if before[key].entry != approved[key].entry:
            Edition.objects.filter(pk=before[key].pk).update(entry=approved[key].entry)
    _close([key for key in changed if key in before], at)
    Edition.objects.bulk_create(
        _edition(key, approved[key], documents[key], texts[key], at) for key in changed
    )
    Link.objects.bulk_create(
        Link(source=key, role=role, target=target, since=at)
        for key in changed
        if not approved[key].is_notice
        for role, target in sorted(links_of(approved[key].noun, documents[key]))
    )


def label(fields: Fields) -> str:
    """What names a record in a link to it; empty where it has no words of its own."""
    return str(fields.get("title") or fields.get("name") or fields.get("label") or "")


def address(key: str, fields: Fields) -> str:
    """What the address of a record's page ends with."""
    return str(fields.get("slug") or key.rpartition("/")[2])


def _edition(key: str, approved: Approved, fields: Fields, text: str, at: int) -> Edition:
    return Edition(
        key=key,
        noun=approved.noun.name,
        document=text,
        is_notice=approved.is_notice,
        label=label(fields),
        address=address(key, fields),
        entry=approved.entry,
        since=at,
    )


def _close(keys: list[str], at: int) -> None:
    for chunk in chunks(keys):
        Edition.objects.standing().filter(key__in=chunk).update(until=at)
        Link.objects.standing().filter(source__in=chunk).update(until=at)


def _recut_past(key: str) -> None:
    """Take erased words out of a record's past editions, too."""
    past = list(Edition.objects.filter(key=key, until__isnull=False))
    entries = list(Entry.objects.filter(sequence__in=[row.entry for row in past]))
    known = {approved.entry: approved.fields for _entry, approved in _opened(entries)}
    for row in past:
        fields = {
            path: value for path, value in fields_of(row.tree).items() if path in known[row.entry]
        }
        Edition.objects.filter(pk=row.pk).update(
            document=written(fields), label=label(fields), address=address(key, fields)
        )
