"""Filters of the desk's lists by whether anybody replied, and whether anybody looked for it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.deadlines import today
from tracker.editorial.looking import awaited
from tracker.editorial.my_day import LOOK_AGAIN
from tracker.record.models import Answer, ClaimLook, ClaimReceipt


class RepliesFilter(admin.SimpleListFilter):
    """Claims of which an accused is not known to have replied, by when that was looked for."""

    title = gettext_lazy("replies")
    parameter_name = "replies"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("unanswered", _("an accused has not replied")),
            ("never", _("never looked for")),
            ("again", _("to be looked for again")),
            ("received", _("received, to be entered")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        looks = ClaimLook.objects.filter(claim=OuterRef("claim"), party=OuterRef("party"))
        match self.value():
            case "unanswered":
                return queryset.filter(pk__in=awaited().values("claim"))
            case "never":
                return queryset.filter(pk__in=awaited().exclude(Exists(looks)).values("claim"))
            case "again":
                late = awaited().filter(Exists(looks))
                recent = looks.filter(looked_on__gte=today() - LOOK_AGAIN)
                return queryset.filter(pk__in=late.exclude(Exists(recent)).values("claim"))
            case "received":
                return queryset.filter(pk__in=ClaimReceipt.objects.values("claim"))
        return queryset


class PointsFilter(admin.SimpleListFilter):
    """Responses that answer no point yet."""

    title = gettext_lazy("points")
    parameter_name = "points"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", _("answers no point yet"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() != "none":
            return queryset
        return queryset.exclude(Exists(Answer.objects.filter(response=OuterRef("pk"))))
