"""Requests: one party asks another for a response, evidence, access, an inquiry or help."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.record.choices import Outcome, RequestKind, RequestStepKind
from tracker.record.fields import EarliestField, LatestField, PartialDateField
from tracker.record.models.allegation import Allegation
from tracker.record.models.claim import Claim
from tracker.record.models.party import Party
from tracker.record.models.publishable import Publishable, Referenced
from tracker.record.models.response import Response
from tracker.record.models.source import Source
from tracker.record.paths import path_of
from tracker.record.querysets import RequestQuerySet
from tracker.record.text import LineField, ProseField


class Request(Referenced, Publishable):
    """Something one party asked of another, and whose turn it is."""

    letter = "Q"
    dated_by = "sent_on"

    Kind = RequestKind

    Outcome = Outcome

    title = LineField(
        _("title"),
        max_length=300,
        help_text=_("One attributed sentence: “Party B asks Party A for the evidence”."),
    )
    kind = models.CharField(
        _("asks for"), max_length=20, choices=Kind, help_text=_("What is asked for.")
    )
    asker = models.ForeignKey(
        Party,
        verbose_name=_("who asks"),
        on_delete=models.PROTECT,
        related_name="requests_made",
        help_text=_("Found by any of its names."),
    )
    asked = models.ForeignKey(
        Party,
        verbose_name=_("who is asked"),
        on_delete=models.PROTECT,
        related_name="requests_received",
        help_text=_("Found by any of its names."),
    )
    claim = models.ForeignKey(
        Claim,
        verbose_name=_("about the claim"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requests",
        help_text=_("The claim it is about, if it is about one."),
    )
    points = models.ManyToManyField(
        Allegation,
        through="RequestPoint",
        related_name="requests",
        verbose_name=_("points put"),
        help_text=_("The points of the claim that were put; none means the claim as a whole."),
    )
    is_appeal = models.BooleanField(
        _("a public appeal"),
        default=False,
        help_text=_("Said in public and sent to nobody: then nobody is awaited or overdue."),
    )
    made_in = models.ForeignKey(
        Response,
        verbose_name=_("made in the response"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requests_made",
        help_text=_("The response that contains the request, if one does."),
    )
    text = ProseField(
        _("what is asked"), blank=True, help_text=_("Attributed, as close to the words as can be.")
    )
    channel = LineField(
        _("channel"),
        max_length=200,
        blank=True,
        help_text=_("How it was sent: letter, public statement. No names or addresses."),
    )
    sent_on = PartialDateField(
        _("sent on"), blank=True, help_text=_("As far as known; empty when it is not known.")
    )
    sent_on_earliest = EarliestField(of="sent_on")
    sent_on_latest = LatestField(of="sent_on")
    due_on = PartialDateField(
        _("due on"), blank=True, help_text=_("The deadline given, if one was given.")
    )
    due_on_earliest = EarliestField(of="due_on")
    due_on_latest = LatestField(of="due_on")
    time_allowed = LineField(
        _("time allowed"),
        max_length=100,
        blank=True,
        help_text=_("Where it was short or said in hours: “one hour, at night”."),
    )
    proof = models.ForeignKey(
        Source,
        verbose_name=_("proof that it was made"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proves_requests",
        help_text=_("The source that shows the request was made."),
    )
    outcome = models.CharField(
        _("outcome"),
        max_length=10,
        choices=Outcome,
        default=Outcome.NONE,
        help_text=_("What came of it, as far as this site has found."),
    )
    answered_by = models.ForeignKey(
        Response,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers_requests",
        help_text=_("The response that answers it, when that is on record."),
    )
    checked_on = models.DateField(
        _("last checked on"),
        null=True,
        blank=True,
        help_text=_("The day somebody at the desk last looked for a reply."),
    )
    checked_where = LineField(
        _("where a reply was looked for"), max_length=300, blank=True, help_text=_("In short.")
    )
    contact_details = ProseField(
        _("contact details"),
        blank=True,
        help_text=_("For the desk only: whom it was sent to, at which address. Never shown."),
    )

    objects = RequestQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = [F("sent_on_latest").desc(nulls_last=True), "-pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(asker=F("asked")),
                name="request_not_to_itself",
                violation_error_message=_("A party cannot ask itself."),
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(outcome="none"),
                name="request_answered_has_outcome",
                violation_error_message=_("A request that a response answers has an outcome."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return path_of("request", self.reference)


class RequestPoint(models.Model):
    """A point that a request put to the party."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="point_links")
    allegation = models.ForeignKey(
        Allegation,
        on_delete=models.PROTECT,
        related_name="request_links",
        verbose_name=_("allegation"),
        help_text=_("A point of the claim that the request is about."),
    )

    class Meta:
        verbose_name = _("point put")
        verbose_name_plural = _("points put; none means the claim as a whole")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "allegation"],
                name="request_point_once",
                violation_error_message=_("This request already puts this point."),
            )
        ]

    def __str__(self) -> str:
        return str(self.allegation)


class RequestStep(models.Model):
    """What happened to a request after it was sent: a reminder, a reply, another deadline.

    The deadline in force is the request's own; a step says what it was before and is since.
    """

    Kind = RequestStepKind

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(
        _("what happened"),
        max_length=10,
        choices=RequestStepKind,
        help_text=_("What happened after the request was sent."),
    )
    happened_on = models.DateField(_("on"), help_text=_("The day it happened."))
    due_before = PartialDateField(
        _("deadline before"), blank=True, help_text=_("The deadline that was in force until then.")
    )
    due_before_earliest = EarliestField(of="due_before")
    due_before_latest = LatestField(of="due_before")
    due_on = PartialDateField(
        _("deadline since"), blank=True, help_text=_("The deadline from then on; none in a pause.")
    )
    due_on_earliest = EarliestField(of="due_on")
    due_on_latest = LatestField(of="due_on")
    is_their_wish = models.BooleanField(
        _("the party asked for it"),
        default=False,
        help_text=_("Whether the party that is asked wanted the time. Readers are told."),
    )
    internal_notes = ProseField(
        _("note"), blank=True, help_text=_("For the desk only. Never shown.")
    )

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("what happened to the request since")
        ordering = ["happened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind__in=["extended", "resumed"]) & ~Q(due_on=""))
                | (~Q(kind__in=["extended", "resumed"]) & Q(due_on="")),
                name="request_step_has_deadline",
                violation_error_message=_("A deadline belongs to an extension, and to no pause."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on}"
