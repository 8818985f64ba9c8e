"""What readers could see of a record, gathered for the index: words, facets, days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from tracker.record import models as record
from tracker.record.dates import ordinal
from tracker.search.claims import claims
from tracker.search.gathered import (
    Found,
    Gathered,
    Seen,
    for_readers,
    links,
    micro,
    quoted,
    say_names,
    start,
)
from tracker.search.kinds import Kind, document_id
from tracker.search.rows import UNTIL
from tracker.search.turns import OVERDUE, turn_at_last


def gather(kind: Kind, pks: Iterable[int], seen: Seen = for_readers) -> Found:
    """Those of the records that are seen, by key."""
    return GATHERERS[kind](list(pks), seen)


def _responses(pks: list[int], seen: Seen) -> Found:
    found: Found = {}
    rest = ("reference", "summary", "named_as", "responder", "spokesperson")
    named: list[tuple[int, int | None]] = []
    rows = start(seen(record.Response.objects), pks, "title", *rest, dated="made_on")
    for pk, entered, title, reference, summary, named_as, responder, speaker, first, last in rows:
        one = Gathered(title, micro(entered), ordinal(first), ordinal(last))
        one.say(summary, named_as, reference)
        one.count("responder", responder)
        found[pk] = one
        named += [(pk, responder), (pk, speaker)]
    for pk, party in links(record.ResponseParty, "response", "party", pks):
        if pk in found:
            found[pk].count("responder", party)
            named.append((pk, party))
    say_names(found, named, seen)
    addressed = list(links(record.ResponseClaim, "response", "claim", pks))
    # Asked apart, by key: within the question above, SQLite works out all claims that are seen.
    seen_claims = seen(record.Claim.objects).filter(
        pk__in={claim for _response, claim in addressed}
    )
    for facet, path in (("claimant", "claimants"), ("dossier", "dossiers")):
        values: dict[int, list[int]] = defaultdict(list)
        for claim, value in seen_claims.order_by().values_list("pk", path):
            values[claim].append(value)
        for response, claim in addressed:
            if response in found:
                for value in values[claim]:
                    found[response].count(facet, value)
    answers = seen(record.Answer.objects).filter(response__in=pks).order_by("pk")
    for response, summary in answers.values_list("response", "summary"):
        found[response].say(summary)
    for response, code in answers.values_list("response", "stances__code"):
        found[response].count("stance", code)
    for path in ("response", "answer__response"):
        quoted(found, pks, path, seen)
    return found


def _sources(pks: list[int], seen: Seen) -> Found:
    found: Found = {}
    named: list[tuple[int, int | None]] = []
    rest = ("reference", "authors", "url", "publisher", "kind", "language")
    rows = start(seen(record.Source.objects), pks, "title", *rest, dated="published_on")
    for pk, entered, title, reference, authors, url, publisher, kind, language, first, last in rows:
        one = Gathered(title, micro(entered), ordinal(first), ordinal(last))
        one.say(authors, url, reference)
        one.count("publisher", publisher)
        one.count("kind", kind)
        one.count("language", language)
        found[pk] = one
        named.append((pk, publisher))
    say_names(found, named, seen)
    return found


def _parties(pks: list[int], seen: Seen) -> Found:
    return _named(record.Party, record.PartyName, "party", pks, seen)


def _places(pks: list[int], seen: Seen) -> Found:
    found = _named(record.Place, record.PlaceName, "place", pks, seen)
    above = record.Place.objects.filter(pk__in=pks, part_of__isnull=False)
    for pk, part_of in above.values_list("pk", "part_of"):
        if pk in found:
            found[pk].members.append(document_id(Kind.PLACE, part_of))
    return found


def _named(model: Any, names: Any, link: str, pks: list[int], seen: Seen) -> Found:
    found: Found = {}
    rows = start(seen(model.objects), pks, "name", "kind", "slug", "name_language")
    for pk, entered, name, kind, *named in rows:
        found[pk] = Gathered(name, micro(entered), named=tuple(named))
        found[pk].count("kind", kind)
    others = names.objects.filter(**{f"{link}__in": pks}).order_by("pk")
    for pk, name in others.values_list(link, "name"):
        if pk in found:
            found[pk].say(name)
    return found


def _events(pks: list[int], seen: Seen) -> Found:
    found: Found = {}
    rest = ("reference", "description")
    rows = start(seen(record.Event.objects), pks, "title", *rest, dated="happened_on")
    for pk, entered, title, reference, description, first, last in rows:
        found[pk] = Gathered(title, micro(entered), ordinal(first), ordinal(last))
        found[pk].say(description, reference)
    named: list[tuple[int, int | None]] = []
    for facet, model in (
        ("party", record.EventParty),
        ("place", record.EventPlace),
        ("dossier", record.DossierEvent),
    ):
        for event, value in links(model, "event", facet, list(found)):
            found[event].count(facet, value)
            if facet == "party":
                named.append((event, value))
    quoted(found, pks, "event", seen)
    say_names(found, named, seen)
    return found


def _dossiers(pks: list[int], seen: Seen) -> Found:
    """Dossiers, and which claims and events are in them, seen or not."""
    found: Found = {}
    rows = start(seen(record.Dossier.objects), pks, "title", "summary", "slug", "position")
    for pk, entered, title, summary, slug, position in rows:
        found[pk] = Gathered(title, micro(entered), named=(slug, str(position)))
        found[pk].say(summary)
    for kind, model in ((Kind.CLAIM, record.DossierClaim), (Kind.EVENT, record.DossierEvent)):
        name = kind.model_name
        held = model._default_manager.filter(dossier__in=list(found)).order_by(name)
        for pk, member in held.values_list("dossier", name):
            found[pk].members.append(document_id(kind, member))
    return found


def _requests(pks: list[int], seen: Seen) -> Found:
    found: Found = {}
    named: list[tuple[int, int | None]] = []
    about: list[tuple[int, int | None, int | None]] = []
    rest = ("reference", "text", "kind", "outcome", "is_appeal", "due_on_latest", "asker", "asked")
    links_to = ("claim", "made_in")
    rows = start(seen(record.Request.objects), pks, "title", *rest, *links_to, dated="sent_on")
    for pk, entered, title, reference, text, kind, outcome, appeal, due, *ends, first, last in rows:
        asker, asked, claim, made_in = ends
        one = Gathered(title, micro(entered), ordinal(first), ordinal(last))
        one.say(text, reference)
        turn = turn_at_last(outcome, due, is_appeal=appeal)
        if turn == OVERDUE:
            turn = f"{turn}{UNTIL}{ordinal(due)}"
        for facet, value in (
            ("asker", asker),
            ("asked", asked),
            ("kind", kind),
            ("outcome", outcome),
            ("turn", turn),
        ):
            one.count(facet, value)
        found[pk] = one
        named += [(pk, asker), (pk, asked)]
        about.append((pk, claim, made_in))
    _in_dossiers(found, about, seen)
    say_names(found, named, seen)
    return found


def _in_dossiers(found: Found, about: list[tuple[int, int | None, int | None]], seen: Seen) -> None:
    """Requests in the dossiers of their claim, and of the claims of the response they are made in.

    `about` are keys of requests, of their claims and of these responses.
    """
    made_in = {response for _pk, _claim, response in about if response is not None}
    responses = seen(record.Response.objects).filter(pk__in=made_in).values("pk")
    addressed: dict[int, list[int]] = defaultdict(list)
    answered = record.ResponseClaim.objects.filter(response__in=responses)
    for response, claim in answered.values_list("response", "claim"):
        addressed[response].append(claim)
    claims_of = {
        pk: [one for one in (claim, *addressed[response or 0]) if one is not None]
        for pk, claim, response in about
    }
    every = {claim for some in claims_of.values() for claim in some}
    dossiers: dict[int, list[int]] = defaultdict(list)
    rows = seen(record.Claim.objects).filter(pk__in=every).order_by()
    for claim, dossier in rows.values_list("pk", "dossiers"):
        dossiers[claim].append(dossier)
    for pk, some in claims_of.items():
        for claim in some:
            for dossier in dossiers[claim]:
                found[pk].count("dossier", dossier)


GATHERERS: dict[Kind, Callable[[list[int], Seen], Found]] = {
    Kind.CLAIM: claims,
    Kind.RESPONSE: _responses,
    Kind.SOURCE: _sources,
    Kind.PARTY: _parties,
    Kind.PLACE: _places,
    Kind.EVENT: _events,
    Kind.DOSSIER: _dossiers,
    Kind.REQUEST: _requests,
}
