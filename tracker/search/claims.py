"""Claims, gathered for the index: what they say, what was answered, and their rows of lists."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Max

from tracker.record import models as record
from tracker.record.dates import ordinal
from tracker.record.querysets import made_first
from tracker.search.cases import cases_of, states_of
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
from tracker.search.rows import ClaimRow, Responded

Rows = dict[int, dict[str, Any]]


def claims(pks: list[int], seen: Seen) -> Found:
    """Claims with their allegations, who is named, coding, answers and quotes."""
    found: Found = {}
    rows: Rows = {}
    rest = ("reference", "made_on", "lead")
    for pk, entered, title, *own, lead, first, last in start(
        seen(record.Claim.objects), pks, "title", *rest, dated="made_on"
    ):
        reference, made_on = own
        one = Gathered(title, micro(entered), ordinal(first), ordinal(last))
        one.say(lead, reference)
        found[pk] = one
        rows[pk] = {
            "reference": reference,
            "title": title,
            "made_on": made_on,
            "first": _iso(first),
            "last": _iso(last),
            "looked_on": None,
            "points": 0,
            "responders": [],
            "states": [],
            "by_accused": [],
        }
    points = seen(record.Allegation.objects).filter(claim__in=pks).order_by("claim", "number")
    for claim, text in points.values_list("claim", "text"):
        found[claim].say(text)
        rows[claim]["points"] += 1
    _named(found, rows)
    _coded(found, rows, pks)
    _responded(found, rows, pks, seen)
    _answered(found, pks, seen)
    _looked_for(rows)
    for path in ("claim", "allegation__claim", "answer__allegation__claim"):
        quoted(found, pks, path, seen, is_form_counted=True)
    parties = ((pk, one) for pk, row in rows.items() for one in row["claimants"] + row["accused"])
    say_names(found, parties, seen)
    if seen is for_readers:
        _counted(found, rows)
    for pk, row in rows.items():
        found[pk].row = ClaimRow(**row)
    return found


def _counted(found: Found, rows: Rows) -> None:
    """What statistics count, as it is published, and the states of its points."""
    cases = cases_of([row["reference"] for row in rows.values()])
    for pk, row in rows.items():
        of = cases.get(row["reference"])
        if of is None:
            continue
        found[pk].cases = of
        given = {one.response for one in of.replies}
        row["responses"] = [one for one in row["responses"] if one.reference in given]
        row["responders"] = list(dict.fromkeys(p for one in of.replies for p in one.responders))
        for reply in of.replies:
            for party in reply.responders:
                found[pk].count("responder", party)
            for code in reply.stances:
                found[pk].count("stance", code)
        row["states"] = list(Counter(states_of(of)).items())
        row["by_accused"] = [
            (
                one,
                list(
                    Counter(w for p in of.points for party, w in p.states if party == one).items()
                ),
            )
            for one in row["accused"]
        ]
        for point in of.points:
            for _party, which in point.states:
                found[pk].count("response", which)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _named(found: Found, rows: Rows) -> None:
    """Who says it, of whom, and how the claim itself calls them."""
    for name, facet, model in (
        ("claimants", "claimant", record.ClaimClaimant),
        ("accused", "accused", record.ClaimAccused),
    ):
        for row in rows.values():
            row[name] = []
        named = model.objects.filter(claim__in=list(found)).order_by("position", "pk")
        for claim, party, named_as in named.values_list("claim", "party", "named_as"):
            found[claim].count(facet, party)
            found[claim].say(named_as)
            rows[claim][name].append(party)


def _coded(found: Found, rows: Rows, pks: list[int]) -> None:
    """What is alleged and where, by the order of the allegations; each once."""
    of = {"allegation__claim__in": pks}
    violations = record.AllegationViolation.objects.filter(**of)
    places = record.AllegationPlace.objects.filter(**of)
    by_order = "violation__position"
    for name, facet, coded in (
        (
            "violations",
            "violation",
            violations.order_by("allegation__number", by_order, "pk").values_list(
                "allegation__claim", "violation__code"
            ),
        ),
        (
            "places",
            "place",
            places.order_by("allegation__number", "position", "pk").values_list(
                "allegation__claim", "place"
            ),
        ),
        # Also dossiers that nobody sees yet: whoever counts leaves those out that are not shown.
        ("dossiers", "dossier", links(record.DossierClaim, "claim", "dossier", pks)),
    ):
        told: dict[int, dict[Any, None]] = {claim: {} for claim in rows}
        for claim, value in coded:
            if claim in found:
                found[claim].count(facet, value)
                told[claim][value] = None
        for claim, values in told.items():
            rows[claim][name] = list(values)


def _responded(found: Found, rows: Rows, pks: list[int], seen: Seen) -> None:
    """Who responded, those first who did so first."""
    for row in rows.values():
        row["responses"] = []
    addressed: dict[int, list[int]] = {}
    for claim, response in links(record.ResponseClaim, "claim", "response", pks):
        if claim in found:
            addressed.setdefault(response, []).append(claim)
    made = seen(record.Response.objects).filter(pk__in=list(addressed))
    for pk, *told in made.order_by(*made_first(), "pk").values_list("pk", *Responded._fields):
        response = Responded(*told)
        for claim in addressed[pk]:
            found[claim].say(response.title)
            rows[claim]["responses"].append(response)


def _answered(found: Found, pks: list[int], seen: Seen) -> None:
    """What is answered in short."""
    answers = seen(record.Answer.objects).filter(allegation__claim__in=pks).order_by("pk")
    for claim, summary in answers.values_list("allegation__claim", "summary"):
        found[claim].say(summary)


def _looked_for(rows: Rows) -> None:
    """When somebody last looked for answers of any of the accused."""
    looks = record.ClaimLook.objects.filter(claim__in=list(rows)).values("claim")
    for claim, day in looks.annotate(last=Max("looked_on")).values_list("claim", "last"):
        rows[claim]["looked_on"] = _iso(day)
