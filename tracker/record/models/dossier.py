"""Dossiers, which hold one dispute together, and corrections of what was published."""

from __future__ import annotations

from typing import TypeAlias

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.record.choices import CorrectionKind
from tracker.record.models.claim import Claim
from tracker.record.models.constraints import exactly_one
from tracker.record.models.event import Event
from tracker.record.models.party import Party
from tracker.record.models.place import Place
from tracker.record.models.publishable import Named, Positioned, Publishable
from tracker.record.models.request import Request
from tracker.record.models.response import Response
from tracker.record.models.source import Source
from tracker.record.paths import path_of
from tracker.record.querysets import CorrectionQuerySet, DossierQuerySet
from tracker.record.text import LineField, ProseField


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


Corrected: TypeAlias = Claim | Response | Event | Source | Dossier | Party | Place | Request
# What a correction may be of. Documents written before there was a target do not name it, so that
# later ones come last.
TARGETS = ("claim", "response", "event", "source", "dossier", "party", "place", "request")


class Correction(Publishable):
    """A public note that a published record was wrong, and what changed."""

    TARGETS = TARGETS
    Kind = CorrectionKind

    claim = models.ForeignKey(
        Claim,
        verbose_name=_("claim"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        help_text=_("The record that was wrong: fill in this or one of those below."),
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
    party = models.ForeignKey(
        Party,
        verbose_name=_("party"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        help_text=_("Or this."),
    )
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        help_text=_("Or this."),
    )
    request = models.ForeignKey(
        Request,
        verbose_name=_("request"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        help_text=_("Or this."),
    )
    of_revision = models.PositiveIntegerField(
        _("revision"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("The published revision that was wrong, as the record's history counts them."),
    )
    kind = models.CharField(
        _("what was wrong"),
        max_length=12,
        blank=True,
        choices=CorrectionKind,
        help_text=_(
            "A fact: what, when, where, how many. Wording: how this site put it. Attribution: who "
            "said it, or of whom. A translation. Coding: the code that stands for it."
        ),
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
            models.CheckConstraint(
                condition=models.Q(of_revision__isnull=True) | models.Q(of_revision__gte=1),
                name="correction_of_revision_from_one",
                violation_error_message=_("Revisions are counted from 1."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Correction of %(date)s") % {"date": self.made_on}

    @property
    def target(self) -> Corrected:
        """The record that was wrong."""
        target: Corrected = next(
            getattr(self, name) for name in self.TARGETS if getattr(self, f"{name}_id")
        )
        return target
