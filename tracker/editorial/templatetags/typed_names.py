"""What was looked for and not found goes into the form of a new record."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.http import urlencode

register = template.Library()
LONGEST = 300


@register.simple_tag
def with_typed_name(changelist: Any) -> str:
    """The query of a new record's form that has what this list was searched for as its name."""
    said = changelist.query.strip()[:LONGEST]
    fields = {field.name for field in changelist.opts.concrete_fields}
    is_address = said.lower().startswith(("http://", "https://")) and "url" in fields
    name = "url" if is_address else "name" if "name" in fields else "title"
    return urlencode({name: said} if name in fields else {})
