"""What the page of a source's copies tells of each of them, beside what its row has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from tracker.capture.metadata.kinds import Kind
from tracker.capture.models import Capture, CopyText, Inspection, Stamp
from tracker.capture.stamps.stamped import asked_for
from tracker.editorial.quotes_shown import texts_of
from tracker.editorial.rights import may_erase_copies


@dataclass
class Told:
    """Of one copy: its newest text, its time stamps, what it gives away, where it can be erased."""

    text: CopyText | None
    stamps: list[Stamp] = field(default_factory=list)
    # Whether authorities are configured, and not asked for this copy's sake.
    is_not_stamped: bool = False
    erase_url: str = ""
    # What the file says beside its words: in words, and the value.
    traits: list[tuple[str, str]] = field(default_factory=list)
    # Pages, and how many boxes there do not hide what is under them.
    covered: list[tuple[int, int]] = field(default_factory=list)
    is_looked_through: bool = True


def told_of(copies: Sequence[Capture], user: User) -> dict[int, Told]:
    """What is told of kept copies of one source, by their keys; as many statements for all."""
    texts = texts_of(copies)
    stamps = asked_for(copy.sha256 for copy in copies)
    rows = Inspection.objects.filter(capture__in=[copy.pk for copy in copies])
    inspections = {row.capture_id: row for row in rows}
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
        if inspection := inspections.get(copy.pk):
            _add_inspection(found[copy.pk], inspection)
    return found


def _add_inspection(told: Told, inspection: Inspection) -> None:
    told.traits = [(str(Kind(kind).label), value) for kind, value in inspection.traits]
    told.covered = [(page, boxes) for page, boxes in inspection.covered]
    told.is_looked_through = inspection.is_whole


def erase_address(copy: Capture) -> str:
    """The page on which a copy is erased."""
    return reverse("admin:record_source_erase_copy", args=[copy.source_id, copy.pk])
