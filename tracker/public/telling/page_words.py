"""Small words and marks of pages: dates, languages, names, states."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.ledger.words import moment_in_words
from tracker.public.telling.enumeration import enumerated
from tracker.record.date_words import in_words
from tracker.record.fields import LANGUAGES
from tracker.record.nouns import noun_name
from tracker.record.state import deadline_day
from tracker.search.turns import turn_on

RIGHT_TO_LEFT = {"ar", "ckb", "fa", "he", "syr", "ur"}
LANGUAGE_NAMES = dict(LANGUAGES)


def words(text: str) -> str:
    """A partly known date in words."""
    return in_words(text) if text else ""


def day(value: date | datetime | None) -> str:
    """A whole day in the same words as partly known dates."""
    return in_words(value.strftime("%Y-%m-%d")) if value else ""


def direction(language: str) -> str:
    """The writing direction of a language; `auto` where the language is not known."""
    if language in RIGHT_TO_LEFT:
        return "rtl"
    return "auto" if language in ("", "und") else "ltr"


def language_name(code: str) -> str:
    return str(LANGUAGE_NAMES.get(code, code))


def numbers(values: Iterable[int]) -> str:
    """Numbers of points as text: `1, 2 and 5`."""
    return enumerated(str(value) for value in values)


def view_link(here: str, address: str, words: str) -> SafeString:
    """A link to another view of the same thing; the view that is open is named without one."""
    if here == address:
        return format_html('<span aria-current="page">{}</span>', words)
    return format_html('<a href="{}">{}</a>', address, words)


def name(party: Any, named_as: str = "") -> SafeString:
    """A party's name in its own language, linked; with the name its source uses."""
    link = format_html(
        '<a href="{}"><bdi lang="{}">{}</bdi></a>',
        party.get_absolute_url(),
        party.name_language,
        party.name,
    )
    if not named_as or named_as == party.name:
        return link
    return format_html(
        '{} <span class="named-as">{} <bdi>{}</bdi></span>', link, _("named there as"), named_as
    )


def history_address(record: Any) -> str:
    """Where a record's history is."""
    return reverse(f"{noun_name(record)}_history", args=[cited_as(record)])


def cited_as(record: Any) -> str:
    """The last part of a record's address: its slug or its reference."""
    return str(getattr(record, "slug", "") or getattr(record, "address", "") or record.reference)


def turn_now(asked: Any) -> str:
    """Whose turn it is in a request today, a key of TURN_LABELS."""
    day = deadline_day(timezone.now())
    return turn_on(day, asked.outcome, asked.due_on_latest, is_appeal=asked.is_appeal)


def moment(value: datetime | None) -> str:
    return moment_in_words(value) if value else ""
