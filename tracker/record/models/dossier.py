"""Dossiers, which hold one dispute together, and corrections of what was published."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.record.models.claim import Claim
from tracker.record.models.constraints import exactly_one
from tracker.record.models.event import Event
from tracker.record.models.publishable import Named, Positioned, Publishable
from tracker.record.models.response import Response
from tracker.record.models.source import Source
from tracker.record.paths import path_of
from tracker.record.querysets import CorrectionQuerySet, DossierQuerySet
from tracker.record.text import LineField, ProseField

TARGETS = ("claim", "response", "event", "source", "dossier")


class Dossier(Named, Publishable):
    """A file on one dispute: its claims, what answers them, and the events around them."""

    title = LineField(
        _("title"), max_length=300, help_text=_("What the dispute is about, in neutral words.")
    )
    summary = ProseField(
        _("summary"), blank=True, help_text=_("Two or three sentences; both sides in each.")
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("Lower numbers come first on the front page.")
    )
    claims = models.ManyToManyField(
        Claim,
        through="DossierClaim",
        related_name="dossiers",
        verbose_name=_("claims"),
        help_text=_("Responses come with the claims they address."),
    )
    events = models.ManyToManyField(
        Event,
        through="DossierEvent",
        related_name="dossiers",
        verbose_name=_("events"),
        help_text=_("What happened around them."),
    )

    objects = DossierQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["position", "title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_of("dossier", self.slug)


class DossierClaim(Positioned):
    """A claim in a dossier."""

    dossier = models.ForeignKey(
        Dossier,
        on_delete=models.CASCADE,
        related_name="claim_links",
        verbose_name=_("dossier"),
        help_text=_("The file this claim belongs to."),
    )
    claim = models.ForeignKey(
        Claim,
        on_delete=models.CASCADE,
        related_name="dossier_links",
        verbose_name=_("claim"),
        help_text=_("A claim of this dispute."),
    )

    class Meta(Positioned.Meta):
        verbose_name = _("claim in the dossier")
        verbose_name_plural = _("claims in the dossier")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "claim"],
                name="dossier_claim_once",
                violation_error_message=_("This claim is already in this dossier."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.claim}"


class DossierEvent(Positioned):
    """An event in a dossier."""

    dossier = models.ForeignKey(
        Dossier,
        on_delete=models.CASCADE,
        related_name="event_links",
        verbose_name=_("dossier"),
        help_text=_("The file this event belongs to."),
    )
    event = models.ForeignKey(
        Event,
        on_delete=models.CASCADE,
        related_name="dossier_links",
        verbose_name=_("event"),
        help_text=_("An event around this dispute."),
    )

    class Meta(Positioned.Meta):
        verbose_name = _("event in the dossier")
        verbose_name_plural = _("events in the dossier")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "event"],
                name="dossier_event_once",
                violation_error_message=_("This event is already in this dossier."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.event}"


class Correction(Publishable):
    """A public note that a published record was wrong, and what changed."""

    TARGETS = TARGETS

    claim = models.ForeignKey(
        Claim,
        verbose_name=_("claim"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        help_text=_("The record that was wrong: fill in one of these five."),
    )
    response = models.ForeignKey(
        Response,
        verbose_name=_("response"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        help_text=_("Or this."),
    )
    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        help_text=_("Or this."),
    )
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        help_text=_("Or this."),
    )
    dossier = models.ForeignKey(
        Dossier,
        verbose_name=_("dossier"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        help_text=_("Or this."),
    )
    made_on = models.DateField(_("made on"), help_text=_("The day the record was put right."))
    text = ProseField(
        _("correction"),
        help_text=_("What was wrong and what it says now, in full sentences, for readers."),
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made_on", "-pk"]
        constraints = [
            *Publishable.Meta.constraints,
            exactly_one(TARGETS, "correction_of_one", _("A correction is of exactly one record.")),
        ]

    def __str__(self) -> str:
        return gettext("Correction of %(date)s") % {"date": self.made_on}

    @property
    def target(self) -> Claim | Response | Event | Source | Dossier:
        target: Claim | Response | Event | Source | Dossier = next(
            getattr(self, name) for name in self.TARGETS if getattr(self, f"{name}_id")
        )
        return target
