"""Filters of the desk's lists that somebody keeps, by a name of their own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.record.text import LineField


class SavedFilter(models.Model):
    """What a list shows, as its address says it; nobody's but the account's that keeps it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    noun = models.CharField(max_length=20)
    name = LineField(_("name"), max_length=80)
    query = models.CharField(max_length=1000)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        default_permissions = ()
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "noun", "name"],
                name="saved_filter_once",
                violation_error_message=_("You have a filter of this name for this list."),
            )
        ]

    def __str__(self) -> str:
        return self.name
