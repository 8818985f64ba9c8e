"""A system check that the database still refuses to rewrite the log."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from tracker.ledger import migrations
from tracker.ledger.guards import missing


@register(Tags.database)
def guarded(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """An error for each trigger that is missing or switched off."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if not migrated(connection):
            continue  # The migration that makes them is still to come.
        found += [
            Error(
                f"The trigger {name} is missing: the ledger could be rewritten.",
                hint="Run migrate --skip-checks ledger 0001, then migrate, then verify_ledger.",
                id="ledger.E001",
            )
            for name in missing(connection)
        ]
    return found


def migrated(connection: Any) -> bool:
    """Whether every migration of the ledger was applied."""
    written = {("ledger", module.name) for module in pkgutil.iter_modules(migrations.__path__)}
    return written <= set(MigrationRecorder(connection).applied_migrations())
