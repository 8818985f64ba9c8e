"""Who was asked, who answered, how long it took: with denominators and the rows behind each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from tracker.public.delivery.refusals import Elsewhere, bad_request, one_of
from tracker.public.lists.chosen import chosen_values, without
from tracker.public.lists.downloads.statistics import ROWS, as_csv
from tracker.public.lists.faceting import MORE, filters_in_html
from tracker.public.lists.filters import StatisticsFilter
from tracker.public.telling.statistics.asked import asked_and_answered, never_asked
from tracker.public.telling.statistics.coverage import coverage
from tracker.public.telling.statistics.stances import by_responder, by_violation
from tracker.public.telling.statistics.times import time_to_answer
from tracker.search.cases import CLAIM
from tracker.search.finding import ask, tally

FORMATS = ("html", "csv")
TABLES = (coverage, asked_and_answered, never_asked, time_to_answer, by_responder, by_violation)


def statistics_page(request: HttpRequest) -> HttpResponseBase:
    """Statistics of the claims asked for; with `table` and `format=csv`, the rows behind one."""
    filterset = StatisticsFilter(request.GET, request=request)
    form, wanted = request.GET.get("format", "html"), request.GET.get("table", "")
    errors = {} if filterset.form.is_valid() else filterset.visible_errors()
    if form not in FORMATS:
        errors["format"] = [one_of(FORMATS)]
    if (form == "csv" or wanted) and wanted not in ROWS:
        errors["table"] = [one_of(ROWS)]
    if errors:
        raise Elsewhere(bad_request(request, errors))
    question = filterset.question()
    if form == "csv":
        response = StreamingHttpResponse(
            as_csv(wanted, question), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{wanted}.csv"'
        return response
    answer, counted = ask(question, 0, 0), tally(question)
    known = {*filterset.form.fields, "format", "table", MORE}
    return render(
        request,
        "views/statistics.html",
        {
            "tables": [count(counted) for count in TABLES],
            "claim_count": counted.total,
            "is_counted_in_part": counted.of(CLAIM).get("", 0) < counted.total,
            "filter": filterset,
            "filters": filters_in_html(request, filterset, answer),
            "chosen": chosen_values(request, filterset),
            "ignored": sorted(set(request.GET) - known)[:10],
            "query": without(without_table(request), "format"),
        },
    )


def without_table(request: HttpRequest) -> Any:
    """The query less the name of a table."""
    rest = request.GET.copy()
    rest.pop("table", None)
    return rest
