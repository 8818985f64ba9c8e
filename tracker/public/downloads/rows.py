"""What a row of each list says in a file.

Codes, slugs and references stand beside names: the former stay when a name is put right. Values
that are lists stay lists in JSON and are joined in tables; `NESTED` ones are in JSON alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Prefetch

from tracker.public import reading
from tracker.public.addresses import stable
from tracker.record.models import (
    Allegation,
    Answer,
    Claim,
    Dossier,
    Party,
    Place,
    Response,
)

Row = dict[str, Any]
NESTED = ("lead", "summary", "description", "allegations", "answers")


class Sheet(NamedTuple):
    """How a list becomes rows: what to load beside them, and what each says."""

    load: Callable[[Any], Any]
    tell: Callable[[Any], Row]


def _claims(rows: Any) -> Any:
    answers = Answer.objects.published().select_related("response__responder")
    points = Allegation.objects.with_response_state(reading.ANYBODY).prefetch_related(
        "violation_links__violation",
        "place_links__place",
        Prefetch("answers", answers.prefetch_related("stance_links__stance")),
    )
    return rows.prefetch_related(None).prefetch_related(
        "claimant_links__party",
        "accused_links__party",
        Prefetch("allegations", points),
        Prefetch("responses", reading.responses_in_short(reading.ANYBODY)),
        Prefetch("dossiers", Dossier.objects.published()),
    )


def _claim(claim: Any) -> Row:
    claimants = [link.party for link in claim.claimant_links.all()]
    accused = [link.party for link in claim.accused_links.all()]
    points = list(claim.allegations.all())
    responders = _once(response.responder for response in claim.responses.all())
    return {
        "reference": claim.reference,
        "title": claim.title,
        "lead": claim.lead,
        **_dates("made", claim),
        "claimants": _slugs(claimants),
        "claimant_names": _names(claimants),
        "accused": _slugs(accused),
        "accused_names": _names(accused),
        "responders": _slugs(responders),
        "allegation_count": claim.allegation_count,
        "answered_count": claim.answered_count,
        "response": claim.response_state,
        "violations": _once(_codes(point.violation_links, "violation") for point in points),
        "places": _once(_slugs(_linked(point.place_links, "place")) for point in points),
        "dossiers": _slugs(claim.dossiers.all()),
        "answers_last_looked_for": day(claim.checked_on),
        "address": stable(claim.get_absolute_url()),
        "allegations": [_allegation(point) for point in points],
    }


def _allegation(point: Any) -> Row:
    return {
        "number": point.number,
        "text": point.text,
        "violations": _codes(point.violation_links, "violation"),
        "places": _slugs(_linked(point.place_links, "place")),
        "period": point.period,
        "characterisation": point.characterisation,
        "response": point.response_state,
        "answers": [_answer(one) | _who(one) for one in point.answers.all()],
    }


def _who(answer: Any) -> Row:
    made = answer.response
    return {
        "response": made.reference,
        "responder": made.responder.slug,
        "responder_name": made.responder.name,
        "made_on": made.made_on,
    }


def _answer(answer: Any) -> Row:
    return {"stances": _codes(answer.stance_links, "stance"), "summary": answer.summary}


def _responses(rows: Any) -> Any:
    answers = Answer.objects.published().select_related("allegation__claim")
    return rows.prefetch_related(None).prefetch_related(
        Prefetch("claims", Claim.objects.published()),
        Prefetch("answers", answers.prefetch_related("stance_links__stance")),
    )


def _response(response: Response) -> Row:
    answers = list(response.answers.all())
    spokesperson = response.spokesperson
    return {
        "reference": response.reference,
        "title": response.title,
        "summary": response.summary,
        "responder": response.responder.slug,
        "responder_name": response.responder.name,
        "spokesperson": spokesperson.slug if spokesperson else "",
        **_dates("made", response),
        "first_reported_on": response.first_reported_on,
        "form": response.form,
        "on_file": response.on_file,
        "claims": [claim.reference for claim in response.claims.all()],
        "answer_count": len(answers),
        "stances": _once(_codes(one.stance_links, "stance") for one in answers),
        "address": stable(response.get_absolute_url()),
        "answers": [
            {
                "claim": one.allegation.claim.reference,
                "allegation": one.allegation.number,
                "allegation_text": one.allegation.text,
                **_answer(one),
            }
            for one in answers
        ],
    }


def _source(source: Any) -> Row:
    return {
        "reference": source.reference,
        "title": source.title,
        "title_language": source.title_language,
        "kind": source.kind,
        "publisher": source.publisher.slug if source.publisher else "",
        "publisher_name": source.publisher.name if source.publisher else "",
        "authors": source.authors,
        **_dates("published", source),
        "language": source.language,
        "url": source.url,
        "archive_url": source.archive_url,
        "republications": source.republication_count,
        "address": stable(source.get_absolute_url()),
    }


def _party(party: Party) -> Row:
    return {
        "slug": party.slug,
        "name": party.name,
        "name_language": party.name_language,
        "kind": party.kind,
        "other_names": [one.name for one in party.names.all()],
        "description": party.description,
        "website": party.website,
        "wikidata_id": party.wikidata_id,
        "address": stable(party.get_absolute_url()),
    }


def _places(rows: Any) -> Any:
    # Fetched apart from the row, not joined to it: the larger place may be hidden.
    plain = rows.select_related(None).prefetch_related(None)
    return plain.prefetch_related("names", Prefetch("part_of", Place.objects.published()))


def _place(place: Place) -> Row:
    return {
        "slug": place.slug,
        "name": place.name,
        "name_language": place.name_language,
        "kind": place.kind,
        "other_names": [one.name for one in place.names.all()],
        "description": place.description,
        "part_of": place.part_of.slug if place.part_of else "",
        "latitude": _decimal(place.latitude) if place.is_placed else "",
        "longitude": _decimal(place.longitude) if place.is_placed else "",
        "position_marks": place.precision,
        "address": stable(place.get_absolute_url()),
    }


def _dossier(dossier: Any) -> Row:
    return {
        "slug": dossier.slug,
        "title": dossier.title,
        "summary": dossier.summary,
        "claims": dossier.claim_count,
        "events": dossier.event_count,
        "address": stable(dossier.get_absolute_url()),
    }


SHEETS: dict[str, Sheet] = {
    "claims": Sheet(_claims, _claim),
    "responses": Sheet(_responses, _response),
    "sources": Sheet(lambda rows: rows, _source),
    "parties": Sheet(lambda rows: rows, _party),
    "places": Sheet(_places, _place),
    "dossiers": Sheet(lambda rows: rows, _dossier),
}


def _dates(name: str, row: Any) -> Row:
    """A partly known date as written (EDTF), with the first and the last day it can mean."""
    written = getattr(row, f"{name}_on")
    ends = {end: day(getattr(row, f"{name}_on_{end}")) for end in ("earliest", "latest")}
    return {f"{name}_on": written, **{f"{name}_{end}": on for end, on in ends.items()}}


def day(value: Any) -> str:
    """A day as YYYY-MM-DD; empty where there is none."""
    return value.isoformat() if value else ""


def _decimal(value: Any) -> str:
    return f"{value.normalize():f}" if value is not None else ""


def _linked(links: Any, name: str) -> list[Any]:
    return [getattr(link, name) for link in links.all()]


def _codes(links: Any, name: str) -> list[str]:
    return [one.code for one in _linked(links, name)]


def _slugs(rows: Any) -> list[str]:
    return [row.slug for row in rows]


def _names(rows: Any) -> list[str]:
    return [row.name for row in rows]


def _once(values: Any) -> list[Any]:
    """Values, or lists of values, in one list, each once and in order."""
    found: dict[Any, None] = {}
    for value in values:
        for one in value if isinstance(value, list) else [value]:
            found.setdefault(one)
    return list(found)
