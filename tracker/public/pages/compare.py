"""Comparing: what one responder answered over time, and two reporters of one statement."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tracker.edition import named, records
from tracker.edition.documents import ClaimDocument, ResponseDocument
from tracker.edition.readers import NOW
from tracker.public.delivery.records import find
from tracker.public.delivery.refusals import Elsewhere, bad_request, one_of
from tracker.public.telling.comparing.over_time import answers_over_time
from tracker.public.telling.comparing.reporters import (
    Part,
    Reporter,
    compare,
    most_alike,
    name_what_they_retell,
    parts_of_claim,
    parts_of_response,
    reporters,
)

# Of a party that answered more often, the newest are compared.
MOST_RESPONSES = 100


def party_answers(request: HttpRequest, key: str) -> HttpResponse:
    """All that a party answered, in the order it did, subject by subject."""
    load = partial(named.answered_by, most=MOST_RESPONSES)
    told = find(request, NOW, "party", load, key)
    found = answers_over_time(told)
    subject = request.GET.get("subject", "")
    if len(set(request.GET.getlist("subject"))) > 1 or (subject and not found.has(subject)):
        codes = [one.code for one in found.subjects]
        message = one_of(codes) if codes else _("There is none.")
        raise Elsewhere(bad_request(request, {"subject": [message]}))
    context = {"party": told.party, "found": found, "shown": found.show(subject)}
    return render(request, "views/answers.html", {**context, "subject": subject})


def response_reporters(request: HttpRequest, key: str) -> HttpResponse:
    """Two reporters of a response side by side."""
    response = find(request, NOW, "response", records.response, key)
    return _reporters_page(request, response, parts_of_response(response), "answered")


def claim_reporters(request: HttpRequest, key: str) -> HttpResponse:
    """Two reporters of a claim side by side."""
    claim = find(request, NOW, "claim", records.claim, key)
    return _reporters_page(request, claim, parts_of_claim(claim), "said")


def _reporters_page(
    request: HttpRequest, record: ClaimDocument | ResponseDocument, parts: list[Part], side: str
) -> HttpResponse:
    found = reporters(parts)
    name_what_they_retell(found, NOW)
    chosen = _chosen(request, found)
    return render(
        request,
        "views/reporters.html",
        {
            "record": record,
            "side": side,
            "reporters": found,
            "pair": compare(*chosen) if chosen else None,
        },
    )


def _chosen(request: HttpRequest, found: list[Reporter]) -> tuple[Reporter, Reporter] | None:
    """The two reporters that the query asks for. Raises Elsewhere with a 400 that names why not."""
    known = {one.source.reference: one for one in found}
    errors = {}
    for name in ("a", "b"):
        asked = {value for value in request.GET.getlist(name) if value}
        if len(asked) > 1:
            errors[name] = [_("Give it once: two values contradict each other.")]
        elif not asked <= set(known):
            errors[name] = [one_of(known or "–")]
    a, b = (request.GET.get(name, "") for name in ("a", "b"))
    if not errors and a and a == b:
        errors["b"] = [_("Choose two different sources to compare.")]
    if errors:
        raise Elsewhere(bad_request(request, errors))
    if len(found) < 2:
        return None
    if a and b:
        return known[a], known[b]
    return most_alike(found, known.get(a), known.get(b))
