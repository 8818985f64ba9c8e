"""The facets of a list. A page has a hundred values; a template takes ten times as long."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from tracker.edition.documents import Name
from tracker.public.lists.faceting import FacetGroup

GROUP = """<details class="filter choices"{}><summary>{}{}</summary><fieldset>\
<legend class="unseen">{}</legend>
{}</fieldset>{}</details>
"""
MORE = """<p><a href="?{}#filters" rel="nofollow">{}<span class="unseen">: {}</span></a></p>"""
# Digits are 0 to 9 in all languages, and a number of a facet is not divided into thousands: asking
# Django how to write each of a hundred numbers would take as long as counting them.
VALUE = '{}{}{}<span class="number">{}</span></label>'
NOTHING, CHECKED, OPEN = SafeString(""), SafeString(" checked"), SafeString(" open")


def facet_groups(groups: Iterable[FacetGroup]) -> SafeString:
    """Each facet, to be opened: its values, what is chosen of it, and how to see all of it."""
    return format_html_join("", "{}", ((_group(group),) for group in groups))


def _group(group: FacetGroup) -> SafeString:
    chosen = NOTHING
    if group.chosen:
        words = ngettext("%(count)s chosen", "%(count)s chosen", group.chosen)
        chosen = format_html(' <span class="count">{}</span>', words % {"count": group.chosen})
    more = NOTHING
    if group.more:
        words = ngettext("%(count)s more", "%(count)s more", group.left_out)
        more = format_html(MORE, group.more, words % {"count": group.left_out}, group.label)
    is_open = OPEN if group.is_open else NOTHING
    label = str(group.label)
    return format_html(GROUP, is_open, label, chosen, label, _values(group), more)


def _values(group: FacetGroup) -> SafeString:
    """A box to tick for each value, with its name and the number it gives."""
    here = get_language()
    return format_html_join(
        "\n",
        VALUE,
        (
            (
                _box(group.name, one.slug),
                CHECKED if one.is_chosen else NOTHING,
                _label(one.label, is_foreign=one.label.language not in ("", here)),
                one.number,
            )
            for one in group.values
        ),
    )


# What stays from page to page, of the values that are seen again and again.
@lru_cache(maxsize=4096)
def _box(name: str, slug: str) -> SafeString:
    return format_html('<label><input type="checkbox" name="{}" value="{}"', name, slug)


@lru_cache(maxsize=4096)
def _label(label: Name, *, is_foreign: bool) -> SafeString:
    marked = format_html(' lang="{}"', label.language) if is_foreign else NOTHING
    return format_html("> <bdi{}>{}</bdi> ", marked, label.text)
