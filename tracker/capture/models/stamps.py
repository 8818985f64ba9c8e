"""Time stamps of hashes: asked for, granted, failed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tracker.capture.models.captures import Capture
from tracker.capture.models.taken import Job
from tracker.capture.outcomes import Outcome
from tracker.record.text import LineField

# Characters of an authority's address.
LONGEST_ADDRESS = 500


class Fault(models.TextChoices):
    """Why an authority's answer is no stamp."""

    REFUSED = "refused", gettext_lazy("its address is not one that this site connects to")
    UNREACHABLE = "unreachable", gettext_lazy("it could not be reached")
    STATUS = "status", gettext_lazy("it answered with an error")
    GARBLED = "garbled", gettext_lazy("its answer could not be understood")
    NOT_GRANTED = "not_granted", gettext_lazy("it did not grant the stamp")
    OTHER_HASH = "other_hash", gettext_lazy("its stamp is of another hash")
    OTHER_NONCE = "other_nonce", gettext_lazy("its stamp answers another request")
    OTHER_TIME = "other_time", gettext_lazy("its clock and that of this machine differ")
    UNTRUSTED = (
        "untrusted",
        gettext_lazy("its signature is not valid by the certificates that are configured for it"),
    )
    INTERRUPTED = "interrupted", gettext_lazy("the program that asked was stopped")


_LATER = gettext_lazy(
    "Nothing needs to be done at the desk. The operator has it asked for again with manage.py "
    "stamp --again."
)
_ADDRESS = gettext_lazy("The operator checks the authority's address in STAMP_AUTHORITIES.")
_ANSWER = gettext_lazy("The operator asks the authority what it answers.")
WHAT_TO_DO: dict[str, Promise] = {
    Fault.REFUSED: _ADDRESS,
    Fault.STATUS: _ADDRESS,
    Fault.GARBLED: _ADDRESS,
    Fault.NOT_GRANTED: _ANSWER,
    Fault.OTHER_HASH: _ANSWER,
    Fault.OTHER_NONCE: _ANSWER,
    Fault.OTHER_TIME: gettext_lazy("The operator sets the clock of the machine right."),
    Fault.UNTRUSTED: gettext_lazy(
        "The operator checks the authority's file of certificates in STAMP_AUTHORITIES."
    ),
}


class StampQuerySet(models.QuerySet["Stamp"]):
    def stamped(self) -> StampQuerySet:
        return self.filter(state=Stamp.State.STAMPED)

    def waiting(self) -> StampQuerySet:
        """Those of configured authorities that are still to be asked for."""
        rows = self.filter(state=Stamp.State.WAITING)
        return rows.filter(authority__in=list(settings.STAMP_AUTHORITIES)).sendable()

    def sendable(self) -> StampQuerySet:
        """Without the hashes of confidential sources: whoever has the file would know of it."""
        secret = Capture.objects.filter(source__confidential=True).exclude(sha256="")
        return self.exclude(digest__in=secret.values("sha256"))

    def due(self, now: datetime, abandoned_before: datetime) -> StampQuerySet:
        """Those whose time has come, and those that a worker took and never finished."""
        waiting = Q(state=Stamp.State.WAITING, due_at__lte=now)
        left = Q(state=Stamp.State.RUNNING, taken_at__lt=abandoned_before)
        rows = self.filter(waiting | left, authority__in=list(settings.STAMP_AUTHORITIES))
        return rows.sendable().order_by("due_at", "pk")


class Stamp(Job):
    """That an authority is asked, or has said, that a hash was there at a time."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("pending")
        RUNNING = "running", gettext_lazy("being asked for")
        STAMPED = "stamped", gettext_lazy("time-stamped")
        FAILED = "failed", gettext_lazy("failed")

    MOVES = {
        State.WAITING: (State.WAITING, State.RUNNING),
        State.RUNNING: (State.WAITING, State.RUNNING, State.STAMPED, State.FAILED),
        State.FAILED: (State.WAITING,),
    }

    # SHA-256, hexadecimal; not called so, as no file of the storage has to be there for it.
    digest = models.CharField(max_length=64)
    authority = models.CharField(max_length=LONGEST_ADDRESS)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    # What went wrong last, and the machine's words about it; never translated.
    fault = models.CharField(max_length=12, choices=Fault, blank=True)
    detail = LineField(max_length=300, blank=True)
    # The whole answer (DER), as `openssl ts -verify -in` reads it.
    token = models.BinaryField(null=True)
    nonce = models.CharField(max_length=16, blank=True)
    stamped_at = models.DateTimeField(null=True)
    signer = LineField(max_length=200, blank=True)

    objects = StampQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("time stamp")
        verbose_name_plural = gettext_lazy("time stamps")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "authority"],
                name="stamp_once",
                violation_error_message=gettext_lazy("This was asked of this authority already."),
            ),
            models.CheckConstraint(
                condition=Q(state="stamped", token__isnull=False, stamped_at__isnull=False)
                | (~Q(state="stamped") & Q(token__isnull=True, stamped_at__isnull=True)),
                name="stamp_has_its_token",
                violation_error_message=gettext_lazy(
                    "A time stamp has the authority's answer; what is not stamped has none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state="running", taken_at__isnull=False)
                | (~Q(state="running") & Q(taken_at__isnull=True)),
                name="stamp_is_taken",
                violation_error_message=gettext_lazy(
                    "A stamp that is being asked for says since when, and no other does."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:12]}, {self.host} ({self.state})"

    @property
    def what_to_do(self) -> str:
        """What somebody can do about one that failed."""
        return str(WHAT_TO_DO.get(self.fault, _LATER)) if self.state == self.State.FAILED else ""


# How a request that brought no answer ended.
FAULTS = {Outcome.REFUSED: Fault.REFUSED, Outcome.GARBLED: Fault.GARBLED}


def fault_of(outcome: Outcome) -> Fault:
    """What is told of a request that ended so."""
    return FAULTS.get(outcome, Fault.UNREACHABLE)
