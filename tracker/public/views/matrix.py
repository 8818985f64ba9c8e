"""The matrix of a dossier, and of all that is alleged of a party."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.public import reading
from tracker.public.linked import pages as linked
from tracker.public.matrix import matrix_of
from tracker.public.views.records import ANYBODY, find
from tracker.record.models import Claim, Party
from tracker.record.querysets import User


def dossier_matrix(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    dossier = find(request, reading.dossiers(user), key)
    claims = Claim.objects.visible_to(user).filter(dossiers=dossier)
    matrix = matrix_of(claims, user)
    context = {"record": dossier, "title": dossier.title, "matrix": matrix}
    context |= {"dossier": dossier, "linked": linked.matrix(request, matrix.rows)}
    return render(request, "public/matrix.html", context)


def party_matrix(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    """What is alleged of a party, across dossiers, and what it and others answered."""
    party = find(request, Party.objects.visible_to(user), key)
    claims = Claim.objects.visible_to(user).filter(accused=party)
    matrix = matrix_of(claims, user)
    context = {"record": party, "title": party.name, "matrix": matrix}
    context["linked"] = linked.matrix(request, matrix.rows)
    return render(request, "public/matrix.html", context)
