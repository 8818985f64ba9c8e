"""What readers could see of a record, gathered for the index: words, facets, days.

Everything is read a chunk of records at a time, in a fixed number of queries, as bare values: a
million claims are gathered so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, Min, Q
from django.db.models.functions import Coalesce

from tracker.record import models as record
from tracker.record.querysets import ANSWERED, NONE
from tracker.search.kinds import Kind, document_id

EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
# Open or overdue, as the day of asking has it.
ASKED = "asked"
Seen = Callable[[Any], Any]


@dataclass
class Gathered:
    """One record: its words by paragraph, and what it is counted under."""

    title: str
    entered: int
    day: int | None = None
    last: int | None = None
    due: int | None = None
    body: list[str] = field(default_factory=list)
    facets: set[tuple[str, str]] = field(default_factory=set)
    members: list[int] = field(default_factory=list)

    def say(self, *texts: str) -> None:
        self.body += [text for text in texts if text]

    def count(self, facet: str, value: Any) -> None:
        if value not in (None, ""):
            self.facets.add((facet, str(value)))


Found = dict[int, Gathered]


def for_readers(rows: Any) -> Any:
    return rows.published()


def for_the_desk(rows: Any) -> Any:
    """Everything: for the words of records that readers do not see, found at the desk alone."""
    return rows.all()


def gather(kind: Kind, pks: Iterable[int], seen: Seen = for_readers) -> Found:
    """Those of the records that are seen, by key."""
    return GATHERERS[kind](list(pks), seen)


def _start(rows: Any, pks: list[int], title: str, *rest: str, dated: str = "") -> Any:
    """Bare rows: key, entered, title, the rest, and the two days."""
    days = (f"{dated}_earliest", f"{dated}_latest") if dated else ()
    values = rows.filter(pk__in=pks).order_by("pk")
    return values.values_list("pk", "created_at", title, *rest, *days)


def _micro(moment: datetime) -> int:
    return round((moment - EPOCH).total_seconds() * 1_000_000)


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _claims(pks: list[int], seen: Seen) -> Found:
    found: Found = {}
    rows = _start(seen(record.Claim.objects), pks, "title", "reference", "lead", dated="made_on")
    for pk, entered, title, reference, lead, first, last in rows:
        one = Gathered(title, _micro(entered), _ordinal(first), _ordinal(last))
        one.say(lead, reference)
        found[pk] = one
    points = seen(record.Allegation.objects).filter(claim__in=pks).order_by("claim", "number")
    for claim, text in points.values_list("claim", "text"):
        found[claim].say(text)
    for facet, model in (("claimant", record.ClaimClaimant), ("accused", record.ClaimAccused)):
        links = model.objects.filter(claim__in=list(found)).values_list(
            "claim", "party", "named_as"
        )
        for claim, party, named_as in links:
            found[claim].count(facet, party)
            found[claim].say(named_as)
    _coded(found, pks)
    # Also of dossiers that nobody sees yet: whoever counts leaves those out that are not shown.
    for claim, dossier in _links(record.DossierClaim, "claim", "dossier", pks):
        if claim in found:
            found[claim].count("dossier", dossier)
    _answered(found, pks, seen)
    cited = seen(record.Citation.objects).annotate(
        of=Coalesce("claim", "allegation__claim", "answer__allegation__claim")
    )
    about = Q(claim__in=pks) | Q(allegation__claim__in=pks) | Q(answer__allegation__claim__in=pks)
    _quoted(found, cited.filter(about), is_form_counted=True)
    return found


def _links(model: Any, of: str, to: str, pks: list[int]) -> Any:
    return model.objects.filter(**{f"{of}__in": pks}).values_list(of, to)


def _coded(found: Found, pks: list[int]) -> None:
    of = "allegation__claim"
    for claim, code in _links(record.AllegationViolation, of, "violation__code", pks):
        if claim in found:
            found[claim].count("violation", code)
    for claim, place in _links(record.AllegationPlace, of, "place", pks):
        if claim in found:
            found[claim].count("place", place)


def _answered(found: Found, pks: list[int], seen: Seen) -> None:
    """Who responded, with which stances, and how far that answers the claim."""
    links = list(_links(record.ResponseClaim, "claim", "response", pks))
    rows = seen(record.Response.objects).filter(pk__in={response for _claim, response in links})
    told = {pk: rest for pk, *rest in rows.values_list("pk", "responder", "title")}
    for claim, response in links:
        if claim in found and response in told:
            responder, title = told[response]
            found[claim].count("responder", responder)
            found[claim].say(title)
    states = dict.fromkeys(found, NONE)
    asked = seen(record.Request.objects).filter(claim__in=pks, kind="response", outcome="none")
    waiting = (
        asked.exclude(sent_on="").order_by().values("claim").annotate(due=Min("due_on_latest"))
    )
    for claim, due in waiting.values_list("claim", "due"):
        if claim in found:
            states[claim] = ASKED
            found[claim].due = _ordinal(due)
    answers = seen(record.Answer.objects).filter(allegation__claim__in=pks).order_by("pk")
    for claim, summary in answers.values_list("allegation__claim", "summary"):
        states[claim] = ANSWERED
        found[claim].say(summary)
    for claim, code in answers.values_list("allegation__claim", "stances__code"):
        found[claim].count("stance", code)
    for claim, state in states.items():
        found[claim].count("response", state)


def _quoted(found: Found, cited: Any, *, is_form_counted: bool = False) -> None:
    """The words that are cited, the languages and, of claims, the forms of their sources."""
    rows = cited.order_by("pk").values_list(
        "of", "quote", "translation", "source__language", "source__kind"
    )
    for of, quote, translation, language, form in rows:
        one = found.get(of)
        if one is None:
            continue
        one.say(quote, translation)
        one.count("language", language)
        if is_form_counted:
            one.count("form", form)


def _responses(pks: list[int], seen: Seen) -> Found:
    found: Found = {}
    rows = _start(
        seen(record.Response.objects),
        pks,
        "title",
        "reference",
        "summary",
        "named_as",
        "responder",
        dated="made_on",
    )
    for pk, entered, title, reference, summary, named_as, responder, first, last in rows:
        one = Gathered(title, _micro(entered), _ordinal(first), _ordinal(last))
        one.say(summary, named_as, reference)
        one.count("responder", responder)
        found[pk] = one
    links = list(_links(record.ResponseClaim, "response", "claim", pks))
    # Asked apart, by key: within the question above, SQLite works out all claims that are seen.
    claims = seen(record.Claim.objects).filter(pk__in={claim for _response, claim in links})
    for facet, path in (("claimant", "claimants"), ("dossier", "dossiers")):
        values: dict[int, list[int]] = defaultdict(list)
        for claim, value in claims.order_by().values_list("pk", path):
            values[claim].append(value)
        for response, claim in links:
            if response in found:
                for value in values[claim]:
                    found[response].count(facet, value)
    answers = seen(record.Answer.objects).filter(response__in=pks).order_by("pk")
    for response, summary in answers.values_list("response", "summary"):
        found[response].say(summary)
    for response, code in answers.values_list("response", "stances__code"):
        found[response].count("stance", code)
    cited = seen(record.Citation.objects).annotate(of=Coalesce("response", "answer__response"))
    _quoted(found, cited.filter(Q(response__in=pks) | Q(answer__response__in=pks)))
    return found


def _sources(pks: list[int], seen: Seen) -> Found:
    found: Found = {}
    rest = ("reference", "authors", "url", "publisher", "kind", "language")
    rows = _start(seen(record.Source.objects), pks, "title", *rest, dated="published_on")
    for pk, entered, title, reference, authors, url, publisher, kind, language, first, last in rows:
        one = Gathered(title, _micro(entered), _ordinal(first), _ordinal(last))
        one.say(authors, url, reference)
        one.count("publisher", publisher)
        one.count("kind", kind)
        one.count("language", language)
        found[pk] = one
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
    for pk, entered, name, kind in _start(seen(model.objects), pks, "name", "kind"):
        found[pk] = Gathered(name, _micro(entered))
        found[pk].count("kind", kind)
    others = names.objects.filter(**{f"{link}__in": pks}).order_by("pk")
    for pk, name in others.values_list(link, "name"):
        if pk in found:
            found[pk].say(name)
    return found


def _events(pks: list[int], seen: Seen) -> Found:
    found: Found = {}
    rows = _start(seen(record.Event.objects), pks, "title", "description", dated="happened_on")
    for pk, entered, title, description, first, last in rows:
        found[pk] = Gathered(title, _micro(entered), _ordinal(first), _ordinal(last))
        found[pk].say(description)
    _quoted(found, seen(record.Citation.objects).filter(event__in=pks).annotate(of=F("event")))
    return found


def _dossiers(pks: list[int], seen: Seen) -> Found:
    """Dossiers, and which claims are in them, seen or not."""
    found: Found = {}
    for pk, entered, title, summary in _start(
        seen(record.Dossier.objects), pks, "title", "summary"
    ):
        found[pk] = Gathered(title, _micro(entered))
        found[pk].say(summary)
    links = record.DossierClaim.objects.filter(dossier__in=list(found)).order_by("claim")
    for pk, claim in links.values_list("dossier", "claim"):
        found[pk].members.append(document_id(Kind.CLAIM, claim))
    return found


def _requests(pks: list[int], seen: Seen) -> Found:
    found: Found = {}
    rows = _start(seen(record.Request.objects), pks, "title", "reference")
    for pk, entered, title, reference in rows:
        found[pk] = Gathered(title, _micro(entered))
        found[pk].say(reference)
    return found


GATHERERS: dict[Kind, Callable[[list[int], Seen], Found]] = {
    Kind.CLAIM: _claims,
    Kind.RESPONSE: _responses,
    Kind.SOURCE: _sources,
    Kind.PARTY: _parties,
    Kind.PLACE: _places,
    Kind.EVENT: _events,
    Kind.DOSSIER: _dossiers,
    Kind.REQUEST: _requests,
}
