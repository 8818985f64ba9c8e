"""Taking back what was told of copies that were erased: from the ledger, from readers, for good.

`capture.erasing` empties the copy; here go what opens the ledger's commitments to anything that
came from it and, with that, what readers' tables had of it, the past as well. It is told anew that
the copy was there and is erased. Whoever erases calls this next; where a process is killed between
the two, `capture --due` does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db import transaction

from tracker.capture.models import Erasure
from tracker.edition.evidence.copies import forget_tokens
from tracker.edition.evidence.telling import copy_path, tell
from tracker.edition.publishing import advance
from tracker.ledger.entries import lock, read_values
from tracker.ledger.erasing import erase, still_said
from tracker.ledger.found_facts import source_of
from tracker.ledger.models import EVIDENCE, Opening


@transaction.atomic
def take_back(follow: Callable[[set[str]], None]) -> int:
    """Take back all that was told of copies erased since; of how many copies.

    `follow` hears of which records the marks changed.
    """
    if not Erasure.objects.untold().exists():
        return 0
    lock()
    rows = list(Erasure.objects.untold().select_related("capture__source", "erased_by"))
    openings = _openings_of({row.capture_id for row in rows})
    sources = {source_of(one.record) for found in openings.values() for one in found}
    for row in rows:
        sources |= {row.capture.source.reference, row.capture.for_reference}
    # First it is told anew: what the ledger says now is not erased.
    follow(tell(sources, of_last_change=False))
    standing = {one.pk for one in still_said(one for found in openings.values() for one in found)}
    for row in rows:
        mine = [one for one in openings[row.capture_id] if one.pk not in standing]
        if mine:
            erase(mine, row.code, row.erased_by)
    advance()
    forget_tokens()
    Erasure.objects.filter(pk__in=[row.pk for row in rows]).update(is_taken_back=True)
    return len(rows)


def _openings_of(captures: Iterable[int]) -> dict[int, list[Opening]]:
    """What the ledger's openings tell of these copies, and of quotes in them, by the copy.

    The source of a copy changes where two are merged: they are looked for under every name.
    """
    told = Opening.objects.filter(record__startswith=f"{EVIDENCE}/")
    found: dict[int, list[Opening]] = defaultdict(list)
    for capture in captures:
        found[capture] += told.filter(path=copy_path(capture))
        # JSON, in which 5 begins 55 as well.
        likely = told.filter(path__startswith="quotes/", value__contains=f'"copy":{capture}')
        for one in likely:
            value = read_values([(one.pk, one.value)]).get(one.pk)
            if isinstance(value, dict) and value.get("copy") == capture:
                found[capture].append(one)
    return found
