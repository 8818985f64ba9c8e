"""What the page of a source's copies shows of each quote: its state, the words around it, what
differs."""

from __future__ import annotations

from itertools import chain
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import models
from django.urls import reverse

from tracker.capture.models import Capture, CopyText, QuoteCheck
from tracker.capture.models.checks import FOUND
from tracker.capture.quotes.states import State
from tracker.capture.standings import standings
from tracker.edition.documents.marks import Mark
from tracker.edition.evidence.marks import bare_marks, marks_of
from tracker.editorial.own_records import seen_among
from tracker.editorial.quoted import WAYS
from tracker.ledger.changes import root_of
from tracker.record.models import Citation, Source
from tracker.words.quotes import mark_sentence

# The fields of a source that a page says something of, by what that is called there.
DETAILS = {
    "title": "title",
    "date": "published_on",
    "author": "authors",
    "language": "language",
}
# Quotes on one page.
MOST = 200
# What needs somebody stands first.
_FIRST = (
    State.NOT_FOUND,
    State.DIFFERENCES,
    State.CANNOT,
    State.NOT_CHECKED,
    State.WORD_FOR_WORD,
)


class ShownQuote(NamedTuple):
    """A quote of a source: of which record, in which state, and where it is in the copy."""

    citation: Citation
    record: models.Model
    address: str
    mark: Mark

    @property
    def sentence(self) -> str:
        return mark_sentence(self.mark)


def quotes_of(source: Source, user: User) -> tuple[list[ShownQuote], int]:
    """The quotes from a source in records that the user may see; how many more there are."""
    rows = (
        Citation.objects.filter(source=source)
        .exclude(quote="")
        .select_related(*chain(*WAYS.values()))
    )
    citations = list(rows.order_by("pk")[: MOST + 1])
    more = rows.count() - MOST if len(citations) > MOST else 0
    citations = citations[:MOST]
    marks = marks_of(citations)
    records = {one.pk: root_of(one) for one in citations}
    seen = seen_among(user, records.values())
    shown = [
        ShownQuote(one, record, address_of(record), marks[one.pk])
        for one in citations
        if (record := records[one.pk]) in seen
    ]
    return sorted(shown, key=lambda one: _FIRST.index(State(one.mark.state))), more


def losing_evidence(copy: Capture, user: User) -> tuple[list[ShownQuote], int]:
    """The quotes that stand in this copy and in no other as far as anybody looked.

    Each once for a record, of those that the user may see; how many others there are.
    """
    checks = QuoteCheck.objects.filter(text__capture=copy, state__in=FOUND)
    rows = Citation.objects.filter(source=copy.source_id, pk__in=checks.values("citation"))
    citations = list(rows.select_related(*chain(*WAYS.values())).order_by("pk"))
    now, then = bare_marks(citations), standings(citations, without=copy)
    lost: dict[tuple[str, str], ShownQuote] = {}
    for one in citations:
        if now[one.pk].is_found and not then[one.pk].is_found:
            record = root_of(one)
            address = address_of(record)
            lost.setdefault((address, one.quote), ShownQuote(one, record, address, now[one.pk]))
    seen = seen_among(user, [one.record for one in lost.values()])
    shown = [one for one in lost.values() if one.record in seen][:MOST]
    return shown, len(lost) - len(shown)


def address_of(record: models.Model) -> str:
    """Where the form of a record is."""
    return reverse(f"admin:record_{record._meta.model_name}_change", args=[record.pk])


def texts_of(captures: Any) -> dict[int, CopyText]:
    """The newest text of each of these copies that has one."""
    rows = CopyText.objects.filter(capture__in=[one.pk for one in captures]).order_by("pk")
    return {row.capture_id: row for row in rows.defer("pages", "main", "details")}


def details_of(source: Source) -> list[tuple[str, str, str]]:
    """What the newest page kept of a source says of itself and its row does not.

    For each value what the field is called, the value, and where the page says so.
    """
    newest = CopyText.objects.filter(capture__source=source).exclude(details=[]).newest_first()
    text = newest.select_related("capture").first()
    said = text.said_of_itself if text else []
    names = {one: DETAILS[one.field] for one in said}
    return [
        (str(source._meta.get_field(name).verbose_name), one.value, one.where)  # type: ignore[union-attr]
        for one, name in names.items()
        if one.value != getattr(source, name)
    ]
