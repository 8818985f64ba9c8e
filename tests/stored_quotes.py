"""In which state the quotes that readers see are, asked of the tables of records and of checks."""

from typing import NamedTuple

from tracker.capture.standings import standings
from tracker.record.models import Citation


class Quoted(NamedTuple):
    claim: str
    claim_pk: int
    response: str
    number: int
    source: str
    state: str


def _published():
    return Citation.objects.published().exclude(quote="")


def _states(citations):
    """By the citation's key; of those of which nothing was found out, that it was not checked."""
    found = standings(citations)
    return {one.pk: found[one.pk].state if one.pk in found else "not_checked" for one in citations}


def quotes_in_states(states):
    known = _states(list(_published())).items()
    return Citation.objects.filter(pk__in=[pk for pk, state in known if state in states])


def quotes_of_claims():
    """Of each claim its quotes and those of answers to it, a passage once on either side."""
    one_each = ("source", "claim", "allegation__claim", "answer__response")
    rows = _published().select_related(*one_each, "answer__allegation__claim")
    citations = list(rows.prefetch_related("answer__point_links__allegation__claim"))
    states, found = _states(citations), {}
    rows = [(*place, one) for one in citations for place in _places(one)]
    for claim, response, number, one in sorted(rows, key=lambda row: (*row[1:3], row[3].pk)):
        quoted = Quoted(
            claim.reference,
            claim.pk,
            response,
            number,
            one.source.reference,
            str(states[one.pk]),
        )
        key = (claim.pk, bool(response), one.source_id, one.quote.strip())
        found.setdefault(key, quoted)
    return list(found.values())


def _places(citation):
    """For which claims it is cited, in which response, on which point."""
    if citation.claim_id:
        yield citation.claim, "", 0
    elif citation.allegation_id:
        yield citation.allegation.claim, "", citation.allegation.number
    elif citation.answer_id:
        answer = citation.answer
        covered = [link.allegation for link in answer.point_links.all()]
        numbers = {}
        for point in (answer.allegation, *covered):
            if point.claim.status == "published":
                numbers.setdefault(point.claim, []).append(point.number)
        for claim, some in numbers.items():
            yield claim, answer.response.reference, min(some)
