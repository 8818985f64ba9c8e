"""Events: dated happenings that give context."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from tracker.record.fields import EarliestField, LatestField, PartialDateField
from tracker.record.models.party import Party
from tracker.record.models.place import Place
from tracker.record.models.publishable import Positioned, Publishable, Referenced
from tracker.record.paths import path_of
from tracker.record.querysets import EventQuerySet
from tracker.record.text import LineField, ProseField


class Event(Referenced, Publishable):
    """Something that happened, as its sources report it."""

    letter = "E"
    dated_by = "happened_on"

    title = LineField(
        _("title"), max_length=300, help_text=_("What happened, attributed where it is disputed.")
    )
    description = ProseField(
        _("description"), blank=True, help_text=_("Two or three sentences, attributed.")
    )
    happened_on = PartialDateField(
        _("happened on"), help_text=_("As far as known: 2023-05, 2022, 2019-03~.")
    )
    happened_on_earliest = EarliestField(of="happened_on")
    happened_on_latest = LatestField(of="happened_on")
    parties = models.ManyToManyField(
        Party,
        through="EventParty",
        related_name="events",
        verbose_name=_("parties"),
        help_text=_("Who took part, and how."),
    )
    places = models.ManyToManyField(
        Place,
        through="EventPlace",
        related_name="events",
        verbose_name=_("places"),
        help_text=_("Where it happened."),
    )

    objects = EventQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = [F("happened_on_earliest").desc(nulls_last=True), "-pk"]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return path_of("event", self.reference)


class EventParty(Positioned):
    """A party that took part in an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="party_links")
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="event_links",
        verbose_name=_("party"),
        help_text=_("Found by any of its names."),
    )
    role = LineField(
        _("role"), max_length=200, blank=True, help_text=_("How it took part, in a few words.")
    )

    class Meta(Positioned.Meta):
        verbose_name = _("party of the event")
        verbose_name_plural = _("parties of the event")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "party"],
                name="event_party_once",
                violation_error_message=_("This event already names this party."),
            )
        ]

    def __str__(self) -> str:
        return str(self.party)


class EventPlace(Positioned):
    """A place of an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="place_links")
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="event_links",
        verbose_name=_("place"),
        help_text=_("Found by any of its names."),
    )

    class Meta(Positioned.Meta):
        verbose_name = _("place of the event")
        verbose_name_plural = _("places of the event")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "place"],
                name="event_place_once",
                violation_error_message=_("This event already names this place."),
            )
        ]

    def __str__(self) -> str:
        return str(self.place)
