"""Sources: documents and pages as published."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.record.choices import SourceKind
from tracker.record.fields import EarliestField, LanguageField, LatestField, PartialDateField
from tracker.record.models.party import Party
from tracker.record.models.place import refuse_circle
from tracker.record.models.publishable import ALL_PERMISSIONS, Record, Referenced
from tracker.record.paths import path_of
from tracker.record.querysets import SourceQuerySet
from tracker.record.text import LineField
from tracker.record.web_addresses import WebAddressField


class Source(Referenced, Record):
    """A report, statement, article, letter or other document that words are quoted from."""

    letter = "S"
    dated_by = "published_on"

    Kind = SourceKind

    title = LineField(
        _("title"),
        max_length=500,
        help_text=_(
            "As published, in its own language. A page without one gets a few words [in brackets]."
        ),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind, help_text=_("What sort of document it is.")
    )
    publisher = models.ForeignKey(
        Party,
        verbose_name=_("publisher"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="published_sources",
        help_text=_("Who put it out. First-hand or second-hand is worked out from this."),
    )
    authors = LineField(
        _("authors"), max_length=300, blank=True, help_text=_("As signed, divided by commas.")
    )
    published_on = PartialDateField(
        _("published on"),
        blank=True,
        help_text=_("As printed or as far as known: 2024-04-17, 2024-04, 2024-04~ for about."),
    )
    published_on_earliest = EarliestField(of="published_on")
    published_on_latest = LatestField(of="published_on")
    language = LanguageField(
        _("language"), default="en", help_text=_("The language the document is written in.")
    )
    url = WebAddressField(
        _("address"), max_length=2000, blank=True, help_text=_("Where it was published.")
    )
    archive_url = WebAddressField(
        _("archived at"),
        max_length=2000,
        blank=True,
        help_text=_("A kept copy, for the day the page is gone."),
    )
    supplied_as_text = models.BooleanField(
        _("supplied as text"),
        default=False,
        help_text=_("Tick when the text reached the desk without an address. Readers are told."),
    )
    derived_from = models.ForeignKey(
        "self",
        verbose_name=_("derived from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="republications",
        help_text=_("The source this one reprints or retells, such as an agency text."),
    )
    origin = models.ForeignKey(
        "self",
        verbose_name=_("origin"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The first source of its chain; empty when that is this one."),
    )
    confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Never shown to readers, nor anything quoted from it."),
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        default_permissions = ALL_PERMISSIONS
        ordering = [F("published_on_earliest").desc(nulls_last=True), "-pk"]
        # Most sources go back to no other, so that SQLite takes the plain index for a wide one.
        indexes = [
            models.Index(
                fields=["origin"], condition=Q(origin__isnull=False), name="source_with_origin"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | Q(supplied_as_text=True) | Q(confidential=True),
                name="source_has_address",
                violation_error_message=_(
                    "Give the address of the source, or tick “supplied as text”."
                ),
            ),
            models.CheckConstraint(
                condition=Q(derived_from__isnull=True) | ~Q(derived_from=F("id")),
                name="source_not_from_itself",
                violation_error_message=_("A source cannot be derived from itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.reference})" if self.reference else self.title

    def get_absolute_url(self) -> str:
        return path_of("source", self.reference)

    def clean(self) -> None:
        super().clean()
        refuse_circle(self, "derived_from")

    def prepare(self) -> None:
        above = self.derived_from
        self.origin = (above.origin or above) if above else None
        super().prepare()

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        with transaction.atomic():
            super().save(*args, **kwargs)
            if not is_new:
                self._carry_origin()

    def _carry_origin(self) -> None:
        """Give the sources derived from this one their origin anew, a level at a time."""
        origin = self.origin_id or self.pk
        below = list(Source.objects.filter(derived_from=self).values_list("pk", flat=True))
        while below:
            Source.objects.filter(pk__in=below).update(origin=origin)
            below = list(Source.objects.filter(derived_from__in=below).values_list("pk", flat=True))
