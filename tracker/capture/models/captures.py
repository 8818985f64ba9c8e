"""What each kept copy is, what was tried in vain, and who read an original.

A capture is a fact about a moment: it is written once. Only a merge of two sources changes whose it
is, and who made it is forgotten with the account, by whose name it goes on. What is erased leaves
its row, with nothing in it but who made it, when, and of what kind it was.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.capture.addresses import LONGEST
from tracker.capture.models.due import Untold
from tracker.capture.outcomes import Outcome, what_to_do, why_refused
from tracker.record.models import Source
from tracker.record.text import LineField


class CaptureRefused(TypeError):
    """What is on file of a copy is not changed or deleted by the site's own code."""


class CaptureQuerySet(models.QuerySet["Capture"]):
    """Captures; what was seen once is not seen differently later."""

    def of(self, source: Source) -> CaptureQuerySet:
        return self.filter(source=source)

    def kept(self) -> CaptureQuerySet:
        """Those that have bytes."""
        return self.filter(outcome=Outcome.KEPT)

    def failed(self) -> CaptureQuerySet:
        return self.exclude(outcome__in=(Outcome.KEPT, Outcome.ERASED))

    def erased(self) -> CaptureQuerySet:
        """Those whose bytes, text and details were taken away for good."""
        return self.filter(outcome=Outcome.ERASED)

    def with_last_reading(self) -> Any:
        """With `last_reader` and `last_read_at`: who downloaded an original last."""
        last = CaptureReading.objects.filter(capture=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            last_reader=Subquery(last.values("reader")[:1]),
            last_read_at=Subquery(last.values("read_at")[:1]),
        )

    def move(self, kept: Source) -> int:
        """Let these be of another source, with which theirs was made one."""
        return super().update(source=kept)

    def empty(self) -> int:
        """Take out all that is kept of these; that they were made stays. See `erasing.py`."""
        return super().update(
            outcome=Outcome.ERASED,
            **dict.fromkeys(("asked_url", "final_url", "detail", "why", "reason"), ""),
            **dict.fromkeys(("file_name", "media_type", "sha256", "warc_sha256"), ""),
            status=None,
            size=None,
            headers=[],
            faults=[],
        )

    def update(self, **kwargs: Any) -> int:
        raise CaptureRefused("captures are not changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise CaptureRefused("captures are not deleted")


class Capture(models.Model):
    """One copy of a source, or one attempt at it that kept nothing."""

    class Kind(models.TextChoices):
        FETCHED = "fetched", gettext_lazy("fetched by this site")
        GIVEN = "given", gettext_lazy("file given")
        TYPED = "typed", gettext_lazy("text typed in")
        ARCHIVE = "archive", gettext_lazy("fetched from an archive")

    OVER_THE_NETWORK = (Kind.FETCHED, Kind.ARCHIVE)

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    # The reference of the source that it was made for: it goes back there if a merge is undone.
    for_reference = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=7, choices=Kind)
    outcome = models.CharField(max_length=12, choices=Outcome)
    # Why the guard refused, and the machine's words about what else went wrong; never translated.
    why = models.CharField(max_length=12, blank=True)
    detail = LineField(max_length=500, blank=True)
    asked_url = models.CharField(max_length=LONGEST, blank=True)
    final_url = models.CharField(max_length=LONGEST, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    # As they came, name and value, without cookies.
    headers = models.JSONField(default=list)
    file_name = LineField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    warc_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    # Whether somebody says that it is not all of the source: what it lacks may stand in the rest.
    is_part = models.BooleanField(default=False)
    # What is wrong with a file that was given, in the words of the program that read it.
    faults = models.JSONField(default=list)
    tools = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The account's name then, or of whoever gave it from outside; empty for the command line.
    maker = models.CharField(max_length=150, blank=True)
    reason = LineField(max_length=300, blank=True)

    objects = CaptureQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("kept copy")
        verbose_name_plural = gettext_lazy("kept copies")
        default_permissions = ()
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["source", "-made_at"], name="capture_of_source")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(outcome=Outcome.KEPT) & ~Q(sha256="") & Q(size__gt=0))
                | (~Q(outcome=Outcome.KEPT) & Q(sha256="", warc_sha256="", size__isnull=True)),
                name="capture_has_bytes_or_none",
                violation_error_message=gettext_lazy(
                    "A kept copy has bytes and their hash; an attempt that failed has neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.ERASED, asked_url="")
                | Q(kind__in=("given", "typed"), asked_url="", outcome=Outcome.KEPT)
                | (Q(kind__in=("fetched", "archive")) & ~Q(asked_url="")),
                name="capture_says_what_was_asked",
                violation_error_message=gettext_lazy(
                    "What was fetched says from which address; a file or a text was not fetched."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.KEPT)
                | Q(kind__in=("given", "typed"), warc_sha256="")
                | (Q(kind__in=("fetched", "archive")) & ~Q(warc_sha256="")),
                name="capture_has_its_exchange",
                violation_error_message=gettext_lazy(
                    "What was fetched is kept with all that went over the wire."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.for_reference}, {self.made_at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise CaptureRefused("captures are not changed")
        with transaction.atomic():
            super().save(*args, **kwargs)
            Untold.objects.ask([self.source_id])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise CaptureRefused("captures are not deleted")

    def note_reading(self, part: str, user: User) -> CaptureReading:
        """Write down that somebody gets an original, before it is sent."""
        reading = CaptureReading(capture=self, part=part, read_by=user, reader=user.get_username())
        reading.save()
        return reading

    @property
    def is_kept(self) -> bool:
        return self.outcome == Outcome.KEPT

    @property
    def what_it_is(self) -> str:
        """What a copy is, with whose it is: a fetched one, somebody's file or text."""
        who = self.maker or _("the command line")
        if self.kind == self.Kind.GIVEN:
            return _("file given by %(who)s") % {"who": who}
        if self.kind == self.Kind.TYPED:
            return _("text typed in by %(who)s") % {"who": who}
        return str(self.get_kind_display())

    @property
    def why_not(self) -> str:
        """Why the guard refused; empty where it did not."""
        return why_refused(self.why)

    @property
    def what_to_do(self) -> str:
        """What somebody can do about an attempt that kept nothing."""
        return what_to_do(self.outcome)


class CaptureReading(models.Model):
    """That somebody downloaded an original."""

    class Part(models.TextChoices):
        BODY = "body", gettext_lazy("the file")
        WARC = "warc", gettext_lazy("the exchange as WARC")
        BARE = "bare", gettext_lazy("the file without metadata")

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="readings")
    part = models.CharField(max_length=4, choices=Part)
    read_at = models.DateTimeField(default=timezone.now)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reader = models.CharField(max_length=150)

    class Meta:
        verbose_name = gettext_lazy("download of an original")
        verbose_name_plural = gettext_lazy("downloads of originals")
        default_permissions = ()
        ordering = ["-read_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.capture}: {self.reader}"
