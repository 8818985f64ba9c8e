"""The figures of a dossier: for each population every value that anybody reported, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi

from tracker.edition import records
from tracker.edition.documents import FigureRow
from tracker.public.drawing.charts.ranges import RangeDrawing, draw
from tracker.public.lists.in_parts import dossier_in_part

# A population and its figures, as the table of figures takes them.
Population: TypeAlias = tuple[str, list[FigureRow]]


def dossier_figures(request: HttpRequest, key: str) -> HttpResponse:
    dossier, page = dossier_in_part(request, key, records.dossier_in_full)
    groups = _groups(sorted(dossier.figures, key=_order))
    context = {"record": dossier, "title": dossier.title, "page": page, "groups": groups}
    return render(request, "views/figures.html", context)


def _order(one: FigureRow) -> Any:
    return (one.population, one.unit, one.as_of_earliest or date.max, int(one.row))


class Drawn(NamedTuple):
    """A population with values that differ, and the drawing of them."""

    population: str
    figures: list[Population]
    drawing: RangeDrawing


class Groups(NamedTuple):
    """Populations whose values differ, those with most first; those with equal ones; with one."""

    differing: list[Drawn]
    agreeing: list[Population]
    single: list[Population]


def _groups(rows: Iterable[FigureRow]) -> Groups:
    found = Groups([], [], [])
    for (population, _unit), figures in groupby(rows, key=lambda one: (one.population, one.unit)):
        pair = (population, list(figures))
        drawing = draw(pair[1], mirrored=get_language_bidi())
        if drawing:
            found.differing.append(Drawn(population, [pair], drawing))
        elif len(pair[1]) > 1:
            found.agreeing.append(pair)
        else:
            found.single.append(pair)
    found.differing.sort(key=lambda one: -len(one.drawing.ranges))
    return found
