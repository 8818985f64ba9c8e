"""Comparing: what a new copy of a page has of each passage that an earlier copy of it had.

Only of copies that this site fetched from the source's own address: what an archive or a person
gives is of a day that they say. An attempt that failed for good is told as well; one that will be
made again is not.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q

from tracker.capture.extracting import words_of
from tracker.capture.models import (
    TELLING,
    Capture,
    CaptureJob,
    ComparedCopy,
    CopyText,
    QuoteCheck,
    QuotesDue,
    Sighting,
    Untold,
    quote_hash,
)
from tracker.capture.models.checks import FOUND
from tracker.capture.outcomes import PASSING, Outcome
from tracker.capture.quotes.comparing import Comparison, Earlier, Quoted, Seen, compare
from tracker.capture.quotes.words import Words
from tracker.record.models import Citation

log = logging.getLogger(__name__)
# What a site sends in place of the page, or refuses.
BLOCKING = frozenset(
    (
        Outcome.FORBIDDEN,
        Outcome.ROBOTS,
        Outcome.CHALLENGE,
        Outcome.CONSENT,
        Outcome.SCRIPTS,
        Outcome.EMPTY,
    )
)


class Compared(NamedTuple):
    """A copy, or an attempt at one, and what was seen of each passage of its source."""

    capture: Capture
    sightings: list[Sighting]

    def __str__(self) -> str:
        counts = Counter(one.seen for one in self.sightings)
        told = [f"{counts[seen]} {seen.label}" for seen in Seen if counts[seen]]
        return f"{self.capture}: {', '.join(told) or 'no passages'}"

    @property
    def has_news(self) -> bool:
        return any(one.is_news for one in self.sightings)


def compare_due() -> Iterator[Compared]:
    """Compare each copy that was not yet, the oldest first; the copies, as they are done."""
    capture = _first(_to_compare())
    while capture:
        try:
            yield Compared(capture, compare_copy(capture))
        except IntegrityError:
            # A quote was deleted meanwhile: the next run compares the others.
            log.info("Passages of %s are compared by the next run.", capture)
        later = Q(made_at__gt=capture.made_at) | Q(made_at=capture.made_at, pk__gt=capture.pk)
        capture = _first(_to_compare().filter(later))


def compare_copy(capture: Capture) -> list[Sighting]:
    """Look in a copy for each passage of its source that an earlier one had, and write it down."""
    citations = list(Citation.objects.filter(source=capture.source_id).exclude(quote=""))
    before = last_found(citations, capture)
    seen = _seen(capture, [one for one in citations if one.pk in before], before)
    with transaction.atomic():
        _row, is_first = ComparedCopy.objects.get_or_create(capture=capture)
        if is_first:
            previous = _previous(capture, before)
            for row in seen:
                row.is_news = _is_news(row, previous.get((row.citation_id, row.quote_hash)))
            Sighting.objects.bulk_create(seen, batch_size=200)
            if seen:
                Untold.objects.ask([capture.source_id])
    return seen if is_first else []


def last_found(citations: Iterable[Citation], capture: Capture) -> dict[int, QuoteCheck]:
    """For each quote the check that found it, as it is worded now, in the newest copy before."""
    hashes = {one.pk: quote_hash(one) for one in citations}
    rows = QuoteCheck.objects.filter(
        Q(text__capture__made_at__lt=capture.made_at)
        | Q(text__capture__made_at=capture.made_at, text__capture__lt=capture.pk),
        citation__in=list(hashes),
        state__in=FOUND,
        text__capture__source=capture.source_id,
    ).select_related("text__capture")
    ordered = rows.order_by("text__capture__made_at", "text__capture_id", "pk")
    return {row.citation_id: row for row in ordered if hashes[row.citation_id] == row.quote_hash}


def _to_compare() -> models.QuerySet[Capture]:
    """Copies whose text is taken out and whose source's quotes were looked for; final failures."""
    given_up = CaptureJob.objects.filter(capture=OuterRef("pk"), state=CaptureJob.State.GIVEN_UP)
    is_read = Q(outcome=Outcome.KEPT) & Exists(CopyText.objects.filter(capture=OuterRef("pk")))
    has_failed = ~Q(outcome__in=[Outcome.KEPT, *PASSING])
    is_given_up = Q(outcome__in=PASSING) & Exists(given_up)
    return Capture.objects.filter(
        is_read | has_failed | is_given_up, kind=Capture.Kind.FETCHED, compared__isnull=True
    ).exclude(Exists(QuotesDue.objects.filter(source=OuterRef("source"))))


