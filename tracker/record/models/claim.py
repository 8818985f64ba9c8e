"""Claims and their allegations: what was said of whom, point by point."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.record.choices import ReceiptKind, TieKind
from tracker.record.fields import EarliestField, LatestField, PartialDateField
from tracker.record.models.party import Party
from tracker.record.models.publishable import Positioned, Publishable, Referenced
from tracker.record.paths import path_of
from tracker.record.querysets import ClaimLinkQuerySet, ClaimQuerySet
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
    objects = ClaimQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = [F("made_on_earliest").desc(nulls_last=True), "-pk"]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return path_of("claim", self.reference)


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


class ClaimLook(models.Model):
    """That somebody looked for answers of one of the accused: when, where, in which languages."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="looks")
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="looked_for",
        verbose_name=_("for answers of"),
        help_text=_("The accused whose answers were looked for."),
    )
    looked_on = models.DateField(
        _("looked on"), help_text=_("The day somebody looked. Shown beside silence.")
    )
    where = LineField(
        _("where"),
        max_length=300,
        blank=True,
        help_text=_("Such as “the accused's website; the report's annex”."),
    )
    languages = LineField(
        _("in which languages"),
        max_length=200,
        blank=True,
        help_text=_("The languages that were searched: “English, Arabic”."),
    )
    looked_by = LineField(
        _("by whom"),
        max_length=200,
        blank=True,
        help_text=_("Who of the desk looked. Never shown to readers."),
    )

    class Meta:
        verbose_name = _("search for answers")
        verbose_name_plural = _("where and when answers were looked for")
        ordering = ["looked_on", "pk"]

    def __str__(self) -> str:
        return f"{self.party} {self.looked_on}"


class ClaimReceipt(models.Model):
    """That a reply of one of the accused has come and is not entered: no silence is stated."""

    Kind = ReceiptKind

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="receipts")
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="replies_received",
        verbose_name=_("from"),
        help_text=_("The accused that replied."),
    )
    received_on = models.DateField(_("received on"), help_text=_("The day the reply came."))
    kind = models.CharField(
        _("what readers are told"),
        max_length=12,
        choices=ReceiptKind,
        default=ReceiptKind.ENTERING,
        help_text=_(
            "For a reply given off the record readers are told only that this site says nothing "
            "on whether the party replied."
        ),
    )

    class Meta:
        verbose_name = _("reply received")
        verbose_name_plural = _("replies received and not entered yet")
        ordering = ["received_on", "pk"]

    def __str__(self) -> str:
        return f"{self.party} {self.received_on}"


class ClaimLink(models.Model):
    """A typed tie from one claim to another."""

    Kind = TieKind

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
