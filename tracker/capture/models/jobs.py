"""What is still to be fetched, and when a host may be asked again."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.capture.addresses import LONGEST
from tracker.capture.models.captures import Capture
from tracker.capture.models.taken import Job
from tracker.record.models import Source
from tracker.record.text import LineField


class CaptureJobQuerySet(models.QuerySet["CaptureJob"]):
    def open(self) -> CaptureJobQuerySet:
        """Those that are still to be done, or being done."""
        return self.filter(state__in=CaptureJob.OPEN)

    def due(self, now: datetime, abandoned_before: datetime) -> CaptureJobQuerySet:
        """Those whose time has come, and those that a worker took and never finished."""
        waiting = Q(state=CaptureJob.State.WAITING, due_at__lte=now)
        left = Q(state=CaptureJob.State.RUNNING, taken_at__lt=abandoned_before)
        return self.filter(waiting | left).order_by("due_at", "pk")

    def of(self, source: Source) -> CaptureJobQuerySet:
        return self.filter(source=source)


class CaptureJob(Job):
    """A copy that somebody asked for: tried until it is kept, or there is no use in trying."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("waiting")
        RUNNING = "running", gettext_lazy("being fetched")
        DONE = "done", gettext_lazy("kept")
        GIVEN_UP = "given_up", gettext_lazy("given up")

    OPEN = (State.WAITING, State.RUNNING)
    MOVES = {
        State.WAITING: (State.WAITING, State.RUNNING),
        State.RUNNING: (State.WAITING, State.RUNNING, State.DONE, State.GIVEN_UP),
    }

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=LONGEST)
    kind = models.CharField(max_length=7, choices=Capture.Kind)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = LineField(max_length=300, blank=True)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, null=True, related_name="+")

    objects = CaptureJobQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("copy to be fetched")
        verbose_name_plural = gettext_lazy("copies to be fetched")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["source", "url"],
                condition=Q(state__in=("waiting", "running")),
                name="capture_job_once",
                violation_error_message=gettext_lazy("This copy is being fetched already."),
            ),
            models.CheckConstraint(
                condition=Q(state="running", taken_at__isnull=False)
                | (~Q(state="running") & Q(taken_at__isnull=True)),
                name="capture_job_is_taken",
                violation_error_message=gettext_lazy(
                    "A copy that is being fetched says since when, and no other does."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("fetched", "archive")),
                name="capture_job_fetches",
                violation_error_message=gettext_lazy("Files and texts are not fetched."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.url} ({self.state})"


class Host(models.Model):
    """When a host may be asked again: this site asks nobody twice in a moment."""

    name = models.CharField(max_length=253, unique=True)
    free_at = models.DateTimeField()

    class Meta:
        verbose_name = gettext_lazy("host")
        verbose_name_plural = gettext_lazy("hosts")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
