"""Each noun of the record from its entries: a function a noun."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Model

from tracker.editorial.changes import current
from tracker.editorial.importing.loading import PARTS, Loader
from tracker.editorial.importing.reading import Entry
from tracker.editorial.importing.rows import make
from tracker.record import models as record


class Importer(Loader):
    """Loads one file's content, inside the caller's transaction."""

    def _load_violations(self, entry: Entry) -> None:
        self._load_code(record.Violation, entry)

    def _load_stances(self, entry: Entry) -> None:
        self._load_code(record.Stance, entry)

    def _load_code(self, model: type[record.Stance] | type[record.Violation], entry: Entry) -> None:
        make(self, model, entry, ("version",), version=self._version(entry) - 1)

    def _load_parties(self, entry: Entry) -> None:
        party = make(self, record.Party, entry, PARTS["parties"])
        for _number, name in self.rows(entry, "names"):
            make(self, record.PartyName, name, (), party=party)
        for _number, held in self.rows(entry, "memberships"):
            self.later.append((self.where, partial(self._load_membership, party, held)))

    def _load_membership(self, party: record.Party, held: Entry) -> None:
        body = self._needed("parties", held, "body")
        row = make(self, record.Membership, held, ("body", "source"), member=party, body=body)
        if held.get("source"):
            # Sources are loaded after parties, whose publishers they name.
            self.later.append((f"ties, {self.where}", partial(self._show_tie, row, held)))

    def _show_tie(self, row: record.Membership, held: Entry) -> None:
        row.source = self._needed("sources", held, "source")
        row.save()
        current().touch(row)

    def _load_places(self, entry: Entry) -> None:
        above = self._named("places", entry, "part_of")
        place = make(self, record.Place, entry, PARTS["places"], part_of=above)
        for _number, name in self.rows(entry, "names"):
            make(self, record.PlaceName, name, (), place=place)

    def _load_sources(self, entry: Entry) -> None:
        make(
            self,
            record.Source,
            entry,
            PARTS["sources"],
            publisher=self._named("parties", entry, "publisher"),
            derived_from=self._named("sources", entry, "derived_from"),
        )

    def _load_claims(self, entry: Entry) -> None:
        claim = make(self, record.Claim, entry, PARTS["claims"])
        for model, role in ((record.ClaimClaimant, "claimants"), (record.ClaimAccused, "accused")):
            for position, link in self.rows(entry, role):
                party = self._needed("parties", link, "party")
                make(self, model, link, ("party",), claim=claim, party=party, position=position)
        self._load_citations(entry, claim=claim)
        for _number, point in self.rows(entry, "allegations"):
            self._load_allegation(claim, point)
        self._load_of_accused(record.ClaimLook, claim, entry, "looks")
        self._load_of_accused(record.ClaimReceipt, claim, entry, "receipts")
        for _number, link in self.rows(entry, "links"):
            self.later.append((self.where, partial(self._load_link, claim, link)))
        self._publish(claim, entry)

    def _load_of_accused(
        self, model: type[Model], claim: record.Claim, entry: Entry, name: str
    ) -> None:
        for _number, row in self.rows(entry, name):
            party = self._needed("parties", row, "party")
            make(self, model, row, ("party",), claim=claim, party=party)

    def _load_link(self, claim: record.Claim, link: Entry) -> None:
        other = self._needed("claims", link, "other")
        make(self, record.ClaimLink, link, ("other",), claim=claim, other=other)

    def _load_allegation(self, claim: record.Claim, entry: Entry) -> None:
        parts = ("violations", "places", "claimants", "accused", "figures", "citations")
        point = make(self, record.Allegation, entry, parts, claim=claim)
        for code, version in self._codes(entry, "violations", "violation"):
            violation = self._code(record.Violation, code)
            of = {"allegation": point, "violation": violation, "version": version}
            make(self, record.AllegationViolation, {}, (), **of)
        self._link(record.AllegationPlace, "place", entry, "places", allegation=point)
        self._load_named(record.AllegationClaimant, entry, "claimants", allegation=point)
        self._load_named(record.AllegationAccused, entry, "accused", allegation=point)
        self._load_citations(entry, allegation=point)
        self._load_figures(entry, allegation=point)

    def _load_named(self, model: Any, entry: Entry, name: str, **of: Any) -> None:
        """Rows that name parties and nothing else: written as slugs, or as rows of an export."""
        if self._has_rows(entry, name):
            for _number, row in self.rows(entry, name):
                make(self, model, {}, (), **of, party=self._needed("parties", row, "party"))
            return
        for key in self.keys(entry, name):
            make(self, model, {}, (), **of, party=self._get("parties", key))

    def _load_responses(self, entry: Entry) -> None:
        response = make(
            self,
            record.Response,
            entry,
            PARTS["responses"],
            responder=self._needed("parties", entry, "responder"),
            spokesperson=self._named("parties", entry, "spokesperson"),
        )
        for position, row in self.rows(entry, "joint_responders"):
            of = {"response": response, "party": self._needed("parties", row, "party")}
            make(self, record.ResponseParty, row, ("party",), **of, position=position)
        self._load_named(record.ResponseSpokenFor, entry, "spoken_for", response=response)
        self._link(record.ResponseClaim, "claim", entry, "claims", response=response)
        self._load_citations(entry, response=response)
        for _number, answer in self.rows(entry, "answers"):
            self._load_answer(response, answer)
        for _number, link in self.rows(entry, "links"):
            self.later.append((self.where, partial(self._load_response_link, response, link)))
        response.address_answered_claims()
        self._publish(response, entry)

    def _load_response_link(self, response: record.Response, link: Entry) -> None:
        other = self._needed("responses", link, "other")
        make(self, record.ResponseLink, link, ("other",), response=response, other=other)
        response.address_answered_claims()

    def _point(self, entry: Entry) -> record.Allegation:
        """The allegation that an entry names by its claim and number."""
        claim = self._needed("claims", entry, "claim")
        number = entry.get("allegation")
        if type(number) is int and (found := claim.allegations.filter(number=number).first()):
            return found
        return self.refuse(f'"allegation": {claim.reference} has no allegation {number}.')

    def _load_answer(self, response: record.Response, entry: Entry) -> None:
        parts = ("claim", "allegation", "points", "stances", "figures", "citations")
        point = self._point(entry)
        answer = make(self, record.Answer, entry, parts, response=response, allegation=point)
        for _number, row in self.rows(entry, "points"):
            make(self, record.AnswerPoint, {}, (), answer=answer, allegation=self._point(row))
        for code, version in self._codes(entry, "stances", "stance"):
            stance = self._code(record.Stance, code)
            of = {"answer": answer, "stance": stance, "version": version}
            make(self, record.AnswerStance, {}, (), **of)
        self._load_citations(entry, answer=answer)
        self._load_figures(entry, answer=answer)

    def _load_requests(self, entry: Entry) -> None:
        row = make(
            self,
            record.Request,
            entry,
            PARTS["requests"],
            asker=self._needed("parties", entry, "asker"),
            asked=self._needed("parties", entry, "asked"),
            claim=self._named("claims", entry, "claim"),
            made_in=self._named("responses", entry, "made_in"),
            proof=self._named("sources", entry, "proof"),
            answered_by=self._named("responses", entry, "answered_by"),
        )
        for _number, point in self.rows(entry, "points"):
            of = {"request": row, "allegation": self._point(point)}
            make(self, record.RequestPoint, {}, (), **of)
        for _number, step in self.rows(entry, "steps"):
            make(self, record.RequestStep, step, (), request=row)
        self._publish(row, entry)

    def _load_events(self, entry: Entry) -> None:
        event = make(self, record.Event, entry, PARTS["events"])
        for position, link in self.rows(entry, "parties"):
            party = self._needed("parties", link, "party")
            of = {"event": event, "party": party, "position": position}
            make(self, record.EventParty, link, ("party",), **of)
        self._link(record.EventPlace, "place", entry, "places", event=event)
        self._load_citations(entry, event=event)
        self._load_figures(entry, event=event)
        self._publish(event, entry)

    def _load_dossiers(self, entry: Entry) -> None:
        dossier = make(self, record.Dossier, entry, PARTS["dossiers"])
        self._link(record.DossierClaim, "claim", entry, "claims", dossier=dossier)
        self._link(record.DossierEvent, "event", entry, "events", dossier=dossier)
        self._publish(dossier, entry)

    def _load_corrections(self, entry: Entry) -> None:
        row = make(self, record.Correction, entry, PARTS["corrections"], **self._corrected(entry))
        self._publish(row, entry)
