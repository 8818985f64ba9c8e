"""The matrix of a dossier, and of all that is alleged of a party."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.edition import records
from tracker.edition.readers import NOW, Reader
from tracker.edition.records import Accused
from tracker.public.delivery.records import find
from tracker.public.lists.in_parts import claims_on, dossier_in_part
from tracker.public.machines.linked import pages as linked
from tracker.public.telling.matrix import matrix_of
from tracker.public.telling.page_words import title_of

# Of so many a page: more claims have more responders, and each point a cell for each of these.
CLAIMS = 15


def dossier_matrix(request: HttpRequest, key: str) -> HttpResponse:
    dossier, page = dossier_in_part(request, key, records.dossier_in_full, size=CLAIMS)
    matrix = matrix_of(dossier.claims)
    context = {"record": dossier, "title": title_of(dossier), "matrix": matrix, "page": page}
    context |= {"dossier": dossier, "linked": linked.matrix(request, matrix.rows)}
    return render(request, "views/matrix.html", context)


def party_matrix(request: HttpRequest, key: str) -> HttpResponse:
    """What is alleged of a party, across dossiers, and what it and others answered."""
    told, page = find(request, NOW, "party", partial(_accused, request), key)
    matrix = matrix_of(told.claims)
    context = {"record": told.party, "title": title_of(told.party), "matrix": matrix, "page": page}
    context |= {"dossier": None, "linked": linked.matrix(request, matrix.rows)}
    return render(request, "views/matrix.html", context)


def _accused(request: HttpRequest, reader: Reader, key: str) -> tuple[Accused, Page[Any]] | None:
    page = claims_on(request, key, CLAIMS)
    found = records.accused(reader, key, list(page.object_list))
    return (found, page) if found else None
