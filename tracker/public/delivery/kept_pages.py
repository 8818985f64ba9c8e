"""Finished pages, kept in the process while nothing that readers see has changed.

A page that many read is made once a change of what it shows, not once a reader. What is kept is
what was sent, with all its headers; nothing is kept that was made for one person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from threading import Lock
from typing import Any, NamedTuple

from cachetools import LRUCache
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

MEGABYTE = 1_000_000
# What a page takes beside its body: its name, its headers.
BESIDE = 2000
# Of all pages together, in some tens of megabytes.
MOST_KEYS = 200_000
GZIP = re.compile(r"\bgzip\b")


class Page(NamedTuple):
    """An answer as it was sent, under the stamp of then."""

    tag: str
    headers: dict[str, str]
    body: bytes


_pages: LRUCache[Any, Page] = LRUCache(
    settings.KEPT_PAGES * MEGABYTE, lambda page: BESIDE + len(page.body)
)
# Question → what a page made of documents asked for. Kept without the page, too: it is the stamp.
_asked: LRUCache[Any, frozenset[str]] = LRUCache(MOST_KEYS, lambda keys: 1 + len(keys))
# Of both: to read from them, too, says what was asked for last.
_lock = Lock()


def keys_of(request: HttpRequest) -> frozenset[str] | None:
    """What the page asked for when it was last made; None where that is not known."""
    name = _name(request)
    with _lock:
        return _asked.get(name)


def remember(request: HttpRequest, keys: Iterable[str]) -> None:
    name, asked = _name(request), frozenset(keys)
    with _lock, suppress(ValueError):  # more than is kept altogether
        _asked[name] = asked


def forget() -> None:
    """Let go of all that was kept."""
    with _lock:
        _asked.clear()
        _pages.clear()


def find(request: HttpRequest, tag: str) -> HttpResponse | None:
    """The page as it was sent to whoever asked for the same before, if it has this stamp."""
    if request.method != "GET":
        return None
    name = _name(request)
    with _lock:
        page = _pages.get(name)
    if page is None or page.tag != tag:
        return None
    return HttpResponse(page.body, headers=page.headers)


def keep(request: HttpRequest, tag: str, response: HttpResponseBase) -> None:
    """Keep a page that was made under a stamp, unless it is for one person or not whole."""
    if request.method != "GET" or not isinstance(response, HttpResponse):
        return
    if response.cookies or "cookie" in response.get("Vary", "").lower():
        return
    if response["Cache-Control"] == "public, no-cache":
        name, page = _name(request), Page(tag, dict(response.items()), response.content)
        with _lock, suppress(ValueError):  # larger than is kept altogether
            _pages[name] = page


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
