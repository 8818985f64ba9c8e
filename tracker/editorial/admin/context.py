"""Requests and events: who waits for whom, and what happened around a dispute."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.editorial.admin.answer_links import AnswerLinksAdmin
from tracker.editorial.admin.begun import BegunFromSource
from tracker.editorial.admin.inlines import CitationInline, FigureInline, RowInline
from tracker.editorial.admin.publishing import PublishableAdmin
from tracker.editorial.admin.request_clock import ClockFilter, RequestClockAdmin
from tracker.editorial.lists.evidence import EvidenceFilter
from tracker.editorial.lists.people import PEOPLE
from tracker.editorial.lists.typed import by_date, by_dossier, by_name
from tracker.record.models import DossierEvent, Event, EventParty, EventPlace, Request, RequestPoint


class RequestPointInline(RowInline):
    model = RequestPoint
    autocomplete_fields = ("allegation",)
    fields = ("allegation",)


@admin.register(Request)
class RequestAdmin(RequestClockAdmin, AnswerLinksAdmin):
    change_form_template = "admin/request_change_form.html"
    inlines = (RequestPointInline,)
    autocomplete_fields = ("asker", "asked", "claim", "made_in", "proof", "answered_by")
    list_display = (
        "reference",
        "title",
        "asked",
        "sent_on",
        "clock",
        "outcome",
        "given_to",
        "status_mark",
    )
    list_display_links = ("reference", "title")
    list_filter = (
        ClockFilter,
        "status",
        "outcome",
        "kind",
        *PEOPLE,
        by_name("asked", _("who is asked"), "asked"),
        by_name("asker", _("who asks"), "asker"),
        by_dossier("claim__dossiers"),
        by_date("sent_on", _("day of sending")),
    )
    list_select_related = ("asked",)
    search_fields = ("reference", "title", "asker__name", "asked__name")
    fieldsets = (
        (None, {"fields": ("title", "kind", ("asker", "asked"), "text")}),
        (_("What it belongs to"), {"fields": ("claim", "made_in")}),
        (
            _("How it was made, and its deadline"),
            {
                "fields": (
                    "channel",
                    ("sent_on", "due_on"),
                    ("time_allowed", "is_appeal"),
                    "proof",
                ),
                "description": _(
                    "“No reply by the deadline” is shown only for a request that was sent, with a "
                    "deadline that has passed."
                ),
            },
        ),
        (
            _("What came of it"),
            {"fields": ("outcome", "answered_by", ("checked_on", "checked_where"))},
        ),
        (_("For the desk only"), {"fields": ("contact_details", "internal_notes")}),
    )


class EventPartyInline(RowInline):
    model = EventParty
    ordered_by = "position"
    autocomplete_fields = ("party",)
    fields = (("party", "role", "position"),)


class EventPlaceInline(RowInline):
    model = EventPlace
    ordered_by = "position"
    autocomplete_fields = ("place",)
    fields = (("place", "position"),)


class EventDossierInline(RowInline):
    model = DossierEvent
    verbose_name = _("dossier")
    verbose_name_plural = _("dossiers it belongs to")
    beside = "dossier"
    autocomplete_fields = ("dossier",)
    fields = ("dossier",)


@admin.register(Event)
class EventAdmin(BegunFromSource, PublishableAdmin):
    inlines = (EventPartyInline, EventPlaceInline, FigureInline, CitationInline, EventDossierInline)
    list_display = ("reference", "title", "happened_on", "given_to", "status_mark")
    list_display_links = ("reference", "title")
    list_filter = (
        "status",
        EvidenceFilter,
        *PEOPLE,
        by_name("party", _("party"), "party_links__party"),
        by_dossier("dossiers"),
        by_date("happened_on", _("day of the event")),
    )
    search_fields = ("reference", "title", "description")
    fieldsets = (
        (None, {"fields": ("title", "happened_on", "description")}),
        (_("For the desk only"), {"fields": ("internal_notes",), "classes": ("collapse",)}),
    )
