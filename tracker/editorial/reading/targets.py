"""What a passage can be cited for in the record in hand: the whole, a point, an answer, a figure,
and a point or an answer that is made for it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tracker.record.models import Allegation, Claim, Event, Figure, Response

NEW_POINT = "new-point"
NEW_ANSWER = "new-answer"
LONGEST = 70
# Keys 1 to 9.
KEYS = 9
# What a point, an answer or a figure says.
_SAID = ("number", "text", "summary", "as_printed", "population")


class Target(NamedTuple):
    """One thing to cite for: `key` as forms send it; `row` is what is there, for a new answer the
    point that it answers."""

    key: str
    label: str
    row: Any = None
    is_new: bool = False
    number: int = 0

    @property
    def shortcut(self) -> str:
        """The key that cites for it at once."""
        return str(self.number) if 0 < self.number <= KEYS and not self.is_new else ""

    @property
    def value(self) -> str:
        """The key with a digest of what it said when it was chosen: points are reworded."""
        said = [str(getattr(self.row, name, "")) for name in _SAID]
        return f"{self.key}.{sha256(repr(said).encode()).hexdigest()[:12]}"


def targets_of(record: Claim | Response | Event) -> list[Target]:
    """What can be cited for, the numbered points or answers first: two to five statements."""
    if isinstance(record, Claim):
        found = [*_of_claim(record)]
    elif isinstance(record, Response):
        found = [*_of_response(record)]
    else:
        found = [*_figures(record.figures.all(), _("The event"))]
    whole = {"claim": _("The whole claim: who, when"), "event": _("The whole event")}
    noun = str(record._meta.model_name)
    label = whole.get(noun, _("The whole response: who, when"))
    return [*found, Target(f"{noun}-{record.pk}", label, record)]


def _of_claim(claim: Claim) -> Iterator[Target]:
    for point in claim.allegations.prefetch_related("figures"):
        label = _("Point %(number)s: %(text)s") % {"number": point.number, "text": _short(point)}
        yield Target(f"allegation-{point.pk}", label, point, number=point.number)
        yield from _figures(point.figures.all(), _("Point %(number)s") % {"number": point.number})
    yield Target(NEW_POINT, _("A new point, in these words"), is_new=True)


def _of_response(response: Response) -> Iterator[Target]:
    answers = response.answers.select_related("allegation__claim").prefetch_related("figures")
    answered = set()
    for number, answer in enumerate(answers, 1):
        point = answer.allegation
        answered.add(point.pk)
        label = _("Answer to %(point)s") % {"point": _named(point)}
        yield Target(f"answer-{answer.pk}", label, answer, number=number)
        yield from _figures(answer.figures.all(), label)
    points = Allegation.objects.filter(claim__in=response.claims.all()).select_related("claim")
    for point in points.exclude(pk__in=answered).order_by("claim_id", "number"):
        label = _("A new answer to %(point)s") % {"point": _named(point)}
        yield Target(f"{NEW_ANSWER}-{point.pk}", label, point, is_new=True)


def _figures(figures: Any, where: str) -> Iterator[Target]:
    figure: Figure
    for figure in figures:
        told = {"where": where, "figure": figure.as_printed, "what": figure.population}
        label = _("%(where)s, figure “%(figure)s” (%(what)s)") % told
        yield Target(f"figure-{figure.pk}", Truncator(label).chars(2 * LONGEST), figure)


def _short(point: Allegation) -> str:
    return Truncator(point.text).chars(LONGEST)


def _named(point: Allegation) -> str:
    told = {"claim": point.claim.reference, "number": point.number, "text": _short(point)}
    return _("%(claim)s, point %(number)s: %(text)s") % told
