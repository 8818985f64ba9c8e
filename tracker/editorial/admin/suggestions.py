"""The suggestions of the part of a kept text that is on the screen, and what is done with them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.editorial.admin.begun import TEXT_COPY, TEXT_OF, TEXT_PART, TEXT_RECORD
from tracker.editorial.admin.citing import CitingAdmin
from tracker.editorial.admin.open_row import IN_PLACE
from tracker.editorial.admin.reading import OUTLINE
from tracker.editorial.admin.saving import tell_that_it_waits
from tracker.editorial.intake.dismissed import dismiss, dismissed, show_again
from tracker.editorial.intake.in_record import (
    MODELS,
    known_codes,
    names_in,
    rows_to_name,
    with_spellings,
)
from tracker.editorial.intake.proposals import Desk, key_of, proposals
from tracker.editorial.intake.sentences import sentences_of
from tracker.editorial.intake.suggesting import Known, proposed
from tracker.editorial.intake.suggestion import Kind
from tracker.editorial.intake.taking import name_in
from tracker.editorial.keys import is_key
from tracker.editorial.reading.in_hand import record_called, records_in_hand
from tracker.editorial.reading.marking import shown
from tracker.editorial.reading.passages import as_quoted
from tracker.editorial.reading.texts import Reading, text_by_key
from tracker.record.dates import DateError, Form, Point, parse
from tracker.record.models import Claim, Event, Party, Place, Source

ALL, SUGGEST = "all", "suggest"
# Records that can be begun from a suggestion.
BEGUN: dict[str, Any] = {"claim": Claim, "event": Event, "party": Party, "place": Place}
# Characters of a name as the text has it.
LONGEST_NAME = 300


class SuggestingAdmin(CitingAdmin):
    """Adds suggestions to the page of a kept text; they are worked out where they are asked for."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        names, leave = require_POST(self.name_view), require_POST(self.dismiss_view)
        return [
            path("<path:object_id>/text/name/", view(names), name="record_source_name"),
            path("<path:object_id>/text/dismiss/", view(leave), name="record_source_dismiss"),
            *super().get_urls(),
        ]

    def text_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page of a text, with what is proposed to whoever may cite from it."""
        response = super().text_view(request, object_id)
        context = response.context_data if isinstance(response, TemplateResponse) else None
        if context and context.get("reading") and context["may_cite"]:
            context.update(self._suggested(request, context))
        return response

    def text_beside(self, request: HttpRequest, source: Source, record: Any) -> dict[str, Any]:
        """A text beside an outline, with what is proposed to whoever may cite from it there."""
        context = super().text_beside(request, source, record)
        if context.get("reading") and context["may_cite"]:
            context |= self._suggested(request, context)
        return context

    def _suggested(self, request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
        """What the page has beside the text, and the text with its suggestions marked."""
        asked = _asked(request)
        reading: Reading = context["reading"]
        here = {
            "kinds": [(ALL, _("All")), *Kind.choices],
            "name_url": self.page_address("name", reading.source.pk),
            "dismiss_url": self.page_address("dismiss", reading.source.pk),
        }
        if not asked:
            return here
        blocks = context["part"].blocks
        sentences = list(sentences_of(reading.words, blocks, reading.source.language))
        known = Known(
            _own_day(reading.source), names_in(reading.words, sentences, request), known_codes()
        )
        found = proposed(reading.words, sentences, known, () if asked == ALL else (asked,))
        gone = dismissed(request, reading.text)
        kept = [one for one in found.suggestions if key_of(one) not in gone]
        spelt = with_spellings(reading.words, kept, request)
        rows = proposals(reading, spelt, sentences, self._desk(request, context))
        marks = context["marks"]._replace(proposed=rows)
        return here | {
            "suggest": asked,
            "proposals": rows,
            "more_proposals": found.more,
            "dismissed": len(found.suggestions) - len(kept),
            "own_day": known.own_day,
            "blocks": shown(reading.words, blocks, marks),
        }

    def _desk(self, request: HttpRequest, context: dict[str, Any]) -> Desk:
        sites = {noun: admin.site.get_model_admin(model) for noun, model in BEGUN.items()}
        may_add = frozenset(noun for noun, one in sites.items() if one.has_add_permission(request))
        back: dict[str, Any] = {}
        form = {
            TEXT_OF: context["object"].pk,
            TEXT_COPY: context["copy"].pk,
            TEXT_PART: context["part"].number,
        }
        if context.get("back"):
            back = {"back": OUTLINE, "record": context["in_hand"].reference}
            form[TEXT_RECORD] = context["in_hand"].reference
        return Desk(
            context["cite_url"], context["may_cite"], context["in_hand"], may_add, back, form
        )

    def name_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Names a known party or place in the record in hand."""
        source = self.record_at(request, object_id)
        record = _beside(request) or next(iter(records_in_hand(request, source)), None)
        named = _named(request)
        if record is None or record.reference != request.POST.get("record", ""):
            messages.error(request, _("Another record is in hand now. Choose anew."))
        elif named is None:
            messages.error(request, _("No such party or place was found."))
        else:
            self._name(request, record, named)
        return self._back(request, source)

    def _name(self, request: HttpRequest, record: Any, named: Any) -> None:
        printed = as_quoted(request.POST.get("printed", ""))[:LONGEST_NAME].strip()
        try:
            name_in(request, record, named, request.POST.get("role", ""), printed or str(named))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return
        told = {"name": named, "record": record}
        messages.success(request, _("%(name)s is named in %(record)s.") % told)
        tell_that_it_waits(request, record)

    def dismiss_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Takes a suggestion out of sight, or brings all of a text back."""
        source = self.record_at(request, object_id)
        reading = text_by_key(source, request.POST.get("text", ""))
        # A button says what it dismisses, and with which number it stood on the page.
        key, _slash, number = request.POST.get("key", "").partition("/")
        if reading is None:
            messages.error(request, _("This text is not kept any more, or is not of this source."))
        elif "again" in request.POST:
            show_again(request, reading.text)
        else:
            dismiss(request, reading.text, key)
        return self._back(request, source, number)

    def _back(self, request: HttpRequest, source: Source, number: str = "") -> HttpResponse:
        """Back to the part of the text, with its suggestions; beside an outline, in place."""
        sent = {name: request.POST.get(name, "") for name in ("copy", "part")}
        sent = {name: value for name, value in sent.items() if value}
        record = _beside(request)
        outline = self._outline(request, record) if record is not None else None
        if outline is not None and IN_PLACE in request.headers:
            return HttpResponse(outline.beside(request, record), headers={IN_PLACE: "1"})
        if outline is not None:
            return HttpResponseRedirect(outline.address_beside(record, sent))
        query = urlencode(sent)
        address = self.page_address("text", source.pk)
        number = number or request.POST.get("number", "")
        anchor = f"suggestion-{number}" if is_key(number) and len(number) < 5 else "suggestions"
        return HttpResponseRedirect(f"{address}?{query}#{anchor}")


def _beside(request: HttpRequest) -> Any:
    """The record beside whose outline the text lies, if it does."""
    is_beside = request.POST.get("back") == OUTLINE
    return record_called(request, request.POST.get("record", "")) if is_beside else None


def _asked(request: HttpRequest) -> str:
    """Of which kind suggestions are shown: as was asked last in this session; '' for none."""
    asked = str(request.GET.get("suggest", request.session.get(SUGGEST, "")))
    asked = asked if asked in (ALL, *Kind.values) else ""
    if asked != request.session.get(SUGGEST, ""):
        request.session[SUGGEST] = asked
    return asked


def _named(request: HttpRequest) -> Any:
    """The party or place that was sent, if the account may choose it."""
    noun, key = request.POST.get("noun", ""), request.POST.get("key", "")
    rows = rows_to_name(noun, request) if noun in MODELS and is_key(key) else None
    return rows.filter(pk=key).first() if rows is not None else None


def _own_day(source: Source) -> date | None:
    """The day of a text, where its source has one."""
    try:
        read = parse(source.published_on)
    except DateError:
        return None
    is_day = isinstance(read.start, Point) and read.start.form == Form.DAY and read.end is None
    return read.earliest if is_day else None
