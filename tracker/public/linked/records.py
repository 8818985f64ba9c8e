"""Sources, parties, places, events, requests and dossiers as linked data."""

from __future__ import annotations

from typing import Any

from tracker.public.linked import nodes
from tracker.public.linked.said import (
    claim_in_name,
    claim_row,
    quotations,
    response_in_short,
    response_row,
)
from tracker.public.linked.writing import Node, context, dated, is_plain, node

WIKIDATA = "https://www.wikidata.org/entity/"


def source(row: Any, derived_from: Any, corrected: Any) -> Node:
    found = nodes.source(
        row,
        creditText=row.authors,
        isBasedOn=nodes.source(derived_from) if derived_from else None,
        correction=nodes.corrections(corrected),
        mainEntityOfPage=nodes.page_of(row),
    )
    return {"@context": context()} | found


def party(row: Any, bodies: Any, members: Any, made: Any, against: Any, responses: Any) -> Node:
    """A party on both sides: what it alleged, what is alleged of it, how it answered."""
    claims = {claim.pk: claim for claim in (*made, *against)}.values()
    is_person = row.kind == row.Kind.PERSON
    within = [nodes.party(held.body) for held in bodies]
    found = nodes.party(
        row,
        alternateName=[other.name for other in row.names.all()],
        description=row.description,
        url=row.website,
        sameAs=f"{WIKIDATA}{row.wikidata_id}" if row.wikidata_id else "",
        memberOf=within,
        member=[] if is_person else [nodes.party(held.member) for held in members],
        subjectOf=[*map(claim_row, claims), *map(response_row, responses)],
        mainEntityOfPage=nodes.page_of(row),
    )
    return {"@context": context()} | found


def place(row: Any, above: Any, parts: Any, claims: Any, events: Any) -> Node:
    geo = None
    if row.is_placed:
        position: Node = {"latitude": float(row.latitude), "longitude": float(row.longitude)}
        geo = node("GeoCoordinates", **position, precision=row.precision)
    found = nodes.place(
        row,
        alternateName=[other.name for other in row.names.all()],
        description=row.description,
        geo=geo,
        containedInPlace=nodes.place(above) if above else None,
        containsPlace=[nodes.place(part) for part in parts],
        subjectOf=[claim_row(claim) for claim in claims],
        event=[event_in_short(one) for one in events],
        mainEntityOfPage=nodes.page_of(row),
    )
    return {"@context": context()} | found


def event(row: Any, corrected: Any) -> Node:
    """An event, with who took part, where, and the sources that report it."""
    # A correction is of works only; of an event it is said like all else that is about it.
    told = [*quotations(row, [], whole=True), *nodes.corrections(corrected)]
    found = event_in_short(
        row,
        description=row.description,
        about=[nodes.party(link.party) for link in row.party_links.all()],
        location=[nodes.place(link.place) for link in row.place_links.all()],
        subjectOf=told,
        mainEntityOfPage=nodes.page_of(row),
    )
    return {"@context": context()} | found


def event_in_short(row: Any, **more: Any) -> Node:
    words = {"identifier": row.reference, "name": row.title}
    return node("Event", row.get_absolute_url(), **words, **_days(row.happened_on), **more)


def _days(text: str) -> Node:
    start, slash, end = text.partition("/")
    if slash and is_plain(start) and is_plain(end):
        return {"startDate": start, "endDate": end}
    return dated("startDate", text)


def request(row: Any, seen: dict[str, Any]) -> Node:
    """Something one party asked of another; `seen` holds what it points at and readers may see."""
    claim, made_in, answered_by = (seen[name] for name in ("claim", "made_in", "answered_by"))
    found = request_in_short(
        row,
        text=row.text,
        about=claim_in_name(claim) if claim else None,
        isPartOf=response_in_short(made_in) if made_in else None,
        response=response_in_short(answered_by) if answered_by else None,
        citation=nodes.source(seen["proof"]) if seen["proof"] else None,
        mainEntityOfPage=nodes.page_of(row),
    )
    return {"@context": context()} | found


def request_in_short(row: Any, **more: Any) -> Node:
    asker = nodes.party(row.asker)
    return node(
        "Message",
        row.get_absolute_url(),
        identifier=row.reference,
        name=row.title,
        inLanguage="en",
        author=asker,
        sender={"@id": asker["@id"]},
        recipient=nodes.party(row.asked),
        due=row.due_on,
        outcome=row.get_outcome_display(),
        **dated("dateCreated", row.sent_on),
        **more,
    )


def dossier(row: Any, claims: Any, responses: Any, events: Any, corrected: Any) -> Node:
    """A file on one dispute: its claims and its responses, and the events around them."""
    parts = [*(claim_row(one) for one in claims), *(response_row(one) for one in responses)]
    found = dossier_in_short(
        row,
        hasPart=parts,
        mentions=[event_in_short(one) for one in events],
        correction=nodes.corrections(corrected),
        mainEntityOfPage=nodes.page_of(row),
    )
    return {"@context": context()} | found


def dossier_in_short(row: Any, **more: Any) -> Node:
    at = row.get_absolute_url()
    return node("Collection", at, name=row.title, abstract=row.summary, inLanguage="en", **more)
