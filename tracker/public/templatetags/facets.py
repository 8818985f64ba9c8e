"""The values of a facet. A page has a hundred of them; a template takes ten times as long."""

from __future__ import annotations

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker.public.faceting import FacetGroup

register = template.Library()


@register.simple_tag
def facet_values(group: FacetGroup) -> SafeString:
    """A box to tick for each value, with its name and the number it gives."""
    return format_html_join(
        "\n",
        '<label><input type="checkbox" name="{}" value="{}"{}> <bdi{}>{}</bdi>'
        ' <span class="number">{}</span></label>',
        (
            (
                group.name,
                one.slug,
                CHECKED if one.is_chosen else "",
                format_html(' lang="{}"', one.language) if one.language else "",
                one.label,
                localize(one.number),
            )
            for one in group.values
        ),
    )


CHECKED = SafeString(" checked")
