"""The line on each record's page that leads into its past, and words of the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.urls import reverse

from tracker.ledger.words import moment_in_words
from tracker.public.revisions import newest_entry
from tracker.record.nouns import noun_name

register = template.Library()


@register.inclusion_tag("public/_history.html")
def history(record: Any) -> dict[str, Any]:
    """When a record was last changed, in which revision, and the way to its history."""
    return {
        "newest": newest_entry(record),
        "record": record,
        "address": history_address(record),
    }


@register.simple_tag
def history_address(record: Any) -> str:
    """Where a record's history is."""
    return reverse(f"{noun_name(record)}_history", args=[cited_as(record)])


@register.filter
def cited_as(record: Any) -> str:
    """The last part of a record's address: its slug or its reference."""
    return str(getattr(record, "slug", "") or getattr(record, "address", "") or record.reference)


@register.filter
def moment(value: datetime | None) -> str:
    return moment_in_words(value) if value else ""
