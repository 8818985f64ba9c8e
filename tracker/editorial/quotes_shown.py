"""What the page of a source's copies shows of each quote: its state, the words around it, what
differs."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.urls import reverse

from tracker.capture.extracting import words_of
from tracker.capture.models import Capture, CopyText, QuoteCheck
from tracker.capture.models.checks import FOUND
from tracker.capture.quotes.finding import Place
from tracker.capture.quotes.showing import around
from tracker.capture.quotes.states import Kind, State
from tracker.capture.standings import Standing, standings
from tracker.editorial.quoted import WAYS
from tracker.ledger.changes import root_of
from tracker.record.models import Citation, Source

# The fields of a source that a page says something of, by what that is called there.
DETAILS = {
    "title": "title",
    "date": "published_on",
    "author": "authors",
    "language": "language",
}
# Quotes on one page; characters shown of a long one.
MOST = 200
MOST_OF_QUOTE = 2_000
# What needs somebody stands first.
_FIRST = (
    State.NOT_FOUND,
    State.DIFFERENCES,
    State.CANNOT,
    State.NOT_CHECKED,
    State.WORD_FOR_WORD,
)


@dataclass(frozen=True)
class Differing:
    """Words of a quote, what the copy has in their place, and of what kind that is."""

    quoted: str
    stands: str
    kind: str


@dataclass
class ShownQuote:
    """A quote of a source: of which record, in which state, and where it is in the copy."""

    citation: Citation
    record: models.Model
    address: str
    standing: Standing
    # What stands in the copy there, with the words before and after.
    before: str = ""
    exact: str = ""
    after: str = ""
    is_closest: bool = False
    page: int | None = None
    differences: tuple[Differing, ...] = ()


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
    found = standings(citations)
    shown = [
        ShownQuote(one, record, address_of(record), found[one.pk])
        for one in citations
        if user.has_perm(f"record.view_{(record := root_of(one))._meta.model_name}")
    ]
    _read(shown)
    return sorted(shown, key=lambda one: _FIRST.index(one.standing.state)), more


def losing_evidence(copy: Capture, user: User) -> tuple[list[ShownQuote], int]:
    """The quotes that stand in this copy and in no other as far as anybody looked.

    Each once for a record, of those that the user may see; how many others there are.
    """
    checks = QuoteCheck.objects.filter(text__capture=copy, state__in=FOUND)
    rows = Citation.objects.filter(source=copy.source_id, pk__in=checks.values("citation"))
    citations = list(rows.select_related(*chain(*WAYS.values())).order_by("pk"))
    now, then = standings(citations), standings(citations, without=copy)
    lost: dict[tuple[str, str], ShownQuote] = {}
    for one in citations:
        if now[one.pk].is_found and not then[one.pk].is_found:
            record = root_of(one)
            address = address_of(record)
            lost.setdefault((address, one.quote), ShownQuote(one, record, address, now[one.pk]))
    shown = [
        one for one in lost.values() if user.has_perm(f"record.view_{one.record._meta.model_name}")
    ][:MOST]
    return shown, len(lost) - len(shown)


def address_of(record: models.Model) -> str:
    """Where the form of a record is."""
    return reverse(f"admin:record_{record._meta.model_name}_change", args=[record.pk])


def _read(shown: list[ShownQuote]) -> None:
    """Add the words around each place, and what differs; each text is read once."""
    of_text: dict[int, list[tuple[ShownQuote, QuoteCheck]]] = defaultdict(list)
    for one in shown:
        if one.standing.check is not None:
            of_text[one.standing.check.text_id].append((one, one.standing.check))
    texts = CopyText.objects.only("text_sha256", "pages", "capture_id").in_bulk(list(of_text))
    for pk, mine in of_text.items():
        try:
            words = words_of(texts[pk])
        except (OSError, ValueError):
            continue
        for one, check in mine:
            _show(one, check, words, texts[pk].pages)


def _show(one: ShownQuote, check: QuoteCheck, words: str, pages: list[int]) -> None:
    place = check.place or check.finding.closest
    if place is None:
        return
    one.is_closest = check.place is None
    near = around(words, Place(place.start, min(place.end, place.start + MOST_OF_QUOTE)))
    one.before = f"…{near.before}" if near.is_cut_before else near.before
    one.exact = near.exact
    one.after = f"{near.after}…" if near.is_cut_after else near.after
    one.page = bisect_right(pages, place.start) if pages else None
    one.differences = tuple(
        Differing(quoted, stands, str(Kind(kind).label))
        for kind, quoted, stands, *_places in check.differences
    )


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
