"""A record's page as data: the same address, in the format that `format` asks for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tracker.public.citing import FORMATS, Cited
from tracker.public.linked.writing import as_json
from tracker.public.listing import bad_request

# What the page of a record that can be cited answers, and that of any other record.
CITED = ("html", "jsonld", *FORMATS)
LINKED = ("html", "jsonld")
MOST_PARTS = 60


def record_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    cited: dict[str, Cited] | None = None,
) -> HttpResponse:
    """The page, its linked data or a citation; `cited` holds what can be cited, by anchor.

    `context` has the linked data of the page as `linked`. An unknown format was refused before.
    """
    cited = cited or {}
    chosen = request.GET.get("format", "html")
    if errors := _errors(request, chosen, cited):
        return bad_request(request, errors)
    if chosen in FORMATS:
        return _citation(chosen, cited[request.GET.get("part", "")])
    if chosen == "jsonld":
        content = as_json(context["linked"])
        return HttpResponse(content, content_type="application/ld+json")
    return render(request, template, context)


def _errors(request: HttpRequest, chosen: str, cited: dict[str, Cited]) -> dict[str, list[str]]:
    errors = {
        name: [_("Give it once: two values contradict each other.")]
        for name in ("format", "part")
        if len(set(request.GET.getlist(name))) > 1
    }
    if errors or not cited or "part" not in request.GET:
        return errors
    if chosen not in FORMATS:
        formats = {"formats": ", ".join(FORMATS)}
        return {"part": [_("Goes with a format of a citation: %(formats)s.") % formats]}
    if request.GET["part"] not in cited:
        return {"part": [_parts_in_words([part for part in cited if part])]}
    return {}


def _parts_in_words(parts: list[str]) -> str:
    if not parts:
        return _("This page has no parts to cite; leave it out.")
    more = [] if len(parts) <= MOST_PARTS else ["…"]
    named = ", ".join([*parts[:MOST_PARTS], *more])
    return _("May be one of: %(parts)s. Without it the whole page is cited.") % {"parts": named}


def _citation(chosen: str, cited: Cited) -> HttpResponse:
    form = FORMATS[chosen]
    response = HttpResponse(form.write(cited), content_type=form.content_type)
    if form.suffix:
        # The key is made of references, numbers and slugs: never a title, and plain ASCII.
        named = f'attachment; filename="{cited.key}.{form.suffix}"'
        response["Content-Disposition"] = named
    return response
