"""What comes in sight with a draft that is published: gated, and held to what was looked at."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from tracker.edition.deciding import decide
from tracker.ledger.models import Entry
from tracker.ledger.visibility import Publishes, Verdict
from tracker.record.models import Publishable, Status
from tracker.record.nouns import NOUNS, name_of, noun_name
from tracker.record.trees import fields_of, rows_of, trees


def coming_along(record: Publishable) -> dict[str, Any]:
    """The records that readers would first see if this one were published as it is saved, by their
    names in the ledger."""
    key = name_of(record)
    fields = fields_of(trees(NOUNS[noun_name(record)], [record.pk])[key])
    fields["status"] = Status.PUBLISHED.value
    verdict = decide({key: fields}, {key: Publishes.ALL})
    return first_shown(verdict)


def first_shown(verdict: Verdict) -> dict[str, Any]:
    """The records that readers see first with a change, of those that it does not touch."""
    shown = (key for key in verdict.others if verdict.shown[key] == Entry.Shown.WHOLE)
    return rows_of(sorted(shown))


def version_of(rows: dict[str, Any]) -> str:
    """Which version of these records somebody looks at; it changes with every change of one."""
    newest = Entry.objects.filter(record__in=list(rows)).aggregate(last=Max("sequence"))
    return f"{len(rows)}-{newest['last'] or 0}"
