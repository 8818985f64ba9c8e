"""The matrix of a dossier, and of all that is alleged of a party."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.edition import records
from tracker.public.linked import pages as linked
from tracker.public.matrix import matrix_of
from tracker.public.views.records import NOW, find


def dossier_matrix(request: HttpRequest, key: str) -> HttpResponse:
    dossier = find(request, NOW, "dossier", records.dossier_in_full, key)
    matrix = matrix_of(dossier.claims)
    context = {"record": dossier, "title": dossier.title, "matrix": matrix}
    context |= {"dossier": dossier, "linked": linked.matrix(request, matrix.rows)}
    return render(request, "views/matrix.html", context)


def party_matrix(request: HttpRequest, key: str) -> HttpResponse:
    """What is alleged of a party, across dossiers, and what it and others answered."""
    told = find(request, NOW, "party", records.accused, key)
    matrix = matrix_of(told.claims)
    context = {"record": told.party, "title": told.party.name, "matrix": matrix}
    context |= {"dossier": None, "linked": linked.matrix(request, matrix.rows)}
    return render(request, "views/matrix.html", context)
