"""Documents tied to each other: a claim to its answers, a correction to what it corrects.

Documents that name each other cannot be made one after the other. Here, and nowhere else, are they
changed after they were made: whoever is given one finds it complete.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec.structs import force_setattr

from tracker.edition.cases import case_of
from tracker.edition.documents import (
    AllegationRow,
    AnswerRow,
    ClaimDocument,
    CorrectionDocument,
    Document,
    DossierDocument,
    EventDocument,
    FigureRow,
    PartyDocument,
    PartyState,
    RequestDocument,
    ResponseDocument,
    Rows,
    SourceDocument,
    made_first,
)
from tracker.edition.documents.base import newest_first
from tracker.record.state import has_given, states
from tracker.record.trees import Tree

D = TypeVar("D", bound=Document)
ALWAYS = date.min


class Tied:
    """Ties these documents, by key, and the figures that they repeat or are part of."""

    def __init__(
        self,
        found: Mapping[str, Document],
        trees: Mapping[str, Tree],
        figures: Mapping[str, FigureRow],
        day: date,
    ) -> None:
        self.found, self.trees, self.day = found, trees, day
        self.figures = dict(figures)
        self.points: dict[str, AllegationRow] = {}
        self.claims()
        self.responses()
        self.requests()
        self.corrections()
        self.events_and_dossiers()
        self.repeated_figures()
        self.parties_and_sources()
        self.states()

    def each(self, kind: type[D]) -> list[D]:
        return [one for one in self.found.values() if isinstance(one, kind)]

    def some(self, keys: Iterable[str], kind: type[D]) -> list[D]:
        return [one for key in keys if isinstance(one := self.found.get(key), kind)]

    def claims(self) -> None:
        linked_to = defaultdict(list)
        for claim in self.each(ClaimDocument):
            for point in claim.allegations:
                _set(point, claim=claim)
                self.points[point.key] = point
                self.hold(point.figures, allegation=point)
            for link in claim.links:
                _set(link, claim=claim, claim_id=claim.key, other=self.found.get(link.other_id))
                if link.other is not None:
                    linked_to[link.other_id].append(link)
        for key, links in linked_to.items():
            _set(self.found[key], links_to=Rows(links))

    def hold(self, figures: Iterable[FigureRow], **holder: Any) -> None:
        for figure in figures:
            _set(figure, **holder)
            self.figures[f"figure/{figure.row}"] = figure

    def responses(self) -> None:
        addressing: dict[str, list[ResponseDocument]] = defaultdict(list)
        answers: dict[str, list[AnswerRow]] = defaultdict(list)
        for response in sorted(self.each(ResponseDocument), key=made_first):
            given = []
            for answer in response.answers:
                points = [self.points[key] for key in answer.points if key in self.points]
                if points:
                    # Its own point, or the first that this page has of those it covers.
                    _set(answer, response=response, allegation=points[0])
                    points.sort(key=lambda one: (one.claim.key, one.number))
                    _set(answer, covered=tuple(points))
                    self.hold(answer.figures, answer=answer)
                    given.append(answer)
                for point in points:
                    answers[point.key].append(answer)
            given.sort(key=lambda one: (one.allegation.claim.key, one.allegation.number))
            claims = self.some((link.claim_id for link in response.claim_links), ClaimDocument)
            for claim in claims:
                addressing[claim.key].append(response)
            claims = newest_first(claims, lambda one: one.made_on_earliest)
            _set(response, answers=Rows(given), claims=Rows(claims))
            for link in response.links:
                other = self.found.get(link.other_id)
                _set(link, response=response, other=other)
                if isinstance(other, ResponseDocument):
                    _set(other, links_to=Rows([*other.links_to, link]))
        for key, rows in addressing.items():
            _set(self.found[key], responses=Rows(rows))
        for key, to_it in answers.items():
            _set(self.points[key], answers=Rows(to_it))

    def requests(self) -> None:
        about: dict[str, list[RequestDocument]] = defaultdict(list)
        made_in: dict[str, list[RequestDocument]] = defaultdict(list)
        for asked in newest_first(self.each(RequestDocument), lambda one: one.sent_on_latest):
            _set(asked, read_on=self.day)
            for name in ("claim", "made_in", "answered_by"):
                _set(asked, **{name: self.found.get(getattr(asked, f"{name}_id") or "")})
            about[asked.claim_id or ""].append(asked)
            made_in[asked.made_in_id or ""].append(asked)
        for claim in self.each(ClaimDocument):
            _set(claim, requests=Rows(about[claim.key]))
        for response in self.each(ResponseDocument):
            _set(response, requests_made=Rows(made_in[response.key]))

    def corrections(self) -> None:
        of: dict[str, list[CorrectionDocument]] = defaultdict(list)
        for correction in self.each(CorrectionDocument):
            _set(correction, target=self.found.get(correction.target_id))
            of[correction.target_id].append(correction)
        for key, rows in of.items():
            if key in self.found:
                rows.sort(key=lambda one: (one.made_on or ALWAYS, _number(one.key)), reverse=True)
                _set(self.found[key], corrections=Rows(rows))

    def events_and_dossiers(self) -> None:
        for event in self.each(EventDocument):
            self.hold(event.figures, event=event)
        holding: dict[str, list[DossierDocument]] = defaultdict(list)
        rows = self.each(DossierDocument)
        for dossier in sorted(rows, key=lambda one: (one.position, one.title, one.key)):
            held = [link.claim_id for link in dossier.claim_links]
            happened = [link.event_id for link in dossier.event_links]
            for key in [*held, *happened]:
                holding[key].append(dossier)
            claims = newest_first(self.some(held, ClaimDocument), lambda one: one.made_on_earliest)
            events = self.some(happened, EventDocument)
            events = newest_first(events, lambda one: one.happened_on_earliest)
            _set(dossier, claims=Rows(claims), events=Rows(events))
        for key, dossiers in holding.items():
            if key in self.found:
                _set(self.found[key], dossiers=Rows(dossiers))

    def repeated_figures(self) -> None:
        for figure in self.figures.values():
            for name in ("repeats", "part_of"):
                _set(figure, **{name: self.figures.get(getattr(figure, f"{name}_id") or "")})

    def states(self) -> None:
        for claim in self.each(ClaimDocument):
            for point, known in self._states(claim).items():
                _set(self.points[point], states=tuple(known))

    def _states(self, claim: ClaimDocument) -> dict[str, list[PartyState]]:
        """What is known of each of the accused, by the key of the point."""
        parties = {one.key: one for one in claim.accused}
        parties |= {one.key: one for given in claim.responses for one in given.responders}
        case = case_of(
            claim.key,
            self.trees[claim.key],
            {one.key: self.trees[one.key] for one in claim.responses},
            {one.key: self.trees[one.key] for one in claim.requests},
            {key: self.trees[key] for key in parties},
        )
        given = [(r, p) for r in case.responses for p in r.responders if has_given(case, r, p)]
        replies = dict.fromkeys(response.key for response, _party in given)
        _set(claim, replies=Rows(self.some(replies, ResponseDocument)))
        responders = dict.fromkeys(party for _response, party in given)
        _set(claim, responders=Rows(self.some(responders, PartyDocument)))
        rows = {row.row: row for response in claim.responses for row in response.answers}
        looks = {row.row: row for row in claim.looks}
        receipts = {row.row: row for row in claim.receipts}
        found = defaultdict(list)
        for one in states(case, self.day):
            found[one.point].append(
                PartyState(
                    party=parties[one.party],
                    state=one.state,
                    kinds=one.kinds,
                    answers=tuple(rows[key] for key in one.answers if key in rows),
                    responses=tuple(self.some(one.responses, ResponseDocument)),
                    through=tuple(self.some(one.through, ResponseDocument)),
                    not_held=tuple(self.some(one.not_held, ResponseDocument)),
                    elsewhere=tuple(self.some(one.elsewhere, ResponseDocument)),
                    undone=tuple(self.some(one.undone, ResponseDocument)),
                    request=next(iter(self.some([one.request], RequestDocument)), None),
                    still_open=tuple(self.some(one.still_open, RequestDocument)),
                    look=looks.get(one.look),
                    receipt=receipts.get(one.receipt),
                )
            )
        return found

    def parties_and_sources(self) -> None:
        members = defaultdict(list)
        for party in self.each(PartyDocument):
            for row in party.memberships:
                _set(row, member=party, body=self.found.get(row.body_id))
                _set(row, source=self.found.get(row.source_id or ""))
                members[row.body_id].append(row)
            held = sorted(party.memberships, key=lambda row: (str(row.body or ""), int(row.row)))
            _set(party, memberships=Rows(held))
        for key, rows in members.items():
            if key in self.found:
                rows.sort(key=lambda row: int(row.row))
                _set(self.found[key], members=Rows(rows))
        for source in self.each(SourceDocument):
            _set(source, derived_from=self.found.get(source.derived_from_id or ""))


def _number(key: str) -> int:
    return int(key.rpartition("/")[2])


def _set(of: Any, **values: Any) -> None:
    for name, value in values.items():
        force_setattr(of, name, value)
