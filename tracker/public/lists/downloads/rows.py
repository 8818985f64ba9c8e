"""What a row of each list says in a file.

Codes, slugs and references stand beside names: the former stay when a name is put right. Values
that are lists stay lists in JSON and are joined in tables; what has no heading is in JSON alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from tracker.edition.documents import (
    AllegationRow,
    AnswerRow,
    CitationRow,
    ClaimDocument,
    DossierDocument,
    EventDocument,
    PartyDocument,
    PlaceDocument,
    RequestDocument,
    ResponseDocument,
    SourceDocument,
)
from tracker.edition.documents.around import StepRow
from tracker.edition.documents.base import Referenced
from tracker.edition.lists import tables
from tracker.edition.readers import Published
from tracker.public.delivery.addresses import stable
from tracker.public.telling.page_words import whose_turn
from tracker.public.telling.whose_words import reporter, said_by
from tracker.search.rows import told
from tracker.words.quotes import state_in_data
from tracker.words.requests import steps_told
from tracker.words.states import state_sentence

Row = dict[str, Any]
NOW = Published()


def _claim(claim: ClaimDocument) -> Row:
    claimants = [link.party for link in claim.claimant_links]
    accused = [link.party for link in claim.accused_links]
    points = list(claim.allegations)
    return {
        "reference": claim.reference,
        "title": claim.title,
        "lead": claim.lead,
        **_dates("made", claim),
        "claimants": _slugs(claimants),
        "claimant_names": _names(claimants),
        "accused": _slugs(accused),
        "accused_names": _names(accused),
        "responders": _slugs(claim.responders),
        "allegation_count": claim.allegation_count,
        "answered_count": claim.answered_count,
        "response": claim.response_state,
        "points_by_response": told(claim.standing).by_state,
        "violations": _once(_codes(point.violation_links, "violation") for point in points),
        "places": _once(_slugs(_linked(point.place_links, "place")) for point in points),
        "dossiers": _slugs(claim.dossiers),
        "answers_last_looked_for": day(claim.last_looked_on),
        "address": stable(claim.get_absolute_url()),
        "quotes": _quotes(claim.citations),
        "allegations": [_allegation(point) for point in points],
    }


def _quotes(citations: Collection[CitationRow]) -> list[Row]:
    """What is cited, the party's own words first; `said_by` is a reporter where they paraphrase.

    `version_of` is the source whose words these are a version of.
    """
    cited = {one.key: one.source.reference for one in citations}
    return [
        {
            "relation": one.relation,
            "said_by": said_by(one),
            "passed_on_by": "" if one.is_first_hand else reporter(one.source),
            "first_hand": one.is_first_hand,
            "quote": "" if one.is_paraphrase else one.quote,
            "paraphrase": one.quote if one.is_paraphrase else "",
            "language": one.language if one.quote else "",
            "translation": one.translation,
            "translator": one.translator,
            "source": one.source.reference,
            "locator": one.locator,
            "version_of": cited.get(one.version_of_id or "", ""),
            "version_kind": one.version_kind,
            "original_language": one.original_language,
            "kept_copy": state_in_data(one.mark) if one.quote else "",
        }
        for one in sorted(citations, key=lambda one: one.rank)
    ]


def _relations(holders: Iterable[AnswerRow | ResponseDocument]) -> list[str]:
    """Whose words are on hand, the party's own first: what is known of it by paraphrase alone?"""
    words = [one for holder in holders for one in holder.citations if one.quote]
    return _once(one.relation for one in sorted(words, key=lambda one: one.rank))


def _allegation(point: AllegationRow) -> Row:
    return {
        "number": point.number,
        "text": point.text,
        "violations": _codes(point.violation_links, "violation"),
        "places": _slugs(_linked(point.place_links, "place")),
        "period": point.period,
        "characterisation": point.characterisation,
        "response": point.response_state,
        "claimants": _slugs(point.claimants),
        "accused": [
            {"party": one.party.slug, "response": one.state, "in_words": str(state_sentence(one))}
            for one in point.states
        ],
        "quotes": _quotes(point.citations),
        "answers": [_answer(one) | _who(one) for one in point.answers],
    }


def _who(answer: AnswerRow) -> Row:
    made = answer.response
    return {
        "response": made.reference,
        "responder": made.responder.slug,
        "responder_name": made.responder.name,
        "made_on": made.made_on,
    }


def _answer(answer: AnswerRow) -> Row:
    return {
        "stances": _codes(answer.stance_links, "stance"),
        "summary": answer.summary,
        "quotes": _quotes(answer.citations),
    }


def _response(response: ResponseDocument) -> Row:
    answers = list(response.answers)
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
        "not_held": response.not_held,
        "claims": [claim.reference for claim in response.claims],
        "answer_count": len(answers),
        "stances": _once(_codes(one.stance_links, "stance") for one in answers),
        "words": _relations([response, *answers]),
        "address": stable(response.get_absolute_url()),
        "quotes": _quotes(response.citations),
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


