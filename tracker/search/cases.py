"""What statistics count of a claim, written with the claim: its cases, each once.

They are read from the documents of the claim and of what answers it and asks about it, so that
nothing is counted that readers do not see. Parties stand by primary key: a party that is renamed
leaves all cases as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from tracker.edition.cases import case_of, with_looks
from tracker.edition.documents.base import WITHHELD
from tracker.edition.evidence.states import states_of_quotes
from tracker.edition.readers import Published
from tracker.record import state
from tracker.record.choices import Outcome
from tracker.record.dates import ordinal
from tracker.record.state import Case, Days, State
from tracker.record.trees import Tree
from tracker.search.backends import backend
from tracker.search.kinds import LOW, Kind, document_id
from tracker.search.rows import UNTIL, point_state

# Names of what is counted, as they stand in the index beside the names of facets.
CLAIM, COVERAGE, REQUESTS, SILENCE = "case_claim", "case_coverage", "case_requests", "case_silence"
QUOTES = "case_quotes"
TIMES, RESPONDERS, VIOLATIONS = "case_times", "case_responders", "case_violations"


Trees = dict[str, Tree]


class Point(NamedTuple):
    """An allegation: (accused, state as the index has it) for each party it is said of."""

    number: int
    states: list[tuple[int, str]]


class Request(NamedTuple):
    """A request for a response that a public source shows to have been sent."""

    reference: str
    asked: int
    sent_on: str
    due_on: str
    # Until when nobody looked after the deadline, one that waits is open: then `due` is None.
    outcome: str
    proof: str
    due: int | None


class Accused(NamedTuple):
    party: int
    was_asked: bool
    responded: bool


class Answer(NamedTuple):
    responder: int
    response: str
    number: int
    stances: list[str]
    violations: list[str]


class Reply(NamedTuple):
    response: str
    responders: list[int]
    stances: list[str]


class Quote(NamedTuple):
    """A quote of a claim, or of an answer to it: then with the key of the response."""

    response: str
    number: int
    source: str
    state: str


class Cases(NamedTuple):
    """All of a claim; `least` and `most` days until the accused first replied, None: unknown.

    Of `replies`, by whomever, the response, who gave it and with which stances: those that were
    withdrawn or disowned are none, and words of before the claim neither.
    """

    reference: str
    made_on: str
    points: list[Point]
    requests: list[Request]
    accused: list[Accused]
    answers: list[Answer]
    replies: list[Reply]
    is_responded: bool
    least: int | None
    most: int | None
    # Those of the claim itself with the number 0.
    quotes: list[Quote] = []


# --- Of documents, what is counted ----------------------------------------------------------------


def about_claims(claims: Trees) -> dict[str, Trees]:
    """Of each of these claims what names it: responses, requests and dossiers, by key."""
    reader = Published()
    about: dict[str, Trees] = {key: {} for key in claims}
    naming = reader.naming(claims, "claims/claim", "claim")
    around = reader.trees({one.source for one in naming})
    for one in sorted(naming):
        if one.source in around:
            about[one.target][one.source] = around[one.source]
    return about


def cases_of(claims: Trees, about: dict[str, Trees]) -> dict[str, Cases]:
    """The cases of these claims, given what names them; in one query a chunk."""
    around = {key: tree for some in about.values() for key, tree in some.items()}
    parties = Published().trees(
        {
            *(row["party"] for tree in claims.values() for row in tree.get("accused", ())),
            *(party for key, tree in around.items() if key[0] == "R" for party in _givers(tree)),
        }
    )
    stated = states_of_quotes({**claims, **around})
    return {
        key: _cases(key, with_looks(tree), about[key], parties, stated)
        for key, tree in claims.items()
    }


def _givers(response: Tree) -> list[str]:
    joint = (row["party"] for row in response.get("joint_responders", ()))
    return [*filter(None, [response.get("responder")]), *joint]


def _cases(
    key: str,
    tree: Tree,
    about: dict[str, Tree],
    parties: dict[str, Tree],
    stated: Mapping[str, str],
) -> Cases:
    responses = {one: told for one, told in about.items() if one.startswith("R-")}
    requests = {one: told for one, told in about.items() if one.startswith("Q-")}
    givers = {party for told in responses.values() for party in _givers(told)}
    named = {*givers, *(row["party"] for row in tree.get("accused", ()))}
    case = case_of(
        key, tree, responses, requests, {one: parties[one] for one in named if one in parties}
    )
    # Before any deadline has passed, and after all have.
    before, after = state.states(case, date.min), state.states(case, date.max)
    sent = [
        Request(
            one.key,
            pk_of(one.asked),
            requests[one.key].get("sent_on", ""),
            requests[one.key].get("due_on", ""),
            one.outcome,
            requests[one.key]["proof"],
            ordinal(one.due.last) if state.was_looked_after(case, one) else None,
        )
        for one in case.requests
        if one.is_for_response and requests[one.key].get("proof") not in (None, WITHHELD)
    ]
    asked = {one.asked for one in sent if one.outcome != Outcome.UNDELIVERED}
    accused = dict.fromkeys(row["party"] for row in tree.get("accused", ()))
    replied = {one: state.has_replied(case, one, after) for one in accused}
    first = state.counted_replies(case)
    least, most = _time_to_first(case.made, first)
    return Cases(
        key,
        tree.get("made_on", ""),
        list(_points(case, before, after)),
        sent,
        [
            Accused(pk_of(one), pk_of(one) in asked, has_replied)
            for one, has_replied in replied.items()
            if has_replied is not None
        ],
        list(_answers(case, after, tree, responses)),
        list(_given(case, responses)),
        bool(first),
        least,
        most,
        quotes_of(tree, responses, stated),
    )


def quotes_of(claim: Tree, responses: Trees, stated: Mapping[str, str]) -> list[Quote]:
    """The quotes of a claim, of its points and of the answers to them.

    A passage is counted once among those of the claim, and once among those of answers. `stated`
    has the state of each by the row of its citation.
    """
    points = {f"allegation/{row['row']}": row for row in claim.get("allegations", ())}
    holders = [("", 0, claim), *(("", int(row["number"]), row) for row in points.values())]
    for key, told in responses.items():
        for answer in told.get("answers", ()):
            on = (one["allegation"] for one in (answer, *answer.get("points", ())))
            if numbers := sorted(int(points[one]["number"]) for one in on if one in points):
                holders.append((key, numbers[0], answer))
    found: dict[tuple[bool, str, str], Quote] = {}
    for response, number, holder in sorted(holders, key=lambda one: one[:2]):
        for row in holder.get("citations", ()):
            source, words = row.get("source"), row.get("quote", "").strip()
            if source and source != WITHHELD and words:
                quote = Quote(response, number, source, stated[row["row"]])
                found.setdefault((bool(response), source, words), quote)
    return list(found.values())


def _answers(
    case: Case, found: list[State], claim: Tree, responses: dict[str, Tree]
) -> Iterator[Answer]:
    """Each point that one of its accused replied on, once for each of those who gave the reply."""
    rows = {f"allegation/{row['row']}": row for row in claim.get("allegations", ())}
    accused = {one.key: one.accused for one in case.points}
    numbers = {one.key: one.number for one in case.points}
    counted = {(one.point, answer) for one in found for answer in one.answers}
    for response in case.responses:
        for row in responses[response.key].get("answers", ()):
            points = (one["allegation"] for one in (row, *row.get("points", ())))
            on = {one for one in points if (one, row["row"]) in counted}
            for point in sorted(on, key=numbers.__getitem__):
                codes = (one["violation"] for one in rows[point].get("violations", ()))
                violations = list(dict.fromkeys(codes))
                own = [one for one in response.responders if one in accused[point]]
                # Those that speak for one of the accused are not accused themselves.
                for party in own or response.responders:
                    told = (numbers[point], _stances(row), violations)
                    yield Answer(pk_of(party), response.key, *told)


def _given(case: Case, responses: dict[str, Tree]) -> Iterator[Reply]:
    """Replies by whomever, and the stances that they take to points of the claim."""
    for one in case.responses:
        givers = [pk_of(party) for party in one.responders if state.has_given(case, one, party)]
        if givers:
            on = {answer.key for answer in one.answers}
            answers = responses[one.key].get("answers", ())
            stances = [code for row in answers if row["row"] in on for code in _stances(row)]
            yield Reply(one.key, givers, list(dict.fromkeys(stances)))


def _stances(answer: Tree) -> list[str]:
    return [one["stance"] for one in answer.get("stances", ())]


def _points(case: Case, before: list[State], after: list[State]) -> Iterator[Point]:
    """Each allegation with its states, as the index has them."""
    found: dict[str, list[tuple[int, str]]] = {one.key: [] for one in case.points}
    for first, last in zip(before, after, strict=True):
        found[first.point].append((pk_of(first.party), _as_indexed(case, first, last)))
    for one in case.points:
        yield Point(one.number, found[one.key])


def _as_indexed(case: Case, first: State, last: State) -> str:
    if first.state == last.state:
        return first.state
    waiting = {first.request, *first.still_open}
    days = (one.due.last for one in case.requests if one.key in waiting and one.due.last)
    return f"{last.state}{UNTIL}{min(days).toordinal()}"


def _time_to_first(made: Days, replies: list[state.Response]) -> tuple[int | None, int | None]:
    """The least and the most days until the reply with the earliest last possible day."""
    if not replies:
        return None, None

    def by(one: state.Response) -> tuple[date, str]:
        return (one.made.last or one.made.first or date.max, one.key)

    reply = min(replies, key=by).made
    return _between(reply.first, made.last), _between(reply.last, made.first)


def _between(later: date | None, earlier: date | None) -> int | None:
    return (later - earlier).days if later and earlier else None


def pk_of(key: str) -> int:
    """The primary key in a key such as `party/7`."""
    return int(key.rpartition("/")[2] or 0)


# --- In the index ---------------------------------------------------------------------------------


def counted_as(cases: Cases) -> list[tuple[str, str]]:
    """What a claim is counted under, once for each case of it: (what is counted, which)."""
    found = [(CLAIM, "")]
    found += [(COVERAGE, which) for which in states_of(cases) if which]
    found += [(REQUESTS, f"{one.asked}/{_outcome(one)}") for one in cases.requests]
    found += [(SILENCE, f"{one.was_asked:d}{one.responded:d}") for one in cases.accused]
    found += [(QUOTES, f"{bool(one.response):d}{one.state}") for one in cases.quotes]
    if cases.is_responded:
        found.append((TIMES, f"{_number(cases.least)}/{_number(cases.most)}"))
    for one in cases.answers:
        groups = [(RESPONDERS, str(one.responder)), *((VIOLATIONS, v) for v in one.violations)]
        for what, which in groups:
            found.append((what, which))
            found += [(what, f"{which}/{stance}") for stance in one.stances]
    return found


def states_of(cases: Cases) -> list[str]:
    """The states of each point of a claim, as rows of lists have them."""
    return [point_state(which for _party, which in one.states) for one in cases.points]


def _outcome(request: Request) -> str:
    """The outcome of a request, and of one that waits until when it is open."""
    is_late = request.outcome == Outcome.NONE and request.due is not None
    return f"{request.outcome}{UNTIL}{request.due}" if is_late else request.outcome


def _number(days: int | None) -> str:
    return "" if days is None else str(days)


def as_text(cases: Cases) -> str:
    return json.dumps(cases, ensure_ascii=False, separators=(",", ":"))


def claim_cases(pks: list[int]) -> list[Cases]:
    """The cases of the claims with these primary keys that readers see, in this order."""
    ids = [document_id(Kind.CLAIM, pk) for pk in pks]
    found = {one & LOW: text for one, text in backend().read("case", ids)}
    return [msgspec.json.decode(found[pk], type=Cases) for pk in pks if pk in found]
