"""The values of a facet. A page has a hundred of them; a template takes ten times as long."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker.public.faceting import FacetGroup

register = template.Library()
CHECKED = SafeString(" checked")


@register.simple_tag
def facet_values(group: FacetGroup) -> SafeString:
    """A box to tick for each value, with its name and the number it gives."""
    return format_html_join(
        "\n",
        '{}{}{}<span class="number">{}</span></label>',
        (
            (
                _box(group.name, one.slug),
                CHECKED if one.is_chosen else "",
                _name(str(one.label), one.language),
                localize(one.number),
            )
            for one in group.values
        ),
    )


# What stays from page to page, of the values that are seen again and again.
@lru_cache(maxsize=4096)
def _box(name: str, slug: str) -> SafeString:
    return format_html('<label><input type="checkbox" name="{}" value="{}"', name, slug)


@lru_cache(maxsize=4096)
def _name(label: str, language: str) -> SafeString:
    marked = format_html(' lang="{}"', language) if language else ""
    return format_html("> <bdi{}>{}</bdi> ", marked, label)
