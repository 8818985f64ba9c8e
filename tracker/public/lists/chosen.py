"""What of a list's filters is in force, in words, each with the way to be rid of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise

from tracker.edition.documents import Name
from tracker.public.lists.filters import ListFilter


@dataclass(frozen=True)
class Chosen:
    """One value of one filter in force, and the list without it."""

    label: str | Promise
    value: str | Name
    without: str


def without(query: QueryDict, name: str, value: str | None = None) -> str:
    """The query as text, less one parameter or one of its values, and less the page."""
    rest = query.copy()
    rest.pop("page", None)
    if value is None:
        rest.pop(name, None)
    else:
        rest.setlist(name, [item for item in rest.getlist(name) if item != value])
    return rest.urlencode()


def chosen_values(request: HttpRequest, filterset: ListFilter) -> list[Chosen]:
    """What is chosen, in words, each with the link that takes it away."""
    found = []
    for name, bound in filterset.form.fields.items():
        if name == "sort" or name not in request.GET:
            continue
        labels = _labels(filterset.form.cleaned_data.get(name), bound)
        for value in dict.fromkeys(request.GET.getlist(name)):
            if value.strip():
                text = labels.get(value, value)
                found.append(Chosen(bound.label or name, text, without(request.GET, name, value)))
    return found


def _labels(cleaned: Any, field: Any) -> dict[str, str | Name]:
    """Value in the address → words, for the values chosen."""
    if hasattr(field, "facet"):
        return {one.slug: one.local_name for one in cleaned}
    if hasattr(field, "choices"):
        return {str(value): str(label) for value, label in field.choices}
    return {}
