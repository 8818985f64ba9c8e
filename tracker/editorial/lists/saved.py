"""Filters that an account keeps: saved from a list, shown over it and on the first page."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.admin.options import IS_FACETS_VAR, IS_POPUP_VAR, TO_FIELD_VAR
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.editorial.filter_models import SavedFilter
from tracker.editorial.own_records import contributes
from tracker.editorial.rights import may
from tracker.record.nouns import NOUNS, Noun

MOST = 50
LONGEST = 1000
# What an address says of a page of the list, and not of what it shows.
OF_A_PAGE = (PAGE_VAR, ERROR_FLAG, IS_FACETS_VAR, IS_POPUP_VAR, TO_FIELD_VAR)


class Kept(NamedTuple):
    """A saved filter with the address of what it shows."""

    pk: int
    name: str
    url: str
    of: str


def as_kept(query: str) -> str:
    """What of an address is kept; empty where it filters, seeks and orders nothing."""
    given = QueryDict(query, mutable=True)
    for name in OF_A_PAGE:
        given.pop(name, None)
    return given.urlencode()


def keep(user: Any, noun: Noun, name: str, query: str) -> SavedFilter:
    """Keep what a list shows under a name, in place of what had it. Raises ValidationError."""
    kept = as_kept(query)
    if not kept:
        raise ValidationError(_("Filter, search or order the list first."))
    if len(kept) > LONGEST:
        raise ValidationError(_("These are too many filters to be kept."))
    mine = SavedFilter.objects.filter(user=user)
    row = mine.filter(noun=noun.name, name=name.strip()).first()
    if row is None and mine.count() >= MOST:
        raise ValidationError(_("You have %(most)d filters; delete one first.") % {"most": MOST})
    row = row or SavedFilter(user=user, noun=noun.name, name=name.strip())
    row.query = kept
    row.full_clean()
    row.save()
    return row


def drop(user: Any, noun: Noun, key: int) -> bool:
    """Delete a filter of an account; False where it has no such one."""
    rows = SavedFilter.objects.filter(user=user, noun=noun.name, pk=key)
    return bool(rows.delete()[0])


def kept_by(user: Any, noun: Noun | None = None) -> list[Kept]:
    """The filters of an account, of one list or of all that it may see."""
    rows = SavedFilter.objects.filter(user=user)
    if noun is not None:
        rows = rows.filter(noun=noun.name)
    return [
        Kept(
            row.pk,
            row.name,
            f"{reverse(f'admin:record_{row.noun}_changelist')}?{row.query}",
            str(NOUNS[row.noun].model._meta.verbose_name_plural),
        )
        for row in rows.order_by("noun", "name")
        if row.noun in NOUNS and _sees(user, NOUNS[row.noun])
    ]


def _sees(user: Any, noun: Noun) -> bool:
    return may(user, "view", noun) or contributes(user, noun)
