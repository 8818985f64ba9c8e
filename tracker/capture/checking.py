"""Looking for quotes in the texts of their source's copies, and writing down what came of it.

The newest copies first, and no further once a quote is found word for word: an older copy could say
nothing better of it. What was looked for once is not looked for again, so that this may be called
as often as anything changes: when a record is saved, when a copy comes, before a publication.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import IntegrityError, models, transaction

from tracker.capture.extracting import words_of
from tracker.capture.models import CopyText, QuoteCheck, QuotesDue, Untold, quote_hash
from tracker.capture.quotes.finding import VERSION, Finding, find
from tracker.capture.quotes.states import State
from tracker.capture.quotes.words import Words
from tracker.record.models import Citation, Source

log = logging.getLogger(__name__)
# Texts of a source that are looked in, the newest first.
MOST_TEXTS = 20
# Characters that are gone through while somebody waits, once to fold a text and half as often for
# each quote that is looked for: less than half a second.
MOST_AT_ONCE = 2_000_000


class Key(NamedTuple):
    """What a check is of."""

    citation: int
    quote_hash: str
    text: int


@dataclass
class Looking:
    """Quotes being looked for: how much may still be read, what was found, what was put off."""

    most: int | None = None
    known: dict[Key, QuoteCheck] = field(default_factory=dict)
    made: list[QuoteCheck] = field(default_factory=list)
    put_off: set[int] = field(default_factory=set)

    def may_read(self, text: CopyText, quotes: int) -> bool:
        """Whether so many quotes may be looked for in a text in what is left of the time."""
        if self.most is None:
            return True
        self.most -= text.length * (2 + quotes) // 2
        return self.most >= 0

    def look(self, source: int, texts: Iterable[CopyText], citations: list[Citation]) -> None:
        """Look for the quotes of one source in its texts."""
        found: dict[str, dict[int, Finding]] = defaultdict(dict)
        for text in texts:
            wanted = [one for one in citations if _key(one, text) not in self.known]
            before = found[text.text_sha256]
            if unread := [one for one in wanted if one.pk not in before]:
                if not self.may_read(text, len(unread)):
                    self.put_off.add(source)
                    return
                before |= _findings(text, unread)
            for one in wanted:
                if one.pk in before:
                    self._note(one, text, before[one.pk])
            citations = [one for one in citations if not self._is_settled(one, text)]

    def _note(self, citation: Citation, text: CopyText, finding: Finding) -> None:
        key = _key(citation, text)
        row = QuoteCheck(citation=citation, quote_hash=key.quote_hash, text=text, finder=VERSION)
        row.note(finding)
        self.known[key] = row
        self.made.append(row)

    def _is_settled(self, citation: Citation, text: CopyText) -> bool:
        row = self.known.get(_key(citation, text))
        return row is not None and row.state == State.WORD_FOR_WORD


def check_citations(citations: Iterable[Citation], most: int | None = None) -> Looking:
    """Look for each quote in each text that it was not looked for in yet.

    `most` is how many characters may be gone through; what takes longer is left to the worker.
    """
    of_source: dict[int, list[Citation]] = defaultdict(list)
    for one in citations:
        if one.quote:
            of_source[one.source_id].append(one)
    texts = _texts(of_source)
    looking = Looking(most)
    if not texts:
        return looking
    looking.known = _known([one for source in texts for one in of_source[source]])
    for source, rows in texts.items():
        looking.look(source, rows, of_source[source])
    # Of two that look at once, both find the same.
    if looking.made:
        with transaction.atomic():
            QuoteCheck.objects.bulk_create(looking.made, ignore_conflicts=True, batch_size=200)
            Untold.objects.ask(one.citation.source_id for one in looking.made)
    if looking.put_off:
        QuotesDue.objects.ask(looking.put_off)
    return looking


def check_source(source: Source | int, most: int | None = None) -> Looking:
    """Look for all quotes of a source in its copies."""
    citations = Citation.objects.filter(source=source).exclude(quote="").order_by("pk")
    return check_citations(citations, most)


def check_due() -> Iterator[int]:
    """Look for the quotes of each source that waits for it; the sources, as they are done.

    What is asked for meanwhile is done by the next run.
    """
    for row in QuotesDue.objects.order_by("asked_at", "pk"):
        try:
            check_source(row.source_id)
        except IntegrityError:
            # A quote was deleted while it was looked for: the next run finds the others.
            continue
        QuotesDue.objects.done([row])
        yield row.source_id


def _texts(sources: Iterable[int]) -> dict[int, list[CopyText]]:
    """The newest texts of each of the sources that have any."""
    found: dict[int, list[CopyText]] = defaultdict(list)
    rows = CopyText.objects.readable().newest_first().filter(capture__source__in=list(sources))
    for row in rows.select_related("capture").defer("main", "details", "capture__headers"):
        mine = found[row.capture.source_id]
        if len(mine) < MOST_TEXTS:
            mine.append(row)
    return dict(found)


def _known(citations: list[Citation]) -> dict[Key, QuoteCheck]:
    rows: models.QuerySet[QuoteCheck] = QuoteCheck.objects.filter(
        citation__in=[one.pk for one in citations], finder=VERSION
    )
    return {Key(row.citation_id, row.quote_hash, row.text_id): row for row in rows}


def _key(citation: Citation, text: CopyText) -> Key:
    return Key(citation.pk, quote_hash(citation), text.pk)


def _findings(text: CopyText, citations: Iterable[Citation]) -> dict[int, Finding]:
    """What comes of looking in one text, which is folded once; nothing where its file is gone."""
    try:
        words = Words(words_of(text), text.pages)
    except (OSError, ValueError) as error:
        log.error("Quotes are not looked for in the text of %s: %s", text.capture, error)
        return {}
    return {one.pk: find(one.quote, words, one.prefix, one.suffix) for one in citations}
