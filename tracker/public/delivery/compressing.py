"""Compressed answers, but of what is compressed already: a zip grows, and loses its length."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = (
    "application/zip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "image/png",
)


class Compressing(GZipMiddleware):
    """Django's own middleware for pages, lists and drawings; packed files go as they are."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.get("Content-Type", "") in PACKED:
            return response
        return super().process_response(request, response)
