"""Words and marks for templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from tracker.public import page_words
from tracker.public.enumeration import comma
from tracker.public.mapping.places import position_of
from tracker.public.silence import silence
from tracker.record.models.codebook import as_shipped

register = template.Library()

register.filter(as_shipped)
register.filter("position", position_of)
register.filter("silence", silence)
register.simple_tag(comma)
for _filter in ("words", "day", "responders", "of_row", "direction", "language_name"):
    register.filter(_filter, getattr(page_words, _filter))
for _filter in ("state_label", "numbers"):
    register.filter(_filter, getattr(page_words, _filter))
register.simple_tag(page_words.name)


@register.simple_tag(takes_context=True)
def view_link(context: Any, address: str, words: str) -> SafeString:
    """A link to another view of the same thing; the view that is open is named without one."""
    return page_words.view_link(context["request"].path, address, words)
