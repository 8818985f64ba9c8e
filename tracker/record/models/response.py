"""Responses and their answers: what was said in return, and to which allegation."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.record.choices import (
    Extent,
    NotHeld,
    OnFile,
    ResponseForm,
    ResponseTie,
    Standing,
)
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
        _("how much of it we have read"),
        max_length=10,
        choices=OnFile,
        blank=True,
        help_text=_(
            "Only a response read as a whole, with its annexes, can be said not to answer a point. "
            "Of any other the page says that we cannot tell."
        ),
    )
    not_held = models.CharField(
        _("why not all of it"),
        max_length=10,
        choices=NotHeld,
        blank=True,
        help_text=_("Where it is known. Told to readers."),
    )
    is_unconfirmed = models.BooleanField(
        _("not confirmed as the responder's"),
        default=False,
        help_text=_("Such as an account that nobody has confirmed. It is told, and not counted."),
    )
    summary = ProseField(
        _("summary"), blank=True, help_text=_("Two or three attributed sentences.")
    )
    joint_responders = models.ManyToManyField(
        Party,
        through="ResponseParty",
        related_name="joint_responses",
        verbose_name=_("given together with"),
        help_text=_("Other responders of a joint statement."),
    )
    spoken_for = models.ManyToManyField(
        Party,
        through="ResponseSpokenFor",
        related_name="spoken_for_in",
        verbose_name=_("speaks for"),
        help_text=_("A body it is part of, or a member of it, for which its words speak."),
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
        """Link the claims of all points that it answers or covers, and of what it withdraws."""
        linked = ResponseClaim.objects.filter(response=self).values("claim")
        undone = self.links.filter(kind__in=(ResponseTie.WITHDRAWS, ResponseTie.DISOWNS))
        about = (
            Q(allegations__answers__response=self)
            | Q(allegations__covering_links__answer__response=self)
            | Q(responses__in=undone.values("other"))
        )
        for claim in Claim.objects.filter(about).exclude(pk__in=linked).distinct():
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
    standing = models.CharField(
        _("what it is to the claim"),
        max_length=10,
        choices=Standing,
        default=Standing.REPLY,
        help_text=_("Only a reply answers. Other words are shown apart."),
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


class ResponseParty(Positioned):
    """Another responder of a joint statement."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="party_links")
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="joint_response_links",
        verbose_name=_("responder"),
        help_text=_("Found by any of its names, in any script."),
    )
    named_as = LineField(
        _("named as"),
        max_length=300,
        blank=True,
        help_text=_("The name the source uses, when it differs from ours."),
    )

    class Meta(Positioned.Meta):
        verbose_name = _("joint responder")
        verbose_name_plural = _("given together with")
        constraints = [
            models.UniqueConstraint(
                fields=["response", "party"],
                name="response_party_once",
                violation_error_message=_("This party already gives this response."),
            )
        ]

    def __str__(self) -> str:
        return str(self.party)


class ResponseSpokenFor(models.Model):
    """A party for which the words of another speak."""

    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="spoken_for_links"
    )
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="spoken_for_links",
        verbose_name=_("party spoken for"),
        help_text=_("A body the responder is part of, or a member of it. One step only."),
    )

    class Meta:
        verbose_name = _("party spoken for")
        verbose_name_plural = _("parties spoken for")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "party"],
                name="response_spoken_for_once",
                violation_error_message=_("This response already speaks for this party."),
            )
        ]

    def __str__(self) -> str:
        return str(self.party)


class ResponseLink(models.Model):
    """A typed tie from one response to another."""

    Kind = ResponseTie

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(
        _("this response"), max_length=10, choices=Kind, help_text=_("How the two are tied.")
    )
    other = models.ForeignKey(
        Response,
        on_delete=models.CASCADE,
        related_name="links_to",
        verbose_name=_("other response"),
        help_text=_("The response it is tied to."),
    )

    class Meta:
        verbose_name = _("tie to another response")
        verbose_name_plural = _("ties to other responses")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "kind", "other"],
                name="response_link_once",
                violation_error_message=_("These two responses are already tied like this."),
            ),
            models.CheckConstraint(
                condition=~Q(response=F("other")),
                name="response_link_not_to_itself",
                violation_error_message=_("A response cannot be tied to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response.reference} {self.get_kind_display()} {self.other.reference}"


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
    extent = models.CharField(
        _("how far it goes"),
        max_length=10,
        choices=Extent,
        default=Extent.WHOLE,
        help_text=_("General words are entered once, with each point that they name or cover."),
    )
    covered = models.ManyToManyField(
        Allegation,
        through="AnswerPoint",
        related_name="covered_by",
        verbose_name=_("also covers"),
        help_text=_("Other points that general words cover."),
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


class AnswerPoint(models.Model):
    """Another point that the general words of an answer cover."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="point_links")
    allegation = models.ForeignKey(
        Allegation,
        on_delete=models.PROTECT,
        related_name="covering_links",
        verbose_name=_("allegation"),
        help_text=_("A point that the words name or cover."),
    )

    class Meta:
        verbose_name = _("point covered")
        verbose_name_plural = _("points covered")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "allegation"],
                name="answer_point_once",
                violation_error_message=_("This answer already covers this point."),
            )
        ]

    def __str__(self) -> str:
        return str(self.allegation)


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
