"""Parties: who speaks or is spoken of."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.record.choices import PartyKind, PartyTie
from tracker.record.fields import EarliestField, LanguageField, LatestField, PartialDateField
from tracker.record.models.publishable import ALL_PERMISSIONS, Named, Record, name_field
from tracker.record.paths import path_of
from tracker.record.querysets import PartyQuerySet
from tracker.record.text import LineField, ProseField
from tracker.record.web_addresses import WebAddressField


class Party(Named, Record):
    """An organisation, authority, group, state, international body, media outlet or person."""

    Kind = PartyKind

    name = name_field(
        help_text=_("The name this site uses, the same for every record, in neutral words.")
    )
    name_language = LanguageField(
        _("language of the name"), default="en", help_text=_("The language the name is written in.")
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind, help_text=_("What this party is.")
    )
    description = ProseField(
        _("description"),
        blank=True,
        help_text=_("One or two neutral sentences: what it is, not what it did."),
    )
    bodies = models.ManyToManyField(
        "self",
        through="Membership",
        through_fields=("member", "body"),
        symmetrical=False,
        related_name="members",
        verbose_name=_("part of"),
        help_text=_("The parties it belongs to, with the office held."),
    )
    website = WebAddressField(
        _("website"),
        max_length=500,
        blank=True,
        help_text=_("The party's own site, with https://."),
    )
    wikidata_id = LineField(
        _("Wikidata id"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9]\d*$", _("A Wikidata id looks like Q42970."))],
        help_text=_("Such as Q42970; leave empty when unsure."),
    )

    ended_on = PartialDateField(
        _("died or dissolved on"),
        blank=True,
        help_text=_("A dead person and a dissolved body are never called silent."),
    )
    ended_on_earliest = EarliestField(of="ended_on")
    ended_on_latest = LatestField(of="ended_on")

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        default_permissions = ALL_PERMISSIONS
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_of("party", self.slug)


class PartyName(models.Model):
    """Another name of a party, with its language and who uses it."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="names")
    name = name_field(help_text=_("As written by those who use it, in its own script."))
    language = LanguageField(
        _("language"), default="en", help_text=_("The language the name is written in.")
    )
    used_by = LineField(
        _("used by"),
        max_length=300,
        blank=True,
        help_text=_("Who uses this name, when it matters: “Amnesty International”, “the press”."),
    )

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["language", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "name", "language"],
                name="party_name_once",
                violation_error_message=_("This party already has this name in this language."),
            )
        ]
        indexes = [models.Index(fields=["name"], name="party_name_idx")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One party as part of another, with the office held: a spokesperson, a council, a force."""

    member = models.ForeignKey(
        Party,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("member"),
        help_text=_("The person or body that belongs to another."),
    )
    body = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="member_links",
        verbose_name=_("part of"),
        help_text=_("The body it belongs to."),
    )
    kind = models.CharField(
        _("tie"),
        max_length=10,
        choices=PartyTie,
        default=PartyTie.MEMBER,
        help_text=_(
            "An organ or a spokesperson is the party itself when it speaks; a member, or the body "
            "it belongs to, answers for it only where its words say so."
        ),
    )
    office = LineField(
        _("office"),
        max_length=200,
        blank=True,
        help_text=_("Such as “Secretary General”; empty for a body within a body."),
    )
    held = PartialDateField(
        _("when"),
        blank=True,
        help_text=_("When it held, as far as known: 2021/.. means since 2021."),
    )
    held_earliest = EarliestField(of="held")
    held_latest = LatestField(of="held")
    source = models.ForeignKey(
        "record.Source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="shows_ties",
        verbose_name=_("source that shows it"),
        help_text=_("Without one, nobody's words are shown as spoken for another."),
    )
    locator = LineField(
        _("where in the source"),
        max_length=200,
        blank=True,
        help_text=_("Page, paragraph, minute: “p. 12”, “third paragraph”."),
    )

    class Meta:
        verbose_name = _("membership or office")
        verbose_name_plural = _("memberships and offices")
        ordering = ["body__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(member=F("body")),
                name="membership_not_of_itself",
                violation_error_message=_("A party cannot be part of itself."),
            ),
            models.UniqueConstraint(
                fields=["member", "body", "office"],
                name="membership_once",
                violation_error_message=_("This membership is already recorded."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}, {self.body}" if self.office else str(self.body)
