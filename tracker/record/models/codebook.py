"""The two codebooks: what is alleged (violations) and what sort of answer it is (stances)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.record.codebook import as_shipped
from tracker.record.text import LineField, ProseField


class CodebookEntry(models.Model):
    """A code with its definition. Words that it never had are a new version, the old one kept."""

    WORDS: ClassVar[tuple[str, ...]] = ("label", "definition", "example")

    code = LineField(
        _("code"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9-]*$", _("A code is lower-case Latin letters, digits and hyphens.")
            )
        ],
        help_text=_("Short and lasting, such as “literal-denial”; links and downloads use it."),
    )
    label = LineField(_("label"), max_length=120, help_text=_("What readers see."))
    definition = ProseField(
        _("definition"), help_text=_("When this code applies, so that two editors would agree.")
    )
    example = ProseField(
        _("example"), help_text=_("Plainly invented words that show it. Never a real party's.")
    )
    version = models.PositiveIntegerField(
        _("version"), default=0, editable=False, help_text=_("Counts changes of the words above.")
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("Lower numbers come first.")
    )
    retired = models.BooleanField(
        _("retired"), default=False, help_text=_("No longer offered; what was coded keeps it.")
    )

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return as_shipped(self.label)

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            codebook = str(self._meta.model_name)
            words = {name: getattr(self, name) for name in self.WORDS}
            known = CodebookEdition.objects.filter(codebook=codebook, code=self.code)
            versions = {edition.version: edition.words for edition in known}
            # Words that come back, as a change that is discarded, are of the version they had.
            same = [version for version, had in versions.items() if had == words]
            self.version = max(same) if same else max(versions, default=0) + 1
            if not same:
                CodebookEdition.objects.create(
                    codebook=codebook,
                    code=self.code,
                    version=self.version,
                    words=words,
                )
            super().save(*args, **kwargs)


class CodebookEdition(models.Model):
    """The words of a codebook entry as they stood in one version."""

    codebook = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    words = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["codebook", "code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["codebook", "code", "version"], name="codebook_edition_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.codebook} {self.code} {self.version}"


class Violation(CodebookEntry):
    """A kind of harm that is alleged."""

    WORDS: ClassVar[tuple[str, ...]] = ("label", "definition", "example", "provision")

    provision = LineField(
        _("legal provision"),
        max_length=500,
        blank=True,
        help_text=_("Where international law names it, such as an article of a treaty."),
    )

    class Meta(CodebookEntry.Meta):
        verbose_name = _("violation")
        verbose_name_plural = _("codebook: violations")


class Stance(CodebookEntry):
    """A kind of answer. Several may hold for one answer."""

    class Meta(CodebookEntry.Meta):
        verbose_name = _("stance")
        verbose_name_plural = _("codebook: stances")


class Coding(models.Model):
    """A code given to something, with the version of the codebook it was given under."""

    version = models.PositiveIntegerField(_("codebook version"), editable=False)

    class Meta:
        abstract = True

    def prepare(self) -> None:
        """Fill what follows from being saved; `save` calls it, and `new_rows.save_new`."""
        if self._state.adding and self.version is None:
            self.version = self.entry.version

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    @property
    def entry(self) -> CodebookEntry:
        raise NotImplementedError
