"""The front page and the page about this site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.ledger import verifier
from tracker.public import reading
from tracker.public.linked import pages as linked
from tracker.public.linked.terms import TERMS
from tracker.public.views.records import ANYBODY
from tracker.record.models import Claim, Response, Stance, Violation

LATEST = 5


def front_page(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "front/front.html",
        {
            "dossiers": reading.dossiers(ANYBODY)[:12],
            "claims": reading.claims(ANYBODY).order_by("-published_at", "-pk")[:LATEST],
            "responses": reading.responses(ANYBODY).order_by("-published_at", "-pk")[:LATEST],
            "open_requests": reading.requests(ANYBODY).open()[:LATEST],
            "claim_count": Claim.objects.published().count(),
            "response_count": Response.objects.published().count(),
            "linked": linked.front(request),
        },
    )


def about_page(request: HttpRequest) -> HttpResponse:
    stances, violations = Stance.objects.all(), Violation.objects.all()
    return render(
        request,
        "front/about.html",
        {
            "stances": stances,
            "violations": violations,
            "terms": TERMS.items(),
            "verifier": verifier.sha256(),
            "linked": linked.about(request, stances, violations),
        },
    )
