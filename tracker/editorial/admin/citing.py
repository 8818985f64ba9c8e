"""From a passage of a kept text to a citation: the step between, the record in hand, and back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.edition.evidence.marks import bare_marks
from tracker.editorial import kept_forms
from tracker.editorial.admin.beside import BesideAdmin
from tracker.editorial.admin.comparing import ComparingAdmin
from tracker.editorial.admin.reading import OUTLINE
from tracker.editorial.admin.saving import WHY_KEPT, tell_that_it_waits
from tracker.editorial.first_error import focus_first_error
from tracker.editorial.not_saved import refused_by_database
from tracker.editorial.reading.cited import called
from tracker.editorial.reading.citing import NotTakenBack, cite, take_back
from tracker.editorial.reading.figures import FIELDS, FIGURE, FigureForm
from tracker.editorial.reading.forms import CiteForm
from tracker.editorial.reading.in_hand import (
    may_change,
    record_called,
    records_found,
    records_in_hand,
    take_in_hand,
)
from tracker.editorial.reading.passages import (
    LONGEST,
    Passage,
    PassageRefused,
    passage_at,
    passages_of,
)
from tracker.editorial.reading.targets import NEW_POINT, targets_of
from tracker.editorial.reading.texts import Reading, text_by_key
from tracker.record.models import Citation, Source
from tracker.record.trouble import report, trouble_of
from tracker.words.quotes import mark_sentence

# What a suggestion says of the citation to be made.
CARRIED = ("relation", "point_text", "stances", *FIELDS)


class CitingAdmin(ComparingAdmin):
    """Adds what turns a passage of the kept text into a citation."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        hand, back = require_POST(self.hand_view), require_POST(self.back_view)
        return [
            path("<path:object_id>/text/cite/", view(self.cite_view), name="record_source_cite"),
            path("<path:object_id>/text/in-hand/", view(hand), name="record_source_in_hand"),
            path("<path:object_id>/text/take-back/", view(back), name="record_source_take_back"),
            *super().get_urls(),
        ]

    def hand_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Takes a record in hand; and goes on to the passage that was waiting for it."""
        source = self.record_at(request, object_id)
        record = record_called(request, request.POST.get("reference", ""))
        if record is None:
            messages.error(request, _("No such record was found that your account may change."))
        else:
            take_in_hand(request, source, record)
        sent = {name: request.POST.get(name, "") for name in ("text", "start", "end")}
        kept = {name: request.POST[name] for name in ("as", "back") if request.POST.get(name)}
        page = "cite" if all(sent.values()) else "text"
        sent |= dict(_carried(request.POST))
        copy = request.POST.get("copy", "")
        query = urlencode(sent | kept if page == "cite" else {"copy": copy} if copy else {})
        return HttpResponseRedirect(f"{self.page_address(page, source.pk)}?{query}")

    def back_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Takes a citation back that this session just made."""
        source = self.record_at(request, object_id)
        try:
            record = take_back(request, source, request.POST.get("citation", ""))
        except NotTakenBack as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request, _("Taken back: it is out of %(record)s.") % {"record": record}
            )
            tell_that_it_waits(request, record)
            if outline := self._outline(request, record):
                return HttpResponseRedirect(outline.address_beside(record, {}))
        return HttpResponseRedirect(self.page_address("text", source.pk))

    def _outline(self, request: HttpRequest, record: Any) -> BesideAdmin | None:
        """The outline of a record, where its page is to be gone back to."""
        asked = request.POST.get("back") or request.GET.get("back")
        found = self.admin_site.get_model_admin(type(record)) if asked == OUTLINE else None
        return found if isinstance(found, BesideAdmin) else None

    def cite_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows a passage with what is to be said of it, and saves it where that was sent."""
        source = self.record_at(request, object_id)
        kept = kept_forms.kept_for(request) if kept_forms.KEPT in request.GET else None
        if kept is not None and request.method == "GET":
            kept_forms.send_again(request, kept)
        sent: Any = request.POST if request.method == "POST" else request.GET
        reading = text_by_key(source, sent.get("text", ""))
        if reading is None:
            messages.error(request, _("This text is not kept any more, or is not of this source."))
            return HttpResponseRedirect(self.page_address("text", source.pk))
        try:
            passage = self._passage(request, reading, sent)
        except PassageRefused as refused:
            return self._choose(request, reading, {"error": str(refused)})
        if isinstance(passage, HttpResponse):
            return passage
        return self._step(request, passage, sent, str(WHY_KEPT[kept.why]) if kept else "")

    def _passage(self, request: HttpRequest, reading: Reading, sent: Any) -> Passage | HttpResponse:
        """The passage that was selected; or the page that asks which. Raises PassageRefused."""
        words = sent.get("words")
        if "start" in sent:
            named_by_site = request.method == "GET" and words is None
            if words is None and not named_by_site:
                raise PassageRefused(_("No words are selected."))
            return passage_at(reading, sent["start"], sent.get("end", ""), words)
        typed = (words or "").strip()
        if not typed:
            raise PassageRefused(_("Paste the words that you want to cite."))
        if len(typed) > LONGEST:
            raise PassageRefused(
                _("This is longer than %(most)d characters. Cite the words that matter, in parts.")
                % {"most": LONGEST}
            )
        passages, found = passages_of(reading, typed)
        if len(passages) == 1 and not found.differences:
            return passages[0]
        closest = [Passage(reading, found.closest)] if found.closest else []
        context = {"typed_words": typed, "passages": passages, "closest": closest}
        return self._choose(request, reading, context | {"differs": bool(found.differences)})

    def _choose(
        self, request: HttpRequest, reading: Reading, given: dict[str, Any]
    ) -> HttpResponse:
        """The page that says why there is no passage yet, or which there are."""
        none: dict[str, Any] = {"passages": [], "closest": []}
        context = {**self._context(request, reading.source), "reading": reading, **none, **given}
        return TemplateResponse(request, "admin/choose_passage.html", context)

    def _step(self, request: HttpRequest, passage: Passage, sent: Any, why: str) -> HttpResponse:
        source = passage.reading.source
        record = record_called(request, sent.get("record", ""))
        if record is None:
            record = next(iter(records_in_hand(request, source)), None)
        form = None
        if record is not None and may_change(request, record):
            is_sent = request.method == "POST" and _is_whole(request.POST)
            kind = FigureForm if _is_figure(sent) else CiteForm
            form = kind(passage, record, targets_of(record), sent, is_bound=is_sent)
            if is_sent and why:
                form.add_error(None, why)
            elif is_sent and form.is_valid() and (row := _saved(request, record, passage, form)):
                take_in_hand(request, source, record)
                return self._cited(request, row, record, passage)
            if is_sent:
                focus_first_error(form)
        context = {
            **self._context(request, source),
            "passage": passage,
            "around": passage.around,
            "back_to_text": self._way_back(request, passage, record),
            "record": record,
            "form": form,
            "as_figure": _is_figure(sent),
            "typed": sent.get("typed", ""),
            "found": records_found(request, sent.get("typed", "")),
            "carried": _carried(request.GET),
        }
        response = TemplateResponse(request, "admin/cite.html", context)
        kept_forms.remember(request, response)
        return response

    def _way_back(self, request: HttpRequest, passage: Passage, record: Any) -> str:
        """The text, opened at a passage that is not cited yet."""
        start, end = passage.place
        query = {"copy": passage.reading.text.capture_id, "at": start, "to": end}
        if record is not None and (outline := self._outline(request, record)):
            return outline.address_beside(record, query)
        address = self.page_address("text", passage.reading.source.pk)
        return f"{address}?{urlencode(query)}#wanted"

    def _cited(
        self, request: HttpRequest, row: Citation, record: Any, passage: Passage
    ) -> HttpResponse:
        """Back to the text, at the passage, with what came of it."""
        kept_forms.forget(request)
        told = {"what": called(row.target), "state": mark_sentence(bare_marks([row])[row.pk])}
        messages.success(request, _("Cited for %(what)s. %(state)s") % told)
        tell_that_it_waits(request, record)
        query = {"copy": passage.reading.text.capture_id, "citation": row.pk}
        if outline := self._outline(request, record):
            return outline.after_cited(request, record, row.target, query)
        address = self.page_address("text", row.source_id)
        return HttpResponseRedirect(f"{address}?{urlencode(query)}#wanted")

    def _context(self, request: HttpRequest, source: Source) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": _("Cite a passage"),
            "opts": self.opts,
            "object": source,
            "text_url": self.page_address("text", source.pk),
            "hand_url": self.page_address("in_hand", source.pk),
            "cite_url": self.page_address("cite", source.pk),
            "back": OUTLINE
            if OUTLINE in (request.POST.get("back"), request.GET.get("back"))
            else "",
        }


def _is_figure(sent: Any) -> bool:
    """Whether the passage is to be the quote of a new figure."""
    return FIGURE in (sent.get("look"), sent.get("as"))


def _carried(sent: Any) -> list[tuple[str, str]]:
    """What was proposed of the citation, while the record is still to be chosen."""
    return [(name, sent[name]) for name in CARRIED if name in sent]


def _is_whole(sent: Any) -> bool:
    """Whether a form has all that is asked: the bar below a text knows no words of a new point,
    and words that were looked for are shown first where they were found."""
    is_new_point = sent.get("target", "").startswith(NEW_POINT)
    is_asked = "target" in sent and "start" in sent and "look" not in sent
    return is_asked and ("point_text" in sent or not is_new_point)


def _saved(request: HttpRequest, record: Any, passage: Passage, form: CiteForm) -> Citation | None:
    """The citation; None where it could not be saved, which the form then says."""
    try:
        return cite(request, record, passage, form.cleaned_data)
    except ValidationError as error:
        form.refuse(error)
    except DatabaseError as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        report(trouble)
        form.add_error(None, refused_by_database(trouble))
    return None
