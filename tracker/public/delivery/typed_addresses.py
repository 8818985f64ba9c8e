"""Addresses in other letters: `/claims/c-2024-0001/` and `/AR/claims/` lead to the one there is.

It looks at letters alone, never at the record: a draft's address answers as one that never was.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase

# Of the nouns that have references; a party's or a dossier's address is in small letters.
REFERENCE = re.compile(
    r"(?<=/)((?:claims|responses|sources|events|requests)/)"
    r"([a-z]-[0-9]{4}-[0-9]{4,6})(?=[./]|\Z)"
)
LANGUAGE = re.compile(r"\A/([A-Za-z]{2,3})(?=/|\Z)")


class TypedAddresses:
    """Middleware: a redirect for good to the letters that this site's addresses are written in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = as_written(request.path_info)
        if path == request.path_info or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def as_written(path: str) -> str:
    """The path with its references in capitals and its language in small letters."""
    found = LANGUAGE.match(path)
    codes = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    if found and found[1] != found[1].lower() and found[1].lower() in codes:
        path = f"/{found[1].lower()}{path[found.end() :]}"
    return REFERENCE.sub(lambda found: found[1] + found[2].upper(), path)
