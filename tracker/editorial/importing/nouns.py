"""Each noun of the record from its entries: a function a noun."""

from __future__ import annotations

from functools import partial

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
        make(self, record.Membership, held, ("body",), member=party, body=body)

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
        for _number, link in self.rows(entry, "links"):
            self.later.append((self.where, partial(self._load_link, claim, link)))
        self._publish(claim, entry)

    def _load_link(self, claim: record.Claim, link: Entry) -> None:
        other = self._needed("claims", link, "other")
        make(self, record.ClaimLink, link, ("other",), claim=claim, other=other)

    def _load_allegation(self, claim: record.Claim, entry: Entry) -> None:
        parts = ("violations", "places", "figures", "citations")
        point = make(self, record.Allegation, entry, parts, claim=claim)
        for code, version in self._codes(entry, "violations", "violation"):
            violation = self._code(record.Violation, code)
            of = {"allegation": point, "violation": violation, "version": version}
            make(self, record.AllegationViolation, {}, (), **of)
        self._link(record.AllegationPlace, "place", entry, "places", allegation=point)
        self._load_citations(entry, allegation=point)
        self._load_figures(entry, allegation=point)

    def _load_responses(self, entry: Entry) -> None:
        response = make(
            self,
            record.Response,
            entry,
            PARTS["responses"],
            responder=self._needed("parties", entry, "responder"),
            spokesperson=self._named("parties", entry, "spokesperson"),
        )
        self._link(record.ResponseClaim, "claim", entry, "claims", response=response)
        self._load_citations(entry, response=response)
        for _number, answer in self.rows(entry, "answers"):
            self._load_answer(response, answer)
        response.address_answered_claims()
        self._publish(response, entry)

    def _load_answer(self, response: record.Response, entry: Entry) -> None:
        claim = self._needed("claims", entry, "claim")
        number = entry.get("allegation")
        points = {point.number: point for point in claim.allegations.all()}
        if type(number) is not int or number not in points:
            self.refuse(f'"allegation": {claim.reference} has no allegation {number}.')
        parts = ("claim", "allegation", "stances", "figures", "citations")
        answer = make(
            self, record.Answer, entry, parts, response=response, allegation=points[number]
        )
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
