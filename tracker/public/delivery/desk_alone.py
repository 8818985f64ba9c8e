"""A process that serves the desk alone: readers' pages are another process's, with fewer rights."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from tracker.public.delivery.crawling import DESK
from tracker.public.delivery.languages import in_language


class DeskAlone:
    """Middleware: what is not the desk's own is not found, though links lead there."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_of_view: object) -> None:
        if not in_language(request.path_info, "en").startswith(DESK):
            raise Http404
