"""What was typed into a row that is not saved yet, kept for whoever typed it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TypedRow(models.Model):
    """The fields of one row of a record's form as last typed; neither a revision nor an entry."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The record's name in the ledger, and the row's within it, as `Scope.key` has it.
    record = models.CharField(max_length=80)
    row = models.CharField(max_length=60)
    # The form's fields as JSON: pairs of name and list of values.
    data = models.TextField()
    typed_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("typed row")
        verbose_name_plural = _("typed rows")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "record", "row"],
                name="typed_row_once",
                violation_error_message=_("What was typed in this row is kept already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.row}"
