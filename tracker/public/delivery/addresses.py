"""Addresses to be kept by others, in no language; and of the desk's forms for readers."""

from __future__ import annotations

from django.conf import settings
from django.urls import get_script_prefix
from django.utils.translation import get_language

from tracker.public.delivery.languages import in_language


def stable(path: str) -> str:
    """The address that a citation gives for a path such as `/ar/claims/C-2024-0001/#allegation-1`.

    English has no prefix, so this address answers in English and leads on to every language.
    """
    return f"{settings.SITE_URL}{in_language(path, settings.LANGUAGE_CODE)}"


def answer_address(*parts: str) -> str:
    """Where an answer to the page with this section and key is sent, or a receipt looked up; empty
    where none is taken. The desk's processes answer there: this one may know no name for it."""
    if not settings.ANSWERS_URL:
        return ""
    path = in_language(f"/answer/{'/'.join(parts)}/", get_language() or settings.LANGUAGE_CODE)
    site = "" if settings.ANSWERS_URL == settings.SITE_URL else settings.ANSWERS_URL
    return f"{site}{get_script_prefix().rstrip('/')}{path}"
