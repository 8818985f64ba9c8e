"""A record's page as data: the same address, in the format that `format` asks for."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.edition.asked import that_is_all
from tracker.public.delivery.refusals import bad_request
from tracker.public.machines.cited import Citations
from tracker.public.machines.citing import FORMATS, Cited
from tracker.public.machines.linked.writing import as_json

# What the page of a record that can be cited answers, and that of any other record.
CITED = ("html", "jsonld", *FORMATS)
LINKED = ("html", "jsonld")
MOST_PARTS = 60


def record_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    cited: Citations | None = None,
) -> HttpResponse:
    """The page, its linked data or a citation; `cited` says how what is on it is.

    `context` has the linked data of the page as `linked`. An unknown format was refused before.
    """
    that_is_all()
    cited = cited and cited.at(_moment(request))
    chosen = request.GET.get("format", "html")
    if errors := _errors(request, chosen, cited):
        return bad_request(request, errors)
    if chosen in FORMATS and cited and (one := cited.asked(request.GET.get("part", ""))):
        return _citation(chosen, one)
    if chosen == "jsonld":
        content = as_json(context["linked"])
        return HttpResponse(content, content_type="application/ld+json")
    # What a reviewer looks at may not be published as it stands: nobody is told how to cite it.
    shown = None if hasattr(request, "review") else cited
    return render(request, template, {**context, "cited": shown})


def _moment(request: HttpRequest) -> str:
    """The moment at which a page is cited, as a query: today, or that of the past that it shows."""
    asked = next((name for name in ("as_of", "revision") if name in request.GET), None)
    if asked is None:
        return f"as_of={timezone.now().astimezone(UTC).date().isoformat()}"
    return f"{asked}={request.GET[asked]}"


def _errors(request: HttpRequest, chosen: str, cited: Citations | None) -> dict[str, list[str]]:
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
    if cited.asked(request.GET["part"]) is None:
        return {"part": [_parts_in_words(list(cited.parts))]}
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
