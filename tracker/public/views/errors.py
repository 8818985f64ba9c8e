"""Errors that name nothing: the same words for a draft, a secret and an address that never was."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.public.listing import Elsewhere

View = Callable[..., HttpResponse]


def answers_elsewhere(view: View) -> View:
    """Let a view end early with another answer by raising Elsewhere."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Elsewhere as found:
            return found.response

    return wrapped


def bad_request_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_found_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error_page(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
