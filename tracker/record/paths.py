"""Paths of records' own pages. Django finds a path anew each time: a list asks for hundreds."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

# A word that is a reference and a slug to any address, and neither to the record.
KEY = "X-0000-0000"


def path_of(name: str, key: str) -> str:
    """The path of the record with this reference or slug, in the language that is active."""
    return _pattern(name, get_language(), get_script_prefix()).replace(KEY, key)


@lru_cache(maxsize=256)
def _pattern(name: str, _language: str | None, _prefix: str) -> str:
    return reverse(name, args=[KEY])
