"""Lists: filters, what is chosen, pages, and a clear answer to what cannot be understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.edition.lists import ranked, rows
from tracker.edition.readers import Published
from tracker.public.downloads.answers import FORMATS, download, refusal
from tracker.public.faceting import MORE, filters_in_html
from tracker.public.filter_kinds import is_longer_than_looked_for
from tracker.public.filters import ListFilter
from tracker.public.languages import versions
from tracker.public.linked import pages as linked
from tracker.public.list_rows import Load, joined, list_rows
from tracker.public.snippets import with_words
from tracker.search.finding import ask, every

PAGE_SIZE = 50
NOW = Published()
NUMBER = re.compile(r"[1-9][0-9]{0,8}")
OWN_PARAMETERS = ("page", "format")


class Elsewhere(Exception):
    """The page is not to be made here; `response` is what to answer instead."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


@dataclass(frozen=True)
class Chosen:
    """One value of one filter in force, and the list without it."""

    label: str | Promise
    value: str
    without: str


def bad_request(request: HttpRequest, errors: dict[str, list[str]]) -> HttpResponse:
    """400, naming each parameter that was not understood and what it may be."""
    # Without the query: what was not understood here is so in every language.
    context = {"too_much": "", "errors": errors, "versions_here": versions(request.path)}
    return render(request, "400.html", context, status=400)


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


def _labels(cleaned: Any, field: Any) -> dict[str, str]:
    """Value in the address → words, for the values chosen."""
    if hasattr(field, "facet"):
        return {one.slug: str(one.label) for one in cleaned}
    if hasattr(field, "choices"):
        return {str(value): str(label) for value, label in field.choices}
    return {}


def wrong_format(request: HttpRequest, formats: Iterable[str] = ("html",)) -> dict[str, list[str]]:
    """The error of a `format` that the page does not answer in; every page asks here."""
    if request.GET.get("format", "html") in formats:
        return {}
    return {"format": [one_of(formats)]}


def one_of(values: Iterable[str]) -> str:
    """What a parameter may be, for the words of a 400."""
    return _("May be one of: %(values)s.") % {"values": ", ".join(values)}


def _errors(request: HttpRequest, filterset: ListFilter, number: str) -> dict[str, list[str]]:
    errors = {} if filterset.form.is_valid() else filterset.visible_errors()
    errors |= wrong_format(request, ("html", *FORMATS))
    if not (number.isascii() and number.isdigit() and int(number[:10]) > 0):
        errors["page"] = [_("A page is a whole number from 1.")]
    more = request.GET.get(MORE, "")
    if more and more not in filterset.facets:
        errors[MORE] = [one_of(filterset.facets)]
    for name in ("made_after", "made_before", "sort", MORE, *OWN_PARAMETERS):
        if len(set(request.GET.getlist(name))) > 1:
            errors[name] = [_("Give it once: two values contradict each other.")]
    return errors


def asked_page(
    request: HttpRequest, pages: Paginator[Any], formats: Iterable[str] = ("html",)
) -> Any:
    """The page of a plain list that the query asks for. Raises Elsewhere with a 400."""
    number = request.GET.get("page", "1")
    errors = wrong_format(request, formats)
    if not NUMBER.fullmatch(number) or int(number) > pages.num_pages:
        last = _("A page is a whole number from 1 to %(last)d.") % {"last": pages.num_pages}
        errors["page"] = [last]
    if errors:
        raise Elsewhere(bad_request(request, errors))
    return pages.page(int(number))


def list_page(
    request: HttpRequest,
    filter_class: type[ListFilter],
    template: str,
    name: str,
    load: Load | None = None,
) -> HttpResponseBase:
    """The list called `name` as the query asks for it, as a page or as a file of all its rows.

    `load` gives the records of a page by primary key. 400 where the query cannot be understood.
    """
    filterset = filter_class(request.GET, request=request)
    number = request.GET.get("page", "1")
    errors = _errors(request, filterset, number)
    if errors:
        return bad_request(request, errors)
    chosen_format = request.GET.get("format", "html")
    if chosen_format != "html":
        keys = every(filterset.question())
        if errors := refusal(chosen_format, len(keys)):
            return bad_request(request, errors)
        return download(chosen_format, name, keys)
    filterset.offer_orders()
    start = (int(number[:10]) - 1) * PAGE_SIZE
    stop = start + PAGE_SIZE
    answer = ask(filterset.question(), start, stop)
    if not filterset.is_ordered_by_index:
        found = every(filterset.question()).tolist()
        answer = answer._replace(records=ranked(filterset.of.model_name, found, start, stop))
    shown = list_rows(
        request, filterset.of, load or partial(rows, NOW, filterset.of.model_name), answer
    )
    pages = Paginator(Shown([row.record for row in shown], start, answer.total), PAGE_SIZE)
    if int(number[:10]) > pages.num_pages:
        last = _("The last page is %(number)d.") % {"number": pages.num_pages}
        return bad_request(request, {"page": [last]})
    page = pages.page(int(number[:10]))
    known = {*filterset.form.fields, *OWN_PARAMETERS, MORE}
    return render(
        request,
        template,
        {
            "filter": filterset,
            "filters": filters_in_html(request, filterset, answer),
            "page": page,
            "rows": joined(shown),
            "nearest": [(one, with_words(request.GET, one)) for one in answer.nearest],
            "linked": linked.listed(
                request, [row.path for row in shown], page.start_index(), answer.total
            ),
            "chosen": chosen_values(request, filterset),
            "ignored": sorted(set(request.GET) - known)[:10],
            "is_cut": is_longer_than_looked_for(" ".join(request.GET.getlist("q"))),
            "query": without(request.GET, "format"),
        },
    )


class Shown(Sequence[Any]):
    """All that is found, of which the rows of one page are loaded: those from `start` on."""

    def __init__(self, rows: list[Any], start: int, total: int) -> None:
        self.rows, self.start, self.total = rows, start, total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, asked: Any) -> Any:
        if isinstance(asked, slice):
            return self.rows[asked.start - self.start : asked.stop - self.start]
        return self.rows[asked - self.start]
