"""Links for somebody without an account, and when they were opened."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.record.text import LineField


class ReviewLink(models.Model):
    """A link by which somebody without an account looks at one record, or answers one request,
    until a moment.

    Kept when it has ended: who looked, and who let them, is asked afterwards.
    """

    class Purpose(models.TextChoices):
        REVIEW = "review", _("to look at a record")
        ANSWER = "answer", _("to answer a request")

    purpose = models.CharField(max_length=6, choices=Purpose, default=Purpose.REVIEW)
    # A keyed hash of the token that stands in the address: whoever reads this table opens nothing.
    digest = models.CharField(max_length=64, unique=True)
    # The record's name in the ledger.
    record = models.CharField(max_length=80, db_index=True)
    reviewer = LineField(
        _("for whom"),
        max_length=80,
        help_text=_("Stands on every page that the reviewer sees or prints."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # How often it was opened, also what its rows of openings no longer tell.
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("link for a reviewer")
        verbose_name_plural = _("links for reviewers")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("made_at")),
                name="review_link_ends_later",
                violation_error_message=_("A link ends after it is made."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record}: {self.reviewer}"

    @property
    def is_open(self) -> bool:
        """Whether it is neither revoked nor over; of the record it knows nothing."""
        return self.revoked_at is None and timezone.now() < self.ends_at


class LinkOpening(models.Model):
    """That a reviewer's link was opened: once, or several times in a row from one place."""

    link = models.ForeignKey(ReviewLink, on_delete=models.CASCADE, related_name="openings")
    # A keyed hash of the address; the address itself is forgotten as those of sign-ins are.
    place = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=43, blank=True)
    began_at = models.DateTimeField(default=timezone.now, db_index=True)
    last_at = models.DateTimeField(default=timezone.now)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("opening of a reviewer's link")
        verbose_name_plural = _("openings of reviewers' links")
        default_permissions = ()
        indexes = [models.Index(fields=["link", "last_at"], name="link_opening_last_idx")]

    def __str__(self) -> str:
        return f"{self.link_id}: {self.began_at}"
