"""Claims, allegations, responses and answers as linked data: never one side alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.edition.documents import (
    AllegationRow,
    ClaimDocument,
    PartyState,
    ResponseDocument,
    SourceDocument,
)
from tracker.public.machines.linked import nodes
from tracker.public.machines.linked.writing import Node, context, dated, node, period, ref
from tracker.public.telling.evidence import ClaimAnswers
from tracker.public.telling.whose_words import in_reading_order
from tracker.record.state import WORDS
from tracker.words.states import coverage, point_sentences, state_sentence


def claim(row: ClaimDocument) -> Node:
    """A claim's page: its allegations, each with its answers or what is known of its silence."""
    more = {
        "abstract": row.lead,
        "citation": quotations(row, whole=True),
        "isPartOf": [
            node("Collection", one.get_absolute_url(), name=one.title) for one in row.dossiers
        ],
        "hasPart": [allegation(point) for point in row.allegations],
        "response": [ref(one) for one in row.responses],
        "correction": nodes.corrections(row.corrections),
        "mainEntityOfPage": nodes.page_of(row),
    }
    return {"@context": context()} | claim_in_short(row) | _filled(more)


def claim_in_short(row: Any, **more: Any) -> Node:
    """Who says it, of whom, when. `about` is for readers that know schema.org alone."""
    accused = [link.party for link in row.accused_links.all()]
    return node(
        "Claim",
        row.get_absolute_url(),
        identifier=row.reference,
        name=row.title,
        inLanguage="en",
        author=[nodes.party(party) for party in _claimants(row)],
        accused=[nodes.party(party) for party in accused],
        about=[ref(party) for party in accused],
        **dated("dateCreated", row.made_on),
        **more,
    )


def claim_row(row: Any) -> Node:
    """A claim of a list, with who responded, or that nobody did as far as is recorded."""
    responses = [response_in_short(one) for one in row.replies.all()]
    known = coverage(row.standing, row.allegation_count)
    return claim_in_short(row, response=responses, silence=f"{known}.")


def allegation(point: AllegationRow) -> Node:
    """One point with its words and its sources, and what was answered."""
    claimants = point.claimants
    cited = [citation.source for citation in point.citations]
    return node(
        "Claim",
        point.get_absolute_url(),
        position=point.number,
        text=point.text,
        inLanguage="en",
        author=[ref(party) for party in claimants],
        keywords=[nodes.code(link.violation, "violation") for link in point.violation_links],
        contentLocation=[nodes.place(link.place) for link in point.place_links],
        **period(point.period),
        characterisation=point.characterisation,
        citation=quotations(point),
        **_appearances(cited),
        accused=[ref(party) for party in point.accused],
        responseState=[state_of(one) for one in point.states],
        answer=[answer(one) for one in point.counted_answers],
        otherWords=[answer(one) for one in point.other_answers],
        silence=[str(one) for one in point_sentences(point)],
    )


def state_of(known: PartyState) -> Node:
    """What is known of a party's reply to a point: a word of the list's filter, and a sentence."""
    return node(
        "PropertyValue",
        accused=ref(known.party),
        value=WORDS.get(known.state, known.state),
        description=str(state_sentence(known)),
    )


def _appearances(sources: list[SourceDocument]) -> Node:
    """Where an allegation appeared; first where one of its sources is older than all others."""
    each = {one.key: one for one in sources}.values()
    first = _oldest(list(each))
    found = {"appearance": [nodes.source(one) for one in each]}
    return _filled(found | {"firstAppearance": ref(first) if first else None})


def _oldest(sources: list[SourceDocument]) -> SourceDocument | None:
    """The source that was out before any other began to be, unless it retells yet another."""
    known = [
        (last, first, one)
        for one in sources
        if (first := one.published_on_earliest) and (last := one.published_on_latest)
    ]
    if not known or len(known) < len(sources):
        return None
    until, _since, oldest = min(known, key=lambda one: one[0])
    is_first = oldest.derived_from_id is None and all(
        since > until for _until, since, one in known if one is not oldest
    )
    return oldest if is_first else None


