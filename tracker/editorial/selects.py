"""A list to choose from, written without a template for each choice.

A row of a form has some two hundred choices; Django renders a template for each, which is a third
of what it costs to show the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECTED = format_html(" {}", "selected")


class PlainSelect(forms.Select):
    """A select of choices without groups, whose options have no attributes of their own."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if key in chosen else "", label) for key, label in self._keyed()),
        )
        own = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>\n{}\n</select>", flatatt(own), options)

    def _keyed(self) -> Iterator[tuple[str, Any]]:
        for key, label in self.choices:
            yield "" if key is None else str(key), label
