"""Words and marks for templates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.public.cited import Citations
from tracker.public.citing import Cited
from tracker.public.enumeration import comma, enumerated
from tracker.public.mapping.places import position_of
from tracker.public.silence import silence
from tracker.record.date_words import in_words
from tracker.record.fields import LANGUAGES
from tracker.record.models.codebook import as_shipped
from tracker.record.querysets import STATE_LABELS

register = template.Library()
RIGHT_TO_LEFT = {"ar", "ckb", "fa", "he", "syr", "ur"}
LANGUAGE_NAMES = dict(LANGUAGES)


@register.filter
def words(text: str) -> str:
    """A partly known date in words."""
    return in_words(text) if text else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """A whole day in the same words as partly known dates."""
    return in_words(value.strftime("%Y-%m-%d")) if value else ""


register.filter(as_shipped)
register.filter("position", position_of)
register.simple_tag(comma)


@register.filter
def responders(responses: Iterable[Any]) -> list[Any]:
    """Who gave these responses, each once, in order."""
    return list({response.responder.pk: response.responder for response in responses}.values())


@register.filter
def of_row(cited: Citations | str | None, row: Any) -> Cited | None:
    """How a row on a page is cited; None on pages that cite nothing."""
    return cited.rows.get(row) if isinstance(cited, Citations) else None


register.filter("silence", silence)


@register.filter
def direction(language: str) -> str:
    """The writing direction of a language; `auto` where the language is not known."""
    if language in RIGHT_TO_LEFT:
        return "rtl"
    return "auto" if language in ("", "und") else "ltr"


@register.filter
def language_name(code: str) -> str:
    return str(LANGUAGE_NAMES.get(code, code))


@register.filter
def state_label(state: str) -> str:
    return str(STATE_LABELS.get(state, state))


@register.filter
def numbers(values: list[int]) -> str:
    """Numbers of points as text: `1, 2 and 5`."""
    return enumerated(str(value) for value in values)


@register.simple_tag(takes_context=True)
def view_link(context: Any, address: str, words: str) -> SafeString:
    """A link to another view of the same thing; the view that is open is named without one."""
    if context["request"].path == address:
        return format_html('<span aria-current="page">{}</span>', words)
    return format_html('<a href="{}">{}</a>', address, words)


@register.simple_tag
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
