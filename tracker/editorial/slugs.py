"""Addresses made from names, also from names in other scripts than Latin."""

from __future__ import annotations

from collections.abc import Container
from itertools import count
from typing import Any

from django.utils.text import slugify

from tracker.record.references import FormerAddress
from tracker.record.romanise import romanised

LONGEST = 80


def free_slug(model: Any, name: str, taken: Container[str] = ()) -> str:
    """A slug for `name`, in Latin letters, that no record of `model` has or had, nor is `taken`.

    A name without any letter becomes the noun with a number: `party-12`.
    """
    kind = str(model._meta.model_name)
    stem = slugify(romanised(name))[:LONGEST].strip("-")
    candidates = [stem] if stem else []
    for number in count(2 if stem else 1):
        for slug in candidates:
            if slug in taken or model._default_manager.filter(slug=slug).exists():
                continue
            if not FormerAddress.objects.filter(kind=kind, old=slug).exists():
                return slug
        candidates = [f"{stem or kind}-{number}"]
    raise AssertionError("count() does not end")
