"""What the desk does with what was received; each deed is written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.capture import storage
from tracker.capture.handing_in import forget_bytes
from tracker.capture.models import HandedInFile
from tracker.editorial.models import (
    Submission,
    SubmissionAnswer,
    SubmissionEvent,
    SubmissionFile,
)
from tracker.editorial.rights import may_edit_all, may_erase_copies
from tracker.ledger.changes import Person
from tracker.record.choices import ErasedBecause
from tracker.record.nouns import NOUNS

Action = SubmissionEvent.Action
State = Submission.State
EMPTIED = ("text", "sender", "contact", "reason", "verified_how", "place", "content")


class Settled(Exception):
    """Somebody decided already; the message is a sentence for whoever tries now."""


def may_read(user: Person) -> bool:
    """Whether an account reads what outsiders send: whoever may change every response."""
    return user is not None and may_edit_all(user, NOUNS["response"])


def may_erase(user: Person) -> bool:
    """Whether an account may erase what outsiders sent: whoever may erase kept copies."""
    return user is not None and may_erase_copies(user)


def note(row: Submission, action: Action, user: User) -> None:
    """Write down what somebody did."""
    SubmissionEvent.objects.create(submission=row, action=action, by=user, who=user.get_username())


@contextmanager
def locked(row: Submission) -> Iterator[Submission]:
    """The row, for one decision at a time. Raises Settled where one was made already."""
    with transaction.atomic():
        found = Submission.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if not found.is_open:
            raise Settled(_("Somebody decided on it already."))
        yield found


def begin_to_read(row: Submission, user: User) -> None:
    """Tell the sender that it is being read."""
    with locked(row) as found:
        found.state = State.READING
        found.save(update_fields=["state"])
        note(found, Action.READ, user)


def verify(row: Submission, how: str, detail: str, user: User) -> None:
    """Note how the sender was found to speak for the party; with `how` empty, that it was not.

    Raises ValidationError for a way that is none, and Settled once it is erased.
    """
    if how and how not in Submission.Verified:
        raise ValidationError(_("Choose how it was verified."))
    with transaction.atomic():
        found = Submission.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if found.state == State.ERASED:
            raise Settled(_("It was erased."))
        found.verified, found.verified_how = how, detail if how else ""
        found.full_clean(exclude=["link", "receipt", "content", "place"])
        found.save(update_fields=["verified", "verified_how"])
        note(found, Action.VERIFIED if how else Action.UNVERIFIED, user)


def decline(row: Submission, reason: str, user: User) -> None:
    """Decide not to take it over, with a reason that the sender reads. Raises ValidationError."""
    if not reason.strip():
        raise ValidationError(_("Say why: the sender looks it up."))
    with locked(row) as found:
        found.state, found.reason = State.DECLINED, reason.strip()
        found.full_clean(exclude=["link", "receipt", "content", "place"])
        found.save(update_fields=["state", "reason"])
        note(found, Action.DECLINED, user)


def erase(row: Submission, because: ErasedBecause, user: User) -> None:
    """Erase what somebody sent, with its files; that something was sent stays, and who erased it.

    What was taken over of it into the record is the record's, and erased there. Raises Settled.
    """
    with storage.sweeping():
        with transaction.atomic(durable=True):
            digests = _empty(row, because, user)
        # A process that is killed here leaves files that no row names: `verify_captures --sweep`.
        forget_bytes(digests)


def _empty(row: Submission, because: ErasedBecause, user: User) -> list[str]:
    """Leave nothing of an item in any row; the hashes of its files."""
    found = Submission.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if found.state == State.ERASED:
        raise Settled(_("It was erased."))
    links = SubmissionFile.objects.filter(submission=found)
    files = dict(links.values_list("file", "file__sha256"))
    links.delete()
    HandedInFile.objects.filter(pk__in=files).delete()
    SubmissionAnswer.objects.filter(submission=found).delete()
    for name in EMPTIED:
        setattr(found, name, "")
    found.state, found.erased_because, found.verified = State.ERASED, because, ""
    found.save()
    note(found, Action.ERASED, user)
    return list(files.values())
