"""The page of a list, as its query asks for it; or the same as a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tracker.edition.lists import ranked, rows
from tracker.edition.readers import NOW
from tracker.public.delivery.refusals import bad_request, one_of, wrong_format
from tracker.public.lists.chosen import chosen_values, without
from tracker.public.lists.downloads.answers import FORMATS, download, refusal
from tracker.public.lists.faceting import MORE, filters_in_html
from tracker.public.lists.filter_kinds import is_longer_than_looked_for
from tracker.public.lists.filters import ListFilter
from tracker.public.lists.list_rows import Load, joined, list_rows
from tracker.public.lists.snippets import with_words
from tracker.public.machines.linked import pages as linked
from tracker.search.finding import ask, every

PAGE_SIZE = 50
OWN_PARAMETERS = ("page", "format")


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
