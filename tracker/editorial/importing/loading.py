"""A file's lists in the order in which they lean on each other, and what several nouns share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from tracker.editorial.changes import current
from tracker.editorial.importing.reading import KINDS, Entry, Reader
from tracker.editorial.importing.rows import in_words, make
from tracker.editorial.workflow import MoveRefused, publish_from_draft
from tracker.record import models as record
from tracker.record.nouns import NOUNS
from tracker.record.text import validate_prose

# What every entry of a noun may hold besides plain columns.
PARTS = {
    "violations": ("version",),
    "stances": ("version",),
    "parties": ("names", "memberships"),
    "places": ("names", "part_of"),
    "sources": ("publisher", "derived_from"),
    "claims": (
        "claimants",
        "accused",
        "citations",
        "allegations",
        "links",
        "looks",
        "receipts",
        "status",
        "published_at",
    ),
    "responses": (
        "responder",
        "spokesperson",
        "joint_responders",
        "spoken_for",
        "claims",
        "citations",
        "answers",
        "links",
        "status",
        "published_at",
    ),
    "requests": (
        "asker",
        "asked",
        "claim",
        "made_in",
        "proof",
        "answered_by",
        "points",
        "steps",
        "status",
        "published_at",
    ),
    "events": ("parties", "places", "figures", "citations", "status", "published_at"),
    "dossiers": ("claims", "events", "status", "published_at"),
    "corrections": ("of", "status", "published_at"),
}
MODELS: dict[str, type[models.Model]] = {
    "violations": record.Violation,
    "stances": record.Stance,
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
BY_CODE = ("violations", "stances")


def key_field(kind: str) -> str:
    """The field that names a record of this kind in a file."""
    if kind in BY_CODE:
        return "code"
    return "slug" if kind in BY_SLUG else "reference"


class Loader(Reader):
    """Loads one file's lists in order, and the parts that several nouns have."""

    def __init__(self, user: AbstractBaseUser | None, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.user = user
        self.tell = tell
        self.added: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        self.seen: set[tuple[str, str]] = set()
        self.figures: dict[str, record.Figure] = {}
        # What can be tied only when everything is there, with the place in the file it stood at.
        self.later: list[tuple[str, Callable[[], None]]] = []
        # What is to be published once everything is there, for the gate asks of a claim whether
        # its accused replied or were asked; with the place in the file and the first publication.
        self.waiting: list[tuple[str, record.Publishable, datetime | None]] = []

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
            self._tie_later(kind)
            if content.get(kind):
                self.tell(f"{kind}: {self.added[kind]} added, {self.kept[kind]} already there")
        self._publish_waiting()

    def _publish_waiting(self) -> None:
        for where, row, moment in self.waiting:
            self.where = where
            try:
                row.refresh_from_db()
                if moment:
                    row.published_at = moment
                    row.save(update_fields=["published_at"])
                publish_from_draft(row, self.user)
            except MoveRefused as error:
                self.refuse(str(error))

    def _tie_later(self, kind: str) -> None:
        """Ties that were put off, once a whole list is there; figures once all lists are."""
        waiting, self.later = self.later, []
        for where, tie in waiting:
            if where.startswith(kind) or kind == KINDS[-1]:
                self.where = where
                tie()
            else:
                self.later.append((where, tie))

    def _load_one(self, kind: str, entry: Entry) -> None:
        if kind == "corrections":
            there = self._find_correction(entry)
        else:
            field = key_field(kind)
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
            if kind in BY_CODE:
                self._keep_code_current(MODELS[kind], entry)
            self.kept[kind] += 1
            return
        getattr(self, f"_load_{kind}")(entry)
        self.added[kind] += 1

    def _get(self, kind: str, key: str | None) -> Any:
        if not key:
            return None
        field = key_field(kind)
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
            self.waiting.append((self.where, row, self._moment(entry, "published_at")))
        elif status != "draft":
            self.refuse('"status" must be "draft" or "published".')

    def _moment(self, entry: Entry, name: str) -> datetime | None:
        value = entry.get(name)
        if value is None:
            return None
        try:
            moment = parse_datetime(value) if isinstance(value, str) else None
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None or moment > timezone.now():
            self.refuse(f'"{name}" must be a past moment like 2024-04-17T09:30:00Z.')
        return moment

    # --- parts of several nouns ---------------------------------------------------------------

    def _link(self, model: Any, role: str, entry: Entry, kind: str, **of: Any) -> None:
        if self._has_rows(entry, kind):
            for position, row in self.rows(entry, kind):
                given = {**of, role: self._needed(kind, row, role), "position": position}
                make(self, model, row, (role,), **given)
            return
        for position, key in enumerate(self.keys(entry, kind), start=1):
            make(self, model, {}, (), **of, **{role: self._get(kind, key)}, position=position)

    def _load_citations(self, entry: Entry, **of: Any) -> None:
        by_key: dict[str, record.Citation] = {}
        versions: list[tuple[record.Citation, str]] = []
        for position, citation in self.rows(entry, "citations"):
            source = self._needed("sources", citation, "source")
            given = {"source": source, "position": position, **of}
            row = make(self, record.Citation, citation, ("key", "source", "version_of"), **given)
            if key := self.key(citation, "key"):
                by_key[key] = row
            if above := self.key(citation, "version_of"):
                versions.append((row, above))
        for row, above in versions:
            row.version_of = by_key.get(above) or self.refuse(
                f'"version_of": no citation of the same thing has the key {above}.'
            )
            row.full_clean()
            row.save()
            current().touch(row)

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
                position=position,
                **of,
            )
            if key := self.key(figure, "key"):
                self.figures[key] = row
            if figure.get("repeats") or figure.get("part_of"):
                self.later.append((f"figures, {self.where}", partial(self._tie, row, figure)))
            self._load_citations(figure, figure=row)

    def _tie(self, row: record.Figure, entry: Entry) -> None:
        row.repeats = self._figure(entry, "repeats")
        row.part_of = self._figure(entry, "part_of")
        row.full_clean()
        row.save()
        current().touch(row)

    def _figure(self, entry: Entry, name: str) -> record.Figure | None:
        key = self.key(entry, name)
        if key is None:
            return None
        return self.figures.get(key) or self.refuse(
            f'"{name}": no figure of this file has the key {key}.'
        )

    def _has_rows(self, entry: Entry, name: str) -> bool:
        """Whether a list of keys is written as rows, with more than the key in each."""
        listed = entry.get(name)
        return isinstance(listed, list) and any(isinstance(row, dict) for row in listed)

    def _codes(self, entry: Entry, name: str, role: str) -> list[tuple[str, int | None]]:
        """(code, version) of what is coded; an editor's file gives codes alone."""
        if self._has_rows(entry, name):
            rows = [row for _number, row in self.rows(entry, name)]
            return [(self.needed_key(row, role), self._version(row)) for row in rows]
        return [(code, None) for code in self.keys(entry, name)]

    def _code(self, model: type[record.Stance] | type[record.Violation], code: str) -> Any:
        found = model._default_manager.filter(code=code).first()
        return found or self.refuse(f"{code} is not in the codebook.")

    def _version(self, entry: Entry) -> int:
        version = entry.get("version", 1)
        if type(version) is not int or version < 1:
            self.refuse('"version" must be a whole number from 1.')
        return version

    def _keep_code_current(self, model: Any, entry: Entry) -> None:
        """Take over a later wording of a code: what the file's records are coded with."""
        code = model.objects.get(code=entry["code"])
        if self._version(entry) > code.version:
            for name in code.WORDS:
                setattr(code, name, entry.get(name, ""))
            code.version = self._version(entry) - 1
            code.full_clean()
            code.save()
            current().touch(code)

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
        return {name: self._needed(NOUNS[name].plural, of, name)}
