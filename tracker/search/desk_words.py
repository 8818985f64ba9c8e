"""The words of records that readers do not see, gathered from the desk's rows for its own searches.

By the names of whom they are about, too: readers' records have these as facets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from tracker.record import models as record
from tracker.record.choices import Relation
from tracker.record.nouns import NOUNS
from tracker.record.trees import Tree, in_order, trees_by_row
from tracker.search.gathered import Found, Gathered, retold
from tracker.search.kinds import Kind

# Primary keys of records, and the keys of parties named in them.
Named = list[tuple[int, str | None]]


ByRow = Mapping[int, Tree]


def gather(kind: Kind, pks: Iterable[int], trees: ByRow | None = None) -> Found:
    """Records by primary key, with their titles and their words; `trees` are those of them that
    were read already."""
    pks = list(pks)
    rows = {pk: trees[pk] for pk in pks if trees and pk in trees}
    unread = [pk for pk in pks if pk not in rows]
    if unread:
        rows |= trees_by_row(NOUNS[kind.model_name], unread, PARTS.get(kind, ()))
    return GATHERERS[kind](rows)


def _claims(trees: ByRow) -> Found:
    found = _start(trees, "title", "lead", "reference")
    named: Named = []
    for pk, tree in trees.items():
        points = sorted(tree["allegations"], key=lambda point: int(point["number"]))
        found[pk].say(*(point["text"] for point in points))
        for row in (row for role in ("claimants", "accused") for row in in_order(tree[role])):
            found[pk].say(row["named_as"])
            named.append((pk, row["party"]))
    addressed = record.ResponseClaim.objects.filter(claim__in=trees).order_by("response")
    _say(found, addressed.values_list("claim", "response__title"))
    answers = record.Answer.objects.filter(allegation__claim__in=trees).order_by("pk")
    _say(found, answers.values_list("allegation__claim", "summary"))
    for pk, tree in trees.items():
        _quote(found[pk], tree, tree["allegations"])
    of = "answer__allegation__claim"
    cited = record.Citation.objects.filter(**{f"{of}__in": trees}).order_by("pk")
    for pk, *words in cited.values_list(of, "relation", "quote", "translation"):
        _say_quote(found[pk], *words)
    _say_names(found, named)
    return found


def _responses(trees: ByRow) -> Found:
    found = _start(trees, "title", "summary", "named_as", "reference")
    named = _named(trees, "responder", "spokesperson")
    for pk, tree in trees.items():
        answers = sorted(tree["answers"], key=_row)
        found[pk].say(*(answer["summary"] for answer in answers))
        _quote(found[pk], tree, answers)
        named += [(pk, row["party"]) for row in sorted(tree["joint_responders"], key=_row)]
    _say_names(found, named)
    return found


def _sources(trees: ByRow) -> Found:
    found = _start(trees, "title", "authors", "url", "reference")
    _say_names(found, _named(trees, "publisher"))
    return found


def _named_things(trees: ByRow) -> Found:
    found = _start(trees, "name")
    for pk, tree in trees.items():
        found[pk].say(*(row["name"] for row in sorted(tree["names"], key=_row)))
    return found


def _events(trees: ByRow) -> Found:
    found = _start(trees, "title", "description", "reference")
    named: Named = []
    for pk, tree in trees.items():
        _quote(found[pk], tree)
        named += [(pk, row["party"]) for row in in_order(tree["parties"])]
    _say_names(found, named)
    return found


def _dossiers(trees: ByRow) -> Found:
    return _start(trees, "title", "summary")


def _requests(trees: ByRow) -> Found:
    found = _start(trees, "title", "text", "reference")
    _say_names(found, _named(trees, "asker", "asked"))
    return found


def _start(trees: ByRow, title: str, *said: str) -> Found:
    found = {pk: Gathered(tree[title], 0) for pk, tree in trees.items()}
    for pk, tree in trees.items():
        found[pk].say(*(tree[name] for name in said))
    return found


def _row(tree: Tree) -> int:
    return int(tree["row"])


def _say(found: Found, rows: Iterable[tuple[int, str]]) -> None:
    for pk, text in rows:
        found[pk].say(text)


def _named(trees: ByRow, *roles: str) -> Named:
    return [(pk, tree[role]) for pk, tree in trees.items() for role in roles]


def _quote(found: Gathered, tree: Tree, parts: Iterable[Tree] = ()) -> None:
    """The words that a record cites, and then those that its points or answers do."""
    below = (one for part in parts for one in part["citations"])
    for one in (*sorted(tree["citations"], key=_row), *sorted(below, key=_row)):
        _say_quote(found, one["relation"], one["quote"], one["translation"])


def _say_quote(found: Gathered, relation: str, *texts: str) -> None:
    is_retold = relation == Relation.PARAPHRASED
    found.say(*(retold(text) if is_retold else text for text in texts if text))


def _say_names(found: Found, named: Named) -> None:
    pairs = [(pk, int(party.rpartition("/")[2])) for pk, party in named if party]
    parties = {party for _pk, party in pairs}
    names: dict[int, list[str]] = defaultdict(list)
    own = record.Party.objects.filter(pk__in=parties).order_by("pk")
    others = record.PartyName.objects.filter(party__in=parties).order_by("pk")
    for party, name in (*own.values_list("pk", "name"), *others.values_list("party", "name")):
        names[party].append(name)
    for pk, party in pairs:
        found[pk].say(*names[party])


# The parts of a tree that are read for it.
PARTS = {
    Kind.CLAIM: ("claimants", "accused", "allegations", "allegations/citations", "citations"),
    Kind.RESPONSE: ("joint_responders", "answers", "answers/citations", "citations"),
    Kind.PARTY: ("names",),
    Kind.PLACE: ("names",),
    Kind.EVENT: ("parties", "citations"),
}
GATHERERS: dict[Kind, Callable[[ByRow], Found]] = {
    Kind.CLAIM: _claims,
    Kind.RESPONSE: _responses,
    Kind.SOURCE: _sources,
    Kind.PARTY: _named_things,
    Kind.PLACE: _named_things,
    Kind.EVENT: _events,
    Kind.DOSSIER: _dossiers,
    Kind.REQUEST: _requests,
}
