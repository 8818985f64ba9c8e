"""What readers find of a record, gathered from its edition: words, facets, days, its row of lists.

What an edition does not hold is not found, whatever the desk's rows say by now: of these only one
thing is asked, when a record was entered. Everything is read a chunk of records at a time, in a
fixed number of queries: a million claims are gathered so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from tracker.edition.cutting import DATED_BY
from tracker.edition.documents.base import ends_of
from tracker.edition.evidence.states import states_of_quotes
from tracker.edition.models import Edition
from tracker.edition.readers import Published
from tracker.record.choices import Relation
from tracker.record.dates import ordinal
from tracker.record.nouns import NOUNS
from tracker.record.trees import Tree, chunks, in_order
from tracker.search.cases import Cases, about_claims, cases_of, pk_of, states_of
from tracker.search.gathered import Found, Gathered, micro, retold
from tracker.search.kinds import Kind, document_id
from tracker.search.rows import UNTIL, ClaimRow, Responded
from tracker.search.turns import OVERDUE, turn_at_last

Trees = dict[str, Tree]
# Primary key, key, title and document of an edition.
Row = tuple[int, str, str, str]
IN_A_DOSSIER = {Kind.CLAIM: "claims/claim", Kind.EVENT: "events/event"}


class Told(NamedTuple):
    """A record that readers see: its primary key, its key, its tree, and what is gathered of it."""

    pk: int
    key: str
    tree: Tree
    found: Gathered


class _Source(msgspec.Struct, frozen=True):
    """What is counted of the sources of words."""

    language: str = ""
    kind: str = ""


def gather(wanted: Mapping[Kind, Iterable[int]]) -> Iterator[tuple[Kind, Found]]:
    """Of each kind those of the records that readers see, by primary key."""
    named = {(kind.model_name, pk) for kind, pks in wanted.items() for pk in pks}
    nouns, rows = {noun for noun, _pk in named}, {pk for _noun, pk in named}
    # A statement for all kinds: where there are several, these are a few records.
    standing = Edition.objects.standing().whole().filter(noun__in=nouns, row__in=rows)
    editions: dict[str, list[Row]] = defaultdict(list)
    for noun, *row in standing.order_by("row").values_list(
        "noun", "row", "key", "label", "document"
    ):
        if (noun, row[0]) in named:
            editions[noun].append(tuple(row))
    for kind in wanted:
        told = list(_told(kind, editions[kind.model_name]))
        if told:
            GATHERERS[kind](told)
        yield kind, {one.pk: one.found for one in told}


def _told(kind: Kind, editions: list[Row]) -> Iterator[Told]:
    entered = dict(
        NOUNS[kind.model_name]
        .model._base_manager.filter(pk__in=[row for row, *_rest in editions])
        .values_list("pk", "created_at")
    )
    day, _end = DATED_BY.get(kind.model_name, ("", ""))
    for pk, key, title, document in editions:
        if pk not in entered:
            continue  # Deleted, and its edition not closed yet.
        tree = msgspec.json.decode(document)
        first, last = ends_of(tree.get(day, ""))
        found = Gathered(title, micro(entered[pk]), ordinal(first), ordinal(last))
        yield Told(pk, key, tree, found)


def _sources_of(trees: Iterable[Tree]) -> dict[str, _Source]:
    """The public sources that these trees cite, by key."""
    cited = {one["source"] for tree in trees for one in _citations_in(tree) if one.get("source")}
    found: dict[str, _Source] = {}
    for chunk in chunks(sorted(cited)):
        rows = Edition.objects.standing().whole().filter(key__in=chunk)
        for key, document in rows.values_list("key", "document"):
            found[key] = msgspec.json.decode(document, type=_Source)
    return found


def _citations_in(tree: Tree) -> Iterator[Tree]:
    """Of a record and of its points or answers; those of figures say whose these are."""
    yield from tree.get("citations", ())
    for part in (*tree.get("allegations", ()), *tree.get("answers", ())):
        yield from part.get("citations", ())


def _quote(
    found: Gathered,
    citations: Iterable[Tree],
    sources: dict[str, _Source],
    *,
    is_form_counted: bool = False,
) -> None:
    """The words that are cited, and the languages of their sources; of claims, also the forms."""
    for one in citations:
        source = sources.get(one.get("source") or "")
        if source is None:
            continue
        texts = [text for text in (one.get("quote"), one.get("translation")) if text]
        is_retold = one.get("relation") == Relation.PARAPHRASED
        found.say(*(retold(text) if is_retold else text for text in texts))
        found.count("language", source.language)
        if is_form_counted:
            found.count("form", source.kind)


def _named(tree: Tree, column: str) -> int | None:
    """The record that a column names; None where it names none that readers see."""
    key = tree.get(column)
    return pk_of(key) if key else None


def _pks(rows: Iterable[Tree], column: str) -> list[int]:
    """The records that rows name, each once."""
    return list(dict.fromkeys(pk_of(row[column]) for row in rows if row.get(column)))


def _dossiers_of(kind: Kind, keys: Iterable[str]) -> dict[str, list[int]]:
    """The published dossiers that hold each of these records, by primary key."""
    found: dict[str, list[int]] = defaultdict(list)
    for one in sorted(Published().naming(keys, IN_A_DOSSIER[kind])):
        if one.source.startswith("dossier/"):
            found[one.target].append(pk_of(one.source))
    return found


# --- Claims ---------------------------------------------------------------------------------------


def _claims(told: list[Told]) -> None:
    """Claims with their allegations, who is named, coding, answers, quotes and what is counted."""
    trees = {one.key: one.tree for one in told}
    about = about_claims(trees)
    around = {key: tree for some in about.values() for key, tree in some.items()}
    sources = _sources_of([*trees.values(), *around.values()])
    cases = cases_of(trees, about)
    for one in told:
        _say_claim(one, about[one.key], sources)
        _count_claim(one, about[one.key], cases[one.key])


def _say_claim(one: Told, about: Trees, sources: dict[str, _Source]) -> None:
    tree, found = one.tree, one.found
    points = _points(tree)
    found.say(tree.get("lead", ""), one.key, *(point["text"] for point in points))
    for role in ("claimants", "accused"):
        found.say(*(row.get("named_as", "") for row in in_order(tree.get(role, ()))))
    found.say(*(response["title"] for response in _responses_in(about)))
    own = {f"allegation/{point['row']}" for point in points}
    answers = [
        answer
        for response in _responses_in(about)
        for answer in response.get("answers", ())
        if answer["allegation"] in own
    ]
    answers.sort(key=lambda answer: int(answer["row"]))
    found.say(*(answer.get("summary", "") for answer in answers))
    for part in (tree, *points, *answers):
        _quote(found, part.get("citations", ()), sources, is_form_counted=True)


def _points(tree: Tree) -> list[Tree]:
    return sorted(tree.get("allegations", ()), key=lambda point: int(point["number"]))


def _responses_in(about: Trees) -> list[Tree]:
    """Responses, those first that were made first."""
    return sorted((tree for key, tree in about.items() if key.startswith("R-")), key=_made_first)


def _made_first(response: Tree) -> tuple[bool, date, bool, date, str]:
    """As `querysets.made_first`: one made “before” a day precedes that day's own."""
    first, last = ends_of(response.get("made_on", ""))
    day = first or last
    known = (day is None, day or date.max)
    return (*known, first is not None, first or date.min, response["reference"])


