"""What the desk keeps of two records that somebody holds for one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.record.text import LineField


class MergeProposal(models.Model):
    """That two records are one: somebody says so, and a second person makes them one."""

    # The kind of record, and their names in the ledger.
    noun = models.CharField(max_length=20)
    kept = models.CharField(max_length=80, db_index=True)
    duplicate = models.CharField(max_length=80, db_index=True)
    # As they were looked at: a proposal is void once either was changed.
    kept_revision = models.PositiveIntegerField()
    duplicate_revision = models.PositiveIntegerField()
    why = LineField(
        _("how you know"),
        max_length=300,
        blank=True,
        help_text=_("For whoever makes them one. For the desk only."),
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("proposal to make two records one")
        verbose_name_plural = _("proposals to make two records one")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kept", "duplicate"],
                name="merge_proposed_once",
                violation_error_message=_("This is proposed already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("duplicate")),
                name="merge_proposed_of_two",
                violation_error_message=_("Choose two different records of one kind."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duplicate} → {self.kept}"
