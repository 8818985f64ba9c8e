"""What every record has in common, and what those that are published by decision add to it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.record import dates
from tracker.record.choices import Status
from tracker.record.references import moved, next_reference, reserve_reference
from tracker.record.text import LineField, ProseField, SlugLineField

ALL_PERMISSIONS = ("add", "change", "delete", "view", "publish")


class Record(models.Model):
    """A noun with a page of its own: it counts its saves and has a place for private notes."""

    revision = models.PositiveIntegerField(
        _("revision"),
        default=0,
        editable=False,
        help_text=_("How often this record was saved; tells two editors at work apart."),
    )
    internal_notes = ProseField(
        _("internal notes"),
        blank=True,
        help_text=_("For the desk only. Never shown to readers, in any form."),
    )
    created_at = models.DateTimeField(_("entered at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last saved at"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def prepare(self) -> None:
        """Fill what follows from being saved; `save` calls it, and `new_rows.save_new`."""
        self.revision += 1
        self.updated_at = timezone.now()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "revision", "updated_at"}
        super().save(*args, **kwargs)


class Referenced(models.Model):
    """A record that is cited by a reference, given on its first save and never changed."""

    letter: ClassVar[str]
    dated_by: ClassVar[str]

    reference = models.CharField(
        _("reference"),
        max_length=16,
        unique=True,
        editable=False,
        validators=[
            RegexValidator(
                r"^[A-Z]-[0-9]{4}-[0-9]{4,6}\Z", _("A reference looks like C-2024-0003.")
            )
        ],
        help_text=_("How this record is cited. Given on the first save, never changed."),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if not self.reference:
                self.reference = next_reference(self.letter, self.reference_year())
            elif self._state.adding:
                reserve_reference(self.reference)
            super().save(*args, **kwargs)

    def reference_year(self) -> int:
        """The year that stands in its reference: of what it is, or of today."""
        text = getattr(self, self.dated_by)
        known = dates.parse(text) if text else None
        day = (known.earliest or known.latest) if known else None
        return (day or timezone.localdate()).year


class Named(models.Model):
    """A record found under a slug of its name; a changed slug leaves a forwarding address."""

    slug = SlugLineField(
        _("address"),
        max_length=100,
        unique=True,
        help_text=_(
            "The last part of this page's address: lower-case Latin letters, digits and hyphens. "
            "When it is changed, the old address keeps leading here."
        ),
    )

    _slug_in_database = ""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        instance = super().from_db(*args, **kwargs)
        instance._slug_in_database = instance.__dict__.get("slug", "")
        return instance

    def save(self, *args: Any, **kwargs: Any) -> None:
        old = self._slug_in_database
        with transaction.atomic():
            super().save(*args, **kwargs)
            if old and old != self.slug:
                moved(str(self._meta.model_name), old, self.slug)
        self.note_slug()

    def note_slug(self) -> None:
        """Keep under which slug it was saved last."""
        self._slug_in_database = self.slug


class Publishable(Record):
    """A record that readers see only after somebody decided so.

    `status` is written by `editorial/workflow.py` alone, through `save`.
    """

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        editable=False,
        db_index=True,
        help_text=_("Readers see published records only. Changed by the buttons, not by hand."),
    )
    published_at = models.DateTimeField(_("first published at"), null=True, editable=False)
    # Both stay while a withdrawn record is reopened, until it is published again.
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_reason = ProseField(
        _("why it was withdrawn"),
        blank=True,
        editable=False,
        help_text=_("Shown to readers at the record's address in place of the record."),
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent for review by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True
        default_permissions = ALL_PERMISSIONS
        # What was published last, without putting all that was published in order.
        indexes = [models.Index(fields=["status", "published_at", "id"], name="%(class)s_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
                name="%(class)s_published_has_time",
                violation_error_message=_("A published record needs the time of publication."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WITHDRAWN)
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="%(class)s_withdrawn_has_reason",
                violation_error_message=_("A withdrawn record needs a reason readers can read."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="%(class)s_status_known",
                violation_error_message=_("This is not one of the four statuses."),
            ),
        ]

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED


class Positioned(models.Model):
    """A link whose order on the page is the editor's."""

    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Lower numbers come first.")
    )

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


def name_field(**kwargs: Any) -> LineField:
    """A one-line name of at most 300 characters."""
    return LineField(_("name"), max_length=300, **kwargs)
