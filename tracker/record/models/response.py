"""Responses and their answers: what was said in return, and to which allegation."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.record.choices import OnFile, ResponseForm
from tracker.record.fields import EarliestField, LatestField, PartialDateField
from tracker.record.models.allegation import Allegation
from tracker.record.models.claim import Claim
from tracker.record.models.codebook import Coding, Stance
from tracker.record.models.party import Party
from tracker.record.models.publishable import Positioned, Publishable, Referenced
from tracker.record.paths import path_of
from tracker.record.querysets import AnswerQuerySet, ResponseQuerySet
from tracker.record.text import LineField, ProseField


class Response(Referenced, Publishable):
    """What one responder said publicly on one occasion. A responder need not be accused."""

    letter = "R"
    dated_by = "made_on"

    Form = ResponseForm

    OnFile = OnFile

    title = LineField(
        _("title"),
        max_length=300,
        help_text=_("One attributed sentence: “Party B says that …”."),
    )
    responder = models.ForeignKey(
        Party,
        verbose_name=_("responder"),
        on_delete=models.PROTECT,
        related_name="responses",
        help_text=_("Whose answer it is. Found by any of its names, in any script."),
    )
    named_as = LineField(
        _("responder named as"),
        max_length=300,
        blank=True,
        help_text=_("The name the source uses, when it differs from ours."),
    )
    spokesperson = models.ForeignKey(
        Party,
        verbose_name=_("spokesperson"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="responses_spoken",
        help_text=_("Who spoke for the responder, when the source names somebody."),
    )
    made_on = PartialDateField(
        _("made on"),
        help_text=_("The day it was given. It may be before the claim was published: ../2024-04."),
    )
    made_on_earliest = EarliestField(of="made_on")
    made_on_latest = LatestField(of="made_on")
    first_reported_on = PartialDateField(
        _("first reported on"),
        blank=True,
        help_text=_("The day the public could first read it, when that is another day."),
    )
    first_reported_on_earliest = EarliestField(of="first_reported_on")
    first_reported_on_latest = LatestField(of="first_reported_on")
    form = models.CharField(
        _("form"), max_length=20, choices=Form, help_text=_("How it was given.")
    )
    on_file = models.CharField(
        _("how much of it the desk has read"),
        max_length=10,
        choices=OnFile,
        default=OnFile.WHOLE,
        help_text=_(
            "Only a response read as a whole can be said not to answer a point. For excerpts the "
            "page says that the rest is not on file here."
        ),
    )
    summary = ProseField(
        _("summary"), blank=True, help_text=_("Two or three attributed sentences.")
    )
    claims = models.ManyToManyField(
        Claim,
        through="ResponseClaim",
        related_name="responses",
        verbose_name=_("claims"),
        help_text=_("The claims it answers."),
    )

    objects = ResponseQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = [F("made_on_latest").desc(nulls_last=True), "-pk"]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return path_of("response", self.reference)

    def address_answered_claims(self) -> None:
        """Answering an allegation addresses its claim: link the claims of all answers."""
        linked = ResponseClaim.objects.filter(response=self).values("claim")
        answered = Claim.objects.filter(allegations__answers__response=self).exclude(pk__in=linked)
        for claim in answered.distinct():
            ResponseClaim.objects.create(response=self, claim=claim)


class ResponseClaim(Positioned):
    """A claim that a response addresses, as a whole or in some of its allegations."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="claim_links")
    claim = models.ForeignKey(
        Claim,
        on_delete=models.PROTECT,
        related_name="response_links",
        verbose_name=_("claim"),
        help_text=_("A claim this response addresses."),
    )

    class Meta(Positioned.Meta):
        verbose_name = _("claim addressed")
        verbose_name_plural = _("claims addressed")
        constraints = [
            models.UniqueConstraint(
                fields=["response", "claim"],
                name="response_claim_once",
                violation_error_message=_("This response already addresses this claim."),
            )
        ]

    def __str__(self) -> str:
        return str(self.claim)


class Answer(models.Model):
    """One response on one allegation. Its words are its citations'."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    allegation = models.ForeignKey(
        Allegation,
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("allegation"),
        help_text=_("The point it answers."),
    )
    stances = models.ManyToManyField(
        Stance,
        through="AnswerStance",
        related_name="answers",
        verbose_name=_("stances"),
        help_text=_("What sort of answer it is; several may hold. From the codebook."),
    )
    summary = ProseField(
        _("in short"),
        blank=True,
        help_text=_("One attributed sentence, where the quote needs it."),
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers: one for each allegation answered")
        ordering = ["response_id", "allegation__claim_id", "allegation__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "allegation"],
                name="answer_once",
                violation_error_message=_(
                    "This response already answers this allegation: add to that answer."
                ),
            )
        ]

    def __str__(self) -> str:
        return gettext("%(response)s on %(allegation)s") % {
            "response": self.response.reference,
            "allegation": self.allegation,
        }

    def get_absolute_url(self) -> str:
        return f"{self.response.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"answer-{self.allegation.claim.reference}-{self.allegation.number}"


class AnswerStance(Coding):
    """A stance that an answer is coded with."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="stance_links")
    stance = models.ForeignKey(Stance, on_delete=models.PROTECT, related_name="answer_links")

    class Meta:
        verbose_name = _("stance taken")
        ordering = ["stance__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "stance"],
                name="answer_stance_once",
                violation_error_message=_("This answer already has this stance."),
            )
        ]

    def __str__(self) -> str:
        return str(self.stance)

    @property
    def entry(self) -> Stance:
        return self.stance
