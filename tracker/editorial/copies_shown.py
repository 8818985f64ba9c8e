"""What the page of a source's copies tells of each of them, beside what its row has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from tracker.capture.models import Capture, CopyText, Stamp
from tracker.capture.stamps.stamped import asked_for
from tracker.editorial.quotes_shown import texts_of
from tracker.editorial.rights import may_erase_copies


@dataclass
class Told:
    """Of one copy: its newest text, the stamps of its hash, and where it can be erased."""

    text: CopyText | None
    stamps: list[Stamp] = field(default_factory=list)
    # Whether authorities are configured, and not asked for this copy's sake.
    is_not_stamped: bool = False
    erase_url: str = ""


def told_of(copies: Sequence[Capture], user: User) -> dict[int, Told]:
    """What is told of kept copies of one source, by their keys; as many statements for all."""
    texts = texts_of(copies)
    stamps = asked_for(copy.sha256 for copy in copies)
    may_erase = may_erase_copies(user)
    is_secret = bool(copies) and copies[0].source.confidential
    found = {}
    for copy in copies:
        mine = stamps.get(copy.sha256, [])
        granted = [one for one in mine if one.state == Stamp.State.STAMPED]
        found[copy.pk] = Told(
            texts.get(copy.pk),
            granted if is_secret else mine,
            is_not_stamped=is_secret and bool(settings.STAMP_AUTHORITIES) and not granted,
            erase_url=erase_address(copy) if may_erase else "",
        )
    return found


def erase_address(copy: Capture) -> str:
    """The page on which a copy is erased."""
    return reverse("admin:record_source_erase_copy", args=[copy.source_id, copy.pk])
