"""Sources, parties, places, events, requests and dossiers as linked data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.edition.documents import (
    DossierDocument,
    EventDocument,
    RequestDocument,
    SourceDocument,
)
from tracker.edition.documents.marks import CopyTold
from tracker.edition.named import PartyTold, PlaceTold
from tracker.public.machines.linked import nodes
from tracker.public.machines.linked.said import (
    claim_in_name,
    claim_row,
    quotations,
    response_in_short,
    response_row,
)
from tracker.public.machines.linked.writing import Node, context, dated, is_plain, node
from tracker.record.choices import PartyKind
from tracker.words.requests import steps_told

WIKIDATA = "https://www.wikidata.org/entity/"


def source(row: SourceDocument, copies: Iterable[CopyTold]) -> Node:
    """A source and the copies of it that are kept; attempts that kept nothing are none."""
    found = nodes.source(
        row,
        creditText=row.authors,
        isBasedOn=nodes.source(row.derived_from) if row.derived_from else None,
        encoding=[nodes.kept_copy(row, one) for one in copies if one.is_kept],
        correction=nodes.corrections(row.corrections),
        mainEntityOfPage=nodes.page_of(row),
    )
    return {"@context": context()} | found


def party(told: PartyTold) -> Node:
    """A party on both sides: what it alleged, what is alleged of it, how it answered."""
    row = told.party
    claims = {claim.key: claim for claim in (*told.made, *told.against)}.values()
    is_person = row.kind == PartyKind.PERSON
    within = [nodes.party(held.body) for held in told.bodies]
    found = nodes.party(
        row,
        alternateName=[other.name for other in row.names],
        description=row.description,
        url=row.website,
        sameAs=f"{WIKIDATA}{row.wikidata_id}" if row.wikidata_id else "",
        memberOf=within,
        member=[] if is_person else [nodes.party(held.member) for held in row.members],
        subjectOf=[
            *map(claim_row, claims),
            *map(response_row, told.responses),
            *nodes.corrections(row.corrections),
        ],
        mainEntityOfPage=nodes.page_of(row),
    )
    return {"@context": context()} | found


def place(told: PlaceTold) -> Node:
    row, geo = told.place, None
    if row.is_placed and row.latitude is not None and row.longitude is not None:
        position: Node = {"latitude": float(row.latitude), "longitude": float(row.longitude)}
        geo = node("GeoCoordinates", **position, precision=row.precision)
    found = nodes.place(
        row,
        alternateName=[other.name for other in row.names],
        description=row.description,
        geo=geo,
        containedInPlace=nodes.place(row.part_of) if row.part_of else None,
        containsPlace=[nodes.place(part) for part in told.parts],
        subjectOf=[*map(claim_row, told.claims), *nodes.corrections(row.corrections)],
        event=[event_in_short(one) for one in told.events],
        mainEntityOfPage=nodes.page_of(row),
    )
    return {"@context": context()} | found


def event(row: EventDocument) -> Node:
    """An event, with who took part, where, and the sources that report it."""
    # A correction is of works only; of all else it is said like what else is about it.
    told = [*quotations(row, whole=True), *nodes.corrections(row.corrections)]
    found = event_in_short(
        row,
        description=row.description,
        about=[nodes.party(link.party) for link in row.party_links],
        location=[nodes.place(link.place) for link in row.place_links],
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


def request(row: RequestDocument) -> Node:
    """Something one party asked of another, and what it points at that readers may see."""
    claim, made_in, answered_by = row.claim, row.made_in, row.answered_by
    found = request_in_short(
        row,
        text=row.text,
        about=claim_in_name(claim) if claim else None,
        isPartOf=response_in_short(made_in) if made_in else None,
        response=response_in_short(answered_by) if answered_by else None,
        citation=nodes.source(row.proof) if row.proof else None,
        pausedSince=row.paused_on.isoformat() if row.paused_on else "",
        step=_steps(row),
        correction=nodes.corrections(row.corrections),
        mainEntityOfPage=nodes.page_of(row),
    )
    return {"@context": context()} | found


def _steps(row: RequestDocument) -> list[Node]:
    """What happened to a request after it was sent, with the sentences of its page."""
    asked = nodes.party(row.asked)
    return [
        node(
            "Event",
            name=str(sentence),
            startDate=one.happened_on.isoformat(),
            stepKind=one.kind,
            dueBefore=one.due_before,
            due=one.due_on,
            askedForBy={"@id": asked["@id"]} if one.is_their_wish else None,
        )
        for one, sentence in zip(row.steps, steps_told(row), strict=True)
    ]


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


def dossier(row: DossierDocument) -> Node:
    """A file on one dispute: its claims and its responses, and the events around them."""
    parts = [*map(claim_row, row.claims), *map(response_row, row.responses)]
    found = dossier_in_short(
        row,
        hasPart=parts,
        mentions=[event_in_short(one) for one in row.events],
        correction=nodes.corrections(row.corrections),
        mainEntityOfPage=nodes.page_of(row),
    )
    return {"@context": context()} | found


def dossier_in_short(row: Any, **more: Any) -> Node:
    at = row.get_absolute_url()
    return node("Collection", at, name=row.title, abstract=row.summary, inLanguage="en", **more)
