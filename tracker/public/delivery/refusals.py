"""What is not made as asked for: another answer, or a 400 that names what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tracker.public.delivery.languages import versions

NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class Elsewhere(Exception):
    """The page is not to be made here; `response` is what to answer instead."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def bad_request(request: HttpRequest, errors: dict[str, list[str]]) -> HttpResponse:
    """400, naming each parameter that was not understood and what it may be."""
    # Without the query: what was not understood here is so in every language.
    context = {"too_much": "", "errors": errors, "versions_here": versions(request.path)}
    return render(request, "400.html", context, status=400)


def wrong_format(request: HttpRequest, formats: Iterable[str] = ("html",)) -> dict[str, list[str]]:
    """The error of a `format` that the page does not answer in; every page asks here."""
    if request.GET.get("format", "html") in formats:
        return {}
    return {"format": [one_of(formats)]}


def one_of(values: Iterable[str]) -> str:
    """What a parameter may be, for the words of a 400."""
    return _("May be one of: %(values)s.") % {"values": ", ".join(values)}


def asked_page(
    request: HttpRequest, pages: Paginator[Any], formats: Iterable[str] = ("html",)
) -> Any:
    """The page of a plain list that the query asks for. Raises Elsewhere with a 400."""
    number = request.GET.get("page", "1")
    errors = wrong_format(request, formats)
    if not NUMBER.fullmatch(number) or int(number) > pages.num_pages:
        last = _("A page is a whole number from 1 to %(last)d.") % {"last": pages.num_pages}
        errors["page"] = [last]
    if errors:
        raise Elsewhere(bad_request(request, errors))
    return pages.page(int(number))
