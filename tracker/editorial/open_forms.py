"""Who has which record's form open now, as far as that is known: told by a row that soon expires.

A row is touched when a form is opened and, where scripts run, while somebody types. It locks
nothing: two may write at once, and neither loses anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.urls import Resolver404, resolve
from django.utils import timezone

from tracker.editorial.models import OpenForm
from tracker.editorial.own_records import may_change, seen_among
from tracker.record.nouns import NOUNS, name_of
from tracker.record.trees import rows_of

# Longer than a browser waits until it says again that somebody types.
EXPIRES = timedelta(minutes=15)
# So many rows are looked at for a list: some are of records that whoever asks may not see.
MOST_LOOKED_AT = 100


class Open(NamedTuple):
    """A form that somebody has open."""

    record: Any
    who: Any
    since: datetime


def note_open(record: Model, user: AbstractBaseUser) -> None:
    """Note that somebody has the form of a record open. A database that takes no row stops nobody
    from reading a form."""
    now = timezone.now()
    with suppress(DatabaseError), transaction.atomic():
        OpenForm.objects.filter(at__lt=now - EXPIRES).delete()
        OpenForm.objects.update_or_create(
            record=name_of(record),
            user_id=user.pk,
            defaults={"at": now},
            create_defaults={"at": now, "since": now},
        )


def note_closed(record: Model, user: AbstractBaseUser) -> None:
    """Forget that somebody has the form of a record open: it was saved."""
    OpenForm.objects.filter(record=name_of(record), user=user.pk).delete()


def note_typing(path: str, user: AbstractBaseUser) -> None:
    """Note that somebody types in the form at an address; of any other address nothing."""
    try:
        match = resolve(path)
    except Resolver404:
        return
    noun, _mark, page = (match.url_name or "").removeprefix("record_").rpartition("_")
    if page != "change" or noun not in NOUNS or match.namespace != "admin":
        return
    key = str(match.kwargs.get("object_id", ""))
    rows = NOUNS[noun].model._default_manager
    record = rows.filter(pk=key).first() if key.isascii() and key.isdigit() else None
    if record is not None and may_change(user, record):
        note_open(record, user)


def open_by_others(user: AbstractBaseUser, most: int) -> Sequence[Open]:
    """What others have open now of the records that an account may see, the newest first."""
    forms = OpenForm.objects.filter(at__gt=timezone.now() - EXPIRES, user__is_active=True)
    forms = forms.exclude(user=user.pk).select_related("user").order_by("-at", "-pk")
    listed = list(forms[:MOST_LOOKED_AT])
    rows = rows_of(dict.fromkeys(one.record for one in listed))
    seen = seen_among(user, rows.values())
    found = [
        Open(rows[one.record], one.user, one.since)
        for one in listed
        if rows.get(one.record) in seen
    ]
    return found[:most]
