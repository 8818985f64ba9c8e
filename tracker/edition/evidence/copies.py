"""What readers may be told of the copies of sources, as the tables of copies have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from tracker.capture.models import Capture, CopyText
from tracker.edition.documents.marks import CopyTold

# Of one source: the newest. Each is in the entry that first tells of it.
MOST_COPIES = 100


def copies_of(sources: Mapping[int, str]) -> dict[str, list[CopyTold]]:
    """The copies of these sources (primary key → key) by the source's key, the newest first."""
    found: dict[str, list[CopyTold]] = defaultdict(list)
    place = Window(RowNumber(), partition_by=F("source"), order_by=[F("made_at").desc(), "-pk"])
    rows = Capture.objects.filter(source__in=list(sources)).annotate(place=place)
    newest = rows.filter(place__lte=MOST_COPIES).select_related("erasure")
    captures = list(newest.defer("headers", "faults").order_by("pk"))
    texts = _newest_texts([one.pk for one in captures if one.is_kept])
    for one in sorted(captures, key=lambda one: (one.made_at, one.pk), reverse=True):
        found[sources[one.source_id]].append(_told(one, texts.get(one.pk)))
    return dict(found)


def _newest_texts(captures: list[int]) -> dict[int, CopyText]:
    rows = CopyText.objects.filter(capture__in=captures).defer("pages", "main", "details")
    return {row.capture_id: row for row in rows.order_by("pk")} if captures else {}


def _told(capture: Capture, text: CopyText | None) -> CopyTold:
    erasure = getattr(capture, "erasure", None)
    return CopyTold(
        row=capture.pk,
        kind=capture.kind,
        outcome=capture.outcome,
        made_at=capture.made_at,
        why=capture.why,
        asked=capture.asked_url,
        final=capture.final_url,
        status=capture.status or 0,
        size=capture.size or 0,
        sha256=erasure.former_digest if erasure else capture.sha256,
        media_type=capture.media_type,
        is_part=capture.is_part,
        text_sha256=text.text_sha256 if text else "",
        extractor=f"{text.extractor} {text.version}" if text else "",
        trouble=text.trouble if text and not erasure else "",
        erased_because=erasure.code if erasure else "",
    )
