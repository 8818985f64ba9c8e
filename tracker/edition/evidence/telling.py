"""Telling: what programs found out about sources becomes entries of the ledger.

As often as it is called, and wherever it was stopped: what is told already is not told again, and
`Untold` holds what is not, since the copy, the text or the check was written. Told are the copies
of all sources, of one that readers do not see without a sign of which it is; and the quotes that
readers see. Of a draft's quote, of a change that waits and of a confidential source's nothing is
written, so that nothing can be read out of it: their checks stay with the copies.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Q

from tracker.capture.checking import check_citations
from tracker.capture.models import Capture, Untold
from tracker.capture.outcomes import Outcome
from tracker.edition.cutting import SOURCE
from tracker.edition.documents.marks import CopyTold, Mark, Reason, State
from tracker.edition.evidence.copies import copies_of, keep_tokens
from tracker.edition.evidence.marks import marks_of
from tracker.edition.evidence.public_quotes import Public, cited_by, public_among
from tracker.edition.models import Edition, QuoteMark
from tracker.edition.publishing import advance
from tracker.ledger.entries import last_bodies, lock, size
from tracker.ledger.found_facts import FactAppender, Facts, evidence_key, last_facts
from tracker.ledger.models import Entry
from tracker.record.models import Citation, Source
from tracker.record.trees import Fields, chunks

SOURCES_AT_ONCE = 200
DUE_AT_ONCE = 20
# Nouns whose records cite sources, and sources themselves.
CITING = ("claim", "response", "event", "source")
# What of a copy and of a mark may hold words that somebody has to erase.
ADDRESSES: dict[str, Any] = {"asked": "", "final": ""}
WORDS: dict[str, Any] = {
    "before": "",
    "exact": "",
    "after": "",
    "differences": (),
    "fragment": "",
}


def copy_path(row: int) -> str:
    """Where a copy stands in an entry."""
    return f"copies/{row}/told"


def mark_path(row: int) -> str:
    """Where the mark of a citation stands in an entry."""
    return f"quotes/{row}/told"


def tell_due(
    follow: Callable[[Collection[str]], None], heard: Callable[[int], None] = lambda count: None
) -> int:
    """Tell all that is not told yet, some sources a transaction; how many sources that was.

    `follow` hears, in that transaction, the keys of the records of whose quotes it tells.
    """
    total, last = 0, 0
    while rows := list(Untold.objects.filter(pk__gt=last).order_by("pk")[:DUE_AT_ONCE]):
        last = rows[-1].pk
        sources = Source.objects.filter(pk__in=[row.source_id for row in rows])
        found = dict(sources.values_list("reference", "pk"))
        # Not while others wait for the ledger: to look for quotes takes long.
        _look(public_among(found))
        with transaction.atomic():
            follow(tell(found, of_last_change=False))
        total += len(rows)
        heard(total)
    return total


def tell_of_change(written: Mapping[str, Collection[Any]], since: int) -> set[str]:
    """Tell what follows from a change of these records, by noun and primary keys.

    Call it in the change's transaction, once its editions are made; `since` is its first entry.
    Returns the keys of the records of whose quotes it told.
    """
    if not Capture.objects.exists():
        return set()
    keys: set[str] = set()
    for noun in CITING:
        for chunk in chunks(written.get(noun, ())):
            rows = Edition.objects.filter(noun=noun, row__in=chunk)
            keys |= set(rows.values_list("key", flat=True))
    sources = {key for key in keys if key.startswith(SOURCE)}
    return tell(sources | cited_by(keys - sources, since), of_last_change=True)


@transaction.atomic
def tell(sources: Iterable[str], *, of_last_change: bool) -> set[str]:
    """Tell what is known of these sources, by their keys, as far as it is not told.

    Returns the keys of the records that readers are now told something else of the quotes of, for
    the index to follow in the same transaction.
    """
    lock()
    sources, first = sorted(set(sources)), size()
    for keys in chunks(sources, SOURCES_AT_ONCE):
        before = last_facts(keys)
        kept = Source.objects.filter(reference__in=keys, pk__in=Capture.objects.values("source"))
        found = dict(kept.values_list("reference", "pk"))
        public = public_among(found)
        # Read first: what is found out meanwhile is told by the next run.
        waiting = list(Untold.objects.filter(source__reference__in=keys))
        copies = copies_of({pk: key for key, pk in found.items()})
        facts = _facts(found, public, before, copies)
        FactAppender(of_last_change=of_last_change).append_facts(facts)
        keep_tokens(one for key in public.languages for one in copies.get(key, ()))
        Untold.objects.done(waiting)
    advance()
    return _marked_since(sources, first)


def _marked_since(sources: Iterable[str], first: int) -> set[str]:
    """The records of which a mark was written or closed with entry `first` or later."""
    found: set[str] = set()
    for chunk in chunks(sources):
        marks = QuoteMark.objects.filter(source__in=chunk)
        turned = marks.filter(Q(since__gte=first) | Q(until__gte=first))
        found |= set(turned.values_list("record", flat=True))
    return found


def _look(public: Public) -> None:
    """Look for public quotes in whose place the desk has others, which it looks for itself."""
    quoted = {one.citation.pk: one.citation for each in public.quotes.values() for one in each}
    for chunk in chunks(quoted):
        there = Citation.objects.filter(pk__in=chunk).values_list("pk", flat=True)
        check_citations([quoted[pk] for pk in there])


def _facts(
    found: Mapping[str, int],
    public: Public,
    before: Mapping[str, Fields],
    copies: Mapping[str, Iterable[CopyTold]],
) -> dict[str, Facts]:
    """What is known of these sources (key → primary key), and of those that had copies before."""
    told = _marks(found, public)
    facts: dict[str, Facts] = {}
    for key in {*found, *before}:
        last = before.get(key, {})
        fields: Fields = {}
        for copy in copies.get(key, ()):
            fields[copy_path(copy.row)] = _as_told(copy, last.get(copy_path(copy.row)))
        for mark in told.get(key, ()):
            fields[mark_path(mark.row)] = _kept(mark, last.get(mark_path(mark.row)), fields)
        facts[key] = Facts(fields, key in public.languages)
    return facts


def _marks(found: Mapping[str, int], public: Public) -> dict[str, list[Mark]]:
    quoted = [one for key in sorted(found) for one in public.quotes.get(key, ())]
    languages = {found[key]: language for key, language in public.languages.items()}
    marks = marks_of([one.citation for one in quoted], languages)
    told: dict[str, list[Mark]] = {}
    for one in quoted:
        if one.source in public.languages and one.citation.pk in marks:
            mark = msgspec.structs.replace(marks[one.citation.pk], record=one.record)
            told.setdefault(one.source, []).append(mark)
    return told


def _kept(mark: Mark, last: Any, copies: Fields) -> Any:
    """A mark as it is told, given how it was told last and the source's copies.

    A citation that the desk deleted took its checks along: what readers were told of it stands as
    long as they see it, and the copy is of the source. Of one that was erased stands no more than
    that the quote was found in it.
    """
    is_same = last is not None and last.get("quote") == mark.quote
    is_of_a_copy = is_same and copy_path(last.get("copy", 0)) in copies
    if is_of_a_copy and last.get("looked") and not mark.is_of_a_check:
        if copies[copy_path(last["copy"])]["outcome"] != Outcome.ERASED:
            return last
        mark = _of_an_erased(msgspec.convert(last, Mark)) or mark
    return _as_told(mark, last if is_same else None)


def _of_an_erased(mark: Mark) -> Mark | None:
    """What a mark comes to whose copy was erased; None where the quote was not found in it."""
    if not mark.is_found and mark.reason != Reason.ERASED:
        return None
    return Mark(
        row=mark.row,
        record=mark.record,
        quote=mark.quote,
        state=State.CANNOT.value,
        looked=State.CANNOT.value,
        reason=Reason.ERASED.value,
        copy=mark.copy,
        made_at=mark.made_at,
    )


def _as_told(fact: CopyTold | Mark, last: Any) -> Any:
    """A fact as JSON; without words that were erased of it before."""
    if last is not None and last.get("is_left_out"):
        fact = without_words(fact)
    return msgspec.to_builtins(fact)


def without_words(fact: CopyTold | Mark) -> CopyTold | Mark:
    """A fact without what of it may hold words that are to be erased."""
    left_out = ADDRESSES if isinstance(fact, CopyTold) else WORDS
    return msgspec.structs.replace(fact, **left_out, is_left_out=True)


def leave_out(sources: Iterable[str], text: str) -> None:
    """Tell without these words what is told of these sources with them, so that they can be erased.

    Upper and lower case alike. The copies themselves still have them.
    """
    lock()
    wanted = text.casefold()
    for keys in chunks(sorted(set(sources)), SOURCES_AT_ONCE):
        bodies = last_bodies(map(evidence_key, keys))
        facts = {
            key: Facts(
                {path: _left_out(path, value, wanted) for path, value in fields.items()},
                bodies[evidence_key(key)]["shown"] == Entry.Shown.WHOLE,
            )
            for key, fields in last_facts(keys).items()
        }
        FactAppender(of_last_change=False).append_facts(facts)


def _left_out(path: str, value: Any, wanted: str) -> Any:
    if wanted not in " ".join(map(str, value.values())).casefold():
        return value
    is_copy = path.startswith("copies/")
    fact = msgspec.convert(value, CopyTold) if is_copy else msgspec.convert(value, Mark)
    return msgspec.to_builtins(without_words(fact))
