"""The points of a record as closed rows: one line each, in as many queries for sixty as for one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Model
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.capture.quotes.states import State
from tracker.capture.standings import standings
from tracker.editorial.workbench.replies import reply_labels
from tracker.editorial.workbench.scope import Scope
from tracker.record.models import (
    Allegation,
    AllegationPlace,
    AllegationViolation,
    Answer,
    AnswerStance,
    Citation,
    Claim,
    Figure,
    Response,
)

# Characters of a point's words on its line; codes and places that are named on it.
LONGEST = 90
MOST_NAMED = 2
# The evidence mark of a line tells the state of its quotes that most needs somebody.
FIRST_TOLD = (
    State.NOT_FOUND,
    State.DIFFERENCES,
    State.CANNOT,
    State.NOT_CHECKED,
    State.WORD_FOR_WORD,
)


@dataclass
class Line:
    """One closed row: where it opens, its number and first words, and what is in it."""

    scope: Scope
    words: str
    number: str = ""
    state: str = ""
    marks: list[str] = field(default_factory=list)
    is_doubtful: bool = False
    is_open: bool = False
    may_move: bool = False
    typed_at: datetime | None = None


@dataclass
class Evidence:
    """What hangs on the points of one record, by the key of the point."""

    quotes: dict[int, list[State]]
    figures: dict[int, int]

    def marks(self, point: int) -> list[str]:
        found = []
        if quotes := self.quotes.get(point):
            worst = min(quotes, key=FIRST_TOLD.index)
            count = ngettext("%(n)d quote", "%(n)d quotes", len(quotes)) % {"n": len(quotes)}
            found.append(f"{count}: {worst.label}")
        if figures := self.figures.get(point):
            found.append(ngettext("%(n)d figure", "%(n)d figures", figures) % {"n": figures})
        return found

    def is_doubtful(self, point: int) -> bool:
        """Whether a quote of the point is not in a copy of its source that could be read."""
        return State.NOT_FOUND in self.quotes.get(point, ())


def _evidence(of: str, points: dict[str, Any]) -> Evidence:
    """Of points of a kind, "allegation" or "answer", that meet these conditions."""
    where = {f"{of}__{name}": value for name, value in points.items()}
    citations = list(Citation.objects.filter(**where).exclude(quote="").order_by("pk"))
    known, quotes = standings(citations), defaultdict(list)
    for one in citations:
        quotes[getattr(one, f"{of}_id")].append(known[one.pk].state)
    counted = Figure.objects.filter(**where).order_by().values_list(of).annotate(n=Count("pk"))
    return Evidence(quotes, dict(counted))


def _named(rows: Iterable[tuple[int, Model]]) -> dict[int, str]:
    """Names by the key of what they are of: the first two, and how many more there are."""
    found: dict[int, list[str]] = defaultdict(list)
    for holder, record in rows:
        found[holder].append(str(record))
    told = {}
    for holder, names in found.items():
        told[holder] = ", ".join(names[:MOST_NAMED])
        if more := len(names[MOST_NAMED:]):
            told[holder] = _("%(names)s and %(n)d more") % {"names": told[holder], "n": more}
    return told


def point_lines(claim: Claim, section: str, user: Any, only: int | None = None) -> list[Line]:
    """The points of a claim in their order, or one of them."""
    chosen: dict[str, Any] = {"claim": claim} if only is None else {"claim": claim, "pk": only}
    points = list(Allegation.objects.filter(**chosen).order_by("number"))
    evidence = _evidence("allegation", chosen)
    of = {"allegation__in": points}
    codes = AllegationViolation.objects.filter(**of).select_related("violation")
    places = AllegationPlace.objects.filter(**of).select_related("place")
    coded = _named((one.allegation_id, one.violation) for one in codes)
    placed = _named((one.allegation_id, one.place) for one in places)
    states = reply_labels(claim, user)
    return [
        Line(
            Scope(section, one.pk),
            Truncator(one.text).chars(LONGEST),
            str(one.number),
            states.get(one.pk, ""),
            [*evidence.marks(one.pk), *_there(one.pk, coded, placed)],
            evidence.is_doubtful(one.pk),
            may_move=True,
        )
        for one in points
    ]


def _there(point: int, *names: dict[int, str]) -> list[str]:
    return [found[point] for found in names if point in found]


def answer_lines(response: Response, section: str, only: Scope | None = None) -> list[Line]:
    """What a response answers, and the points of the claims it addresses that it does not, by
    claim and number; or one of them."""
    answers = Answer.objects.filter(response=response).select_related("allegation__claim")
    answered = {one.allegation_id: one for one in answers}
    of = {"answer__response": response}
    evidence = _evidence("answer", {"response": response})
    stances = AnswerStance.objects.filter(**of).select_related("stance")
    coded = _named((one.answer_id, one.stance) for one in stances)
    addressed = Allegation.objects.filter(claim__in=response.claim_links.values("claim"))
    points = {one.pk: one for one in addressed.select_related("claim")}
    points |= {one.allegation_id: one.allegation for one in answered.values()}
    claims = Counter(one.claim_id for one in points.values())
    lines = []
    for point in sorted(points.values(), key=lambda one: (one.claim_id, one.number)):
        answer = answered.get(point.pk)
        number = str(point.number)
        if len(claims) > 1:
            number = f"{point.claim.reference}, {number}"
        words = Truncator(point.text).chars(LONGEST)
        if answer is None:
            scope = Scope(section, None, point.pk)
            lines.append(Line(scope, words, number, _("not answered here")))
            continue
        marks = [*_there(answer.pk, coded), *evidence.marks(answer.pk)]
        doubtful = evidence.is_doubtful(answer.pk)
        state = answer.get_extent_display()
        lines.append(Line(Scope(section, answer.pk), words, number, state, marks, doubtful))
    return lines if only is None else [one for one in lines if one.scope == only]
