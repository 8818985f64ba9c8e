"""What a kept copy gives away beside its words, as far as a program could tell."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.capture.models.captures import Capture


class Inspection(models.Model):
    """A file that was looked through: its metadata, and text that stands under black boxes."""

    capture = models.OneToOneField(Capture, on_delete=models.PROTECT, related_name="inspection")
    version = models.CharField(max_length=60)
    # Traits: what it is (`Trait.Kind`), and the value.
    traits = models.JSONField(default=list)
    # Pages with text under black boxes, from 1, and how many boxes there are on each.
    covered = models.JSONField(default=list)
    # Whether it was read to the end.
    is_whole = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("inspection of a copy")
        verbose_name_plural = gettext_lazy("inspections of copies")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.capture}: {self.version}"
