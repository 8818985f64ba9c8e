"""Readers' pages are only read: whatever else is asked of them is refused before a page is made."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from tracker.public.delivery.open_data import is_public

ALLOWED = ("GET", "HEAD", "OPTIONS")


class ReadingOnly:
    """Middleware: OPTIONS says what may be done, and nothing else but GET and HEAD is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD") or not is_public(request):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(ALLOWED)})
        return HttpResponseNotAllowed(ALLOWED)
