"""Records in other people's pages: the frame that holds one, and oEmbed's answer about it.

An address of a record's page is understood with or without a language in front and with the anchor
of an allegation or an answer. What is not public is not found, whatever it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import SplitResult, urlencode, urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.edition import records
from tracker.edition.documents import ClaimDocument, Notice, ResponseDocument
from tracker.public.delivery.records import find_now
from tracker.public.delivery.typed_addresses import as_written
from tracker.public.drawing.cards.draw import WIDTHS, height
from tracker.public.telling.evidence import answers_by_claim
from tracker.public.telling.in_short import claim_answered, response_answers

Shared: TypeAlias = ClaimDocument | ResponseDocument

WIDTH, WHOLE, ONE_POINT = 640, 640, 480
CACHE_AGE = 3600
POINT = re.compile(r"allegation-([1-9][0-9]{0,4})(?:-R-[0-9]+-[0-9]+)?")
ANSWER = re.compile(r"answer-(C-[0-9]{4}-[0-9]{4,6})-([1-9][0-9]{0,4})")


@dataclass(frozen=True)
class Frame:
    """Where an embed is, and how much room it takes."""

    address: str
    width: int = WIDTH
    height: int = WHOLE

    def within(self, width: int | None, height: int | None) -> Frame:
        """The frame, no larger than a page has room for."""
        return Frame(
            self.address,
            min(self.width, width or self.width),
            min(self.height, height or self.height),
        )


def frame_of(record: Shared, **part: str | int) -> Frame:
    """The frame of a whole record, or of the one allegation or answer that `part` names."""
    path = reverse(f"{record.noun}_embed", args=[record.key])
    query = f"?{urlencode(part)}" if part else ""
    address = f"{settings.SITE_URL}{path}{query}"
    return Frame(address, height=ONE_POINT if part else WHOLE)


def iframe(frame: Frame, title: str) -> SafeString:
    """The HTML of a frame: no scripts, nothing told to either site about the other."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" loading="lazy"'
        ' referrerpolicy="no-referrer"'
        ' sandbox="allow-popups allow-top-navigation-by-user-activation"></iframe>',
        frame.address,
        title,
        frame.width,
        frame.height,
    )


def public_record(url: str) -> tuple[Shared, Frame] | None:
    """The published claim or response that an address leads to, with its frame; None otherwise.

    To be called in the language of the address.
    """
    try:
        parts = urlsplit(url)
        match = resolve(as_written(f"{parts.path.rstrip('/')}/"))
    except (ValueError, Resolver404):
        return None
    if parts.scheme not in ("http", "https") or not _is_ours(parts):
        return None
    record = _named(match.url_name or "", match.kwargs.get("key", ""))
    if record is None or isinstance(record, Notice):
        return None
    return record, frame_of(record, **_part(record, parts.fragment))


def _named(noun: str, key: str) -> Shared | Notice | None:
    if noun == "claim":
        return find_now(noun, records.claim, key)
    return find_now(noun, records.response, key) if noun == "response" else None


def _is_ours(parts: SplitResult) -> bool:
    """Whether an address is on this site, by any of the names that it answers to."""
    if parts.netloc.lower() == urlsplit(settings.SITE_URL).netloc:
        return True
    host = parts.netloc.lower().partition(":")[0]
    return not settings.IS_LOCAL and validate_host(host, settings.ALLOWED_HOSTS)


def _part(record: Shared, anchor: str) -> dict[str, str | int]:
    """The allegation or answer that an anchor names; nothing where the page has no such anchor."""
    if isinstance(record, ClaimDocument):
        found = POINT.fullmatch(anchor)
        numbers = {point.number for point in record.allegations}
        return {"point": found[1]} if found and int(found[1]) in numbers else {}
    found = ANSWER.fullmatch(anchor)
    anchors = {answer.anchor for answer in record.answers}
    return {"claim": found[1], "point": found[2]} if found and anchor in anchors else {}


def oembed(record: Shared, frame: Frame, width: int | None, height: int | None) -> dict[str, Any]:
    """What oEmbed 1.0 tells of a record: its frame and, where there is room, its card."""
    frame = frame.within(width, height)
    title = f"{record.title} – {_answered(record)}"
    return {
        "type": "rich",
        "version": "1.0",
        "title": title,
        "author_name": settings.SITE_NAME,
        "author_url": f"{settings.SITE_URL}{record.get_absolute_url()}",
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": CACHE_AGE,
        "html": str(iframe(frame, record.title)),
        "width": frame.width,
        "height": frame.height,
        **_thumbnail(record, width, height),
    }


def _answered(record: Shared) -> str:
    """How much was answered and by whom, or what is answered."""
    if isinstance(record, ClaimDocument):
        return claim_answered(record)
    return response_answers(answers_by_claim(record))


def _thumbnail(record: Shared, width: int | None, most_height: int | None) -> dict[str, Any]:
    """The record's card in the largest size that the asker has room for."""
    fits = [
        one
        for one in WIDTHS
        if one <= (width or one) and height(one) <= (most_height or height(one))
    ]
    if not fits:
        return {}
    path = reverse(f"{record.noun}_card", args=[record.key])
    query = "" if fits[0] == WIDTHS[0] else f"?width={fits[0]}"
    return {
        "thumbnail_url": f"{settings.SITE_URL}{path}{query}",
        "thumbnail_width": fits[0],
        "thumbnail_height": height(fits[0]),
    }
