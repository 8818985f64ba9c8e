"""What of the desk a contributor reaches: lists, forms and choices of its own records alone."""

from __future__ import annotations

from copy import copy
from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelChoiceField
from django.http import HttpRequest

from tracker.editorial.own_records import called, choosable, contributes, own_rows, seen_among
from tracker.ledger.changes import Person
from tracker.record.nouns import NOUNS, Noun


class OwnRecordsAdmin(admin.ModelAdmin):
    """A record's admin, in which others' records are not there for a contributor."""

    def contributors_noun(self, request: HttpRequest) -> Noun | None:
        """The kind of record, where whoever asks may only enter its own; None for all others."""
        noun = NOUNS.get(str(self.opts.model_name))
        return noun if noun is not None and contributes(request.user, noun) else None

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        noun = self.contributors_noun(request)
        if noun is None:
            return rows
        if is_choosing(request):
            return choosable(request.user, self.model)
        return rows.filter(pk__in=own_rows(request.user, noun).values("pk"))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or self._is_own(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) or self._is_own(request, obj)

    def _is_own(self, request: HttpRequest, obj: Any) -> bool:
        if self.contributors_noun(request) is None:
            return False
        return obj is None or obj.pk is None or bool(seen_among(request.user, [obj]))


def is_choosing(request: HttpRequest) -> bool:
    """Whether a form looks up records to choose from."""
    match = request.resolver_match
    return match is not None and match.url_name == "autocomplete"


def with_choices(form_class: Any, user: Person) -> Any:
    """A form's class, made for one request, in which an account chooses what it may choose."""
    for name, field in form_class.base_fields.items():
        if isinstance(field, ModelChoiceField) and field.queryset is not None:
            offered = partial(choosable, user, field.queryset.model)
            if (rows := offered()) is not None:
                form_class.base_fields[name] = _narrowed(field, offered, rows)
    return form_class


def _narrowed(field: Any, offered: Any, rows: Any) -> Any:
    # A declared field is one object for all requests.
    narrowed = copy(field)
    narrowed.widget = copy(field.widget)
    narrowed.offered = offered
    narrowed.queryset = rows
    narrowed.label_from_instance = called
    return narrowed


def rows_beside(user: Person, rows: Any, name: str, model: type[Model]) -> Any:
    """Rows of a form that tie its record to others, such as to dossiers: those that an account may
    know of."""
    allowed = choosable(user, model)
    return rows if allowed is None else rows.filter(**{f"{name}__in": allowed.values("pk")})