def answer(row: Any, **more: Any) -> Node:
    """One response on one allegation, in its own words."""
    made = row.response
    return answer_in_short(
        row,
        abstract=row.summary,
        spokesperson=nodes.party(made.spokesperson) if made.spokesperson else None,
        citation=quotations(row, whole=True),
        isPartOf=ref(made),
        **dated("dateCreated", made.made_on),
        **more,
    )


def answer_in_short(row: Any, **more: Any) -> Node:
    """Who answered which allegation, with which stances."""
    return node(
        "CreativeWork",
        row.get_absolute_url(),
        author=nodes.party(row.response.responder),
        answers=ref(row.allegation),
        stance=[nodes.code(link.stance, "stance") for link in row.stance_links.all()],
        **more,
    )


def response(row: ResponseDocument, groups: Iterable[ClaimAnswers]) -> Node:
    """A response's page: each answer beside the allegation it answers."""
    groups = list(groups)
    given = [(group.claim, one) for group in groups for one in group.answers]
    more = {
        "abstract": row.summary,
        "citation": quotations(row, whole=True),
        "about": [claim_in_short_of(group.claim) for group in groups],
        "hasPart": [answer(one) | {"answers": _answered(one, claim_)} for claim_, one in given],
        "correction": nodes.corrections(row.corrections),
        "mainEntityOfPage": nodes.page_of(row),
    }
    return {"@context": context()} | response_in_short(row) | _filled(more)


def response_in_short(row: Any, **more: Any) -> Node:
    """Who responded, through whom, when it was said and when it was first reported."""
    return node(
        "CreativeWork",
        row.get_absolute_url(),
        identifier=row.reference,
        name=row.title,
        inLanguage="en",
        author=nodes.party(row.responder),
        spokesperson=nodes.party(row.spokesperson) if row.spokesperson else None,
        **{**dated("datePublished", row.first_reported_on), **dated("dateCreated", row.made_on)},
        **more,
    )


def response_row(row: Any) -> Node:
    """A response of a list, with the claims it addresses."""
    addressed = [claim_in_name(claim_) for claim_ in row.claims.all()]
    return response_in_short(row, about=addressed)


def claim_in_name(row: Any) -> Node:
    """A claim by its title, which says who alleges what of whom."""
    at = row.get_absolute_url()
    return node("Claim", at, identifier=row.reference, name=row.title, inLanguage="en")


def claim_in_short_of(row: Any) -> Node:
    """A claim that a response addresses, with its claimants."""
    return claim_in_name(row) | {"author": [nodes.party(party) for party in _claimants(row)]}


def _answered(row: Any, claim_: Any) -> Node:
    """The allegation beside an answer, with the claimants' words."""
    point = row.allegation
    return node(
        "Claim",
        point.get_absolute_url(),
        position=point.number,
        text=point.text,
        inLanguage="en",
        author=[ref(party) for party in _claimants(claim_)],
        citation=quotations(point, whole=True),
        answer=ref(row),
    )


def quotations(holder: Any, whole: bool = False) -> list[Node]:
    """What is cited for `holder`; a source that is only pointed at stands for itself.

    Without `whole` the sources are described elsewhere in the same node, as appearances.
    """
    found = []
    sources = {one.key: one.source for one in holder.citations}
    for citation in in_reading_order(holder.citations):
        cited = nodes.source(citation.source) if whole else ref(citation.source)
        if citation.quote:
            above = sources.get(citation.version_of_id or "")
            found.append(nodes.quotation(citation, cited, above))
        elif whole:
            found.append(cited)
    return found


def _claimants(row: Any) -> list[Any]:
    return [link.party for link in row.claimant_links.all()]


def _filled(properties: Node) -> Node:
    return {name: value for name, value in properties.items() if value}
