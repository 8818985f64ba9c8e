"""The page once more for programs, at its end: readers have all they came for by then."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.public.linked import pages
from tracker.public.linked.writing import ForHtml

register = template.Library()


@register.simple_tag(takes_context=True)
def linked_data(context: Context) -> SafeString:
    """What the view gave as `linked`; of any other page, that it is one of this site."""
    request: Any = context.get("request")
    data = context.get("linked") or (pages.page(request) if request else None)
    if data is None:
        return SafeString("")
    return format_html('<script type="application/ld+json">{}</script>', ForHtml(data))
