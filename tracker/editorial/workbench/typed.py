"""Autosave: what is typed into an open row, kept every few seconds beside the record."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

from django.forms.formsets import INITIAL_FORM_COUNT
from django.http import QueryDict
from django.utils import timezone

from tracker.editorial.kept_forms import NOT_TYPED
from tracker.editorial.workbench.models import TypedRow
from tracker.editorial.workbench.scope import Scope

DAYS = 30
MOST_OF_A_PERSON = 100
# Characters of one row; the largest quote that anybody entered has 20,000.
LARGEST = 500_000
# Fields that say which row it is, and to which row another belongs.
KEYS = re.compile(r"-(id|number)$|-(citations|figures)-[0-9]+-(allegation|answer|figure)$")


class TooMuchTyped(Exception):
    """More was typed into a row than is kept unsaved."""


def keep_typed(user: Any, record: str, scope: Scope, fields: QueryDict) -> datetime:
    """Keep what was typed in place of what was kept before, and say when. Raises TooMuchTyped."""
    typed = [(name, values) for name, values in fields.lists() if name not in NOT_TYPED]
    data = json.dumps(typed)
    if len(data) > LARGEST:
        raise TooMuchTyped
    now = timezone.now()
    TypedRow.objects.update_or_create(
        user=user, record=record, row=scope.key, defaults={"data": data, "typed_at": now}
    )
    mine = TypedRow.objects.filter(user=user)
    newest = mine.order_by("-typed_at", "-pk").values_list("pk", flat=True)
    mine.filter(pk__in=list(newest[MOST_OF_A_PERSON:])).delete()
    TypedRow.objects.filter(typed_at__lt=now - timedelta(days=DAYS)).delete()
    return now


def typed_in(user: Any, record: str) -> dict[str, datetime]:
    """When this person typed something unsaved, by row of the record."""
    rows = TypedRow.objects.filter(user=user.pk, record=record)
    return dict(rows.values_list("row", "typed_at"))


def typed_row(user: Any, record: str, scope: Scope) -> TypedRow | None:
    """What this person typed into a row and did not save."""
    return TypedRow.objects.filter(user=user.pk, record=record, row=scope.key).first()


def as_new(data: str, section: str) -> str:
    """The fields of a row that is gone as those of a new one: its keys are nobody's any more."""
    fields = []
    for name, values in json.loads(data):
        if name.endswith(f"-{INITIAL_FORM_COUNT}"):
            fields.append((name, ["0"]))
        elif name.startswith(f"{section}-") and not KEYS.search(name):
            fields.append((name, values))
    return json.dumps(fields)


def forget_typed(user: Any, record: str, scope: Scope) -> None:
    """Forget it: it was saved, or whoever typed it said so."""
    TypedRow.objects.filter(user=user.pk, record=record, row=scope.key).delete()
