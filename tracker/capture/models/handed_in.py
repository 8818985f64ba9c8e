"""Files that somebody outside sent: bytes that are of no source until an editor takes them over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.record.text import LineField


class HandedInFile(models.Model):
    """One file as it was sent. It stays, beside the copy that is made of it, until it is erased."""

    # What the sender's machine called it.
    file_name = LineField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("file from outside")
        verbose_name_plural = gettext_lazy("files from outside")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0) & ~Q(sha256=""),
                name="handed_in_file_has_bytes",
                violation_error_message=gettext_lazy("A file that was sent has bytes."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name or self.sha256[:8]
