"""Citations: the links from sources to what they are cited for, with the words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.record.choices import Relation, VersionKind
from tracker.record.fields import LanguageField
from tracker.record.models.allegation import Allegation
from tracker.record.models.claim import Claim
from tracker.record.models.constraints import exactly_one
from tracker.record.models.event import Event
from tracker.record.models.figure import Figure
from tracker.record.models.place import refuse_circle
from tracker.record.models.publishable import Positioned
from tracker.record.models.response import Answer, Response
from tracker.record.models.source import Source
from tracker.record.querysets import CitationQuerySet
from tracker.record.text import LineField, ProseField

TARGETS = ("claim", "allegation", "response", "answer", "event", "figure")


def _target(model: type[models.Model]) -> Any:
    return models.ForeignKey(
        model, null=True, blank=True, on_delete=models.CASCADE, related_name="citations"
    )


class Citation(Positioned):
    """One source cited for one thing, with where in the source and, if quoted, the words."""

    TARGETS = TARGETS

    Relation = Relation

    VersionKind = VersionKind

    claim = _target(Claim)
    allegation = _target(Allegation)
    response = _target(Response)
    answer = _target(Answer)
    event = _target(Event)
    figure = _target(Figure)
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="citations",
        help_text=_("Found by title, address or publisher; the green plus enters a new one."),
    )
    relation = models.CharField(
        _("whose words"),
        max_length=12,
        choices=Relation,
        default=Relation.OWN_WORDS,
        help_text=_("Does the source print the speaker's words itself, quote or retell them?"),
    )
    locator = LineField(
        _("where in the source"),
        max_length=200,
        blank=True,
        help_text=_("Page, paragraph, minute: “p. 12”, “third paragraph”."),
    )
    quote = ProseField(
        _("quote"),
        blank=True,
        verbatim=True,
        help_text=_("Word for word in the original language, without quotation marks around it."),
    )
    language = LanguageField(
        _("language of the quote"),
        default="en",
        help_text=_("The language the words are quoted in."),
    )
    prefix = ProseField(
        _("words just before"),
        blank=True,
        verbatim=True,
        help_text=_("A few words before the quote, to find it again."),
    )
    suffix = ProseField(
        _("words just after"),
        blank=True,
        verbatim=True,
        help_text=_("A few words after the quote, to find it again."),
    )
    translation = ProseField(
        _("translation"), blank=True, help_text=_("The quote in English, when it is not English.")
    )
    translator = LineField(
        _("translated by"),
        max_length=200,
        blank=True,
        help_text=_("Who translated it: a person, “the desk”, “the source itself”."),
    )
    version_of = models.ForeignKey(
        "self",
        verbose_name=_("version of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="versions",
        help_text=_(
            "Where two sources have the same utterance: the quote, of those here, that these words "
            "go back to. A new quote can be chosen once it is saved."
        ),
    )
    version_kind = models.CharField(
        _("sort of version"),
        max_length=12,
        blank=True,
        choices=VersionKind,
        help_text=_("What these words are of what was first said. Empty when that is not known."),
    )
    original_language = LanguageField(
        _("language of the original"),
        blank=True,
        help_text=_("Of a translation whose original is not quoted here, if it is known."),
    )

    objects = CitationQuerySet.as_manager()

    class Meta(Positioned.Meta):
        verbose_name = _("quote and source")
        verbose_name_plural = _("quotes and sources")
        # Five of the six are empty in each row: where one is so in nearly all of them, SQLite takes
        # the plain index for a wide one and reads the whole table.
        indexes = [
            models.Index(
                fields=[target],
                condition=Q(**{f"{target}__isnull": False}),
                name=f"citation_of_{target}",
            )
            for target in TARGETS
        ]
        constraints = [
            exactly_one(TARGETS, "citation_of_one", _("A citation is for exactly one thing.")),
            models.CheckConstraint(
                condition=Q(version_of__isnull=True) | ~Q(version_of=F("id")),
                name="citation_not_version_of_itself",
                violation_error_message=_("A quote cannot be a version of itself."),
            ),
            models.CheckConstraint(
                condition=~Q(relation=Relation.PARAPHRASED)
                | Q(version_of__isnull=True, version_kind=""),
                name="citation_paraphrase_no_version",
                violation_error_message=_(
                    "A paraphrase is its reporter's own sentence, not a version of the words."
                ),
            ),
            models.CheckConstraint(
                condition=Q(original_language="")
                | Q(version_kind=VersionKind.TRANSLATION, version_of__isnull=True),
                name="citation_original_of_translation",
                violation_error_message=_(
                    "The language of the original is for a translation whose original is not "
                    "quoted here: otherwise leave it empty."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(version_kind=VersionKind.TRANSLATION)
                | ~Q(original_language=F("language")),
                name="citation_translated_from_another",
                violation_error_message=_(
                    "A translation is in another language than its original."
                ),
            ),
            models.CheckConstraint(
                condition=Q(version_kind__in=["", *VersionKind.values]),
                name="citation_version_kind_known",
                violation_error_message=_("This is not one of the sorts of version."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)

    def clean(self) -> None:
        super().clean()
        refuse_circle(self, "version_of")
        above = self.version_of
        if above is None:
            return
        if any(getattr(self, f"{name}_id") != getattr(above, f"{name}_id") for name in TARGETS):
            raise ValidationError(
                {"version_of": _("A quote is a version of another one of the same thing only.")},
                code="elsewhere",
            )
        if above.relation == Relation.PARAPHRASED:
            raise ValidationError(
                {
                    "version_of": _(
                        "A paraphrase is its reporter's own sentence: it has no versions."
                    )
                },
                code="paraphrase",
            )

    @property
    def target(self) -> Claim | Allegation | Response | Answer | Event | Figure:
        target: Claim | Allegation | Response | Answer | Event | Figure = next(
            getattr(self, name) for name in self.TARGETS if getattr(self, f"{name}_id")
        )
        return target
