"""Records that are perhaps what somebody is typing: by name, address, deed or nearly one text."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.editorial.alike.fingerprints import exact, near
from tracker.editorial.alike.models import Fingerprint
from tracker.editorial.alike.names import same_name
from tracker.editorial.alike.said import Said, stored
from tracker.editorial.alike.texts import nearly_same

MOST = 5
# So many keys are read, and so many records looked at, however many there are.
MOST_READ = 1000
MOST_LOOKED_AT = 40


class Why(NamedTuple):
    """Why a record is shown: beside which field, in words, and whether a reason has to be given."""

    field: str
    words: Promise
    is_certain: bool = False


SAME_PAGE = Why("url", _("the same web address"), is_certain=True)
SAME_NAME = Why("name", _("the same or nearly the same name"))
SAME_DEED = Why("made_on", _("the same claimant, day and accused"))
SAME_REQUEST = Why("sent_on", _("the same parties and the same day"))
SAME_TITLE = Why("title", _("nearly the same title"))
SAME_POINTS = Why("title", _("half of its points or more in nearly the same words"))


class Match(NamedTuple):
    """A record that is perhaps what is typed, and why."""

    record: models.Model
    why: Why
    # What of it is alike, as it is written there.
    text: str


def matches(noun: str, said: Said, rows: Any, own: int | None = None) -> list[Match]:
    """The records among `rows`, a QuerySet, that are perhaps the same; the surest first.

    `own` is the primary key of the record that is being typed, where it was saved before.
    """
    keys = [pk for pk in candidates(noun, said) if pk != own]
    there = stored(noun, keys)
    reasons = {pk: _why(noun, said, there[pk]) for pk in keys if pk in there}
    in_sight = {row.pk: row for row in rows.filter(pk__in=[pk for pk in reasons if reasons[pk]])}
    found = [
        Match(in_sight[pk], *reason) for pk, reason in reasons.items() if reason and pk in in_sight
    ]
    return sorted(found, key=lambda match: not match.why.is_certain)[:MOST]


def candidates(noun: str, said: Said) -> list[int]:
    """Keys of records with a fingerprint in common, those with more of them first."""
    found: Counter[int] = Counter()
    for keys, weight in ((exact(noun, said), MOST_READ), (near(noun, said), 1)):
        if keys:
            rows = Fingerprint.objects.filter(key__in=keys, noun=noun)
            for row in rows.values_list("row", flat=True)[:MOST_READ]:
                found[row] += weight
    return [row for row, _count in found.most_common(MOST_LOOKED_AT)]


def _why(noun: str, said: Said, stored: Said) -> tuple[Why, str] | None:
    if page := next((one for one in said.pages if one in stored.pages), None):
        return SAME_PAGE, page
    for mine in said.names:
        for theirs in stored.names:
            if same_name(mine, theirs):
                return SAME_NAME, theirs
    if set(said.deeds) & set(stored.deeds):
        return (SAME_REQUEST if noun == "request" else SAME_DEED), "".join(stored.titles)
    if not said.by or not stored.by or said.by == stored.by:
        for mine in said.titles:
            for theirs in stored.titles:
                if nearly_same(mine, theirs):
                    return SAME_TITLE, theirs
    return _why_of_points(said.points, stored.points)


def _why_of_points(mine: list[str], theirs: list[str]) -> tuple[Why, str] | None:
    alike = [one for point in mine if (one := _like(point, theirs))]
    return (SAME_POINTS, alike[0]) if alike and len(alike) * 2 >= len(mine) else None


def _like(point: str, others: list[str]) -> str:
    return next((one for one in others if nearly_same(point, one)), "")