def _source(source: SourceDocument) -> Row:
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
        "republications": 0,
        "address": stable(source.get_absolute_url()),
    }


def _party(party: PartyDocument) -> Row:
    return {
        "slug": party.slug,
        "name": party.name,
        "name_language": party.name_language,
        "kind": party.kind,
        "other_names": [one.name for one in party.names],
        "description": party.description,
        "website": party.website,
        "wikidata_id": party.wikidata_id,
        "address": stable(party.get_absolute_url()),
    }


def _place(place: PlaceDocument) -> Row:
    return {
        "slug": place.slug,
        "name": place.name,
        "name_language": place.name_language,
        "kind": place.kind,
        "other_names": [one.name for one in place.names],
        "description": place.description,
        "part_of": place.part_of.slug if place.part_of else "",
        "latitude": _decimal(place.latitude) if place.is_placed else "",
        "longitude": _decimal(place.longitude) if place.is_placed else "",
        "position_marks": place.precision,
        "address": stable(place.get_absolute_url()),
    }


def _event(event: EventDocument) -> Row:
    parties = _linked(event.party_links, "party")
    return {
        "reference": event.reference,
        "title": event.title,
        "description": event.description,
        **_dates("happened", event),
        "parties": _slugs(parties),
        "party_names": _names(parties),
        "places": _slugs(_linked(event.place_links, "place")),
        "dossiers": _slugs(event.dossiers),
        "address": stable(event.get_absolute_url()),
    }


def _request(asked: RequestDocument) -> Row:
    return {
        "reference": asked.reference,
        "title": asked.title,
        "text": asked.text,
        "kind": asked.kind,
        "asker": asked.asker.slug,
        "asker_name": asked.asker.name,
        "asked": asked.asked.slug,
        "asked_name": asked.asked.name,
        "channel": asked.channel,
        **_dates("sent", asked),
        **_dates("due", asked),
        "due_first_on": asked.moved_from,
        "paused_on": day(asked.paused_on),
        "turn": whose_turn(asked),
        "outcome": asked.outcome,
        "claim": _reference(asked.claim),
        "made_in": _reference(asked.made_in),
        "answered_by": _reference(asked.answered_by),
        "proof": _reference(asked.proof),
        "reply_last_looked_for": day(asked.checked_on),
        "since_it_was_sent": [str(sentence) for sentence in steps_told(asked)],
        "address": stable(asked.get_absolute_url()),
        "steps": [_step(one) for one in asked.steps],
    }


def _step(step: StepRow) -> Row:
    """What happened to a request; the deadline in force until then, and since."""
    return {
        "kind": step.kind,
        "happened_on": day(step.happened_on),
        "due_before": step.due_before,
        "due_on": step.due_on,
        "is_their_wish": step.is_their_wish,
    }


def _dossier(dossier: DossierDocument) -> Row:
    return {
        "slug": dossier.slug,
        "title": dossier.title,
        "summary": dossier.summary,
        "claims": dossier.claim_count,
        "events": dossier.event_count,
        "address": stable(dossier.get_absolute_url()),
    }


# List → noun, and what a row says of a document of it.
TOLD: dict[str, tuple[str, Callable[[Any], Row]]] = {
    "claims": ("claim", _claim),
    "responses": ("response", _response),
    "sources": ("source", _source),
    "parties": ("party", _party),
    "places": ("place", _place),
    "dossiers": ("dossier", _dossier),
    "events": ("event", _event),
    "requests": ("request", _request),
}


def rows_of(name: str, pks: list[int]) -> dict[int, Row]:
    """The rows of the list called `name` of the records with these primary keys."""
    noun, tell = TOLD[name]
    keys = NOW.keys_of(noun, pks)
    found = tables(NOW, list(keys.values()))
    if noun == "source":
        copies = NOW.republished(list(found))
        return {
            pk: tell(found[key]) | {"republications": copies.get(key, 0)}
            for pk, key in keys.items()
            if key in found
        }
    return {pk: tell(found[key]) for pk, key in keys.items() if key in found}


def _dates(name: str, row: Any) -> Row:
    """A partly known date as written (EDTF), with the first and the last day it can mean."""
    written = getattr(row, f"{name}_on")
    ends = {end: day(getattr(row, f"{name}_on_{end}")) for end in ("earliest", "latest")}
    return {f"{name}_on": written, **{f"{name}_{end}": on for end, on in ends.items()}}


def day(value: Any) -> str:
    """A day as YYYY-MM-DD; empty where there is none."""
    return value.isoformat() if value else ""


def _reference(record: Referenced | None) -> str:
    return record.reference if record else ""


def _decimal(value: Any) -> str:
    return f"{value.normalize():f}" if value is not None else ""


def _linked(links: Any, name: str) -> list[Any]:
    return [getattr(link, name) for link in links]


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
