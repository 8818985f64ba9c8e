"""System checks that the database still refuses to rewrite the log, and serves the site's role."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections
from django.db.migrations.recorder import MigrationRecorder

from tracker.ledger import migrations
from tracker.ledger.guards import missing
from tracker.ledger.rights import connected_role, excessive, lacking

MOST_NAMED = 5
COULD_CHANGE = "could change the ledger"


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


@register(Tags.database)
def has_its_rights(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Errors for what the role that connects may not do, and for what it could do to the log."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        role = connected_role(connection)
        is_for_readers = settings.SERVE == "public"
        option = " --readers" if is_for_readers else ""
        too_much = "may do more than read what readers see" if is_for_readers else COULD_CHANGE
        for number, words, rights in (
            (2, "may not do all that the site does", lacking(connection)),
            (3, too_much, excessive(connection)),
        ):
            if rights:
                more = f" and {len(rights) - MOST_NAMED} more" if len(rights) > MOST_NAMED else ""
                found.append(
                    Error(
                        f"The role {role} {words}. {'; '.join(rights[:MOST_NAMED])}{more}.",
                        hint=f"As the tables' owner, run manage.py grants {role}{option}.",
                        id=f"ledger.E00{number}",
                    )
                )
    return found


def migrated(connection: Any) -> bool:
    """Whether every migration of the ledger was applied, as far as this role may see."""
    written = {("ledger", module.name) for module in pkgutil.iter_modules(migrations.__path__)}
    try:
        return written <= set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return False
