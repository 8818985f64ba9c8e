"""Figures: numbers as somebody reported them, never summed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.record.choices import Qualifier, Unit
from tracker.record.fields import EarliestField, LatestField, PartialDateField
from tracker.record.models.allegation import Allegation
from tracker.record.models.constraints import exactly_one
from tracker.record.models.event import Event
from tracker.record.models.party import Party
from tracker.record.models.place import Place, refuse_circle
from tracker.record.models.publishable import Positioned
from tracker.record.models.response import Answer
from tracker.record.querysets import FigureQuerySet
from tracker.record.text import LineField

HOLDERS = ("allegation", "answer", "event")


class Figure(Positioned):
    """One reported value of one population."""

    HOLDERS = HOLDERS

    Qualifier = Qualifier

    Unit = Unit

    allegation = models.ForeignKey(
        Allegation, null=True, blank=True, on_delete=models.CASCADE, related_name="figures"
    )
    answer = models.ForeignKey(
        Answer, null=True, blank=True, on_delete=models.CASCADE, related_name="figures"
    )
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.CASCADE, related_name="figures"
    )
    population = LineField(
        _("of what"),
        max_length=200,
        help_text=_("What is counted, worded alike for all reporters: “people held in Al-Hol”."),
    )
    as_printed = LineField(
        _("as printed"), max_length=200, help_text=_("Word for word: “more than 43,000”.")
    )
    unit = models.CharField(
        _("unit"),
        max_length=10,
        choices=Unit,
        default=Unit.NUMBER,
        help_text=_("A count, or a share in per cent."),
    )
    qualifier = models.CharField(
        _("qualifier"),
        max_length=10,
        choices=Qualifier,
        help_text=_("How sure the reporter is of it."),
    )
    low = models.DecimalField(
        _("low"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("The lowest value the words allow: 43000 for “more than 43,000”."),
    )
    high = models.DecimalField(
        _("high"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("The highest value the words allow; empty when open."),
    )
    as_of = PartialDateField(
        _("as of"), blank=True, help_text=_("The day or period it was counted for, if said.")
    )
    as_of_earliest = EarliestField(of="as_of")
    as_of_latest = LatestField(of="as_of")
    reporter = models.ForeignKey(
        Party,
        verbose_name=_("reported by"),
        on_delete=models.PROTECT,
        related_name="figures_reported",
        help_text=_("Who gives this number."),
    )
    place = models.ForeignKey(
        Place,
        verbose_name=_("at the place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="figures",
        help_text=_("The place it counts at, so that the place's page shows it."),
    )
    repeats = models.ForeignKey(
        "self",
        verbose_name=_("repeats"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="repeated_by",
        help_text=_("The figure of somebody else that this one repeats."),
    )
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="breakdown",
        help_text=_("The figure it breaks down: 31 women and 73 children are parts of 104."),
    )

    objects = FigureQuerySet.as_manager()

    class Meta(Positioned.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            exactly_one(
                HOLDERS,
                "figure_of_one",
                _("A figure belongs to exactly one allegation, answer or event."),
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="figure_low_below_high",
                violation_error_message=_("The low value cannot be above the high value."),
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=False) | Q(high__isnull=False),
                name="figure_has_value",
                violation_error_message=_("Give the low value, the high value or both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.population}: {self.as_printed}"

    def clean(self) -> None:
        super().clean()
        for link in ("repeats", "part_of"):
            refuse_circle(self, link)
        if self.qualifier == self.Qualifier.EXACT and self.low != self.high:
            raise ValidationError(
                {"high": _("An exact figure has the same low and high value.")}, code="not_exact"
            )
