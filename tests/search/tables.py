"""What statistics count, asked of the desk's tables: what the index is held to."""

from collections import defaultdict
from datetime import date
from itertools import product

from tests.stored_quotes import quotes_of_claims
from tests.stored_states import answers, pairs, replies_of_accused
from tracker.record.models import (
    Allegation,
    Answer,
    Claim,
    Party,
    Request,
    Response,
    Source,
)


def provably_sent():
    """Requests for a response that a published source shows to have been made."""
    return (
        Request.objects.published()
        .filter(kind=Request.Kind.RESPONSE, claim__in=Claim.objects.published())
        .filter(proof__in=Source.objects.published())
        .exclude(sent_on="")
        .filter(is_appeal=False)
    )


def coverage():
    slugs = _slugs()
    return [(one.claim, one.number, slugs[one.party], one.state) for one in pairs()]


def _slugs():
    return dict(Party.objects.values_list("pk", "slug"))


def requests():
    columns = ("reference", "asked__slug", "sent_on", "due_on", "outcome", "proof__reference")
    return provably_sent().values_list(columns[0], "claim__reference", *columns[1:])


def never_asked():
    """Once for each claim on a party, where anything is said of whether it replied."""
    slugs, known = _slugs(), defaultdict(list)
    sent = provably_sent().exclude(outcome="returned")
    asked = set(sent.values_list("claim__reference", "asked"))
    for one in pairs():
        known[one.claim, one.party].append(one)
    for (claim, party), points in known.items():
        states = {one.state for one in points}
        was_asked = int((claim, party) in asked)
        if points[0].is_confirmed:
            yield claim, slugs[party], was_asked, 1
        elif not points[0].is_told and not states & {"ended", "unstated"}:
            yield claim, slugs[party], was_asked, int(bool(states & {"received", "not_on_file"}))


def times():
    accused = {(one.claim_pk, one.party) for one in pairs()}
    made = Response.objects.in_bulk()
    found = defaultdict(list)
    for claim, party, response in replies_of_accused():
        if (claim, party) in accused:
            found[claim].append(made[response])
    for pk, replies in found.items():
        claim, first = Claim.objects.get(pk=pk), min(replies, key=_last_day)
        least = _days(first.made_on_earliest, claim.made_on_latest)
        most = _days(first.made_on_latest, claim.made_on_earliest)
        yield claim.reference, claim.made_on, least, most


def _last_day(made):
    return made.made_on_latest or made.made_on_earliest or date.max, made.reference


def _days(later, earlier):
    return (later - earlier).days if later and earlier else ""


def by_responder():
    for answer, point, parties in _answers():
        for party in parties:
            for stance in _codes(answer.stances):
                yield party, answer.response.reference, *_on(point), stance


def by_violation():
    for answer, point, parties in _answers():
        for _party in parties:
            for violation, stance in product(_codes(point.violations), _codes(answer.stances)):
                yield violation, answer.response.reference, *_on(point), stance


def _answers():
    """Each answer of one of the accused of a point, and who of them gave it."""
    accused, replies = defaultdict(set), defaultdict(set)
    for one in pairs():
        accused[one.point_pk].add(one.party)
    for claim, party, response in replies_of_accused():
        replies[response, claim].add(party)
    points, rows = Allegation.objects.in_bulk(), Answer.objects.in_bulk()
    for answer, response, of in answers():
        point, made = points[of], rows[answer].response
        if accused[of] & replies[response, point.claim_id]:
            gave = [made.responder, *made.joint_responders.all()]
            own = [party.slug for party in gave if party.pk in accused[of]]
            yield rows[answer], point, own or [party.slug for party in gave]


def _codes(entries):
    return [entry.code for entry in entries.all()] or [""]


def _on(point):
    return point.claim.reference, point.number


def quotes():
    return [
        (one.claim, one.response, one.number or "", one.source, one.state)
        for one in quotes_of_claims()
    ]


ROWS = {
    "coverage": coverage,
    "asked": requests,
    "never-asked": never_asked,
    "times": times,
    "stances-by-responder": by_responder,
    "stances-by-violation": by_violation,
    "quotes": quotes,
}


def rows_of(key):
    return sorted(tuple(map(str, row)) for row in ROWS[key]())
