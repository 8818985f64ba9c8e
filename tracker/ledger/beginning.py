"""How the log begins: with what is there already, each record as it stands.

Migrations bring new words of the codebooks to a site that has a log: they become entries as well.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction

from tracker.ledger.entries import Appender, lock
from tracker.ledger.models import Entry
from tracker.record.models.codebook import CodebookEntry
from tracker.record.nouns import NOUNS, Noun
from tracker.record.trees import chunks


def begin(using: str = "default", **kwargs: Any) -> None:
    """After the first migrate, take every record into the empty log; later, codes alone."""
    tables = connections[using].introspection.table_names()
    needed = {Entry._meta.db_table, *(noun.model._meta.db_table for noun in NOUNS.values())}
    if not needed <= set(tables):
        return
    if Entry.objects.exists():
        write_down_codes()
    else:
        adopt_all()


@transaction.atomic
def write_down_codes() -> None:
    """An entry for each code of the codebooks that does not stand as its last entry has it."""
    lock()
    appender = Appender(None)
    for noun in NOUNS.values():
        if issubclass(noun.model, CodebookEntry):
            keys = _keys(noun)
            known = _known(noun)
            actions = {
                pk: Entry.Action.CHANGED if key in known else Entry.Action.ADOPTED
                for pk, key in keys.items()
            }
            appender.append(noun, keys, actions)
    appender.flush()


def _keys(noun: Noun) -> dict[Any, str]:
    """The records of a kind: each primary key with its name in the log."""
    rows = noun.model._base_manager.order_by("pk").values_list("pk", noun.key_lookup())
    return {pk: noun.ref(key) for pk, key in rows}


def _known(noun: Noun) -> set[str]:
    """The records of a kind that the log has entries of."""
    return set(Entry.objects.filter(kind=noun.name).values_list("record", flat=True))


# Entries of one time are read and published together.
AT_ONCE = 200


@transaction.atomic
def adopt_all() -> None:
    """An entry for each record that has none, in changes of at most AT_ONCE."""
    lock()
    appender = Appender(None)
    for noun in NOUNS.values():
        known = _known(noun)
        unknown = {pk: key for pk, key in _keys(noun).items() if key not in known}
        for chunk in chunks(unknown, AT_ONCE):
            if len(appender.entries) + len(chunk) > AT_ONCE:
                appender.flush()
                appender = Appender(None)
            keys = {key: unknown[key] for key in chunk}
            appender.append(noun, keys, dict.fromkeys(keys, Entry.Action.ADOPTED))
    appender.flush()
