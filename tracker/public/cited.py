"""What a citation of each record says, and of each part that can be cited by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.public.addresses import stable
from tracker.public.citing import Cited
from tracker.public.revisions import newest_entry

# Where the date of a record stands; a dossier and what is missing here have none of their own.
DATED_BY = {
    "claim": "made_on",
    "response": "made_on",
    "source": "published_on",
    "event": "happened_on",
    "request": "sent_on",
}


def cite(record: Any) -> Cited:
    """The citation of a whole record, which is also kept on it as `cited` for its page."""
    kind = str(record._meta.model_name)
    entry = newest_entry(record)
    reference = getattr(record, "reference", "") or record.slug
    record.cited = Cited(
        key=reference,
        part="",
        authors=_speakers(kind, record),
        title=record.title,
        language=getattr(record, "title_language", "en"),
        kind=_kinds()[kind],
        reference=reference,
        made_on=getattr(record, DATED_BY[kind]) if kind in DATED_BY else "",
        site=settings.SITE_NAME,
        address=stable(record.get_absolute_url()),
        accessed=timezone.localdate(),
        revised=entry.time.date() if entry else None,
    )
    found: Cited = record.cited
    return found


def _kinds() -> dict[str, str]:
    return {
        "claim": _("Claim"),
        "response": _("Response"),
        "source": _("Source"),
        "event": _("Event"),
        "request": _("Request"),
        "dossier": _("Dossier"),
    }


def _speakers(kind: str, record: Any) -> tuple[str, ...]:
    """Who says it. An event has no speaker; a dossier is put together by the site."""
    if kind == "claim":
        return tuple(link.party.name for link in record.claimant_links.all())
    if kind == "response":
        return (record.responder.name,)
    if kind == "source":
        return (record.publisher.name,) if record.publisher else ()
    if kind == "request":
        return (record.asker.name,)
    return (settings.SITE_NAME,) if kind == "dossier" else ()


def cite_claim(claim: Any, points: Iterable[Any]) -> dict[str, Cited]:
    """Part → citation for a claim's page; each point and each of its answers is given its own."""
    whole = cite(claim)
    found = {"": whole}
    for point in points:
        point.cited = _of_allegation(whole, point, _numbered(claim, point))
        found[point.anchor] = point.cited
        for answer in point.answers.all():
            made = answer.response
            answer.cited = _of_answer(
                replace(
                    whole,
                    authors=(made.responder.name,),
                    title=made.title,
                    kind=_kinds()["response"],
                    made_on=made.made_on,
                ),
                made,
                _numbered(claim, point),
                f"{point.anchor}-{made.reference}",
            )
            found[answer.cited.part] = answer.cited
    return found


def cite_response(response: Any, groups: Iterable[dict[str, Any]]) -> dict[str, Cited]:
    """Part → citation for a response's page; each answer, in groups by claim, is given its own.

    The allegations are given theirs for what is copied out of them; they are parts of other pages.
    """
    whole = cite(response)
    found = {"": whole}
    for group in groups:
        claim = _uncounted(whole, group["claim"])
        for answer in group["answers"]:
            point = answer.allegation
            numbered = _numbered(group["claim"], point)
            point.cited = _of_allegation(claim, point, numbered)
            answer.cited = _of_answer(whole, response, numbered, answer.anchor)
            found[answer.anchor] = answer.cited
    return found


def _uncounted(whole: Cited, claim: Any) -> Cited:
    """The citation of another record than the page's: its revision is not asked for."""
    return replace(
        whole,
        key=claim.reference,
        authors=_speakers("claim", claim),
        title=claim.title,
        kind=_kinds()["claim"],
        reference=claim.reference,
        made_on=claim.made_on,
        address=stable(claim.get_absolute_url()),
        revised=None,
    )


def _numbered(claim: Any, point: Any) -> dict[str, Any]:
    return {"claim": claim.reference, "number": point.number}


def _of_allegation(whole: Cited, point: Any, numbered: dict[str, Any]) -> Cited:
    reference = _("%(claim)s, allegation %(number)s") % numbered
    return _of_part(whole, part=point.anchor, title=point.text, reference=reference)


def _of_answer(whole: Cited, response: Any, numbered: dict[str, Any], part: str) -> Cited:
    named = {"response": response.reference, **numbered}
    reference = _("%(response)s, answer to allegation %(number)s of %(claim)s") % named
    return _of_part(whole, part=part, reference=reference)


def _of_part(whole: Cited, part: str, **said: Any) -> Cited:
    """A citation of what stands at an anchor of the page that `whole` cites."""
    address = f"{whole.address}#{part}"
    return replace(whole, key=f"{whole.key}-{part}", part=part, address=address, **said)
