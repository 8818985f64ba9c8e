"""That a kept copy was erased: when, by whom and why. The row of the copy stays, empty."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.capture.models.captures import Capture, CaptureRefused
from tracker.record.choices import ErasedBecause
from tracker.record.text import ProseField


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Erasures of copies."""

    def untold(self) -> ErasureQuerySet:
        """Those of whose copies the ledger and readers still have what they were told."""
        return self.filter(is_taken_back=False)


class Erasure(models.Model):
    """Written once. `code` is what anybody may be told; `reason` is for the desk."""

    capture = models.OneToOneField(Capture, on_delete=models.PROTECT, related_name="erasure")
    code = models.CharField(max_length=8, choices=ErasedBecause)
    reason = ProseField()
    # The hash (SHA-256) of what was erased, where somebody chose to keep it.
    former_digest = models.CharField(max_length=64, blank=True)
    # Hashes of files that are still to be removed: a process that is killed leaves some.
    leftovers = models.JSONField(default=list)
    # Whether what the ledger and readers were told of the copy went, too.
    is_taken_back = models.BooleanField(default=False)
    erased_at = models.DateTimeField(default=timezone.now)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The account's name then.
    eraser = models.CharField(max_length=150, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("erasure of a copy")
        verbose_name_plural = gettext_lazy("erasures of copies")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.capture}: {self.code}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise CaptureRefused("erasures are not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise CaptureRefused("erasures are not deleted")
