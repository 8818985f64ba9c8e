"""What is known of the replies to each point of a claim, by the one rule, from the desk's rows."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from tracker.edition.cases import case_of
from tracker.edition.readers import AtTheDesk
from tracker.record.models import Claim
from tracker.record.nouns import name_of
from tracker.record.state import first_of, states
from tracker.record.trees import Tree
from tracker.words.states import point_label


def reply_labels(claim: Claim, user: Any) -> dict[int, str]:
    """The state of each point in a few words, by its key; drafts that the user may see count.

    Takes the same number of queries however many points there are. Of a claim that is withdrawn
    nothing is said.
    """
    reader, key = AtTheDesk(user), name_of(claim)
    tree = reader.trees([key]).get(key)
    if tree is None:
        return {}
    about = {one.source for one in reader.naming([key])}
    responses = reader.trees(one for one in about if one.startswith("R-"))
    requests = reader.trees(one for one in about if one.startswith("Q-"))
    parties = reader.trees(_parties(tree, responses))
    case = case_of(key, tree, responses, requests, parties)
    found: dict[str, list[str]] = defaultdict(list)
    for one in states(case, reader.day):
        found[one.point].append(one.state)
    return {
        int(point.rpartition("/")[2]): point_label(first_of(known))
        for point, known in found.items()
    }


def _parties(claim: Tree, responses: dict[str, Tree]) -> set[str]:
    """The accused, and whoever responds."""
    named = {row["party"] for row in claim.get("accused", ())}
    for tree in responses.values():
        named |= {tree.get("responder")}
        named |= {row["party"] for row in tree.get("joint_responders", ())}
    return {one for one in named if one}
