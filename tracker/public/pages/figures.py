"""The figures of a dossier: for each population every value that anybody reported, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi

from tracker.edition import records
from tracker.edition.documents import FigureRow
from tracker.public.drawing.charts.ranges import draw
from tracker.public.lists.in_parts import dossier_in_part


def dossier_figures(request: HttpRequest, key: str) -> HttpResponse:
    dossier, page = dossier_in_part(request, key, records.dossier_in_full)
    several, single = _groups(sorted(dossier.figures, key=_order))
    context = {"record": dossier, "title": dossier.title, "page": page}
    return render(request, "views/figures.html", context | {"several": several, "single": single})


def _order(one: FigureRow) -> Any:
    return (one.population, one.unit, one.as_of_earliest or date.max, int(one.row))


def _groups(
    rows: Iterable[FigureRow],
) -> tuple[list[dict[str, Any]], list[tuple[str, list[FigureRow]]]]:
    """Populations with several values, each drawn, those with most first; and those with one.

    Figures come as the table of figures takes them: pairs of a population and its figures.
    """
    several, single = [], []
    for (population, _unit), figures in groupby(rows, key=lambda one: (one.population, one.unit)):
        pair = (population, list(figures))
        drawing = draw(pair[1], mirrored=get_language_bidi())
        if drawing is None:
            single.append(pair)
        else:
            several.append({"population": population, "figures": [pair], "drawing": drawing})
    several.sort(key=lambda group: -len(group["drawing"].ranges))
    return several, single
