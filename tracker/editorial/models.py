"""What the desk keeps for itself: forms between two requests, sign-ins, comments, links, mails.

Nothing here is part of the record, and nothing of it is shown to readers.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.editorial.accounts.models import (
    Authenticator,
    Invitation,
    OpenSession,
    Passkey,
    RecoveryCode,
    SecurityEvent,
)
from tracker.editorial.alike.models import Fingerprint
from tracker.editorial.filter_models import SavedFilter
from tracker.editorial.gate_models import GateWord, HarmDecision
from tracker.editorial.import_models import (
    ImportBatch,
    ImportedKey,
    ImportedRecord,
    ImportMap,
    ImportProblem,
)
from tracker.editorial.link_models import LinkOpening, ReviewLink
from tracker.editorial.merge_models import MergeProposal
from tracker.editorial.outsiders.models import (
    Submission,
    SubmissionAnswer,
    SubmissionEvent,
    SubmissionFile,
)
from tracker.editorial.request_models import RequestWording
from tracker.editorial.workbench.models import TypedRow
from tracker.record.text import LineField, ProseField


class KeptForm(models.Model):
    """A form that could not be saved, as it was sent; shown to nobody but who sent it."""

    token = models.CharField(max_length=43, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    data = models.TextField()
    why = models.CharField(max_length=10)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("kept form")
        verbose_name_plural = _("kept forms")
        default_permissions = ()

    def __str__(self) -> str:
        return self.path


class SavedForm(models.Model):
    """A form of a new record that was saved: sent once more, it makes no second record."""

    token = models.CharField(max_length=43)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    record = models.CharField(max_length=400)
    path = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("saved form")
        verbose_name_plural = _("saved forms")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "token"],
                name="saved_form_once",
                violation_error_message=_("This form was saved already."),
            )
        ]

    def __str__(self) -> str:
        return self.record


class SignInCount(models.Model):
    """How many wrong sign-ins there were; forgotten a day after the first.

    Names that were typed are in the key alone, a keyed hash: people type passwords there.
    """

    class Kind(models.TextChoices):
        # For the operator's log and terminal, as the words of commands are.
        BROWSER = "browser", "in this known browser"
        ACCOUNT_AND_ADDRESS = "both", "for this account from this address"
        ADDRESS = "address", "from this address"
        ACCOUNT = "account", "for this account from any new place"

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=7, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    address = models.CharField(max_length=43)
    wrong = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(default=timezone.now, db_index=True)
    tried_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("count of wrong sign-ins")
        verbose_name_plural = _("counts of wrong sign-ins")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.wrong} {self.get_kind_display()}"


class KnownPlace(models.Model):
    """A browser or an address that an account was signed in from, as a keyed hash."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("known place of sign-in")
        verbose_name_plural = _("known places of sign-in")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "digest"],
                name="known_place_once",
                violation_error_message=_("The account knows this place already."),
            )
        ]

    def __str__(self) -> str:
        return self.digest[:8]


class NotTheSame(models.Model):
    """That two records that look alike are two: they are not proposed to be merged again."""

    # Their names in the ledger, the lesser first: they last, also through merges.
    one = models.CharField(max_length=80)
    other = models.CharField(max_length=80, db_index=True)
    why = LineField(
        _("how you know"),
        max_length=300,
        blank=True,
        help_text=_("What tells them apart, for whoever wonders next. For the desk only."),
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("two records that look alike")
        verbose_name_plural = _("records that look alike and are two")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="not_the_same_once",
                violation_error_message=_("This is noted already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.one} ≠ {self.other}"


class Comment(models.Model):
    """What somebody at the desk, or a reviewer by link, says of a record, a field or a point."""

    # The record's name in the ledger, and the field or row that is meant; empty for all of it.
    record = models.CharField(max_length=80, db_index=True)
    about = models.CharField(max_length=200, blank=True)
    text = ProseField(_("comment"))
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # Of a reviewer without account.
    by_link = models.ForeignKey(
        ReviewLink, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    # Whether the reviewer whose comment it answers may read it.
    is_for_reviewer = models.BooleanField(default=False)
    said_at = models.DateTimeField(default=timezone.now)
    # The comment that this one answers.
    answers = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    resolved_at = models.DateTimeField(null=True, blank=True, db_index=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("comment of the desk")
        verbose_name_plural = _("comments of the desk")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answers__isnull=True) | models.Q(resolved_at__isnull=True),
                name="comment_answers_are_not_resolved",
                violation_error_message=_("A comment is settled with its answers, not one by one."),
            ),
            models.CheckConstraint(
                condition=models.Q(by_link__isnull=True) | models.Q(said_by__isnull=True),
                name="comment_is_said_by_one",
                violation_error_message=_("A comment is an account's or a reviewer's, not both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record}: {self.text[:40]}"

    @property
    def author(self) -> str:
        """Who said it, for the desk."""
        if self.by_link is None:
            return str(self.said_by or "–")
        return gettext("%(name)s, reviewer by link") % {"name": self.by_link.reviewer}


class Assignment(models.Model):
    """Who is to look at a record next."""

    record = models.CharField(max_length=80, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("record for somebody")
        verbose_name_plural = _("records for somebody")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.record}: {self.user}"


class OpenForm(models.Model):
    """That somebody has the form of a record open; over some minutes after it was last touched."""

    # The record's name in the ledger.
    record = models.CharField(max_length=80)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["record", "user"],
                name="open_form_once",
                violation_error_message=_("The form is noted to be open already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record}: {self.user}"


class DigestChoice(models.Model):
    """That an account wants a mail a day of how much waits for it; without one it gets none."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    # That of the page on which it was turned on.
    language = models.CharField(max_length=10)
    # The day that was sent for last, also where nothing waited and no mail went.
    sent_for = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("choice of a daily mail")
        verbose_name_plural = _("choices of a daily mail")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)


__all__ = [
    "Assignment",
    "Authenticator",
    "Comment",
    "DigestChoice",
    "Fingerprint",
    "GateWord",
    "HarmDecision",
    "ImportBatch",
    "ImportMap",
    "ImportProblem",
    "ImportedKey",
    "ImportedRecord",
    "Invitation",
    "KeptForm",
    "KnownPlace",
    "LinkOpening",
    "MergeProposal",
    "NotTheSame",
    "OpenForm",
    "OpenSession",
    "Passkey",
    "RecoveryCode",
    "RequestWording",
    "ReviewLink",
    "SavedFilter",
    "SavedForm",
    "SecurityEvent",
    "SignInCount",
    "Submission",
    "SubmissionAnswer",
    "SubmissionEvent",
    "SubmissionFile",
    "TypedRow",
]
