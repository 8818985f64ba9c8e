"""The text of a kept copy, as some version of a reader took it out, and whose is still to be."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.capture.models.captures import Capture, CaptureRefused
from tracker.capture.text.extracted import Trouble


class Detail(NamedTuple):
    """What a page says of itself: `field` is `title`, `date`, `author` or `language`."""

    field: str
    value: str
    where: str


class CopyTextQuerySet(models.QuerySet["CopyText"]):
    """Texts of copies; what was taken out once is not taken out differently later."""

    def readable(self) -> CopyTextQuerySet:
        """Those that have words to look in."""
        return self.exclude(text_sha256="")

    def newest_first(self) -> CopyTextQuerySet:
        """By when the copy was made, then by when its text was taken."""
        return self.order_by("-capture__made_at", "-capture_id", "-pk")

    def empty(self) -> int:
        """Take out all that they say of a copy that is erased."""
        return super().update(
            trouble=Trouble.ERASED,
            text_sha256="",
            length=0,
            encoding="",
            pages=[],
            main=[],
            details=[],
        )

    def update(self, **kwargs: Any) -> int:
        raise CaptureRefused("texts of copies are not changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise CaptureRefused("texts of copies are not deleted")


class CopyText(models.Model):
    """The text of one copy: written once, a row for each version of what took it out.

    The words are in the storage of the copies, under their hash: a book has a million characters,
    places in it are only right as long as each of them is the same, and files under a hash are held
    to it by `verify_captures` already. A row without a hash says why there is no text.
    """

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="texts")
    extractor = models.CharField(max_length=20)
    version = models.CharField(max_length=60)
    trouble = models.CharField(max_length=8, choices=Trouble, blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    # Characters, as places in it are.
    length = models.PositiveIntegerField(default=0)
    encoding = models.CharField(max_length=40, blank=True)
    # Where pages begin; start and end of the stretches outside menus.
    pages = models.JSONField(default=list)
    main = models.JSONField(default=list)
    # What the page says of itself: [field, value, where].
    details = models.JSONField(default=list)
    taken_at = models.DateTimeField(default=timezone.now)

    objects = CopyTextQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("text of a copy")
        verbose_name_plural = gettext_lazy("texts of copies")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "extractor", "version"],
                name="copy_text_once",
                violation_error_message=gettext_lazy(
                    "This version has taken the text out of this copy already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(text_sha256="", length=0) & ~Q(trouble="")
                | ~Q(text_sha256="") & Q(length__gt=0),
                name="copy_text_or_trouble",
                violation_error_message=gettext_lazy(
                    "A copy has text, with its hash, or something says why it has none."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capture}: {self.extractor} {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise CaptureRefused("texts of copies are not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise CaptureRefused("texts of copies are not deleted")

    @property
    def is_whole(self) -> bool:
        """Whether what does not stand in it does not stand in the source, as it was then."""
        return not self.capture.is_part and self.trouble != Trouble.CUT

    @property
    def said_of_itself(self) -> list[Detail]:
        """The details that the page gives, the likeliest first of each field."""
        return [Detail(*one) for one in self.details]


class TextJobQuerySet(models.QuerySet["TextJob"]):
    def take(self, capture: Capture, now: datetime, abandoned_before: datetime) -> TextJob | None:
        """A copy's job, if it is for this worker to do; None where another is at it."""
        row, _is_new = self.get_or_create(capture=capture)
        free = Q(taken_at__isnull=True) | Q(taken_at__lt=abandoned_before)
        if not self.filter(free, pk=row.pk).update(taken_at=now, attempts=F("attempts") + 1):
            return None
        return self.filter(pk=row.pk).first()


class TextJob(models.Model):
    """A copy whose text somebody is taking out; there is none once the text is on file."""

    capture = models.OneToOneField(Capture, on_delete=models.PROTECT, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)

    objects = TextJobQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("text to be taken out")
        verbose_name_plural = gettext_lazy("texts to be taken out")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.capture} ({self.attempts})"