def _count_claim(one: Told, about: Trees, cases: Cases) -> None:
    """What a claim is counted under, and its row of lists."""
    tree, found, points = one.tree, one.found, _points(one.tree)
    found.cases = cases
    claimants, accused = (
        _pks(in_order(tree.get(r, ())), "party") for r in ("claimants", "accused")
    )
    coded = [row for point in points for row in point.get("violations", ())]
    places = [row for point in points for row in in_order(point.get("places", ()))]
    row = ClaimRow(
        reference=one.key,
        title=tree["title"],
        made_on=tree.get("made_on", ""),
        first=_iso(found.day),
        last=_iso(found.last),
        looked_on=max((look["looked_on"] for look in tree.get("looks", ())), default=None),
        points=len(points),
        claimants=claimants,
        accused=accused,
        responses=list(_given(about, cases)),
        responders=list(dict.fromkeys(pk for reply in cases.replies for pk in reply.responders)),
        violations=list(dict.fromkeys(code["violation"] for code in coded)),
        places=_pks(places, "place"),
        dossiers=sorted(pk_of(key) for key in about if key.startswith("dossier/")),
        states=list(Counter(states_of(cases)).items()),
        by_accused=[(party, _states_against(cases, party)) for party in accused],
    )
    found.row = row
    for facet, values in (
        ("claimant", claimants),
        ("accused", accused),
        ("violation", row.violations),
        ("place", row.places),
        ("dossier", row.dossiers),
        ("responder", row.responders),
        ("stance", [code for reply in cases.replies for code in reply.stances]),
        ("response", [which for point in cases.points for _party, which in point.states]),
        ("evidence", [quote.state for quote in cases.quotes]),
    ):
        for value in values:
            found.count(facet, value)


def _given(about: Trees, cases: Cases) -> Iterator[Responded]:
    """The responses that are replies, those first that were made first."""
    given = {one.response for one in cases.replies}
    for tree in _responses_in(about):
        if tree["reference"] in given:
            yield Responded(
                reference=tree["reference"],
                title=tree["title"],
                first_reported_on=tree.get("first_reported_on", ""),
                made_on=tree.get("made_on", ""),
                responder=_named(tree, "responder") or 0,
                spokesperson=_named(tree, "spokesperson"),
            )


def _states_against(cases: Cases, party: int) -> list[tuple[str, int]]:
    """The states of the points made against a party, and how many are so."""
    states = (which for point in cases.points for one, which in point.states if one == party)
    return list(Counter(states).items())


