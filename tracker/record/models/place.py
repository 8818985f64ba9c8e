"""Places: where what is alleged is said to have happened."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.record.choices import PlaceKind, Precision
from tracker.record.fields import LanguageField
from tracker.record.models.publishable import ALL_PERMISSIONS, Named, Record, name_field
from tracker.record.paths import path_of
from tracker.record.querysets import PlaceQuerySet
from tracker.record.text import LineField, ProseField

DEEPEST = 12


class Place(Named, Record):
    """A camp, prison, town, region or country."""

    Kind = PlaceKind

    Precision = Precision

    name = name_field(help_text=_("The name this site uses."))
    name_language = LanguageField(
        _("language of the name"), default="en", help_text=_("The language the name is written in.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, help_text=_("What it is."))
    description = ProseField(
        _("description"), blank=True, help_text=_("One or two neutral sentences.")
    )
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("The next larger place: a camp's region, a region's country."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees north, such as 36.37556."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees east, such as 41.14861."),
    )
    precision = models.CharField(
        _("what the position marks"),
        max_length=10,
        choices=Precision,
        blank=True,
        help_text=_("How exact the position is. Never more exact than the source."),
    )
    position_source = LineField(
        _("source of the position"),
        max_length=300,
        blank=True,
        help_text=_("Where the position was read, with its address."),
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        default_permissions = ALL_PERMISSIONS
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="place_position_whole",
                violation_error_message=_(
                    "A position needs both latitude and longitude, or neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_position_on_earth",
                violation_error_message=_(
                    "Latitude runs from -90 to 90, longitude from -180 to 180."
                ),
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="place_not_in_itself",
                violation_error_message=_("A place cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_of("place", self.slug)

    def clean(self) -> None:
        super().clean()
        refuse_circle(self, "part_of")


class PlaceName(models.Model):
    """Another name of a place, in a language."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    name = name_field(help_text=_("As written, in its own script."))
    language = LanguageField(
        _("language"), default="en", help_text=_("The language the name is written in.")
    )

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["language", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name", "language"],
                name="place_name_once",
                violation_error_message=_("This place already has this name in this language."),
            )
        ]
        indexes = [models.Index(fields=["name"], name="place_name_idx")]

    def __str__(self) -> str:
        return self.name


def refuse_circle(record: Any, link: str) -> None:
    """Raise ValidationError when following `link` upwards from `record` comes back to it."""
    above, steps = getattr(record, link), 0
    while above is not None:
        steps += 1
        if (above.pk == record.pk and record.pk is not None) or steps > DEEPEST:
            raise ValidationError({link: _("This would make a circle.")}, code="circle")
        above = getattr(above, link)
