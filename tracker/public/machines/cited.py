"""What a citation of each record says, and of each part that can be cited by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.edition.documents import (
    AllegationRow,
    ClaimDocument,
    Name,
    PartyDocument,
    ResponseDocument,
)
from tracker.public.delivery.addresses import stable
from tracker.public.machines.citing import Cited
from tracker.public.telling.enumeration import Row
from tracker.public.telling.evidence import ClaimAnswers
from tracker.public.telling.in_short import claimants
from tracker.record.nouns import noun_name
from tracker.record.sentences import Sentence

# Where the date of a record stands; a dossier and what is missing here have none of their own.
DATED_BY = {
    "claim": "made_on",
    "response": "made_on",
    "source": "published_on",
    "event": "happened_on",
    "request": "sent_on",
}


@dataclass(frozen=True)
class Citations:
    """The citation of a page, of its parts by anchor, and of rows that are shown on it."""

    whole: Cited
    parts: dict[str, Cited] = field(default_factory=dict)
    rows: dict[Any, Cited] = field(default_factory=dict)

    def at(self, moment: str) -> Citations:
        """The same with addresses that lead to the page as it was at a moment: `as_of=2026-11-22`.

        What is cited today must be found tomorrow, whatever was changed since.
        """
        made: dict[Cited, Cited] = {}

        def moved(one: Cited) -> Cited:
            page, mark, part = one.address.partition("#")
            if one not in made:
                made[one] = replace(one, address=f"{page}?{moment}{mark}{part}")
            return made[one]

        return Citations(
            moved(self.whole),
            {anchor: moved(one) for anchor, one in self.parts.items()},
            {row: moved(one) for row, one in self.rows.items()},
        )

    def asked(self, part: str) -> Cited | None:
        return self.parts.get(part) if part else self.whole


def cite(record: Any) -> Citations:
    """The citation of a record that has no parts to cite."""
    return Citations(_of_record(record))


def _of_record(record: Any) -> Cited:
    noun = noun_name(record)
    entry = record.revised
    reference = getattr(record, "reference", "") or record.slug
    return Cited(
        key=reference,
        part="",
        authors=(settings.SITE_NAME,),
        title=record.title,
        parties=_parties(noun, record),
        language=getattr(record, "title_language", "en"),
        kind=_kinds()[noun],
        reference=reference,
        made_on=getattr(record, DATED_BY[noun]) if noun in DATED_BY else "",
        site=settings.SITE_NAME,
        address=stable(record.get_absolute_url()),
        accessed=timezone.localdate(),
        revised=entry.time.date() if entry else None,
    )


def _kinds() -> dict[str, str]:
    return {
        "claim": _("Claim"),
        "response": _("Response"),
        "source": _("Source"),
        "event": _("Event"),
        "request": _("Request"),
        "dossier": _("Dossier"),
    }


def _parties(noun: str, record: Any) -> Sentence | None:
    """Who stands before a title: the page is the site's, which says what they said."""
    title: str = record.title
    if noun == "claim":
        accused = [link.party for link in record.accused_links]
        return _before(title, claimants(record), accused, _("%(first)s, of %(second)s"))
    if noun == "request":
        return _before(title, [record.asker], [record.asked], _("%(first)s, to %(second)s"))
    if noun == "response":
        return _before(title, [record.responder])
    if noun == "source" and record.publisher:
        return _before(title, [record.publisher])
    return None


def _before(
    title: str,
    ones: list[PartyDocument],
    others: Sequence[PartyDocument] = (),
    pair: str = "%(first)s",
) -> Sentence | None:
    """The parties that stand before a title, unless it names them all."""
    if all(party.name in title for party in (*ones, *others)):
        return None
    return Sentence(pair, first=_own_names(ones), second=_own_names(others))


def _own_names(parties: Iterable[PartyDocument]) -> Row:
    # By the record's own names: a citation is one in all languages.
    return Row(Name(one.name, one.name_language) for one in parties)


def cite_claim(claim: ClaimDocument) -> Citations:
    """The citations of a claim's page, of its points and of the answers to them."""
    found = Citations(_of_record(claim))
    for point in claim.allegations:
        numbered = _numbered(claim, point)
        found.rows[point] = found.parts[point.anchor] = _of_allegation(found.whole, point, numbered)
        for answer in point.answers:
            made = answer.response
            by_it = replace(
                found.whole,
                title=made.title,
                parties=_parties("response", made),
                kind=_kinds()["response"],
                made_on=made.made_on,
            )
            part = f"{point.anchor}-{made.reference}"
            found.rows[answer] = found.parts[part] = _of_answer(by_it, made, numbered, part)
    return found


def cite_response(response: ResponseDocument, groups: Iterable[ClaimAnswers]) -> Citations:
    """The citations of a response's page and of its answers, which are in groups by claim.

    The allegations are given theirs for what is copied out of them; they are parts of other pages.
    """
    found = Citations(_of_record(response))
    found.rows[response] = found.whole
    for group in groups:
        claim = _uncounted(found.whole, group.claim)
        for answer in group.answers:
            point = answer.allegation
            numbered = _numbered(group.claim, point)
            found.rows[point] = _of_allegation(claim, point, numbered)
            cited = _of_answer(found.whole, response, numbered, answer.anchor)
            found.rows[answer] = found.parts[answer.anchor] = cited
    return found


def _uncounted(whole: Cited, claim: ClaimDocument) -> Cited:
    """The citation of another record than the page's: its revision is not asked for."""
    return replace(
        whole,
        key=claim.reference,
        title=claim.title,
        parties=_parties("claim", claim),
        kind=_kinds()["claim"],
        reference=claim.reference,
        made_on=claim.made_on,
        address=stable(claim.get_absolute_url()),
        revised=None,
    )


def _numbered(claim: ClaimDocument, point: AllegationRow) -> dict[str, str | int]:
    return {"claim": claim.reference, "number": point.number}


def _of_allegation(whole: Cited, point: AllegationRow, numbered: dict[str, str | int]) -> Cited:
    reference = _("%(claim)s, allegation %(number)s") % numbered
    said = {"title": point.text, "parties": _before(point.text, claimants(point.claim))}
    return _of_part(whole, part=point.anchor, reference=reference, **said)


def _of_answer(
    whole: Cited, response: ResponseDocument, numbered: dict[str, str | int], part: str
) -> Cited:
    named = {"response": response.reference, **numbered}
    reference = _("%(response)s, answer to allegation %(number)s of %(claim)s") % named
    return _of_part(whole, part=part, reference=reference)


def _of_part(whole: Cited, part: str, **said: Any) -> Cited:
    """A citation of what stands at an anchor of the page that `whole` cites."""
    address = f"{whole.address}#{part}"
    return replace(whole, key=f"{whole.key}-{part}", part=part, address=address, **said)


def of_row(cited: Citations | str | None, row: Any) -> Cited | None:
    """How a row on a page is cited; None on pages that cite nothing."""
    return cited.rows.get(row) if isinstance(cited, Citations) else None
