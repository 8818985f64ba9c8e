"""Allegations: the numbered points of a claim, each of which can be answered."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.record.fields import EarliestField, LatestField, PartialDateField
from tracker.record.models.claim import Claim
from tracker.record.models.codebook import Coding, Violation
from tracker.record.models.party import Party
from tracker.record.models.place import Place
from tracker.record.models.publishable import Positioned
from tracker.record.point_words import point_in_words
from tracker.record.querysets import AllegationQuerySet
from tracker.record.text import LineField, ProseField


class Allegation(models.Model):
    """One numbered point of a claim: the unit that can be answered."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="allegations")
    number = models.PositiveSmallIntegerField(
        _("number"),
        validators=[MinValueValidator(1)],
        help_text=_("1 for the first point. Keep it once published: answers are cited by it."),
    )
    text = ProseField(
        _("allegation"),
        help_text=_(
            "One point in attributed, neutral words: “Party A says that Party B …”. "
            "Its own words go into the quotes below."
        ),
    )
    violations = models.ManyToManyField(
        Violation,
        through="AllegationViolation",
        related_name="allegations",
        verbose_name=_("violations"),
        help_text=_("What is alleged, from the codebook."),
    )
    places = models.ManyToManyField(
        Place,
        through="AllegationPlace",
        related_name="allegations",
        verbose_name=_("places"),
        help_text=_("Where it is said to have happened."),
    )
    claimants = models.ManyToManyField(
        Party,
        through="AllegationClaimant",
        related_name="points_made",
        verbose_name=_("who says this point"),
        help_text=_("Only where not all of the claim's claimants say it."),
    )
    accused = models.ManyToManyField(
        Party,
        through="AllegationAccused",
        related_name="points_against",
        verbose_name=_("of whom this point is said"),
        help_text=_("Only where it is not said of all of the claim's accused."),
    )
    is_accused_unnamed = models.BooleanField(
        _("the passage names nobody"),
        default=False,
        help_text=_("Such as “unidentified men”: then the point is said of no party here."),
    )
    put_on = PartialDateField(
        _("added on"),
        blank=True,
        help_text=_("The day this point was made, where that was later than the claim."),
    )
    put_on_earliest = EarliestField(of="put_on")
    put_on_latest = LatestField(of="put_on")
    period = PartialDateField(
        _("period alleged"),
        blank=True,
        help_text=_("When it is said to have happened: 2019/2024, ../2019-03, 2023-05~."),
    )
    period_earliest = EarliestField(of="period")
    period_latest = LatestField(of="period")
    characterisation = LineField(
        _("legal characterisation"),
        max_length=500,
        blank=True,
        help_text=_("The claimant's own, with its hedge: “likely the war crime of murder”."),
    )

    objects = AllegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("allegation")
        verbose_name_plural = _("allegations: one point each")
        ordering = ["claim_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "number"],
                name="allegation_number_once",
                violation_error_message=_("Two allegations of a claim cannot share a number."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="allegation_number_from_one",
                violation_error_message=_("Allegations are numbered from 1."),
            ),
        ]

    def __str__(self) -> str:
        return point_in_words(self.claim.reference, self.number, self.text)

    def get_absolute_url(self) -> str:
        return f"{self.claim.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"allegation-{self.number}"


class AllegationViolation(Coding):
    """A violation that an allegation is coded with."""

    allegation = models.ForeignKey(
        Allegation, on_delete=models.CASCADE, related_name="violation_links"
    )
    violation = models.ForeignKey(
        Violation, on_delete=models.PROTECT, related_name="allegation_links"
    )

    class Meta:
        verbose_name = _("violation alleged")
        ordering = ["violation__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["allegation", "violation"],
                name="allegation_violation_once",
                violation_error_message=_("This allegation already has this violation."),
            )
        ]

    def __str__(self) -> str:
        return str(self.violation)

    @property
    def entry(self) -> Violation:
        return self.violation


class AllegationPlace(Positioned):
    """A place where an allegation is said to have happened."""

    allegation = models.ForeignKey(Allegation, on_delete=models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="allegation_links")

    class Meta(Positioned.Meta):
        verbose_name = _("place alleged")
        constraints = [
            models.UniqueConstraint(
                fields=["allegation", "place"],
                name="allegation_place_once",
                violation_error_message=_("This allegation already names this place."),
            )
        ]

    def __str__(self) -> str:
        return str(self.place)


class AllegationClaimant(models.Model):
    """One of several claimants of a claim, who says this point."""

    allegation = models.ForeignKey(
        Allegation, on_delete=models.CASCADE, related_name="claimant_links"
    )
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="point_claimant_links",
        help_text=_("One of the claim's claimants."),
    )

    class Meta:
        verbose_name = _("claimant of the point")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["allegation", "party"],
                name="allegation_claimant_once",
                violation_error_message=_("This party already says this allegation."),
            )
        ]

    def __str__(self) -> str:
        return str(self.party)


class AllegationAccused(models.Model):
    """One of several accused of a claim, of whom this point is said."""

    allegation = models.ForeignKey(
        Allegation, on_delete=models.CASCADE, related_name="accused_links"
    )
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="point_accused_links",
        help_text=_("One of the claim's accused."),
    )

    class Meta:
        verbose_name = _("accused of the point")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["allegation", "party"],
                name="allegation_accused_once",
                violation_error_message=_("This allegation is already said of this party."),
            )
        ]

    def __str__(self) -> str:
        return str(self.party)
