"""Whether a quote stands in the text of a copy, as it was found."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Protocol

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.capture.models.captures import CaptureRefused
from tracker.capture.models.texts import CopyText
from tracker.capture.quotes.finding import Finding, Place
from tracker.capture.quotes.judging import Difference
from tracker.capture.quotes.states import Kind, Reason, State
from tracker.record.models import Citation

FOUND = (State.WORD_FOR_WORD, State.DIFFERENCES)
# Differences of one quote that are kept to be shown.
MOST_DIFFERENCES = 60


class Quoted(Protocol):
    """A citation, whether a row of the desk or of a document."""

    @property
    def quote(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def suffix(self) -> str: ...


def quote_hash(citation: Quoted) -> str:
    """Hash of what is looked for: the words, and those around them that choose between places."""
    words = json.dumps([citation.quote, citation.prefix, citation.suffix])
    return hashlib.sha256(words.encode()).hexdigest()


class QuoteCheckQuerySet(models.QuerySet["QuoteCheck"]):
    """Checks; what was found is not found differently later, but by another check."""

    def empty(self) -> int:
        """Take out what was found in a copy that is erased; how many quotes were found in it.

        That a quote was not in it says nothing any more, and goes.
        """
        found = self.filter(state__in=FOUND)
        super(QuoteCheckQuerySet, self.exclude(state__in=FOUND)).delete()
        return super(QuoteCheckQuerySet, found).update(
            state=State.CANNOT,
            reason=Reason.ERASED,
            count=0,
            is_after_negation=False,
            differences=[],
            **dict.fromkeys(("start", "end", "closest_start", "closest_end")),
        )

    def update(self, **kwargs: Any) -> int:
        raise CaptureRefused("checks of quotes are not changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise CaptureRefused("checks of quotes are not deleted")


class QuoteCheck(models.Model):
    """That a version of the finder looked for a quote in a text, and what it came to.

    `state`, `reason` and the places are those of the finder and say nothing of whether the copy is
    all of the source: `standings` says what follows. A quote that was changed has another hash, and
    so no check.
    """

    citation = models.ForeignKey(Citation, on_delete=models.CASCADE, related_name="+")
    quote_hash = models.CharField(max_length=64)
    text = models.ForeignKey(CopyText, on_delete=models.PROTECT, related_name="+")
    finder = models.CharField(max_length=20)
    state = models.CharField(max_length=13, choices=State)
    reason = models.CharField(max_length=8, choices=Reason, blank=True)
    # Characters of the text, the end exclusive; the only place, or the one its neighbours choose.
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    count = models.PositiveSmallIntegerField(default=0)
    # Of what was not found, the passage most like it: for showing, never as its place.
    closest_start = models.PositiveIntegerField(null=True)
    closest_end = models.PositiveIntegerField(null=True)
    is_after_negation = models.BooleanField(default=False)
    # [kind, what the quote has, what the text has, start and end in the quote, in the text].
    differences = models.JSONField(default=list)
    checked_at = models.DateTimeField(default=timezone.now)

    objects = QuoteCheckQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("check of a quote")
        verbose_name_plural = gettext_lazy("checks of quotes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "quote_hash", "text", "finder"],
                name="quote_check_once",
                violation_error_message=gettext_lazy("This was looked for already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="not_checked"),
                name="quote_check_is_one",
                violation_error_message=gettext_lazy("A check says what it came to."),
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(state__in=("word_for_word", "differences"), start__lt=models.F("end")),
                name="quote_check_place",
                violation_error_message=gettext_lazy("Only what was found has a place."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citation_id} in {self.text_id}: {self.state}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise CaptureRefused("checks of quotes are not changed")
        super().save(*args, **kwargs)

    def note(self, finding: Finding) -> None:
        """Take over what the finder says, before this is saved."""
        self.state, self.reason = finding.state.value, (finding.reason or "")
        self.count = finding.count
        self.start, self.end = finding.place or (None, None)
        self.closest_start, self.closest_end = finding.closest or (None, None)
        self.is_after_negation = finding.is_after_negation
        self.differences = [
            [one.kind.value, one.quoted, one.stands, one.in_quote, one.in_text]
            for one in finding.differences[:MOST_DIFFERENCES]
        ]

    @property
    def is_found(self) -> bool:
        return self.state in FOUND

    @property
    def finding(self) -> Finding:
        """What the finder said, as far as it is kept."""
        return Finding(
            State(self.state),
            place=self.place,
            reason=Reason(self.reason) if self.reason else None,
            closest=_place(self.closest_start, self.closest_end),
            differences=tuple(
                Difference(Kind(kind), quoted, stands, tuple(ours), tuple(theirs))
                for kind, quoted, stands, ours, theirs in self.differences
            ),
            is_after_negation=self.is_after_negation,
        )

    @property
    def place(self) -> Place | None:
        return _place(self.start, self.end)


def _place(start: int | None, end: int | None) -> Place | None:
    return None if start is None or end is None else Place(start, end)
