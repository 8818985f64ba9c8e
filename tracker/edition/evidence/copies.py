"""What readers may be told of the copies of sources, as the tables of copies have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from tracker.capture.models import Capture, CopyText, Stamp
from tracker.capture.stamps.stamped import Stamped, stamps_of
from tracker.edition.documents.marks import CopyTold, StampTold
from tracker.edition.models import StampToken
from tracker.record.trees import chunks

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
    stamps = stamps_of(map(_hash_of, captures))
    for one in sorted(captures, key=lambda one: (one.made_at, one.pk), reverse=True):
        found[sources[one.source_id]].append(_told(one, texts.get(one.pk), stamps))
    return dict(found)


def _newest_texts(captures: list[int]) -> dict[int, CopyText]:
    rows = CopyText.objects.filter(capture__in=captures).defer("pages", "main", "details")
    return {row.capture_id: row for row in rows.order_by("pk")} if captures else {}


def _hash_of(capture: Capture) -> str:
    """Of one that was erased, the hash that somebody chose to keep."""
    erasure = getattr(capture, "erasure", None)
    return erasure.former_digest if erasure else capture.sha256


def _told(
    capture: Capture, text: CopyText | None, stamps: Mapping[str, Sequence[Stamped]]
) -> CopyTold:
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
        sha256=_hash_of(capture),
        media_type=capture.media_type,
        is_part=capture.is_part,
        text_sha256=text.text_sha256 if text else "",
        extractor=f"{text.extractor} {text.version}" if text else "",
        trouble=text.trouble if text and not erasure else "",
        stamps=tuple(
            StampTold(one.authority, one.signer, one.time, one.sha256)
            for one in stamps.get(_hash_of(capture), ())
        ),
        erased_because=erasure.code if erasure else "",
    )


def keep_tokens(copies: Iterable[CopyTold]) -> None:
    """Let readers have the answers of authorities that they are told of with these copies."""
    told = {one.sha256: copy.sha256 for copy in copies for one in copy.stamps}
    for some in chunks(told):
        known = set(StampToken.objects.filter(pk__in=some).values_list("pk", flat=True))
        if not (wanted := set(some) - known):
            continue
        stamped = stamps_of(told[one] for one in wanted)
        StampToken.objects.bulk_create(
            StampToken(sha256=one.sha256, digest=digest, token=one.token)
            for digest, found in stamped.items()
            for one in found
            if one.sha256 in wanted
        )


def forget_tokens() -> None:
    """Take away the answers of authorities about hashes that are erased."""
    StampToken.objects.exclude(digest__in=Stamp.objects.values("digest")).delete()
