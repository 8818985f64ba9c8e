"""What the desk tells its gate: words of its own, and decisions about what may harm somebody."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.editorial.gate_advice import VERDICTS
from tracker.editorial.gate_words import ADVICE, HARM, WordKind
from tracker.editorial.harm_words import HarmKind
from tracker.editorial.phrases import literal
from tracker.editorial.sentences import DeskWord
from tracker.record.text import LineField, ProseField

# A sign that is neither a letter, a mark, a digit nor one of these has no place in a gate word.
BETWEEN_LETTERS = " -'’\u200c*"
SHORTEST_BEGINNING = 3


def languages() -> list[tuple[str, str | Promise]]:
    """The languages of the site that the gate knows; a later one changes no table."""
    return [(code, label) for code, label in settings.LANGUAGES if code in HARM]


class GateWord(models.Model):
    """A word or expression that the gate of this desk asks about, beside those that are shipped."""

    # Each is looked for in every text that passes the gate.
    MOST = 500
    # Letters may be several once they are searched.
    LONGEST_SEARCHED = 120
    Kind = WordKind

    language = models.CharField(
        _("language"),
        max_length=3,
        choices=languages,
        help_text=_("The language it is a word of. It is looked for in texts of the same script."),
    )
    words = LineField(
        _("word or expression"),
        max_length=80,
        help_text=_(
            "As it is written. Capitals, vowel marks and letters of another keyboard make no "
            "difference; * at the end of a word stands for any ending: mouthpiece*."
        ),
    )
    kind = models.CharField(
        _("what is the matter with it"),
        max_length=10,
        choices=WordKind,
        help_text=_("What stops publication stops it for everybody; the rest asks for a reason."),
    )
    advice = LineField(
        _("advice"),
        max_length=200,
        blank=True,
        help_text=_("What to write instead, in a few words; left empty, what is said of the kind."),
    )
    # As it is searched, so that no word is there twice.
    searched = models.CharField(max_length=LONGEST_SEARCHED, editable=False)

    class Meta:
        verbose_name = _("gate word")
        verbose_name_plural = _("gate words")
        ordering = ["language", "words", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "searched"],
                name="gate_word_once",
                violation_error_message=_("This word is there already."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=WordKind.values),
                name="gate_word_kind_known",
                violation_error_message=_("This is not one of the kinds of gate words."),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        super().clean()
        if wrong := next((one for one in self.words if not _may_stand(one)), None):
            message = _("“%(sign)s” cannot stand here: letters, digits, - ' and * alone.")
            raise ValidationError({"words": message % {"sign": wrong}})
        self.searched = self._as_text()
        self._refuse_short()
        others = GateWord.objects.exclude(pk=self.pk)
        if others.filter(language=self.language, searched=self.searched).exists():
            raise ValidationError({"words": _("This word is there already.")})
        if self.pk is None and others.count() >= self.MOST:
            raise ValidationError(_("At most %(most)d gate words.") % {"most": self.MOST})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.searched = self._as_text()
        super().save(*args, **kwargs)

    def as_searched(self) -> DeskWord:
        """The word as the gate looks for it."""
        advice = ADVICE[self.kind]
        return DeskWord(
            literal(self.words),
            self.language,
            self.advice or advice,
            is_verdict=advice in VERDICTS,
            is_harm=self.kind == WordKind.HARM,
            is_frame=self.kind == WordKind.SAYS,
            is_verb=self.kind == WordKind.VERB,
        )

    def _as_text(self) -> str:
        return " ".join(f"{word}{'*' * only}" for ((word, only),) in literal(self.words))

    def _refuse_short(self) -> None:
        said = [one for wanted in literal(self.words) for one in wanted]
        if sum(len(word) for word, _only in said if not word.isdigit()) < 2:
            raise ValidationError({"words": _("At least two letters, or nothing can be found.")})
        if len(self.searched) > self.LONGEST_SEARCHED:
            raise ValidationError({"words": _("This is too long to be looked for.")})
        if any(only and len(word) < SHORTEST_BEGINNING for word, only in said):
            message = _("Before * at least %(least)d letters: fewer begin too many words.")
            raise ValidationError({"words": message % {"least": SHORTEST_BEGINNING}})
        if "*" in self.words.replace("* ", " ").removesuffix("*"):
            raise ValidationError({"words": _("* stands at the end of a word, once.")})


def _may_stand(sign: str) -> bool:
    return sign in BETWEEN_LETTERS or unicodedata.category(sign)[0] in "LMN"


class HarmDecision(models.Model):
    """What somebody decided about words that may harm a person, before readers saw them.

    The words themselves are not kept here: they are in the record's revisions, where they can be
    erased. What is kept is their digest, so that other words are asked about anew.
    """

    Kind = HarmKind

    class Outcome(models.TextChoices):
        AS_IT_IS = "as_it_is", _("publish it as it is")
        CHANGE = "change", _("change it first")

    LONGEST = 2000

    # The record's name in the ledger.
    record = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=10, choices=HarmKind)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = ProseField(_("reason"))
    digests = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("decision about harm")
        verbose_name_plural = _("decisions about harm")
        default_permissions = ()
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="harm_decision_has_reason",
                violation_error_message=_("A decision needs its reason."),
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=("as_it_is", "change")),
                name="harm_decision_outcome_known",
                violation_error_message=_("Publish it as it is, or change it first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record}: {self.get_kind_display()}"
