"""Sources of which something is still to be done: quotes looked for, and readers told.

A row says when it was last asked for: whoever does it takes the row away only as it was before, so
that what is asked for meanwhile is done by the next run.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.record.models import Source


class DueQuerySet(models.QuerySet[Any]):
    """Rows of sources that wait."""

    def ask(self, sources: Iterable[int]) -> None:
        """Let these sources wait, from now on."""
        now = timezone.now()
        self.bulk_create(
            [self.model(source_id=source, asked_at=now) for source in sorted(set(sources))],
            update_conflicts=True,
            unique_fields=["source"],
            update_fields=["asked_at"],
        )

    def done(self, rows: Iterable[Any]) -> None:
        """Take these rows away, but for those that were asked for again."""
        for row in rows:
            self.filter(pk=row.pk, asked_at=row.asked_at).delete()


class QuotesDue(models.Model):
    """A source whose quotes are to be looked for in its copies by a worker."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    objects = DueQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("source whose quotes are to be checked")
        verbose_name_plural = gettext_lazy("sources whose quotes are to be checked")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source}, {self.asked_at:%Y-%m-%d %H:%M}"


class Untold(models.Model):
    """A source of which something was found out that the ledger and readers are not told yet.

    Written with the copy, the text or the check; `edition.evidence.telling` takes it away in the
    transaction that tells. Nothing is forgotten where a worker is killed between the two.
    """

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    objects = DueQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("source of which news is still to be told")
        verbose_name_plural = gettext_lazy("sources of which news is still to be told")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source_id}, {self.asked_at:%Y-%m-%d %H:%M}"
