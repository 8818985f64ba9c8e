"""The matrix of a dossier, and of all that is alleged of a party."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.public import reading
from tracker.public.matrix import matrix_of
from tracker.public.views.records import ANYBODY, find
from tracker.record.models import Claim, Party
from tracker.record.querysets import User


def dossier_matrix(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    dossier = find(request, reading.dossiers(user), key)
    claims = Claim.objects.visible_to(user).filter(dossiers=dossier)
    context = {"record": dossier, "title": dossier.title, "matrix": matrix_of(claims, user)}
    context["dossier"] = dossier
    return render(request, "public/matrix.html", context)


def party_matrix(request: HttpRequest, key: str, user: User = ANYBODY) -> HttpResponse:
    """What is alleged of a party, across dossiers, and what it and others answered."""
    party = find(request, Party.objects.visible_to(user), key)
    claims = Claim.objects.visible_to(user).filter(accused=party)
    context = {"record": party, "title": party.name, "matrix": matrix_of(claims, user)}
    return render(request, "public/matrix.html", context)
