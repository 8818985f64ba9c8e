"""Addresses to be kept by others: of this site by its own name, in no language."""

from __future__ import annotations

from django.conf import settings

from tracker.public.delivery.languages import in_language


def stable(path: str) -> str:
    """The address that a citation gives for a path such as `/ar/claims/C-2024-0001/#allegation-1`.

    English has no prefix, so this address answers in English and leads on to every language.
    """
    return f"{settings.SITE_URL}{in_language(path, settings.LANGUAGE_CODE)}"