def _first(rows: models.QuerySet[Capture]) -> Capture | None:
    return rows.order_by("made_at", "pk").first()


def _seen(
    capture: Capture, citations: list[Citation], before: Mapping[int, QuoteCheck]
) -> list[Sighting]:
    """A row for each passage, not saved yet; each text is folded once."""
    text = None
    if capture.is_kept:
        text = CopyText.objects.filter(capture=capture).order_by("-pk").first()
    new = _folded(text) if text else None
    of_text: dict[int, list[Citation]] = defaultdict(list)
    for one in citations:
        of_text[before[one.pk].text_id].append(one)
    rows = []
    for mine in of_text.values():
        old = _folded(before[mine[0].pk].text) if new else None
        for one in mine:
            found = _compared(one, before[one.pk], old, new) if new else Comparison(_why(capture))
            if found.seen is Seen.ABSENT and text and not text.is_whole:
                found = Comparison(Seen.CANNOT)
            rows.append(_row(one, before[one.pk], capture, text, found, new))
    return rows


def _why(capture: Capture) -> Seen:
    """What is said of passages where there is no text to look in."""
    if capture.outcome == Outcome.GONE:
        return Seen.GONE
    return Seen.BLOCKED if capture.outcome in BLOCKING else Seen.CANNOT


def _compared(citation: Citation, check: QuoteCheck, old: Words | None, new: Words) -> Comparison:
    # Where the earlier text's file is gone, the quote itself says what stood there.
    earlier = Earlier(old or Words(""), check.place if old else None, check.is_after_negation)
    return compare(Quoted(citation.quote, citation.prefix, citation.suffix), earlier, new)


def _row(
    citation: Citation,
    check: QuoteCheck,
    capture: Capture,
    text: CopyText | None,
    found: Comparison,
    new: Words | None,
) -> Sighting:
    place = found.place or found.closest
    words = new.text[slice(*place)] if new and place else ""
    start, end = found.place or (None, None)
    closest_start, closest_end = found.closest or (None, None)
    return Sighting(
        citation=citation,
        quote_hash=check.quote_hash,
        before=check,
        capture=capture,
        text=text,
        seen=found.seen,
        start=start,
        end=end,
        closest_start=closest_start,
        closest_end=closest_end,
        words_hash=hashlib.sha256(words.encode()).hexdigest() if words else "",
    )


def _folded(text: CopyText) -> Words | None:
    """The words of a text; None where it has none, or its file is gone or damaged."""
    if not text.text_sha256:
        return None
    try:
        return Words(words_of(text), text.pages)
    except (OSError, ValueError) as error:
        log.error("Passages are not looked for in the text of %s: %s", text.capture, error)
        return None


def _previous(
    capture: Capture, before: Mapping[int, QuoteCheck]
) -> dict[tuple[int, str], Sighting]:
    """The last sighting of each passage before this copy."""
    rows = Sighting.objects.filter(
        citation__in=list(before),
        capture__source=capture.source_id,
        capture__made_at__lte=capture.made_at,
    ).in_order()
    return {(row.citation_id, row.quote_hash): row for row in rows}


def _is_news(row: Sighting, previous: Sighting | None) -> bool:
    """Whether it tells something that the sighting before did not."""
    if previous is None:
        return row.seen in TELLING
    same = (row.seen, row.words_hash) == (previous.seen, previous.words_hash)
    return not same and (row.seen in TELLING or previous.seen in TELLING)
