"""Filters of the desk's lists by who began a record, and whose it is to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.keys import is_key
from tracker.editorial.models import Assignment
from tracker.editorial.own_records import ledger_name, sees_own_alone
from tracker.ledger.models import Actor, Entry
from tracker.record.nouns import NOUNS

ME, ANYBODY, NOBODY = "me", "anybody", "nobody"
# A desk of more is filtered by its own lists.
MOST_PEOPLE = 40


def people_of_the_desk() -> list[tuple[str, str]]:
    """Accounts that sign in at the desk, by key and name."""
    rows = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    found = rows.order_by("username").values_list("pk", "username")[:MOST_PEOPLE]
    return [(str(pk), name) for pk, name in found]


class PersonFilter(admin.SimpleListFilter):
    """Records by an account; a contributor is told of no other than its own."""

    others: tuple[tuple[str, Any], ...] = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        own = [(ME, _("me"))]
        if sees_own_alone(request.user):
            return own
        me = str(request.user.pk)
        people = [(key, name) for key, name in people_of_the_desk() if key != me]
        return [*own, *((value, str(words)) for value, words in self.others), *people]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        if value is None:
            return queryset
        rows = queryset.alias(of=ledger_name(NOUNS[queryset.model._meta.model_name]))
        if value not in {key for key, _name in self.lookup_choices}:
            return queryset.none()
        return self.chosen(rows, request.user.pk if value == ME else value)

    def chosen(self, rows: Any, who: Any) -> Any:
        raise NotImplementedError


class BegunByFilter(PersonFilter):
    title = gettext_lazy("who began it")
    parameter_name = "begun"

    def chosen(self, rows: Any, who: Any) -> Any:
        actors = Actor.objects.filter(user=who).values("pseudonym")
        began = Entry.objects.filter(revision=1, actor__in=actors).order_by()
        return rows.filter(of__in=began.values("record"))


class GivenToFilter(PersonFilter):
    title = gettext_lazy("whose it is to look at")
    parameter_name = "given"
    others = ((ANYBODY, gettext_lazy("anybody’s")), (NOBODY, gettext_lazy("nobody’s")))

    def chosen(self, rows: Any, who: Any) -> Any:
        given = Assignment.objects.all()
        if who == NOBODY:
            return rows.exclude(of__in=given.values("record"))
        if is_key(str(who)):
            given = given.filter(user=who)
        return rows.filter(of__in=given.values("record"))


PEOPLE = (GivenToFilter, BegunByFilter)
