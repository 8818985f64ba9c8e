"""What the states of a claim's allegations follow from, read from public trees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tracker.edition.documents.base import WITHHELD, ends_of
from tracker.record import state
from tracker.record.choices import Extent, OnFile, Outcome, PartyKind, PartyTie, Standing
from tracker.record.state import Case, Days
from tracker.record.trees import Tree, in_order


def case_of(
    key: str,
    claim: Tree,
    responses: Mapping[str, Tree],
    requests: Mapping[str, Tree],
    parties: Mapping[str, Tree],
) -> Case:
    """The case of a claim: of these responses and requests those that are about it count.

    `parties` are the accused and whoever responds, with their memberships.
    """
    made = _days(claim.get("made_on"))
    accused = [row["party"] for row in in_order(claim.get("accused", ()))]
    points = tuple(_points(claim, accused, made))
    keys = frozenset(one.key for one in points)
    about = [
        _response(one, tree, key, keys)
        for one, tree in responses.items()
        if _standing(tree, key) is not None
    ]
    about.sort(key=lambda one: (one.made.first or one.made.last or date.max, one.key))
    return Case(
        made=made,
        points=points,
        responses=tuple(about),
        requests=tuple(
            _request(one, tree) for one, tree in requests.items() if tree.get("claim") == key
        ),
        looks=tuple(
            state.Look(row["row"], row["party"], date.fromisoformat(row["looked_on"]))
            for row in claim.get("looks", ())
        ),
        receipts=tuple(
            state.Receipt(row["row"], row["party"], row.get("kind", ""))
            for row in claim.get("receipts", ())
        ),
        ties=tuple(tie for one, tree in parties.items() for tie in _ties(one, tree)),
        persons=frozenset(
            one for one, tree in parties.items() if tree.get("kind") == PartyKind.PERSON
        ),
        ended=frozenset(one for one, tree in parties.items() if tree.get("ended_on")),
    )


def with_looks(tree: Tree) -> Tree:
    """A claim's tree with its looks for answers: one of before has one look for all accused."""
    # Requests have such a day of their own.
    if "accused" not in tree or not tree.get("checked_on") or "looks" in tree:
        return tree
    looks = [
        {
            "row": row["row"],
            "party": row["party"],
            "looked_on": tree["checked_on"],
            "where": tree.get("checked_where", ""),
        }
        for row in tree.get("accused", ())
    ]
    return {**tree, "looks": looks}


def _points(claim: Tree, accused: list[str], made: Days) -> Iterable[state.Point]:
    for row in sorted(claim.get("allegations", ()), key=lambda row: int(row.get("number", 0))):
        named = {one["party"] for one in row.get("accused", ())}
        of = [one for one in accused if not named or one in named]
        yield state.Point(
            key=f"allegation/{row['row']}",
            number=row.get("number", 0),
            accused=() if row.get("is_accused_unnamed") else tuple(of),
            put=_days(row.get("put_on")) if row.get("put_on") else made,
            is_added=bool(row.get("put_on")),
        )


def _standing(response: Tree, claim: str) -> str | None:
    """What a response is to a claim; None where it is nothing to it."""
    for row in response.get("claims", ()):
        if row.get("claim") == claim:
            return str(row.get("standing") or Standing.REPLY)
    return None


def _response(key: str, tree: Tree, claim: str, points: frozenset[str]) -> state.Response:
    joint = [row["party"] for row in in_order(tree.get("joint_responders", ()))]
    return state.Response(
        key=key,
        responders=(tree.get("responder") or "", *joint),
        spoken_for=frozenset(row["party"] for row in tree.get("spoken_for", ())),
        standing=_standing(tree, claim) or "",
        made=_days(tree.get("made_on")),
        on_file=tree.get("on_file", OnFile.WHOLE),
        not_held=tree.get("not_held", ""),
        is_unconfirmed=tree.get("is_unconfirmed", False),
        undoes=frozenset(
            row.get("other") or ""
            for row in tree.get("links", ())
            if row.get("kind") in state.UNDOING
        ),
        answers=tuple(
            state.Answer(row["row"], row.get("extent") or Extent.WHOLE.value, on)
            for row in tree.get("answers", ())
            if (on := points & _points_of(row))
        ),
    )


def _points_of(answer: Tree) -> set[str]:
    return {answer["allegation"], *(one["allegation"] for one in answer.get("points", ()))}


def _request(key: str, tree: Tree) -> state.Request:
    checked = tree.get("checked_on")
    return state.Request(
        key=key,
        asked=tree.get("asked") or "",
        kind=tree.get("kind", ""),
        sent=_days(tree.get("sent_on")),
        is_sent=bool(tree.get("sent_on")),
        due=_days(tree.get("due_on")),
        points=frozenset(row["allegation"] for row in tree.get("points", ())),
        outcome=tree.get("outcome", Outcome.NONE),
        is_appeal=tree.get("is_appeal", False),
        checked_on=date.fromisoformat(checked) if checked else None,
    )


def _ties(member: str, tree: Tree) -> Iterable[state.Tie]:
    for row in tree.get("memberships", ()):
        yield state.Tie(
            member=member,
            body=row.get("body") or "",
            kind=row.get("kind", PartyTie.MEMBER),
            held=_days(row.get("held")),
            is_shown=row.get("source") not in (None, WITHHELD),
        )


def _days(text: str | None) -> Days:
    return Days(*ends_of(text)) if text else state.UNKNOWN
