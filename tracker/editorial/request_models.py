"""Wordings of requests that the desk keeps, one or more a language."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.editorial.deadlines import MOST_DAYS
from tracker.record.fields import LanguageField
from tracker.record.models import Party
from tracker.record.text import LineField, ProseField

# What a wording may name, as it stands in it: {accused}.
BLANKS = ("asker", "accused", "claimants", "claim", "made_on", "points")
BLANK = re.compile(r"\{(\w*)\}")


def validate_blanks(text: str) -> None:
    """Refuse what looks like a blank and is none: nobody should be sent its name."""
    unknown = [name for name in BLANK.findall(text) if name not in BLANKS]
    if unknown:
        raise ValidationError(
            _("There is no %(unknown)s; there are %(known)s."),
            params={
                "unknown": f"{{{unknown[0]}}}",
                "known": ", ".join(f"{{{name}}}" for name in BLANKS),
            },
        )


class RequestWording(models.Model):
    """What a request for a response begins as, in one language."""

    language = LanguageField(
        _("language"), default="en", help_text=_("The language that the request is sent in.")
    )
    name = LineField(
        _("name"), max_length=80, help_text=_("What this wording is called on the claim's form.")
    )
    asker = models.ForeignKey(
        Party,
        verbose_name=_("who asks"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The party in whose name this desk asks; empty: it is chosen each time."),
    )
    title = LineField(
        _("title"),
        max_length=200,
        validators=[validate_blanks],
        help_text=_("Attributed: “{asker} asks {accused} for a response”."),
    )
    text = ProseField(
        _("what is asked"),
        validators=[validate_blanks],
        help_text=_(
            "{asker}, {accused}, {claimants}, {claim}, {made_on} and {points} are filled in."
        ),
    )
    days = models.PositiveSmallIntegerField(
        _("days to reply"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
        help_text=_("Proposed when it is sent; the day of sending is not counted."),
    )
    are_working_days = models.BooleanField(
        _("working days"), default=False, help_text=_("Count only days on which people work.")
    )

    class Meta:
        verbose_name = _("wording of requests")
        verbose_name_plural = _("wordings of requests")
        ordering = ["language", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "name"],
                name="request_wording_once",
                violation_error_message=_("There is a wording of this name in this language."),
            )
        ]

    def __str__(self) -> str:
        return self.name
