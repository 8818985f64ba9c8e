"""What pages had of quoted passages when they were looked at again, and who looked at that.

A row for each passage and copy, and not read out of the checks of quotes: a check is of the quote
and one text, and is made anew by another version of the finder; whether a page lost, moved or
changed a passage is of two copies, is said of attempts that kept no copy as well, and has to say
years later what it said then.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.capture.models.captures import Capture, CaptureRefused
from tracker.capture.models.checks import QuoteCheck
from tracker.capture.models.texts import CopyText
from tracker.capture.quotes.comparing import Seen
from tracker.capture.quotes.finding import Place
from tracker.record.models import Citation
from tracker.record.text import LineField

# What somebody at the desk should look at.
TELLING = (Seen.CHANGED, Seen.ABSENT, Seen.GONE, Seen.BLOCKED, Seen.CANNOT)


class SightingQuerySet(models.QuerySet["Sighting"]):
    """Sightings; what was seen once is not seen differently later."""

    def news(self) -> SightingQuerySet:
        """Those that differ from the sighting before, and that nobody has looked at yet."""
        return self.filter(is_news=True, look__isnull=True)

    def in_order(self) -> SightingQuerySet:
        """By when the page was asked for, the oldest first."""
        return self.order_by("capture__made_at", "capture_id", "pk")

    def empty(self) -> int:
        """Take out what points to words of a copy that is erased; of how many passages."""
        places = ("start", "end", "closest_start", "closest_end")
        return super().update(words_hash="", **dict.fromkeys(places))

    def update(self, **kwargs: Any) -> int:
        raise CaptureRefused("what was seen of passages is not changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise CaptureRefused("what was seen of passages is not deleted")


class Sighting(models.Model):
    """What one later copy, or attempt at one, had of a quoted passage.

    `before` is the check that found the quote in the newest copy made before this one.
    """

    citation = models.ForeignKey(Citation, on_delete=models.CASCADE, related_name="+")
    quote_hash = models.CharField(max_length=64)
    before = models.ForeignKey(QuoteCheck, on_delete=models.CASCADE, related_name="+")
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(CopyText, on_delete=models.PROTECT, null=True, related_name="+")
    seen = models.CharField(max_length=7, choices=Seen)
    # Characters of the text, the end exclusive.
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    # Of what is not present, the passage most like it: for showing, never as its place.
    closest_start = models.PositiveIntegerField(null=True)
    closest_end = models.PositiveIntegerField(null=True)
    # Of the words in its place, so that the same change is told once; empty where there are none.
    words_hash = models.CharField(max_length=64, blank=True)
    is_news = models.BooleanField(default=False)
    compared_at = models.DateTimeField(default=timezone.now)

    objects = SightingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("passage looked for again")
        verbose_name_plural = gettext_lazy("passages looked for again")
        default_permissions = ()
        indexes = [
            models.Index(fields=["citation"], condition=Q(is_news=True), name="sighting_news"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "quote_hash", "capture"],
                name="sighting_once",
                violation_error_message=gettext_lazy(
                    "This passage was compared with this copy already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(seen__in=("same", "moved", "changed", "absent"), text__isnull=False)
                | Q(seen__in=("gone", "blocked"), text__isnull=True)
                | Q(seen="cannot"),
                name="sighting_is_of_a_text",
                violation_error_message=gettext_lazy(
                    "A passage is seen in the text of a copy; where there is none, the page is "
                    "gone or blocked."
                ),
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(seen__in=("same", "moved", "changed"), start__lt=models.F("end")),
                name="sighting_place",
                violation_error_message=gettext_lazy("Only a passage that is present has a place."),
            ),
            models.CheckConstraint(
                condition=Q(closest_start__isnull=True, closest_end__isnull=True)
                | Q(seen="absent", closest_start__lt=models.F("closest_end")),
                name="sighting_closest",
                violation_error_message=gettext_lazy(
                    "Only for a passage that is not present another one is shown."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citation_id} in {self.capture_id}: {self.seen}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise CaptureRefused("what was seen of passages is not changed")
        super().save(*args, **kwargs)

    @property
    def is_telling(self) -> bool:
        """Whether somebody should look at it."""
        return self.seen in TELLING

    @property
    def place(self) -> Place | None:
        """Where it stands in the new text; of a passage that is not present None."""
        start, end = self.start, self.end
        return None if start is None or end is None else Place(start, end)

    @property
    def closest(self) -> Place | None:
        start, end = self.closest_start, self.closest_end
        return None if start is None or end is None else Place(start, end)


class SightingLook(models.Model):
    """That somebody at the desk looked at what was seen of a passage; a log, never changed."""

    sighting = models.OneToOneField(Sighting, on_delete=models.CASCADE, related_name="look")
    looked_at = models.DateTimeField(default=timezone.now)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The account's name then.
    looker = models.CharField(max_length=150)
    note = LineField(max_length=300, blank=True)

    class Meta:
        verbose_name = gettext_lazy("look at a passage")
        verbose_name_plural = gettext_lazy("looks at passages")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.sighting_id}: {self.looker}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise CaptureRefused("looks at passages are not changed")
        super().save(*args, **kwargs)


class ComparedCopy(models.Model):
    """That the passages of its source were looked for in a copy, or in an attempt at one."""

    capture = models.OneToOneField(Capture, on_delete=models.PROTECT, related_name="compared")
    compared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("copy compared with earlier ones")
        verbose_name_plural = gettext_lazy("copies compared with earlier ones")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.capture)
