"""What a column can be mapped to: the roles of records in a row, and the fields of each.

A row makes at most one record in each role, of parties one for each name. How the records lean on
each other follows from the roles: the claimant makes the claim that the point is of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.record import models as record

CITED = {
    "relation": "relation",
    "quote": "quote",
    "quote_language": "language",
    "locator": "locator",
    "translation": "translation",
    "translator": "translator",
}


@dataclass(frozen=True)
class Role:
    """One kind of record in a row; `looked_up` finds one that is there and makes none."""

    name: str
    model: type[models.Model]
    label: str | Promise
    plain: tuple[str, ...]
    looked_up: str = ""
    codes: str = ""
    is_cited: bool = False
    # Roles whose records this one names, each under the name of the role.
    names: tuple[str, ...] = field(default=())

    @property
    def noun(self) -> str:
        return str(self.model._meta.model_name)

    @property
    def is_party(self) -> bool:
        return self.model is record.Party

    def fields(self) -> list[str]:
        """All that a column can be mapped to, in the order of the form."""
        own = [self.looked_up] if self.looked_up else []
        codes = [self.codes] if self.codes else []
        return [*own, *self.plain, *codes, *(CITED if self.is_cited else ())]

    def column(self, name: str) -> models.Field[Any, Any] | None:
        """The database column behind a field; None for lists of codes."""
        if name == self.codes:
            return None
        if self.is_cited and name in CITED:
            found: Any = record.Citation._meta.get_field(CITED[name])
        else:
            found = self.model._meta.get_field(name)
        assert isinstance(found, models.Field)  # noqa: S101
        return found

    def required(self) -> list[str]:
        """Fields without which no record of this role can be made."""
        columns: list[Any] = [self.model._meta.get_field(name) for name in self.plain]
        return [one.name for one in columns if not one.blank and not one.has_default()]


_PARTY = (
    "name",
    "name_language",
    "kind",
    "description",
    "website",
    "wikidata_id",
    "ended_on",
    "internal_notes",
)


def _party(name: str, label: Promise) -> Role:
    return Role(name, record.Party, label, _PARTY, "slug")


# In the order in which they are saved: each after what it names.
ROLES = {
    role.name: role
    for role in (
        _party("party", _("Party")),
        _party("claimant", _("Claimant: who says it")),
        _party("accused", _("Accused: of whom it is said")),
        _party("responder", _("Responder: who answers")),
        _party("publisher", _("Publisher of the source")),
        Role(
            "source",
            record.Source,
            _("Source"),
            (
                "title",
                "kind",
                "authors",
                "published_on",
                "language",
                "url",
                "archive_url",
                "supplied_as_text",
                "confidential",
                "internal_notes",
            ),
            "reference",
            names=("publisher",),
        ),
        Role(
            "claim",
            record.Claim,
            _("Claim"),
            ("title", "lead", "made_on", "internal_notes"),
            "reference",
            is_cited=True,
            names=("claimant", "accused", "source"),
        ),
        Role(
            "allegation",
            record.Allegation,
            _("Point of the claim"),
            ("text", "period", "put_on", "characterisation", "is_accused_unnamed"),
            "number",
            codes="violations",
            is_cited=True,
            names=("claim", "source"),
        ),
        Role(
            "response",
            record.Response,
            _("Response"),
            (
                "title",
                "made_on",
                "first_reported_on",
                "form",
                "on_file",
                "not_held",
                "named_as",
                "summary",
                "internal_notes",
            ),
            "reference",
            is_cited=True,
            names=("responder", "source"),
        ),
        Role(
            "answer",
            record.Answer,
            _("Answer to the point"),
            ("extent", "summary"),
            codes="stances",
            is_cited=True,
            names=("response", "allegation", "source"),
        ),
    )
}
# Roles whose records others may lean on without being able to stand alone.
NEEDED = {
    "allegation": ("claim",),
    "response": ("responder",),
    "answer": ("response", "allegation"),
}


def field_label(name: str) -> str:
    """`claim.made_on` in the words of the forms."""
    role = ROLES[name.partition(".")[0]]
    own = name.partition(".")[2]
    column = role.column(own)
    if column is None:
        return str(role.model._meta.get_field(own).verbose_name)  # type: ignore[union-attr]
    return str(column.verbose_name)
