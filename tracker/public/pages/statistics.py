"""Who was asked, who answered, how long it took: with denominators and the rows behind each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from tracker.public.delivery.refusals import Elsewhere, bad_request, one_of
from tracker.public.lists.chosen import chosen_values
from tracker.public.lists.downloads.statistics import ROWS, as_csv
from tracker.public.lists.faceting import MORE, filters_in_html
from tracker.public.lists.filters import StatisticsFilter
from tracker.public.telling.statistics.asked import asked_and_answered, never_asked
from tracker.public.telling.statistics.coverage import coverage
from tracker.public.telling.statistics.quotes import quotes_in_copies
from tracker.public.telling.statistics.stances import by_responder, by_violation
from tracker.public.telling.statistics.tables import Table
from tracker.public.telling.statistics.times import time_to_answer
from tracker.search.cases import CLAIM
from tracker.search.finding import Question, ask, tally, totals_with

FORMATS = ("html", "csv")
TABLES = (
    coverage,
    asked_and_answered,
    never_asked,
    time_to_answer,
    by_responder,
    by_violation,
    quotes_in_copies,
)


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
    tables = [count(counted) for count in TABLES]
    asked = understood(filterset, request.GET)
    known = {*filterset.form.fields, "format", "table", MORE}
    return render(
        request,
        "views/statistics.html",
        {
            "tables": tables,
            "lists": lists_behind(tables, question, asked),
            "claim_count": counted.total,
            "is_counted_in_part": counted.of(CLAIM).get("", 0) < counted.total,
            "filter": filterset,
            "filters": filters_in_html(request, filterset, answer),
            "chosen": chosen_values(request, filterset),
            "ignored": sorted(set(request.GET) - known)[:10],
            "query": asked.urlencode(),
        },
    )


class Behind(NamedTuple):
    """The list of claims behind a row: its query, and how many claims it has."""

    query: str
    total: int


def understood(filterset: StatisticsFilter, query: QueryDict) -> QueryDict:
    """What of the query chooses claims: only that goes on to lists and files."""
    rest = query.copy()
    for name in set(rest) - set(filterset.form.fields):
        del rest[name]
    return rest


def lists_behind(
    tables: Iterable[Table], question: Question, query: QueryDict
) -> dict[str, Behind]:
    """The list behind each row that has one, by what the row chooses; as the list itself counts."""
    rows = [row for one in tables for group in one.groups for row in group.rows if row.choice]
    totals = totals_with(
        question, [{facet: one.key for facet, one in row.choice.items()} for row in rows]
    )
    found = {}
    for row, total in zip(rows, totals, strict=True):
        chosen = query.copy()
        for facet, one in row.choice.items():
            chosen[facet] = one.slug
        found[row.query] = Behind(chosen.urlencode(), total)
    return found
