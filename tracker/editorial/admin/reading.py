"""The page on which a kept text is read: chosen, searched, with what is cited marked in it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.capture.models import CopyText
from tracker.capture.quotes.finding import Place
from tracker.editorial import kept_forms
from tracker.editorial.admin.copies import CopiesAdmin
from tracker.editorial.keys import is_key
from tracker.editorial.quotes_shown import address_of
from tracker.editorial.reading.blocks import Part, part_with
from tracker.editorial.reading.cited import Cited, called, cited_in
from tracker.editorial.reading.citing import made_lately
from tracker.editorial.reading.forms import relation_of
from tracker.editorial.reading.in_hand import (
    may_change,
    may_change_any,
    records_found,
    records_in_hand,
)
from tracker.editorial.reading.marking import Marks, shown
from tracker.editorial.reading.passages import STANDS_FOR_TURN, TURNS
from tracker.editorial.reading.searching import LONGEST, Hits, hits_in
from tracker.editorial.reading.targets import targets_of
from tracker.editorial.reading.texts import Reading, open_text, readable_texts
from tracker.record.choices import Relation
from tracker.record.models import Source

# Passages listed that are not in the copy.
MOST_LISTED = 50
# Whoever came from the outline of the record in hand goes back there.
OUTLINE = "outline"


class ReadingAdmin(CopiesAdmin):
    """Adds the page of a source's kept text."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_safe(self.text_view))
        return [
            path("<path:object_id>/text/", view, name="record_source_text"),
            *super().get_urls(),
        ]

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        has_text = context and CopyText.objects.readable().filter(capture__source=record).exists()
        return context | ({"text_url": self.page_address("text", record.pk)} if has_text else {})

    def text_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows a part of a text: that of the passage, of the hit or of the number asked for."""
        source = self.record_at(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Kept text"),
            "opts": self.opts,
            **self._text(request, source),
            **self._hand(request, source, records_in_hand(request, source)),
        }
        response = TemplateResponse(request, "admin/reading.html", context)
        kept_forms.remember(request, response)
        return response

    def text_beside(self, request: HttpRequest, source: Source, record: Any) -> dict[str, Any]:
        """What shows a source's text beside the outline of a record, which is in hand."""
        return {
            **self._text(request, source),
            **self._hand(request, source, [record]),
            "back": OUTLINE,
        }

    def _text(self, request: HttpRequest, source: Source) -> dict[str, Any]:
        """The text of the copy that is asked for, and where it is cited from."""
        texts = readable_texts(source)
        reading = open_text(source, texts, request.GET.get("copy", ""))
        return {
            "object": source,
            "texts": texts,
            "text_url": self.page_address("text", source.pk),
            "copies_url": self.page_address("copies", source.pk),
            "compare_url": self.page_address("compare", source.pk),
            "hand_url": self.page_address("in_hand", source.pk),
            "back_url": self.page_address("take_back", source.pk),
            "cite_url": self.page_address("cite", source.pk),
            **(page_of(request.GET, request.user, reading) if reading is not None else {}),
        }

    def _hand(self, request: HttpRequest, source: Source, records: list[Any]) -> dict[str, Any]:
        """The record in hand, what was cited for it a moment ago, and how another one is taken."""
        now = records[0] if records else None
        typed = request.GET.get("record", "")
        return {
            "in_hand": now,
            "in_hand_url": address_of(now) if now is not None else "",
            "in_hand_before": records[1:],
            "may_cite": may_change(request, now) if now is not None else may_change_any(request),
            "targets": targets_of(now) if now is not None else [],
            "relation": relation_of(source, now) if now is not None else "",
            "relations": Relation.choices,
            "typed": typed,
            "found": records_found(request, typed),
            "lately": [(one, called(one.target)) for one in made_lately(request, source)],
            "new": self._new(request, source, now),
        }

    def _new(self, request: HttpRequest, source: Source, now: Any) -> list[tuple[str, str]]:
        """Forms of records that begin with this source: what it says, and where the form is."""
        user: Any = request.user
        found: list[tuple[str, str, dict[str, Any]]] = []
        if user.has_perm("record.add_claim"):
            found.append((_("New claim from this source"), "claim", {"source": source.pk}))
        if user.has_perm("record.add_response"):
            about = now.pk if now is not None and now._meta.model_name == "claim" else ""
            told = _("New response to %(claim)s") % {"claim": now.reference} if about else ""
            query: dict[str, Any] = {"source": source.pk, **({"claim": about} if about else {})}
            found.append((told or _("New response from this source"), "response", query))
        return [
            (label, f"{reverse(f'admin:record_{noun}_add')}?{urlencode(query)}")
            for label, noun, query in found
        ]


def page_of(asked: Any, user: Any, reading: Reading) -> dict[str, Any]:
    """The part of a text that an address asks for, with its marks."""
    cited, more = cited_in(reading, user)
    hits = hits_in(reading.words, asked.get("q", "")[:LONGEST], _number(asked.get("hit", ""), 1))
    wanted = _wanted(asked, reading, cited) or hits.place
    part = _part(asked, reading, wanted)
    marks = Marks([one for one in cited if one.place], hits.places, wanted)
    absent = [one for one in cited if one.place is None]
    return {
        "reading": reading,
        "copy": reading.text.capture,
        "part": part,
        "marks": marks,
        # Made when the page is: whoever marks more in the text puts its own in their place.
        "blocks": partial(shown, reading.words, part.blocks, marks),
        "has_pages": bool(reading.text.pages),
        "has_turns": any(sign in reading.words for sign in TURNS),
        "sign": STANDS_FOR_TURN,
        "hits": hits,
        "query": _query(asked, reading, hits),
        "present": sum(one.place is not None for one in cited),
        "elsewhere": [one for one in cited if one.place and not _is_in(one.place, part)],
        "absent": absent[:MOST_LISTED],
        "more": more + max(0, len(absent) - MOST_LISTED),
    }


def _wanted(asked: Any, reading: Reading, cited: list[Cited]) -> Place | None:
    """The passage that the address names: of a citation, or by its characters."""
    key = asked.get("citation", "")
    if key:
        return next((one.place for one in cited if str(one.citation.pk) == key), None)
    start, end = _number(asked.get("at", ""), -1), _number(asked.get("to", ""), 0)
    return Place(start, end) if 0 <= start < end <= len(reading.words) else None


def _part(asked: Any, reading: Reading, wanted: Place | None) -> Part:
    pages = reading.text.pages
    if "part" in asked:
        return part_with(reading.words, pages, number=max(1, _number(asked["part"], 1)))
    return part_with(reading.words, pages, at=wanted.start if wanted else 0)


def _is_in(place: Place, part: Part) -> bool:
    return part.blocks[0].start < place.end and place.start < part.blocks[-1].end


def _query(asked: Any, reading: Reading, hits: Hits) -> str:
    """What links within the text keep: which copy, and what is looked for."""
    kept = {"copy": reading.text.capture_id} | ({"q": hits.asked} if hits.asked else {})
    return urlencode(kept)


def _number(text: str, otherwise: int) -> int:
    return int(text) if is_key(text) and len(text) < 9 else otherwise
