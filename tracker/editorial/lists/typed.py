"""Filters of the desk's lists into which somebody types: a name, or a date as far as it is known.

A list of all names, as Django's filters offer it, has no end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, Q
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.own_records import choosable
from tracker.editorial.own_searches import as_begun, found_to_choose
from tracker.record import dates
from tracker.record.models import Dossier, Party
from tracker.search.among import among
from tracker.search.finding import at_the_desk
from tracker.search.kinds import BY_NAME

LONGEST = 200


class TypedFilter(admin.SimpleListFilter):
    """A filter with a field to type into; what it cannot read is told and finds nothing."""

    template = "admin/filter_typed.html"
    help_text: ClassVar[str | Promise] = ""
    trouble = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        # Django shows no filter that has none.
        return [("", "")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        others = [
            (name, value)
            for name, values in changelist.filter_params.items()
            for value in values
            if name != self.parameter_name
        ]
        # One entry, of which the template makes a form.
        yield {
            "field": f"filter-{self.parameter_name}",
            "name": self.parameter_name,
            "value": self.typed,
            "others": others,
            "without": changelist.get_query_string(remove=[self.parameter_name]),
            "help": self.help_text,
            "trouble": self.trouble,
        }

    @property
    def typed(self) -> str:
        return str(self.value() or "").strip()[:LONGEST]


class NameFilter(TypedFilter):
    """Records by the name of somebody, or of a dossier, in any spelling that the search knows."""

    help_text = gettext_lazy("A name, or how it begins.")
    model: ClassVar[type[Model]] = Party
    # Lookups that lead from the record to whom it names.
    paths: ClassVar[tuple[str, ...]] = ()

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.typed:
            return queryset
        named = called_so(request.user, self.model, self.typed).values("pk")
        which = Q()
        for path in self.paths:
            # Of each path by itself: joined rows would double the records of the list.
            rows = queryset.model._base_manager.filter(**{f"{path}__in": named})
            which |= Q(pk__in=rows.values("pk"))
        return queryset.filter(which)


def called_so(user: Any, model: type[Model], text: str) -> Any:
    """The records of a kind that are found by words, for whoever may know of them."""
    kind, words = BY_NAME[str(model._meta.model_name)], as_begun(text)
    rows = choosable(user, model)
    if rows is not None:
        return rows.filter(found_to_choose(kind, words))
    return model._default_manager.filter(among(at_the_desk(kind, words).tolist()))


def by_name(
    parameter: str, title: Any, *paths: str, model: type[Model] = Party
) -> type[NameFilter]:
    """A filter by a name: of whom the record says this or that, by `paths`."""
    given = {"parameter_name": parameter, "title": title, "paths": paths, "model": model}
    return type(f"By{parameter.capitalize()}", (NameFilter,), given)


def by_dossier(*paths: str) -> type[NameFilter]:
    return by_name("dossier", gettext_lazy("dossier"), *paths, model=Dossier)


class DateFilter(TypedFilter):
    """Records whose date may be within another: 2024, 2024-04, 2024-04-01/2024-05-15."""

    parameter_name = "when"
    help_text = gettext_lazy("2024, 2024-04, 2024-04-17, or from/to: 2024-01/2024-06.")
    column: ClassVar[str] = ""

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.typed:
            return queryset
        try:
            known = dates.parse(self.typed)
        except dates.DateError:
            self.trouble = _("We could not read the date. Use year-month-day, e.g. 2024-04-17.")
            return queryset.none()
        which = ~Q(**{self.column: ""})
        if known.latest is not None:
            # One that began at an unknown time may have begun before.
            begins = f"{self.column}_earliest"
            which &= Q(**{f"{begins}__lte": known.latest}) | Q(**{f"{begins}__isnull": True})
        if known.earliest is not None:
            ends = f"{self.column}_latest"
            which &= Q(**{f"{ends}__gte": known.earliest}) | Q(**{f"{ends}__isnull": True})
        return queryset.filter(which)


def by_date(column: str, title: Any) -> type[DateFilter]:
    return type("ByDate", (DateFilter,), {"column": column, "title": title})
