"""A system check that the database still refuses to rewrite the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from tracker.ledger.guards import missing
from tracker.ledger.models import Entry


@register(Tags.database)
def guarded(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """An error for each trigger that is missing or switched off."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if Entry._meta.db_table not in connection.introspection.table_names():
            continue  # Before the first migrate.
        found += [
            Error(
                f"The trigger {name} is missing: the ledger could be rewritten.",
                hint="Run migrate ledger 0001, migrate, then verify_ledger.",
                id="ledger.E001",
            )
            for name in missing(connection)
        ]
    return found
