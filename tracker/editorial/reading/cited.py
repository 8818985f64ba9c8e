"""What is cited already from a source, and where it stands in the text that is read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tracker.capture.checking import MOST_AT_ONCE
from tracker.capture.models import QuoteCheck, quote_hash
from tracker.capture.quotes.finding import VERSION, Place, find
from tracker.edition.documents.marks import Mark
from tracker.edition.evidence.marks import bare_marks
from tracker.editorial.own_records import seen_among
from tracker.editorial.quoted import WAYS
from tracker.editorial.quotes_shown import address_of
from tracker.editorial.reading.texts import Reading
from tracker.ledger.changes import root_of
from tracker.record.models import Citation
from tracker.words.quotes import mark_sentence

# Citations of one source that are marked or listed.
MOST = 200
LONGEST_FIGURE = 40
# All that it takes to say what a citation is for.
TO_NAME = (
    *chain(*WAYS.values()),
    "answer__allegation__claim",
    "figure__answer__allegation__claim",
)


@dataclass(frozen=True)
class Cited:
    """A quote from the source: what it is cited for, its place in this text, its state in all."""

    citation: Citation
    record: models.Model
    address: str
    name: str
    mark: Mark
    place: Place | None = None

    @property
    def anchor(self) -> str:
        return f"cited-{self.citation.pk}"

    @property
    def sentence(self) -> str:
        return mark_sentence(self.mark)


def cited_in(reading: Reading, user: User) -> tuple[list[Cited], int]:
    """The quotes from the source in records that the user may see; how many more there are."""
    rows = Citation.objects.filter(source=reading.source).exclude(quote="")
    citations = list(rows.select_related(*TO_NAME).order_by("pk")[: MOST + 1])
    more = rows.count() - MOST if len(citations) > MOST else 0
    roots = {one.pk: root_of(one) for one in citations[:MOST]}
    visible = seen_among(user, roots.values())
    seen = [one for one in citations[:MOST] if roots[one.pk] in visible]
    found, where = bare_marks(seen), _places(reading, seen)
    return [
        Cited(
            one,
            roots[one.pk],
            address_of(roots[one.pk]),
            name_of_target(one),
            found[one.pk],
            where.get(one.pk),
        )
        for one in seen
    ], more


def name_of_target(citation: Citation) -> str:
    """What a citation is for, in a few words: `C-2024-0001, point 3`."""
    return called(citation.target)


def called(row: Any) -> str:
    """A record, or a part of one that can be cited for, in a few words."""
    kind = row._meta.model_name
    if kind == "allegation":
        told = {"claim": row.claim.reference, "number": row.number}
        return _("%(claim)s, point %(number)s") % told
    if kind == "answer":
        told = {"response": row.response.reference, "point": called(row.allegation)}
        return _("%(response)s, answer to %(point)s") % told
    if kind == "figure":
        holder = row.allegation or row.answer or row.event
        figure = Truncator(row.as_printed).chars(LONGEST_FIGURE)
        return _("%(holder)s, figure “%(figure)s”") % {"holder": called(holder), "figure": figure}
    return str(row.reference)


def _places(reading: Reading, citations: list[Citation]) -> dict[int, Place]:
    """Where the quotes stand in this text: as it was looked for, else it is looked for now.

    Quotes are looked for in older copies only while no newer one has them.
    """
    wanted = {one.pk: quote_hash(one) for one in citations}
    rows = QuoteCheck.objects.filter(text=reading.text, finder=VERSION, citation__in=[*wanted])
    checks = {row.citation_id: row for row in rows if row.quote_hash == wanted[row.citation_id]}
    found = {pk: row.place for pk, row in checks.items() if row.place is not None}
    unread = [one for one in citations if one.pk not in checks]
    if reading.text.length * (2 + len(unread)) // 2 > MOST_AT_ONCE:
        return found
    for one in unread:
        place = find(one.quote, reading.folded, one.prefix, one.suffix).place
        if place is not None:
            found[one.pk] = place
    return found
