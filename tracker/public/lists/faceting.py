"""Facets as a reader sees them: the values that give most, what is chosen, and how to see all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tracker.edition.documents import Name
from tracker.public.delivery.keeping import moment
from tracker.public.lists.filters import ListFilter
from tracker.search.finding import Answer, Choice
from tracker.search.names import Named

MORE = "more"
_kept: LRUCache[Any, SafeString] = LRUCache(128)
_lock = Lock()
MOST_SHOWN = 8
FEW = 6  # Fewer values than these need not be opened to be seen.
# What fills a screen many times over; whoever looks for one of more types its name.
MOST_OF_ALL = 1000


@dataclass(frozen=True)
class FacetValue:
    """One value: its word in addresses, its name, and how many rows it gives by itself."""

    slug: str
    label: Name
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class FacetGroup:
    """One facet: its values by how much they give, and the address that shows all of them."""

    name: str
    label: Any
    values: list[FacetValue]
    chosen: int
    more: str
    left_out: int
    is_open: bool


def filters_in_html(request: HttpRequest, filterset: ListFilter, answer: Answer) -> SafeString:
    """The form of a list's filters with its facets, which all pages of a list have alike."""
    rest = request.GET.copy()
    rest.pop("page", None)
    now = moment(request, answer)
    name = (now, request.path, rest.urlencode())
    with _lock:
        made = _kept.get(name) if now else None
    if made is None:
        groups = facet_groups(request.GET, filterset, answer)
        context = {"filter": filterset, "groups": groups}
        made = SafeString(render_to_string("lists/filters.html", context, request))
        if now:
            with _lock:
                _kept[name] = made
    return made


def facet_groups(query: QueryDict, filterset: ListFilter, answer: Answer) -> list[FacetGroup]:
    """The facets of a list that have anything to choose, in the order of its filters."""
    groups = []
    for name, one in filterset.facets.items():
        offered = answer.facets.get(one.facet, [])
        is_open = query.get(MORE) == name
        shown = _values(filterset, name, offered, MOST_OF_ALL if is_open else MOST_SHOWN)
        if not shown:
            continue
        chosen = sum(value.is_chosen for value in shown)
        left_out = max(0, len(offered) - len(shown))
        more = _all_of(query, name) if left_out and not is_open else ""
        opened = is_open or bool(chosen) or len(shown) < FEW
        groups.append(FacetGroup(name, one.label, shown, chosen, more, left_out, opened))
    return groups


def _values(filterset: ListFilter, name: str, offered: list[Choice], most: int) -> list[FacetValue]:
    """The values that give most, and all that are chosen; years by themselves, newest first."""
    words = dict(getattr(filterset.form.fields[name], "choices", ()))
    picked = {str(getattr(one, "slug", one)): one for one in filterset.form.cleaned_data[name]}
    best = nsmallest(most, offered, key=lambda one: (-one.number, str(one.named.label)))
    numbers = {choice.named.slug: choice for choice in best}
    if picked:
        numbers |= {one.named.slug: one for one in offered if one.named.slug in picked}
    found = [
        FacetValue(
            slug,
            _label(choice.named, slug, words),
            choice.number,
            slug in picked,
        )
        for slug, choice in numbers.items()
    ]
    # What is chosen and gives nothing is still shown, so that it can be taken away.
    found += [
        FacetValue(
            slug,
            _label(one, slug, words),
            0,
            True,
        )
        for slug, one in picked.items()
        if slug not in numbers
    ]
    return sorted(found, key=lambda one: one.slug, reverse=True) if name == "year" else found


def _label(one: Any, slug: str, words: Mapping[str, Any]) -> Name:
    """What a value is called: by the filter, which has words of its own, else by its name."""
    if slug in words:
        return Name(str(words[slug]), "")
    return one.local_name if isinstance(one, Named) else Name(slug, "")


def _all_of(query: QueryDict, name: str) -> str:
    rest = query.copy()
    rest.pop("page", None)
    rest[MORE] = name
    return rest.urlencode()