def _iso(day: int | None) -> str | None:
    return date.fromordinal(day).isoformat() if day else None


# --- Responses, requests --------------------------------------------------------------------------


def _responses(told: list[Told]) -> None:
    sources = _sources_of(one.tree for one in told)
    addressed = {row["claim"] for one in told for row in one.tree.get("claims", ())}
    claims = Published().trees(addressed)
    dossiers = _dossiers_of(Kind.CLAIM, claims)
    states = states_of_quotes({one.key: one.tree for one in told})
    for one in told:
        tree, found = one.tree, one.found
        found.say(tree.get("summary", ""), tree.get("named_as", ""), one.key)
        found.count("responder", _named(tree, "responder"))
        for pk in _pks(tree.get("joint_responders", ()), "party"):
            found.count("responder", pk)
        for row in tree.get("claims", ()):
            if claim := claims.get(row["claim"]):
                for pk in _pks(claim.get("claimants", ()), "party"):
                    found.count("claimant", pk)
                for pk in dossiers[row["claim"]]:
                    found.count("dossier", pk)
        answers = sorted(tree.get("answers", ()), key=lambda answer: int(answer["row"]))
        found.say(*(answer.get("summary", "") for answer in answers))
        for code in (row["stance"] for answer in answers for row in answer.get("stances", ())):
            found.count("stance", code)
        for part in (tree, *answers):
            _quote(found, part.get("citations", ()), sources)
        for row in _citations_in(tree):
            if row.get("source") in sources:
                found.count("evidence", states.get(row["row"]))


def _requests(told: list[Told]) -> None:
    """Requests, in the dossiers of their claim and of the claims of the response they stand in."""
    made_in = Published().trees({one.tree["made_in"] for one in told if one.tree.get("made_in")})
    claims_of = {
        one.key: {
            *filter(None, [one.tree.get("claim")]),
            *(row["claim"] for row in _claims_in(made_in.get(one.tree.get("made_in") or ""))),
        }
        for one in told
    }
    dossiers = _dossiers_of(Kind.CLAIM, {key for some in claims_of.values() for key in some})
    for one in told:
        tree, found = one.tree, one.found
        found.say(tree.get("text", ""), one.key)
        due = ends_of(tree.get("due_on", ""))[1]
        turn = turn_at_last(tree["outcome"], due, is_appeal=tree.get("is_appeal", False))
        found.count("asker", _named(tree, "asker"))
        found.count("asked", _named(tree, "asked"))
        found.count("kind", tree["kind"])
        found.count("outcome", tree["outcome"])
        found.count("turn", f"{turn}{UNTIL}{ordinal(due)}" if turn == OVERDUE else turn)
        for claim in claims_of[one.key]:
            for pk in dossiers[claim]:
                found.count("dossier", pk)


def _claims_in(response: Tree | None) -> Iterable[Tree]:
    claims: Iterable[Tree] = response.get("claims", ()) if response else ()
    return claims


# --- Sources, parties, places, events, dossiers ---------------------------------------------------


def _sources(told: list[Told]) -> None:
    for _pk, key, tree, found in told:
        found.say(tree.get("authors", ""), tree.get("url", ""), key)
        found.count("publisher", _named(tree, "publisher"))
        found.count("kind", tree.get("kind"))
        found.count("language", tree.get("language"))


def _parties(told: list[Told]) -> None:
    for _pk, _key, tree, found in told:
        found.named = (tree["slug"], tree["name_language"])
        found.count("kind", tree.get("kind"))
        names = sorted(tree.get("names", ()), key=lambda row: int(row["row"]))
        found.say(*(row["name"] for row in names))


def _places(told: list[Told]) -> None:
    _parties(told)
    for one in told:
        if one.tree.get("part_of"):
            one.found.members.append(document_id(Kind.PLACE, pk_of(one.tree["part_of"])))


def _events(told: list[Told]) -> None:
    sources = _sources_of(one.tree for one in told)
    dossiers = _dossiers_of(Kind.EVENT, [one.key for one in told])
    for _pk, key, tree, found in told:
        found.say(tree.get("description", ""), key)
        for facet, values in (
            ("party", _pks(tree.get("parties", ()), "party")),
            ("place", _pks(tree.get("places", ()), "place")),
            ("dossier", dossiers[key]),
        ):
            for value in values:
                found.count(facet, value)
        _quote(found, tree.get("citations", ()), sources)


def _dossiers(told: list[Told]) -> None:
    for _pk, _key, tree, found in told:
        found.named = (tree["slug"], str(tree.get("position", 0)))
        found.say(tree.get("summary", ""))


GATHERERS: dict[Kind, Callable[[list[Told]], None]] = {
    Kind.CLAIM: _claims,
    Kind.RESPONSE: _responses,
    Kind.SOURCE: _sources,
    Kind.PARTY: _parties,
    Kind.PLACE: _places,
    Kind.EVENT: _events,
    Kind.DOSSIER: _dossiers,
    Kind.REQUEST: _requests,
}
