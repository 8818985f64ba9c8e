"""Errors that name nothing: the same words for a draft, a secret and an address that never was."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from tracker.public.languages import versions
from tracker.public.listing import Elsewhere

View = Callable[..., HttpResponseBase]
TOO_MUCH = (
    (
        TooManyFieldsSent,
        gettext_lazy("The form has more fields than this site takes at once."),
    ),
    (
        RequestDataTooBig,
        gettext_lazy("The form is larger than this site takes at once."),
    ),
)


def answers_elsewhere(view: View) -> View:
    """Let a view end early with another answer by raising Elsewhere."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Elsewhere as found:
            return found.response

    return wrapped


def bad_request_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_much = next((words for kind, words in TOO_MUCH if isinstance(exception, kind)), "")
    # What was sent cannot be read, so a page that asks for the account would read it again.
    return render(request, "400.html", {"too_much": too_much}, status=400)


def not_found_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    # The other languages' front pages: a page that never was has no address in any language, and
    # one that is hidden must not differ from it by a letter.
    return render(request, "404.html", {"versions": versions("/")}, status=404)


def server_error_page(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
