"""The names by which readers choose and find: parties, places, dossiers and the codebooks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
from django.conf import settings
from django.utils.translation import get_language
from rapidfuzz import fuzz, process

from tracker.edition.documents.named import Name, NameRow, code_name, name_in
from tracker.edition.models import Edition
from tracker.record.codebook import as_shipped
from tracker.record.fields import WRITTEN_IN
from tracker.search.kinds import Kind
from tracker.search.normalise import words

LEVELS = 3  # How far down a place is looked through, as in Place.objects.within.
ALIKE = 72
MOST_ALIKE = 3
LONGEST_NAME = 8


class Named(NamedTuple):
    """Something that can be chosen: its key in the index, its word in addresses, its name.

    `sort` says what sort of party or place it is, `translated` what it is called in languages of
    the interface in which that is not its label.
    """

    key: str
    slug: str
    label: Any
    language: str = ""
    sort: str = ""
    translated: tuple[Name, ...] = ()

    @property
    def local_name(self) -> Name:
        """Its name in the reader's language, as far as there is one."""
        if isinstance(self.label, _Label):
            return code_name(self.label.label)
        code = get_language()
        theirs = (one for one in self.translated if one.language == code)
        return next(theirs, None) or Name(self.label, self.language)


Entity = tuple[Kind, int]
Words = tuple[str, ...]


class _Told(msgspec.Struct, frozen=True):
    """What names say of a party or a place."""

    name: str
    name_language: str = ""
    kind: str = ""
    part_of: str | None = None
    names: tuple[NameRow, ...] = ()


class _Code(msgspec.Struct, frozen=True):
    code: str
    label: str
    position: int = 0


class _Label:
    """The label of a code, in the language of whoever reads it."""

    def __init__(self, label: str) -> None:
        self.label = label

    def __str__(self) -> str:
        return as_shipped(self.label)


class Names:
    """All that is shown, as it stood when it was read: as published, whatever the desk says."""

    def __init__(self) -> None:
        self._others: dict[Entity, list[str]] = {}
        self.inside: dict[str, set[str]] = defaultdict(set)
        self.parties = self._named(Kind.PARTY)
        self.places = self._named(Kind.PLACE)
        dossiers = _published("dossier").order_by("rank", "pk")
        self.dossiers = {
            str(row): Named(str(row), slug, title, WRITTEN_IN)
            for row, slug, title in dossiers.values_list("row", "address", "label")
        }
        self.violations, self.stances = _codes("violation"), _codes("stance")

    def _named(self, kind: Kind) -> dict[str, Named]:
        found, above = {}, {}
        rows = _published(kind.model_name).order_by("row")
        for row, slug, document in rows.values_list("row", "address", "document").iterator(5000):
            told = msgspec.json.decode(document, type=_Told)
            key = str(row)
            found[key] = Named(
                key, slug, told.name, told.name_language, told.kind, _translated(told)
            )
            self._others[kind, row] = [one.name for one in told.names]
            above[key] = (told.part_of or "").rpartition("/")[2]
        if kind is Kind.PLACE:
            self._put_inside(above)
        return found

    def _put_inside(self, above: dict[str, str]) -> None:
        """Each place, with itself and what lies in it; of each place, what it is part of."""
        for place in above:
            upwards = place
            for _step in range(LEVELS + 1):
                if not upwards:
                    break
                self.inside[upwards].add(place)
                upwards = above.get(upwards, "")

    @cached_property
    def spellings(self) -> dict[Entity, dict[Words, str]]:
        """All names of each party and place, as normalised words, with how they are written."""
        found: dict[Entity, dict[Words, str]] = {}
        for kind, shown in ((Kind.PARTY, self.parties), (Kind.PLACE, self.places)):
            for key, one in shown.items():
                entity = (kind, int(key))
                names = [one.label, *self._others.get(entity, [])]
                spelt = {tuple(words(name)): name for name in names}
                found[entity] = {said: name for said, name in spelt.items() if said}
        return found

    @cached_property
    def called(self) -> dict[Words, list[Entity]]:
        """Normalised names, and what is called so."""
        found: dict[Words, list[Entity]] = defaultdict(list)
        for entity, spelt in self.spellings.items():
            for said in spelt:
                found[said].append(entity)
        return dict(found)

    @cached_property
    def with_word(self) -> dict[str, set[Entity]]:
        """Words of names, and whose names they are in."""
        found: dict[str, set[Entity]] = defaultdict(set)
        for said, entities in self.called.items():
            for word in said:
                found[word].update(entities)
        return dict(found)

    def named_with(self, said: Words, *, is_prefix: bool) -> list[Entity]:
        """Parties and places with all these words in one of their names."""
        *whole, last = said
        ends = [self.with_word.get(last, set())]
        if is_prefix:
            ends = [one for word, one in self.with_word.items() if word.startswith(last)]
        found = set[Entity]().union(*ends)
        for word in whole:
            found &= self.with_word.get(word, set())
        return sorted(
            one
            for one in found
            if not whole or any(_has(name, said, is_prefix) for name in self.spellings[one])
        )

    def nearest(self, said: Words) -> list[str]:
        """Names much like what was typed, the most alike first; none where it is a name itself."""
        asked = " ".join(said)
        spelt = {
            " ".join(words): name for one in self.spellings.values() for words, name in one.items()
        }
        found = process.extract(
            asked, list(spelt), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_ALIKE
        )
        return [spelt[name] for name, _score, _at in found if name != asked]


def _translated(told: _Told) -> tuple[Name, ...]:
    """The names in languages of the interface in which it is not called by its own."""
    own = Name(told.name, told.name_language)
    each = (name_in(code, own, told.names) for code, _name in settings.LANGUAGES)
    return tuple(name for name in each if name != own)


def _has(name: Words, said: Words, is_prefix: bool) -> bool:
    *whole, last = said
    ends = any(w.startswith(last) for w in name) if is_prefix else last in name
    return ends and all(word in name for word in whole)


def _published(noun: str) -> Any:
    return Edition.objects.standing().whole().filter(noun=noun)


def _codes(noun: str) -> dict[str, Named]:
    """The entries of a codebook in its order."""
    rows = _published(noun).values_list("document", flat=True)
    codes = [msgspec.json.decode(document, type=_Code) for document in rows]
    codes.sort(key=lambda one: (one.position, one.code))
    return {one.code: Named(one.code, one.code, _Label(one.label)) for one in codes}


def longest_runs(said: list[Words], known: Iterable[Words]) -> list[tuple[int, int]]:
    """Stretches of consecutive terms whose words together are a name, longest first of all.

    `said` are the words of each term; a stretch is (first term, one after its last).
    """
    names, found, start = set(known), [], 0
    while start < len(said):
        for end in range(min(len(said), start + LONGEST_NAME), start, -1):
            if sum(said[start:end], ()) in names:
                found.append((start, end))
                start = end - 1
                break
        start += 1
    return found
