"""Headers that every answer carries, also one that is refused before any page is made."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

EVERYWHERE = {
    # Of an answer that no page made; pages have policies of their own.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
SHARED = "cross-origin"
PRIVATE = "same-origin"


class SafeHeaders:
    """Middleware, the outermost: adds what an answer lacks, and reads what a browser accepts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        accepted = request.META.get("HTTP_ACCEPT_ENCODING")
        if accepted is not None:
            request.META["HTTP_ACCEPT_ENCODING"] = without_refused(accepted)
        response = self.get_response(request)
        has_policy = response.has_header("Content-Security-Policy")
        for name, value in EVERYWHERE.items():
            # A page that may be framed says so in its policy, and has no older header.
            if not (has_policy and name == "X-Frame-Options"):
                response.headers.setdefault(name, value)
        response.headers.setdefault("Cross-Origin-Resource-Policy", _policy(response))
        return response


def _policy(response: HttpResponseBase) -> str:
    """Cards and data are loaded by other sites; pages, styles and the desk are not."""
    is_picture = response.headers.get("Content-Type", "").startswith("image/png")
    is_open = response.headers.get("Access-Control-Allow-Origin") == "*"
    return SHARED if is_picture or is_open else PRIVATE


def without_refused(accepted: str) -> str:
    """`Accept-Encoding` without what it refuses: Django's reader takes `gzip;q=0` for a yes."""
    kept = []
    for part in accepted.split(","):
        quality = re.search(r";\s*q\s*=\s*([\d.]+)", part)
        if quality is None or quality[1].strip("0.") != "":
            kept.append(part.strip())
    return ", ".join(kept)
