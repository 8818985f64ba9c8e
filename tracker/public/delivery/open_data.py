"""Public data may be read by the pages of any site: downloads, feeds, linked data, the ledger.

Search engines are asked to list the page that it is the data of, and not the data.

Nothing here is told to one person alone: public pages know no session, and the desk is left out.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

FOR_PEOPLE = ("text/html",)
PICTURES = "image/"
OF_READERS = "tracker.public."
NOT_DATA = f"{OF_READERS}views.preview"


class OpenData:
    """Middleware: marks what readers' programs fetch: any site may, and no search lists it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if request.method in ("GET", "HEAD") and kind not in FOR_PEOPLE and is_public(request):
            response.headers["Access-Control-Allow-Origin"] = "*"
            if not kind.startswith(PICTURES):
                response.headers["X-Robots-Tag"] = "noindex"
        return response


def is_public(request: HttpRequest) -> bool:
    """Whether what is asked for is readers', in any form."""
    try:
        module = getattr(resolve(request.path_info).func, "__module__", "")
    except Resolver404:
        return False
    return module.startswith((OF_READERS, "django.contrib.sitemaps.")) and module != NOT_DATA
