"""What readers may see of the past: one rule for histories, past pages and the bundle.

What is named and has no present edition is shut. Asked of editions and of the ledger, never of the
desk's rows: whatever is changed at the desk opens nothing before it is published.

A source is the exception. It goes out of sight also when nothing cites it any more, and was no
secret then: what once cited it goes on saying so, unless the source was called confidential since
readers last saw it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from tracker.edition.addresses import merged_into
from tracker.edition.cutting import SOURCE
from tracker.edition.models import Edition, Reach, Secret
from tracker.edition.readers import NOW
from tracker.ledger.models import Entry
from tracker.ledger.openness import FIGURE, Closed, references_in
from tracker.record.trees import chunks

WHOLE, NOTICE, NOTHING = Entry.Shown.WHOLE, Entry.Shown.NOTICE, Entry.Shown.NOTHING
NEVER_SEEN = -1


def standing_now(keys: Iterable[str]) -> dict[str, str]:
    """For each of these records, what readers see of it now."""
    found: dict[str, str] = dict.fromkeys(keys, NOTHING)
    for chunk in chunks(list(found)):
        rows = Edition.objects.standing().filter(key__in=chunk)
        for key, is_notice in rows.values_list("key", "is_notice"):
            found[key] = NOTICE if is_notice else WHOLE
    return found


def closed_now(values: Iterable[Any]) -> Closed:
    """What among these stored values is a reference that readers may not be shown now."""
    named = references_in(values)
    figures = {key for key in named if key.startswith(FIGURE)}
    told = standing_now(named - figures)
    seen = {key for key, shown in told.items() if shown == WHOLE} | set(NOW.telling(figures))
    return closed_among(named - seen)


def closed_among(gone: Iterable[str]) -> Closed:
    """The same among references of which readers see none now."""
    unseen = references_in(gone)
    unseen -= part_of_shown(key for key in unseen if key.startswith(SOURCE))
    sources = {key for key in unseen if key.startswith(SOURCE)}
    secret = confidential_since(sources).keys()
    return Closed(shut=frozenset((unseen - sources) | secret), unseen=frozenset(unseen))


def part_of_shown(gone: Iterable[str]) -> set[str]:
    """Those of these records that became part of one that readers see now."""
    into = merged_into(gone)
    now = standing_now(into.values()) if into else {}
    return {key for key, kept in into.items() if now[kept] == WHOLE}


def confidential_since(sources: Iterable[str]) -> dict[str, int]:
    """Of sources that readers do not see now: those that they may not see in the past either.

    With each the entry of the ledger that first called it confidential since they last saw it, or
    what it is part of now; NEVER_SEEN where they never saw it.
    """
    sources = set(sources)
    into = merged_into(sources)
    found: dict[str, int] = {}
    for chunk in chunks(into.values()):
        rows = Secret.objects.standing().filter(key__in=chunk)
        secrets = dict(rows.values_list("key", "since"))
        found |= {key: secrets[kept] for key, kept in into.items() if kept in secrets}
    for chunk in chunks(sources):
        seen = set(Edition.objects.filter(key__in=chunk).values_list("key", flat=True))
        found |= dict.fromkeys(set(chunk) - seen, NEVER_SEEN)
        secret = Secret.objects.standing().filter(key__in=seen)
        found |= dict(secret.values_list("key", "since"))
    return found


def has_lost_since(size: int) -> bool:
    """Whether anything is shut now that readers could see when the ledger had `size` entries.

    That is a record withdrawn, deleted or out of sight, a source that is called confidential, or
    erased words. What was only changed can still be seen in the past.
    """
    later = Entry.objects.filter(sequence__gte=size)
    if later.filter(action=Entry.Action.ERASED).exists():
        return True
    now = Edition.objects.standing().filter(key=OuterRef("key"))
    then = Edition.objects.filter(since__lt=size, until__gte=size)
    if then.filter(Q(~Exists(now.whole()), is_notice=False) | ~Exists(now)).exists():
        return True
    seen = Edition.objects.filter(key=OuterRef("record"))
    unseen = later.filter(Exists(seen), kind="source", shown=NOTHING)
    secret = confidential_since(set(unseen.values_list("record", flat=True)))
    return any(since >= size for since in secret.values())


def editions_wait() -> bool:
    """Whether there are entries that have not been made into editions.

    Whoever saves at the desk makes both at once: only while `rebuild_editions` has work to do. Then
    nothing tells what readers may see.
    """
    reach = Coalesce(Subquery(Reach.objects.values("sequence")[:1]), 0)
    return bool(Entry.objects.told().filter(sequence__gte=reach).exists())
