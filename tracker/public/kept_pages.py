"""Finished pages, kept in the process while nothing that readers see has changed.

A page that many read is made once a change of the record, not once a reader. What is kept is what
was sent, with all its headers; nothing is kept that was made for one person.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tracker.search.kept import Kept

MEGABYTE = 1_000_000
# What a page takes beside its body: its name, its headers.
BESIDE = 2000
GZIP = re.compile(r"\bgzip\b")


class Page(NamedTuple):
    """An answer as it was sent."""

    headers: dict[str, str]
    body: bytes


class Pages(Kept[Page]):
    """Pages of one stamp: with the first question under another one all are let go."""

    now = ""

    def at(self, now: str) -> Pages:
        if self.now != now:
            self.clear()
            self.now = now
        return self


_pages = Pages(settings.KEPT_PAGES * MEGABYTE, lambda page: BESIDE + len(page.body))


def find(request: HttpRequest, now: str) -> HttpResponse | None:
    """The page as it was sent to whoever asked for the same before; `now` is the stamp of now."""
    page = _pages.at(now).get(_name(request)) if request.method == "GET" else None
    return page and HttpResponse(page.body, headers=page.headers)


def keep(request: HttpRequest, now: str, response: HttpResponseBase) -> None:
    """Keep a page that was made under the stamp `now`, unless it is for one person or not whole."""
    if request.method != "GET" or not isinstance(response, HttpResponse):
        return
    if response.cookies or "cookie" in response.get("Vary", "").lower():
        return
    if response["Cache-Control"] == "public, no-cache":
        _pages.at(now).put(_name(request), Page(dict(response.items()), response.content))


def _name(request: HttpRequest) -> tuple[Any, ...]:
    """All of a question that an answer may differ by. Refuses hosts that are not this site's."""
    return (
        request.scheme,
        request.get_host(),
        # Apart: a proxy may pass on a header of that name, and the two together say less.
        request.META.get("SCRIPT_NAME", ""),
        request.path_info,
        request.META.get("QUERY_STRING", ""),
        bool(GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))),
    )
