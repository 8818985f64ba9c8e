"""After an upgrade: what its migrations changed of the record is written to the ledger."""

from __future__ import annotations

from typing import Any

from django.db import connections

from tracker.editorial.changes import change
from tracker.ledger.differing import differing
from tracker.ledger.entries import known_fields, last_bodies, opened
from tracker.ledger.models import Entry
from tracker.record.nouns import NOUNS, Noun
from tracker.record.trees import chunks, fields_of, locate, trees

AT_ONCE = 200


def adopt_migrated(using: str = "default", plan: Any = (), **_of_signal: Any) -> None:
    """After `migrate`: an entry for each record that a migration of the record changed.

    Without it the history would end where the release began, and readers would go on seeing what
    stood before.
    """
    is_about_record = any(one.app_label == "record" and not back for one, back in plan)
    tables = connections[using].introspection.table_names()
    if is_about_record and Entry._meta.db_table in tables and Entry.objects.exists():
        for noun in NOUNS.values():
            _adopt(noun)


def _adopt(noun: Noun) -> None:
    names = Entry.objects.filter(kind=noun.name).order_by("record").distinct()
    for chunk in chunks(names.values_list("record", flat=True), AT_ONCE):
        changed = _changed(noun, chunk)
        if changed:
            with change(None, Entry.Action.ADOPTED) as door:
                for row in noun.model._base_manager.filter(**{f"{noun.key_lookup()}__in": changed}):
                    door.touch(row)


def _changed(noun: Noun, names: list[str]) -> list[Any]:
    """The keys of those of these records whose rows differ from their last entry."""
    keys = {name: located[1] for name in names if (located := locate(name))}
    lookup = noun.key_lookup()
    rows = noun.model._base_manager.filter(**{f"{lookup}__in": list(keys.values())})
    stored = trees(noun, rows.values_list("pk", flat=True))
    bodies = last_bodies(names)
    values = opened(bodies[name]["fields"] for name in stored if name in bodies)
    found = []
    for name, tree in stored.items():
        if name not in bodies:
            continue
        known = known_fields(bodies[name]["fields"], values)
        written = {path: one.value for path, one in known.items()}
        if differing(noun, fields_of(tree), written):
            found.append(keys[name])
    return found
