"""What the desk keeps for a person between two requests; nothing here is part of the record."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class KeptForm(models.Model):
    """A form that could not be saved, as it was sent; shown to nobody but who sent it."""

    token = models.CharField(max_length=43, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    data = models.TextField()
    why = models.CharField(max_length=10)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("kept form")
        verbose_name_plural = _("kept forms")
        default_permissions = ()

    def __str__(self) -> str:
        return self.path


class SavedForm(models.Model):
    """A form of a new record that was saved: sent once more, it makes no second record."""

    token = models.CharField(max_length=43)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    record = models.CharField(max_length=400)
    path = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("saved form")
        verbose_name_plural = _("saved forms")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "token"],
                name="saved_form_once",
                violation_error_message=_("This form was saved already."),
            )
        ]

    def __str__(self) -> str:
        return self.record
