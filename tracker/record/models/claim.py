"""Claims and their allegations: what was said of whom, point by point."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.record.fields import EarliestField, LatestField, PartialDateField
from tracker.record.models.codebook import Coding, Violation
from tracker.record.models.party import Party
from tracker.record.models.place import Place
from tracker.record.models.publishable import Positioned, Publishable, Referenced
from tracker.record.querysets import AllegationQuerySet, ClaimLinkQuerySet, ClaimQuerySet
from tracker.record.text import LineField, ProseField


class Claim(Referenced, Publishable):
    """What one or more claimants said publicly on one occasion."""

    letter = "C"
    dated_by = "made_on"

    title = LineField(
        _("title"),
        max_length=300,
        help_text=_(
            "One attributed sentence: who says what of whom. "
            "“Party A alleges that Party B beat detainees”, never “Party B beat detainees”."
        ),
    )
    lead = ProseField(
        _("lead"),
        blank=True,
        help_text=_("Two or three attributed sentences: what was said, when, on what basis."),
    )
    claimants = models.ManyToManyField(
        Party,
        through="ClaimClaimant",
        related_name="claims_made",
        verbose_name=_("claimants"),
        help_text=_("Who says it."),
    )
    accused = models.ManyToManyField(
        Party,
        through="ClaimAccused",
        related_name="claims_against",
        verbose_name=_("accused"),
        help_text=_("Of whom it is said."),
    )
    made_on = PartialDateField(
        _("made on"),
        help_text=_("The day it was said: 2024-04-17, 2024-04, 2024-04~ for about April 2024."),
    )
    made_on_earliest = EarliestField(of="made_on")
    made_on_latest = LatestField(of="made_on")
    checked_on = models.DateField(
        _("answers last looked for on"),
        null=True,
        blank=True,
        help_text=_("The day somebody at the desk last looked for answers. Shown beside silence."),
    )
    checked_where = LineField(
        _("where answers were looked for"),
        max_length=300,
        blank=True,
        help_text=_("Such as “the accused's website; the report's annex”."),
    )

    objects = ClaimQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = [F("made_on_earliest").desc(nulls_last=True), "-pk"]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.reference])


class ClaimRole(Positioned):
    """A party in a role of a claim, with the name the source gives it."""

    named_as = LineField(
        _("named as"),
        max_length=300,
        blank=True,
        help_text=_("The name the source uses, when it differs from ours."),
    )

    class Meta(Positioned.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, "party", ""))


class ClaimClaimant(ClaimRole):
    """A party that makes the claim."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="claimant_links")
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="claimant_links",
        verbose_name=_("claimant"),
        help_text=_("Found by any of its names, in any script."),
    )

    class Meta(ClaimRole.Meta):
        verbose_name = _("claimant")
        verbose_name_plural = _("claimants: who says it")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "party"],
                name="claimant_once",
                violation_error_message=_("This party is already a claimant."),
            )
        ]


class ClaimAccused(ClaimRole):
    """A party of which the claim is made."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="accused_links")
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="accused_links",
        verbose_name=_("accused"),
        help_text=_("Found by any of its names, in any script."),
    )

    class Meta(ClaimRole.Meta):
        verbose_name = _("accused")
        verbose_name_plural = _("accused: of whom it is said")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "party"],
                name="accused_once",
                violation_error_message=_("This party is already among the accused."),
            )
        ]


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
        return gettext("%(claim)s, allegation %(number)s: %(text)s") % {
            "claim": self.claim.reference,
            "number": self.number,
            "text": Truncator(self.text).chars(80),
        }

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


class ClaimLink(models.Model):
    """A typed tie from one claim to another."""

    class Kind(models.TextChoices):
        REPEATS = "repeats", _("repeats")
        CORROBORATES = "corroborates", _("corroborates")
        CONTRADICTS = "contradicts", _("contradicts")
        UPDATES = "updates", _("updates")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(
        _("this claim"), max_length=20, choices=Kind, help_text=_("How the two are tied.")
    )
    other = models.ForeignKey(
        Claim,
        on_delete=models.CASCADE,
        related_name="links_to",
        verbose_name=_("other claim"),
        help_text=_("The claim it is tied to."),
    )

    objects = ClaimLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("related claim")
        verbose_name_plural = _("related claims")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "kind", "other"],
                name="claim_link_once",
                violation_error_message=_("These two claims are already tied like this."),
            ),
            models.CheckConstraint(
                condition=~Q(claim=F("other")),
                name="claim_link_not_to_itself",
                violation_error_message=_("A claim cannot be tied to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim.reference} {self.get_kind_display()} {self.other.reference}"
