"""What was sent is kept: the words, the files, and of the sender no more than was typed."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.db import transaction

from tracker.capture import storage
from tracker.capture.handing_in import hand_in
from tracker.editorial.models import (
    ReviewLink,
    Submission,
    SubmissionAnswer,
    SubmissionFile,
)
from tracker.editorial.outsiders.costs import FILE_MEGABYTES, cost_of, refuse_too_much
from tracker.editorial.outsiders.forms import SenderForm
from tracker.editorial.outsiders.stamps import receipt_digest, receipt_words


class SentOtherwise(Exception):
    """The form was sent before, and said something else then."""


def arrive(form: Any, number: str, place: str, link: ReviewLink | None) -> str:
    """Keep what a valid form says; returns the words of its receipt.

    Sent once more, it is kept once, and answered alike. Raises TooMuch, SentOtherwise, and
    ValidationError for a file that is not taken.
    """
    words = receipt_words(number)
    digest, content = receipt_digest(words), _content(form)
    before = Submission.objects.filter(receipt=digest).first()
    if before is not None:
        if before.content != content:
            raise SentOtherwise
        return words
    files = form.cleaned_data["attached"]
    cost = cost_of([one.size for one in files])
    refuse_too_much(cost, place, link)
    # The lock comes first, as where files are erased: nobody waits for both.
    with storage.writing(), transaction.atomic():
        row = Submission.objects.create(
            kind=form.cleaned_data.get("kind", Submission.Kind.ANSWER),
            record=form.subject.record,
            link=link,
            text=form.general,
            language=form.cleaned_data["language"],
            sender=form.cleaned_data["sender"],
            contact=form.cleaned_data["contact"],
            receipt=digest,
            content=content,
            place="" if link else place,
            cost=cost,
        )
        SubmissionAnswer.objects.bulk_create(_answers(form, row))
        for one in files:
            kept = hand_in(one.file, one.name or "", FILE_MEGABYTES)
            SubmissionFile.objects.create(submission=row, file=kept)
    return words


def _answers(form: SenderForm, row: Submission) -> list[SubmissionAnswer]:
    return [
        SubmissionAnswer(
            submission=row,
            claim=point.claim,
            number=point.number,
            row=point.row,
            point=point.text,
            text=text,
            language=language,
        )
        for point, text, language in form.answers()
    ]


def _content(form: Any) -> str:
    """A hash of all that was typed and sent, by which a form is known again."""
    made = sha256()
    for name, value in sorted(form.cleaned_data.items()):
        if name == "attached":
            for one in value:
                one.file.seek(0)
                made.update(sha256(one.file.read()).digest())
        elif name != "stamp":
            made.update(f"{name}\0{value}\0".encode())
    return made.hexdigest()
