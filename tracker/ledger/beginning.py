"""How the log begins: with what is there already, each record as it stands.

Later migrations may bring codes that the shipped codebooks did not have: they begin then.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connections, transaction

from tracker.ledger.entries import Appender, lock
from tracker.ledger.models import Entry
from tracker.ledger.openness import closed
from tracker.ledger.visibility import States, Verdict, shown_now
from tracker.record.models.codebook import CodebookEntry
from tracker.record.nouns import NOUNS, Noun
from tracker.record.trees import chunks, fields_of, refs, trees


def begin(using: str = "default", **kwargs: Any) -> None:
    """After the first migrate, take every record into the empty log; later, new codes alone."""
    tables = connections[using].introspection.table_names()
    needed = {Entry._meta.db_table, *(noun.model._meta.db_table for noun in NOUNS.values())}
    if needed <= set(tables):
        adopt_all(CODEBOOKS if Entry.objects.exists() else NOUNS.values())


CODEBOOKS = tuple(noun for noun in NOUNS.values() if issubclass(noun.model, CodebookEntry))
# Entries of one time are read and published together.
AT_ONCE = 200


@transaction.atomic
def adopt_all(nouns: Iterable[Noun] = NOUNS.values()) -> None:
    """An entry for each record of these kinds that has none, in changes of at most AT_ONCE."""
    lock()
    appender = Appender(None)
    for noun in nouns:
        known = set(Entry.objects.filter(kind=noun.name).values_list("record", flat=True))
        rows = noun.model._base_manager.order_by("pk").values_list("pk", noun.key_lookup())
        unknown = {pk: noun.ref(key) for pk, key in rows if noun.ref(key) not in known}
        for chunk in chunks(unknown, AT_ONCE):
            if len(appender.entries) + len(chunk) > AT_ONCE:
                appender.flush()
                appender = Appender(None)
            keys = {key: unknown[key] for key in chunk}
            verdict = as_rows_say(noun, keys)
            actions: dict[str, str] = dict.fromkeys(verdict.states, Entry.Action.ADOPTED)
            appender.append(verdict.states, verdict, actions, {})
    appender.flush()


def as_rows_say(noun: Noun, keys: dict[Any, str]) -> Verdict:
    """Records of a noun, by primary key and name, as they stand: what is published, is."""
    states: States = {name: fields_of(tree) for name, tree in trees(noun, keys).items()}
    shown = {keys[pk]: seen for pk, seen in shown_now(noun, keys).items()}
    named = {one for fields in states.values() for one in refs(noun, fields or {}).values()}
    return Verdict(
        states,
        shown,
        {},
        {},
        frozenset(),
        frozenset(),
        frozenset(),
        closed(named).shut,
        frozenset(),
        is_for_readers=True,
    )
