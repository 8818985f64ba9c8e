"""One search over all records of the desk, of each kind the first few."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from tracker.editorial.own_records import called
from tracker.ledger.models import Waiting
from tracker.record.nouns import NOUNS, name_of
from tracker.search.kinds import BY_NAME

# Of each kind; the rest is one click away, in its list.
MOST = 10
LONGEST = 400


class Row(NamedTuple):
    """A record that was found, with its form; `waits` if a change of it is not published yet."""

    name: str
    url: str
    status: str
    status_label: str
    waits: bool


class Found(NamedTuple):
    """What was found of one kind; `url` is the list of all of it, empty where these are all."""

    heading: str
    rows: list[Row]
    url: str


def found_by(site: AdminSite, request: HttpRequest, text: str) -> list[Found]:
    """What an account finds by words: what it may see in the lists, and what these find."""
    found = [one for name in BY_NAME if (one := _of(site, request, name, text)) is not None]
    names = [name_of(record) for _noun, records in found for record in records]
    waits = set(Waiting.objects.filter(record__in=names).values_list("record", flat=True))
    return [
        Found(
            str(NOUNS[noun].model._meta.verbose_name_plural),
            [_row(record, waits) for record in records[:MOST]],
            _all(noun, text) if len(records) > MOST else "",
        )
        for noun, records in found
    ]


def _of(
    site: AdminSite, request: HttpRequest, noun: str, text: str
) -> tuple[str, list[Model]] | None:
    admin = site.get_model_admin(NOUNS[noun].model)
    if not admin.has_view_or_change_permission(request):
        return None
    rows, _twice = admin.get_search_results(request, admin.get_queryset(request), text)
    records = list(rows[: MOST + 1])
    return (noun, records) if records else None


def _row(record: Any, waits: set[str]) -> Row:
    noun = str(record._meta.model_name)
    status = getattr(record, "status", "")
    return Row(
        called(record),
        reverse(f"admin:record_{noun}_change", args=[record.pk]),
        status,
        record.get_status_display() if status else "",
        name_of(record) in waits,
    )


def _all(noun: str, text: str) -> str:
    return f"{reverse(f'admin:record_{noun}_changelist')}?{urlencode({'q': text})}"
