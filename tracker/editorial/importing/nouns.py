"""Each noun of the record from its entries, in the order in which they lean on each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models

from tracker.editorial.importing.reading import KINDS, Entry, Reader
from tracker.editorial.importing.rows import in_words, make
from tracker.editorial.workflow import MoveRefused, publish_from_draft
from tracker.record import models as record
from tracker.record.text import validate_prose

# What every entry of a noun may hold besides plain columns.
PARTS = {
    "parties": ("names", "memberships"),
    "places": ("names", "part_of"),
    "sources": ("publisher", "derived_from"),
    "claims": ("claimants", "accused", "citations", "allegations", "links", "status"),
    "responses": ("responder", "spokesperson", "claims", "citations", "answers", "status"),
    "requests": ("asker", "asked", "claim", "made_in", "proof", "answered_by", "status"),
    "events": ("parties", "places", "figures", "citations", "status"),
    "dossiers": ("claims", "events", "status"),
    "corrections": ("of", "status"),
}
MODELS: dict[str, type[models.Model]] = {
    "parties": record.Party,
    "places": record.Place,
    "sources": record.Source,
    "claims": record.Claim,
    "responses": record.Response,
    "requests": record.Request,
    "events": record.Event,
    "dossiers": record.Dossier,
    "corrections": record.Correction,
}
BY_SLUG = ("parties", "places", "dossiers")


class Importer(Reader):
    """Loads one file's content, inside the caller's transaction."""

    def __init__(self, user: AbstractBaseUser | None, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.user = user
        self.tell = tell
        self.added: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        self.seen: set[tuple[str, str]] = set()
        self.figures: dict[str, record.Figure] = {}

    def load(self, content: Entry) -> None:
        """Load every list of the file. Raises ImportRefused at the first entry that cannot be."""
        for kind in KINDS:
            for _number, entry in self.rows(content, kind):
                try:
                    self._load_one(kind, entry)
                except MoveRefused as error:
                    self.refuse(str(error))
                except ValidationError as error:
                    self.refuse(in_words(error))
            if content.get(kind):
                self.tell(f"{kind}: {self.added[kind]} added, {self.kept[kind]} already there")

    def _load_one(self, kind: str, entry: Entry) -> None:
        if kind == "corrections":
            there = self._find_correction(entry)
        else:
            field = "slug" if kind in BY_SLUG else "reference"
            key = self.needed_key(entry, field)
            self.where = f"{kind} {key}"
            if (kind, key) in self.seen:
                self.refuse("stands twice in this file.")
            self.seen.add((kind, key))
            there = MODELS[kind]._default_manager.filter(**{field: key}).exists()
            letter = getattr(MODELS[kind], "letter", key[:1])
            if not key.startswith(letter):
                self.refuse(f'"{field}" begins with {letter}.')
        if there:
            self.kept[kind] += 1
            return
        getattr(self, f"_load_{kind}")(entry)
        self.added[kind] += 1

    def _get(self, kind: str, key: str | None) -> Any:
        if not key:
            return None
        field = "slug" if kind in BY_SLUG else "reference"
        found = MODELS[kind]._default_manager.filter(**{field: key}).first()
        return found or self.refuse(f"there is no {key} among the {kind}.")

    def _named(self, kind: str, entry: Entry, name: str) -> Any:
        """The record that an entry names under `name`, or None."""
        return self._get(kind, self.key(entry, name))

    def _needed(self, kind: str, entry: Entry, name: str) -> Any:
        return self._get(kind, self.needed_key(entry, name))

    def _publish(self, row: record.Publishable, entry: Entry) -> None:
        status = entry.get("status", "draft")
        if status == "published":
            publish_from_draft(row, self.user)
        elif status != "draft":
            self.refuse('"status" must be "draft" or "published".')

    # --- a function a noun --------------------------------------------------------------------

    def _load_parties(self, entry: Entry) -> None:
        party = make(self, record.Party, entry, PARTS["parties"])
        for _number, name in self.rows(entry, "names"):
            make(self, record.PartyName, name, (), party=party)
        for _number, held in self.rows(entry, "memberships"):
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
            other = self._needed("claims", link, "other")
            make(self, record.ClaimLink, link, ("other",), claim=claim, other=other)
        self._publish(claim, entry)

    def _load_allegation(self, claim: record.Claim, entry: Entry) -> None:
        parts = ("violations", "places", "figures", "citations")
        point = make(self, record.Allegation, entry, parts, claim=claim)
        for code in self.keys(entry, "violations"):
            violation = self._code(record.Violation, code)
            make(self, record.AllegationViolation, {}, (), allegation=point, violation=violation)
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
        for code in self.keys(entry, "stances"):
            stance = self._code(record.Stance, code)
            make(self, record.AnswerStance, {}, (), answer=answer, stance=stance)
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

    def _find_correction(self, entry: Entry) -> bool:
        text = entry.get("text")
        if not isinstance(text, str):
            self.refuse('"text" must be text.')
        validate_prose(text)
        rows = record.Correction.objects.filter(text=text)
        return rows.filter(**self._corrected(entry)).exists()

    def _corrected(self, entry: Entry) -> Entry:
        of = entry.get("of")
        names = record.Correction.TARGETS
        if not isinstance(of, dict) or len(of) != 1 or not set(of) <= set(names):
            self.refuse(f'"of" must be an object with one of {", ".join(names)}.')
        (name,) = of
        return {name: self._needed(f"{name}s", of, name)}

    def _load_corrections(self, entry: Entry) -> None:
        row = make(self, record.Correction, entry, PARTS["corrections"], **self._corrected(entry))
        self._publish(row, entry)

    # --- parts of several nouns ---------------------------------------------------------------

    def _link(self, model: Any, role: str, entry: Entry, kind: str, **of: Any) -> None:
        for position, key in enumerate(self.keys(entry, kind), start=1):
            make(self, model, {}, (), **of, **{role: self._get(kind, key)}, position=position)

    def _load_citations(self, entry: Entry, **of: Any) -> None:
        for position, citation in self.rows(entry, "citations"):
            source = self._needed("sources", citation, "source")
            given = {"source": source, "position": position, **of}
            make(self, record.Citation, citation, ("source",), **given)

    def _load_figures(self, entry: Entry, **of: Any) -> None:
        parts = ("key", "reporter", "place", "repeats", "part_of", "citations")
        for position, figure in self.rows(entry, "figures"):
            row = make(
                self,
                record.Figure,
                figure,
                parts,
                reporter=self._needed("parties", figure, "reporter"),
                place=self._named("places", figure, "place"),
                repeats=self._figure(figure, "repeats"),
                part_of=self._figure(figure, "part_of"),
                position=position,
                **of,
            )
            if key := self.key(figure, "key"):
                self.figures[key] = row
            self._load_citations(figure, figure=row)

    def _figure(self, entry: Entry, name: str) -> record.Figure | None:
        key = self.key(entry, name)
        if key is None:
            return None
        return self.figures.get(key) or self.refuse(
            f'"{name}": no figure before this one has the key {key}.'
        )

    def _code(self, model: type[record.Stance] | type[record.Violation], code: str) -> Any:
        found = model._default_manager.filter(code=code).first()
        return found or self.refuse(f"{code} is not in the codebook.")
