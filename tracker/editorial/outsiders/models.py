"""What came from outside, in the words it was sent in, and what the desk did with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.capture.models import HandedInFile
from tracker.editorial.link_models import ReviewLink
from tracker.record.choices import ErasedBecause
from tracker.record.fields import LanguageField
from tracker.record.text import LineField, ProseField

# A row alone holds what was sent: no more is taken than an editor can read.
LONGEST = 20_000


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """What was sent by outsiders."""

    def open(self) -> SubmissionQuerySet:
        """What nobody has decided on yet."""
        return self.filter(state__in=(Submission.State.RECEIVED, Submission.State.READING))


class Submission(models.Model):
    """An answer or a correction that somebody outside sent."""

    class Kind(models.TextChoices):
        ANSWER = "answer", pgettext_lazy("sent from outside", "An answer")
        CORRECTION = "correction", _("A correction")

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        READING = "reading", _("being read")
        TAKEN = "taken", _("taken over")
        DECLINED = "declined", _("not taken over")
        ERASED = "erased", _("erased")

    class Verified(models.TextChoices):
        LETTER = "letter", _("by a letter of the party")
        DOMAIN = "domain", _("by mail from the party's own domain")
        OTHER = "other", _("in another way")

    kind = models.CharField(max_length=10, choices=Kind)
    # The name in the ledger of the record whose page it was sent from, or of the request.
    record = models.CharField(max_length=80, db_index=True)
    link = models.ForeignKey(
        ReviewLink, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    text = ProseField(_("text"), blank=True, verbatim=True)
    language = LanguageField(_("language"), default="en")
    sender = LineField(_("sender"), max_length=200, blank=True)
    contact = LineField(_("contact"), max_length=200, blank=True)
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)
    # Keyed hashes: of the receipt's words, of what was sent, and for a day of where it came from.
    receipt = models.CharField(max_length=64, unique=True)
    content = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=64, blank=True, db_index=True)
    # What it counts for where too much is refused: see `costs.py`.
    cost = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State, default=State.RECEIVED, db_index=True)
    # Whether the sender speaks for the party, as somebody at the desk found out.
    verified = models.CharField(max_length=6, choices=Verified, blank=True)
    verified_how = LineField(_("how"), max_length=300, blank=True)
    # The name in the ledger of the draft that was made of it.
    taken_into = models.CharField(max_length=80, blank=True)
    # For the sender, where it was not taken over.
    reason = ProseField(_("reason"), blank=True)
    erased_because = models.CharField(max_length=8, choices=ErasedBecause, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("received from outside")
        verbose_name_plural = _("received from outside")
        default_permissions = ()
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="taken") & ~Q(taken_into="")
                | Q(state="erased")
                | ~Q(state__in=["taken", "erased"]) & Q(taken_into=""),
                name="submission_taken_into_a_draft",
                violation_error_message=_("What is taken over says into what."),
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="submission_declined_with_reason",
                violation_error_message=_("Say why: the sender looks it up."),
            ),
            models.CheckConstraint(
                condition=~Q(state="erased")
                | Q(text="", sender="", contact="", reason="", verified_how="", place=""),
                name="submission_erased_is_empty",
                violation_error_message=_("Nothing is left of what was erased."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.record}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.RECEIVED, self.State.READING)


class SubmissionAnswer(models.Model):
    """What the sender says to one point, and the point as it stood before the sender."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="answers")
    claim = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    # The point's row, which may be gone by the time it is read.
    row = models.PositiveBigIntegerField()
    point = ProseField(_("point"), blank=True)
    text = ProseField(_("answer"), verbatim=True)
    language = LanguageField(_("language"), default="en")

    class Meta:
        verbose_name = _("answer from outside")
        verbose_name_plural = _("answers from outside")
        default_permissions = ()
        ordering = ["claim", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "row"],
                name="submission_answers_a_point_once",
                violation_error_message=_("Each point is answered once."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim}, {self.number}"


class SubmissionFile(models.Model):
    """A file that was sent with it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    file = models.OneToOneField(HandedInFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file from outside")
        verbose_name_plural = _("files from outside")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)


class SubmissionEvent(models.Model):
    """What somebody at the desk did with it. Written once."""

    class Action(models.TextChoices):
        READ = "read", _("began to read it")
        DOWNLOADED = "downloaded", _("downloaded a file")
        VERIFIED = "verified", _("found that the sender speaks for the party")
        UNVERIFIED = "unverified", _("took back that the sender speaks for the party")
        TAKEN = "taken", _("took it over")
        DECLINED = "declined", _("decided not to take it over")
        ERASED = "erased", _("erased it")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="events")
    action = models.CharField(max_length=10, choices=Action)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The account's name then.
    who = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("deed with what was received")
        verbose_name_plural = _("deeds with what was received")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.action}"
