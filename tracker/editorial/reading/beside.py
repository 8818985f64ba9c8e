"""Whose text lies beside the outline of a record: chosen once, it stays for the session."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tracker.capture.models import CopyText
from tracker.editorial.quoted import WAYS
from tracker.editorial.reading.in_hand import IN_HAND
from tracker.record.models import Citation, Source
from tracker.search.among import among
from tracker.search.finding import at_the_desk
from tracker.search.kinds import BY_NAME

BESIDE = "beside"
# Records of which the session knows it, and sources that are offered.
MOST_RECORDS = 20
MOST_OFFERED = 20
LONGEST = 200


def lay_beside(request: HttpRequest, record: Any, source: Source | None) -> None:
    """Show a source's text beside a record from now on; None shows none."""
    kept = dict(request.session.get(BESIDE, {}))
    kept.pop(record.reference, None)
    kept[record.reference] = source.pk if source else 0
    request.session[BESIDE] = dict(list(kept.items())[-MOST_RECORDS:])


def source_beside(request: HttpRequest, record: Any, sources: Any) -> Source | None:
    """The source that was chosen; else the last for whose passages the record is in hand.

    `sources` are those that this account is shown.
    """
    chosen = request.session.get(BESIDE, {})
    if record.reference in chosen:
        key = chosen[record.reference]
    else:
        hands = reversed(request.session.get(IN_HAND, {}).items())
        key = next((one for one, records in hands if records[:1] == [record.reference]), 0)
    found: Source | None = sources.filter(pk=key).first() if key else None
    return found


def sources_offered(
    request: HttpRequest, records: list[Any], sources: Any, typed: str
) -> list[Source]:
    """Sources with a text: those that these records cite or the session read; or, where something
    was typed, those with these words."""
    with_text = sources.filter(pk__in=CopyText.objects.readable().values("capture__source"))
    typed = typed.strip()[:LONGEST]
    if typed:
        term = f"{typed}*" if typed[-1].isalnum() else typed
        rows = with_text.filter(among(at_the_desk(BY_NAME["source"], term).tolist()))
        return list(rows.order_by("-updated_at", "-pk")[:MOST_OFFERED])
    # A statement for each way: with all of them in one, the database reads every citation.
    cited = {
        pk
        for record in records
        for way in WAYS[str(record._meta.model_name)]
        for pk in Citation.objects.filter(**{way: record}).values_list("source", flat=True)
    }
    read = {int(key) for key in request.session.get(IN_HAND, {})}
    read |= set(request.session.get(BESIDE, {}).values())
    return list(with_text.filter(among(sorted(cited | read))).order_by("title", "pk")[:100])
