"""Records from a file: the shipped dossiers, and what editors prepare elsewhere.

The file is JSON with a list for each noun; `tracker/editorial/dossiers/` holds examples. Parties,
places and dossiers are named by slug, the rest by reference. What goes in passes the same field
rules, constraints and publish gate as an editor's form. A record that is already there is left as
it is, so a file can be loaded again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils.dateparse import parse_date

from tracker.editorial.workflow import MoveRefused, publish_from_draft
from tracker.record import models as record

FORMAT = "tracker-record/1"
Entry = dict[str, Any]

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
KINDS = tuple(PARTS)


class ImportRefused(Exception):
    """The file cannot be loaded; the message names the entry, the field and what is wrong."""


def read_file(path: Path) -> Entry:
    """The file's content, checked to be of this format. Raises ImportRefused."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ImportRefused(f"{path.name}: {error}") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ImportRefused(f'{path.name}: "format" is not "{FORMAT}".')
    unknown = set(content) - {*KINDS, "format", "note"}
    if unknown:
        raise ImportRefused(f"{path.name}: unknown list {', '.join(sorted(unknown))}.")
    return content


class Importer:
    """Loads one file's content, inside the caller's transaction."""

    def __init__(self, user: AbstractBaseUser | None, tell: Callable[[str], None]) -> None:
        self.user = user
        self.tell = tell
        self.added: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        self.where = ""
        self.figures: dict[str, record.Figure] = {}

    def load(self, content: Entry) -> None:
        for kind in KINDS:
            entries = content.get(kind, [])
            for entry in self._entries(kind, entries):
                self._load_one(kind, entry)
            if entries:
                self.tell(f"{kind}: {self.added[kind]} added, {self.kept[kind]} already there")

    def _entries(self, kind: str, entries: Any) -> Iterable[Entry]:
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise ImportRefused(f"{kind}: must be a list of objects.")
        return entries

    def _load_one(self, kind: str, entry: Entry) -> None:
        key = str(entry.get("slug") or entry.get("reference") or entry.get("made_on", ""))
        self.where = f"{kind} {key}"
        try:
            if self._find(kind, entry) is not None:
                self.kept[kind] += 1
                return
            getattr(self, f"_load_{kind}")(entry)
            self.added[kind] += 1
        except ImportRefused:
            raise
        except MoveRefused as error:
            raise ImportRefused(f"{self.where}: {error}") from error
        except (KeyError, TypeError, AttributeError) as error:
            raise ImportRefused(f"{self.where}: {type(error).__name__}: {error}") from error

    def _find(self, kind: str, entry: Entry) -> models.Model | None:
        if kind == "corrections":
            ((name, reference),) = entry["of"].items()
            return record.Correction.objects.filter(
                text=entry["text"], **{name: self._get(f"{name}s", reference)}
            ).first()
        field = "slug" if "slug" in entry else "reference"
        return MODELS[kind]._default_manager.filter(**{field: entry[field]}).first()

    def _get(self, kind: str, key: str | None) -> Any:
        if not key:
            return None
        field = "slug" if kind in ("parties", "places", "dossiers") else "reference"
        try:
            return MODELS[kind]._default_manager.get(**{field: key})
        except ObjectDoesNotExist:
            raise ImportRefused(f"{self.where}: there is no {key!r} among the {kind}.") from None

    def _make(
        self, model: type[models.Model], entry: Entry, skip: Iterable[str], **given: Any
    ) -> Any:
        columns = {f.name: f for f in model._meta.concrete_fields if f.editable}
        columns |= {"reference": model._meta.get_field("reference")} if "reference" in entry else {}
        unknown = set(entry) - set(columns) - set(skip)
        if unknown:
            raise ImportRefused(f"{self.where}: unknown field {', '.join(sorted(unknown))}.")
        values = {k: v for k, v in entry.items() if k in columns and k not in skip} | given
        for name, value in values.items():
            if isinstance(columns.get(name), models.DateField) and isinstance(value, str):
                values[name] = parse_date(value) or value
        row = model(**values)
        try:
            row.full_clean(exclude=[] if getattr(row, "reference", "") else ["reference"])
        except ValidationError as error:
            said = "; ".join(f"{k}: {' '.join(v)}" for k, v in error.message_dict.items())
            raise ImportRefused(f"{self.where}: {model._meta.verbose_name}: {said}") from error
        row.save()
        return row

    def _publish(self, row: record.Publishable, entry: Entry) -> None:
        status = entry.get("status", "draft")
        if status == "published":
            publish_from_draft(row, self.user)
        elif status != "draft":
            raise ImportRefused(f'{self.where}: status is "draft" or "published".')

    # --- a function a noun, in the order in which they lean on each other ---------------------

    def _load_parties(self, entry: Entry) -> None:
        party = self._make(record.Party, entry, PARTS["parties"])
        for name in entry.get("names", []):
            self._make(record.PartyName, name, (), party=party)
        for held in entry.get("memberships", []):
            body = self._get("parties", held["body"])
            self._make(record.Membership, held, ("body",), member=party, body=body)

    def _load_places(self, entry: Entry) -> None:
        above = self._get("places", entry.get("part_of"))
        place = self._make(record.Place, entry, PARTS["places"], part_of=above)
        for name in entry.get("names", []):
            self._make(record.PlaceName, name, (), place=place)

    def _load_sources(self, entry: Entry) -> None:
        self._make(
            record.Source,
            entry,
            PARTS["sources"],
            publisher=self._get("parties", entry.get("publisher")),
            derived_from=self._get("sources", entry.get("derived_from")),
        )

    def _load_claims(self, entry: Entry) -> None:
        claim = self._make(record.Claim, entry, PARTS["claims"])
        for model, role in ((record.ClaimClaimant, "claimants"), (record.ClaimAccused, "accused")):
            for position, link in enumerate(entry.get(role, []), start=1):
                party = self._get("parties", link["party"])
                self._make(model, link, ("party",), claim=claim, party=party, position=position)
        self._load_citations(entry, claim=claim)
        for point in entry.get("allegations", []):
            self._load_allegation(claim, point)
        for link in entry.get("links", []):
            other = self._get("claims", link["other"])
            self._make(record.ClaimLink, link, ("other",), claim=claim, other=other)
        self._publish(claim, entry)

    def _load_allegation(self, claim: record.Claim, entry: Entry) -> None:
        skip = ("violations", "places", "figures", "citations")
        point = self._make(record.Allegation, entry, skip, claim=claim)
        for code in entry.get("violations", []):
            violation = self._code(record.Violation, code)
            record.AllegationViolation.objects.create(allegation=point, violation=violation)
        for position, slug in enumerate(entry.get("places", []), start=1):
            record.AllegationPlace.objects.create(
                allegation=point, place=self._get("places", slug), position=position
            )
        self._load_citations(entry, allegation=point)
        self._load_figures(entry, allegation=point)

    def _load_responses(self, entry: Entry) -> None:
        response = self._make(
            record.Response,
            entry,
            PARTS["responses"],
            responder=self._get("parties", entry["responder"]),
            spokesperson=self._get("parties", entry.get("spokesperson")),
        )
        for position, reference in enumerate(entry.get("claims", []), start=1):
            claim = self._get("claims", reference)
            self._make(
                record.ResponseClaim, {}, (), response=response, claim=claim, position=position
            )
        self._load_citations(entry, response=response)
        for answer in entry.get("answers", []):
            self._load_answer(response, answer)
        response.address_answered_claims()
        self._publish(response, entry)

    def _load_answer(self, response: record.Response, entry: Entry) -> None:
        claim = self._get("claims", entry["claim"])
        allegation = claim.allegations.filter(number=entry["allegation"]).first()
        if allegation is None:
            raise ImportRefused(
                f"{self.where}: {claim.reference} has no allegation {entry['allegation']}."
            )
        skip = ("claim", "allegation", "stances", "figures", "citations")
        answer = self._make(record.Answer, entry, skip, response=response, allegation=allegation)
        for code in entry.get("stances", []):
            stance = self._code(record.Stance, code)
            record.AnswerStance.objects.create(answer=answer, stance=stance)
        self._load_citations(entry, answer=answer)
        self._load_figures(entry, answer=answer)

    def _load_requests(self, entry: Entry) -> None:
        row = self._make(
            record.Request,
            entry,
            PARTS["requests"],
            asker=self._get("parties", entry["asker"]),
            asked=self._get("parties", entry["asked"]),
            claim=self._get("claims", entry.get("claim")),
            made_in=self._get("responses", entry.get("made_in")),
            proof=self._get("sources", entry.get("proof")),
            answered_by=self._get("responses", entry.get("answered_by")),
        )
        self._publish(row, entry)

    def _load_events(self, entry: Entry) -> None:
        event = self._make(record.Event, entry, PARTS["events"])
        for position, link in enumerate(entry.get("parties", []), start=1):
            party = self._get("parties", link["party"])
            self._make(
                record.EventParty, link, ("party",), event=event, party=party, position=position
            )
        for position, slug in enumerate(entry.get("places", []), start=1):
            place = self._get("places", slug)
            self._make(record.EventPlace, {}, (), event=event, place=place, position=position)
        self._load_citations(entry, event=event)
        self._load_figures(entry, event=event)
        self._publish(event, entry)

    def _load_dossiers(self, entry: Entry) -> None:
        dossier = self._make(record.Dossier, entry, PARTS["dossiers"])
        for position, reference in enumerate(entry.get("claims", []), start=1):
            claim = self._get("claims", reference)
            self._make(record.DossierClaim, {}, (), dossier=dossier, claim=claim, position=position)
        for position, reference in enumerate(entry.get("events", []), start=1):
            event = self._get("events", reference)
            self._make(record.DossierEvent, {}, (), dossier=dossier, event=event, position=position)
        self._publish(dossier, entry)

    def _load_corrections(self, entry: Entry) -> None:
        ((name, reference),) = entry["of"].items()
        of = {name: self._get(f"{name}s", reference)}
        self._publish(self._make(record.Correction, entry, PARTS["corrections"], **of), entry)

    # --- parts of several nouns ----------------------------------------------------------------

    def _load_citations(self, entry: Entry, **of: Any) -> None:
        for position, citation in enumerate(entry.get("citations", []), start=1):
            source = self._get("sources", citation["source"])
            self._make(
                record.Citation, citation, ("source",), source=source, position=position, **of
            )

    def _load_figures(self, entry: Entry, **of: Any) -> None:
        skip = ("key", "reporter", "place", "repeats", "part_of", "citations")
        for position, figure in enumerate(entry.get("figures", []), start=1):
            row = self._make(
                record.Figure,
                figure,
                skip,
                reporter=self._get("parties", figure["reporter"]),
                place=self._get("places", figure.get("place")),
                repeats=self._figure(figure.get("repeats")),
                part_of=self._figure(figure.get("part_of")),
                position=position,
                **of,
            )
            if "key" in figure:
                self.figures[figure["key"]] = row
            self._load_citations(figure, figure=row)

    def _figure(self, key: str | None) -> record.Figure | None:
        if key and key not in self.figures:
            raise ImportRefused(f"{self.where}: no figure before this one has the key {key!r}.")
        return self.figures[key] if key else None

    def _code(self, model: type[record.Stance] | type[record.Violation], code: str) -> Any:
        entry = model._default_manager.filter(code=code).first()
        if entry is None:
            raise ImportRefused(f"{self.where}: {code!r} is not in the codebook.")
        return entry


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


class _DryRun(Exception):
    """Raised to undo a transaction that was only a rehearsal."""


def import_file(
    path: Path, user: AbstractBaseUser | None, tell: Callable[[str], None], *, dry_run: bool = False
) -> Importer:
    """Load a file whole or not at all; a dry run loads and undoes it. Raises ImportRefused."""
    content = read_file(path)
    importer = Importer(user, tell)
    try:
        with transaction.atomic():
            importer.load(content)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return importer
