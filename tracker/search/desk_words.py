"""The words of records that readers do not see, gathered from the desk's rows for its own searches.

By the names of whom they are about, too: readers' records have these as facets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from tracker.record import models as record
from tracker.record.choices import Relation
from tracker.search.gathered import Found, Gathered, retold
from tracker.search.kinds import Kind

# Keys of records, and of parties named in them.
Named = list[tuple[int, int | None]]


def gather(kind: Kind, pks: Iterable[int]) -> Found:
    """Records by primary key, with their titles and their words."""
    return GATHERERS[kind](list(pks))


def _claims(pks: list[int]) -> Found:
    found = _start(record.Claim, pks, "title", "lead", "reference")
    points = record.Allegation.objects.filter(claim__in=pks).order_by("claim", "number")
    _say(found, points.values_list("claim", "text"))
    named: Named = []
    for model in (record.ClaimClaimant, record.ClaimAccused):
        rows = model._default_manager.filter(claim__in=pks).order_by("position", "pk")
        for claim, party, named_as in rows.values_list("claim", "party", "named_as"):
            found[claim].say(named_as)
            named.append((claim, party))
    addressed = record.ResponseClaim.objects.filter(claim__in=pks).order_by("response")
    _say(found, addressed.values_list("claim", "response__title"))
    answers = record.Answer.objects.filter(allegation__claim__in=pks).order_by("pk")
    _say(found, answers.values_list("allegation__claim", "summary"))
    for path in ("claim", "allegation__claim", "answer__allegation__claim"):
        _quote(found, pks, path)
    _say_names(found, named)
    return found


def _responses(pks: list[int]) -> Found:
    found = _start(record.Response, pks, "title", "summary", "named_as", "reference")
    answers = record.Answer.objects.filter(response__in=pks).order_by("pk")
    _say(found, answers.values_list("response", "summary"))
    for path in ("response", "answer__response"):
        _quote(found, pks, path)
    joint = record.ResponseParty.objects.filter(response__in=pks).values_list("response", "party")
    _say_names(found, [*_of(record.Response, pks, "responder", "spokesperson"), *joint])
    return found


def _sources(pks: list[int]) -> Found:
    found = _start(record.Source, pks, "title", "authors", "url", "reference")
    _say_names(found, _of(record.Source, pks, "publisher"))
    return found


def _parties(pks: list[int]) -> Found:
    found = _start(record.Party, pks, "name")
    names = record.PartyName.objects.filter(party__in=pks).order_by("pk")
    _say(found, names.values_list("party", "name"))
    return found


def _places(pks: list[int]) -> Found:
    found = _start(record.Place, pks, "name")
    names = record.PlaceName.objects.filter(place__in=pks).order_by("pk")
    _say(found, names.values_list("place", "name"))
    return found


def _events(pks: list[int]) -> Found:
    found = _start(record.Event, pks, "title", "description", "reference")
    _quote(found, pks, "event")
    parties = record.EventParty.objects.filter(event__in=pks)
    _say_names(found, parties.values_list("event", "party"))
    return found


def _dossiers(pks: list[int]) -> Found:
    return _start(record.Dossier, pks, "title", "summary")


def _requests(pks: list[int]) -> Found:
    found = _start(record.Request, pks, "title", "text", "reference")
    _say_names(found, _of(record.Request, pks, "asker", "asked"))
    return found


def _start(model: Any, pks: list[int], title: str, *said: str) -> Found:
    rows = model._base_manager.filter(pk__in=pks).order_by("pk").values_list("pk", title, *said)
    found: Found = {}
    for pk, name, *texts in rows:
        found[pk] = Gathered(name, 0)
        found[pk].say(*texts)
    return found


def _say(found: Found, rows: Iterable[tuple[int, str]]) -> None:
    for pk, text in rows:
        found[pk].say(text)


def _of(model: Any, pks: list[int], *roles: str) -> Named:
    rows = model._base_manager.filter(pk__in=pks).order_by("pk").values_list("pk", *roles)
    return [(pk, party) for pk, *parties in rows for party in parties]


def _quote(found: Found, pks: list[int], path: str) -> None:
    """The words that are cited for what `path` leads on from."""
    cited = record.Citation.objects.filter(**{f"{path}__in": pks}).order_by("pk")
    for of, relation, *texts in cited.values_list(path, "relation", "quote", "translation"):
        is_retold = relation == Relation.PARAPHRASED
        found[of].say(*(retold(text) if is_retold else text for text in texts if text))


def _say_names(found: Found, named: Iterable[tuple[int, int | None]]) -> None:
    pairs = [(pk, party) for pk, party in named if party is not None]
    parties = {party for _pk, party in pairs}
    names: dict[int, list[str]] = defaultdict(list)
    own = record.Party.objects.filter(pk__in=parties).order_by("pk")
    others = record.PartyName.objects.filter(party__in=parties).order_by("pk")
    for party, name in (*own.values_list("pk", "name"), *others.values_list("party", "name")):
        names[party].append(name)
    for pk, party in pairs:
        found[pk].say(*names[party])


GATHERERS: dict[Kind, Callable[[list[int]], Found]] = {
    Kind.CLAIM: _claims,
    Kind.RESPONSE: _responses,
    Kind.SOURCE: _sources,
    Kind.PARTY: _parties,
    Kind.PLACE: _places,
    Kind.EVENT: _events,
    Kind.DOSSIER: _dossiers,
    Kind.REQUEST: _requests,
}
