"""The kept texts of two sources side by side, read and searched together, for who compares them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.editorial.admin.reading import ReadingAdmin, page_of
from tracker.editorial.keys import is_key
from tracker.editorial.reading.beside import sources_offered
from tracker.editorial.reading.in_hand import records_in_hand
from tracker.editorial.reading.marking import Marks, shown
from tracker.editorial.reading.texts import open_text, readable_texts
from tracker.record.models import Source

# Of the two texts: what in the address says which part of it is shown, and which hit.
FIRST, SECOND = "", "other-"
# What a link keeps of the address.
KEPT = ("with", "q", "part", "hit", "other-part", "other-hit")


class ComparingAdmin(ReadingAdmin):
    """Adds the page on which two texts are compared."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_safe(self.compare_view))
        return [
            path("<path:object_id>/compare/", view, name="record_source_compare"),
            *super().get_urls(),
        ]

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows a part of each text; what is looked for is looked for in both."""
        source = self.record_at(request, object_id)
        key, typed = request.GET.get("with", ""), request.GET.get("find", "")
        rows = self.get_queryset(request).exclude(pk=source.pk)
        other = rows.filter(pk=key if is_key(key) else 0).first()
        in_hand = records_in_hand(request, source)[:1]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Two texts side by side"),
            "opts": self.opts,
            "object": source,
            "other": other,
            "offered": sources_offered(request, in_hand, rows, typed),
            "find": typed,
            "asked": request.GET.get("q", ""),
            "sides": [self._side(request, source, FIRST)]
            + ([self._side(request, other, SECOND)] if other else []),
        }
        return TemplateResponse(request, "admin/comparing_texts.html", context)

    def _side(self, request: HttpRequest, source: Source, prefix: str) -> dict[str, Any]:
        """One of the two texts: its newest copy, and links to other parts and hits of it."""
        asked = {"q": request.GET.get("q", "")}
        own = {name: f"{prefix}{name}" for name in ("part", "hit")}
        asked |= {name: request.GET[key] for name, key in own.items() if key in request.GET}
        side: dict[str, Any] = {
            "source": source,
            "text_url": self.page_address("text", source.pk),
            "anchor": f"{prefix}text",
        }
        reading = open_text(source, readable_texts(source), "")
        if reading is None:
            return side
        page = page_of(asked, request.user, reading)
        kept = {name: request.GET[name] for name in KEPT if name in request.GET}
        kept = {name: value for name, value in kept.items() if name not in own.values()}

        def to(name: str, number: int | None) -> str:
            if not number:
                return ""
            return f"?{urlencode({**kept, own[name]: str(number)})}#{side['anchor']}"

        part, hits, marks = page["part"], page["hits"], page["marks"]
        # Names of citations have an anchor each, and both texts may be cited for the same.
        marks = Marks(hits=[*marks.hits, *(one.place for one in marks.cited if one.place)])
        return (
            side
            | page
            | {
                "blocks": shown(reading.words, part.blocks, marks),
                "part_before": to("part", part.number - 1),
                "part_after": to("part", part.number + 1 if part.number < part.total else None),
                "hit_before": to("hit", hits.before),
                "hit_after": to("hit", hits.after),
            }
        )
