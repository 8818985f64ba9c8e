"""What happened to what readers see, written down with each change that is published.

A happening is told of a record whose document changed, and of both sides of a merge. That a party,
a place or a source came in sight or went out of it is not: what names it is told of. No words are
kept here: they are read from the editions, which erased words have left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from tracker.edition.models import Edition, Happening
from tracker.ledger.entries import COMMAND
from tracker.ledger.merges import merges_in, partings_in
from tracker.ledger.models import Entry
from tracker.ledger.waiting import WRITING
from tracker.record.nouns import NOUNS
from tracker.record.trees import chunks

What = Happening.What
AT_ONCE = 200


class Step(NamedTuple):
    """The edition of a record that a change ended, and the one that began with it."""

    ended: Edition | None = None
    begun: Edition | None = None

    @property
    def is_shown(self) -> bool:
        """Whether readers see the record whole since then."""
        return self.begun is not None and not self.begun.is_notice

    @property
    def was_shown(self) -> bool:
        """Whether readers saw it whole until then."""
        return self.ended is not None and not self.ended.is_notice


Steps = dict[str, Step]


def tell(steps: Steps, entries: Collection[Entry], at: int) -> None:
    """Write down what one change, just published, did to these records."""
    own = {entry.record: entry for entry in entries}
    time = max(entry.time for entry in entries)
    known = _seen_before((key for key, one in steps.items() if one.ended is None), at)
    found = {
        key: made
        for key, step in steps.items()
        if (made := _happening(key, step, own.get(key), time, is_first=key not in known))
    }
    found |= {one.key: one for one in _merged(entries, steps, at)}
    by_author = _approved_by_author(own[key] for key in found if key in own)
    for happening in found.values():
        happening.is_by_author = happening.key in by_author
        happening.at = at
        happening.entry = own[happening.key].sequence if happening.key in own else at
    _open_and_shut({key: step for key, step in steps.items() if step.ended or key in known})
    Happening.objects.bulk_create(found.values(), batch_size=AT_ONCE)


def _approved_by_author(entries: Iterable[Entry]) -> set[str]:
    """The records among these publications of which the approver wrote part since the last one.

    A file that the command line loads is approved with the command.
    """
    own = {
        one.record: one
        for one in entries
        if one.action == Entry.Action.PUBLISHED and one.actor != COMMAND
    }
    found: set[str] = set()
    for chunk in chunks(own):
        earlier = Entry.objects.filter(record__in=chunk).order_by()
        before = earlier.filter(sequence__lt=max(own[key].sequence for key in chunk))
        published = Q(action=Entry.Action.PUBLISHED, shown=Entry.Shown.WHOLE)
        actors = {own[key].actor for key in chunk}
        wrote = Q(action__in=WRITING, actor__in=actors) & ~Q(shown__in=Entry.SEEN)
        rows = before.filter(published | wrote).order_by("sequence").defer("body")
        # In the order of the log: what was written before a publication was published with it.
        for entry in rows:
            if entry.sequence >= own[entry.record].sequence:
                continue
            if entry.action == Entry.Action.PUBLISHED:
                found.discard(entry.record)
            elif entry.actor == own[entry.record].actor:
                found.add(entry.record)
    return found


def tell_of_the_past() -> None:
    """The same of all that was ever published."""
    changed: dict[int, set[str]] = defaultdict(set)
    for key, since, until in Edition.objects.values_list("key", "since", "until").iterator(2000):
        changed[since].add(key)
        if until is not None:
            changed[until].add(key)
    for at in sorted(changed):
        times = Entry.objects.filter(sequence=at).values("time")
        entries = list(Entry.objects.filter(time__in=times, sequence__lte=at).order_by("sequence"))
        if entries:
            tell(_steps(changed[at], at), entries, at)


def _steps(keys: Iterable[str], at: int) -> Steps:
    found: Steps = {}
    for chunk in chunks(keys):
        rows = Edition.objects.filter(key__in=chunk).filter(Q(since=at) | Q(until=at))
        for row in rows.defer("document"):
            part = {"begun": row} if row.since == at else {"ended": row}
            found[row.key] = found.get(row.key, Step())._replace(**part)
    return found


def _seen_before(keys: Iterable[str], at: int) -> set[str]:
    """Those of these records that readers saw, and lost sight of, before."""
    found: set[str] = set()
    for chunk in chunks(keys):
        rows = Edition.objects.filter(key__in=chunk, since__lt=at).order_by()
        found |= set(rows.values_list("key", flat=True).distinct())
    return found


def _happening(
    key: str, step: Step, own: Entry | None, time: datetime, *, is_first: bool
) -> Happening | None:
    if step.begun is None:
        return None
    what = _what(step, step.begun, own, is_first=is_first)
    if what is None:
        return None
    is_dated = what == What.WITHDRAWN or (is_first and not step.ended)
    when = (step.begun.happened_at if is_dated else None) or time
    return Happening(key=key, noun=step.begun.noun, what=what, when=when)


def _what(step: Step, begun: Edition, own: Entry | None, *, is_first: bool) -> What | None:
    is_correction = begun.noun == "correction"
    if begun.is_notice:
        # What it corrected says all there is.
        return None if is_correction else What.WITHDRAWN
    if step.ended is None or step.ended.is_notice:
        if not NOUNS[begun.noun].has_status or not (is_first or step.ended):
            return None  # It came in sight with what names it, or with what it is of.
        return What.CORRECTED if is_correction else What.PUBLISHED
    if own is None:
        return What.FOLLOWED
    if own.action == Entry.Action.ERASED:
        return What.ERASED
    return What.CHANGED if step.ended.label == begun.label else What.RENAMED


def _merged(entries: Collection[Entry], steps: Steps, at: int) -> Iterator[Happening]:
    """That two that readers saw were made one, or are two again."""
    pairs = [(What.MERGED, pair) for pair in merges_in(entries)]
    pairs += [(What.PARTED, pair) for pair in partings_in(entries)]
    time = max(entry.time for entry in entries)
    for what, (kept, gone) in pairs:
        other = steps.get(gone, Step())
        is_seen = other.was_shown if what == What.MERGED else other.is_shown
        if not is_seen:
            continue
        noun = next(entry.kind for entry in entries if entry.record == gone)
        if _stands(kept, at):
            yield Happening(key=kept, noun=noun, what=what, when=time, other=gone)
        elif what == What.PARTED:
            yield Happening(key=gone, noun=noun, what=what, when=time, other=kept)


def _stands(key: str, at: int) -> bool:
    return bool(Edition.objects.at(at).whole().filter(key=key).exists())


def _open_and_shut(steps: Steps) -> None:
    """Tell of records that readers see all that happened to them, of others nothing of it."""
    turned = {key: step for key, step in steps.items() if not (step.was_shown and step.is_shown)}
    for is_told in (True, False):
        keys = [key for key, step in turned.items() if step.is_shown == is_told]
        for chunk in chunks(keys):
            rows = Happening.objects.filter(key__in=chunk, is_told=not is_told)
            rows.update(is_told=is_told)
