"""The languages of the interface: one path prefix each, English without one, and no cookie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_info, override

# Each in its own words: who looks for a language reads that language.
OWN_NAMES = {"en": "English", "ar": "العربية", "ckb": "کوردیی ناوەندی", "kmr": "Kurmancî"}


@dataclass(frozen=True)
class Version:
    """A page in one language; `address` is its path, `direction` is ltr or rtl."""

    code: str
    name: str
    address: str
    query: str
    direction: str

    @property
    def link(self) -> str:
        """Where the same page with the same query is in this language."""
        return f"{self.address}?{self.query}" if self.query else self.address


def language_of(path: str) -> str:
    """The language that a path such as `/ar/claims/` is in."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in _codes() else settings.LANGUAGE_CODE


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code, _name in settings.LANGUAGES)


# A page of linked data names the same parties and pages again and again.
@lru_cache(maxsize=4096)
def in_language(path: str, code: str) -> str:
    """The same path in another language."""
    here = language_of(path)
    bare = path if here == settings.LANGUAGE_CODE else path[len(here) + 1 :] or "/"
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


def versions(path: str, query: str = "") -> list[Version]:
    """The page at a path in every language."""
    return [
        Version(
            code,
            OWN_NAMES[code],
            in_language(path, code),
            query,
            "rtl" if get_language_info(code)["bidi"] else "ltr",
        )
        for code, _name in settings.LANGUAGES
    ]


class LanguageOfPath:
    """Middleware: the path alone decides the language.

    Django's own would also look at cookies and at what the browser prefers, and so make one address
    answer differently to two readers, which neither a citation nor a shared cache can bear.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = language_of(request.path_info)
        with override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response
