"""The names by which readers choose and find: parties, places, dossiers and the codebooks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from tracker.record import models as record
from tracker.search.kinds import LOW, Kind
from tracker.search.models import Document
from tracker.search.normalise import words

LEVELS = 3  # How far down a place is looked through, as in Place.objects.within.
ALIKE = 72
MOST_ALIKE = 3
LONGEST_NAME = 8


class Named(NamedTuple):
    """Something that can be chosen: its key in the index, its word in addresses, its name.

    `sort` says what sort of party or place it is.
    """

    key: str
    slug: str
    label: Any
    language: str = ""
    sort: str = ""


Entity = tuple[Kind, int]
Words = tuple[str, ...]


class Names:
    """All that is shown, as it stood when it was read."""

    def __init__(self) -> None:
        self.parties = _named(record.Party, Kind.PARTY)
        self.places = _named(record.Place, Kind.PLACE)
        shown = _shown(Kind.DOSSIER)
        dossiers = record.Dossier.objects.values_list("pk", "slug", "title")
        self.dossiers = {
            str(pk): Named(str(pk), slug, title) for pk, slug, title in dossiers if pk in shown
        }
        self.violations = _codes(record.Violation)
        self.stances = _codes(record.Stance)
        self.inside = _inside()
        self._others: dict[Entity, list[str]] = defaultdict(list)
        for kind, model, link in (
            (Kind.PARTY, record.PartyName, "party"),
            (Kind.PLACE, record.PlaceName, "place"),
        ):
            for pk, name in model._default_manager.values_list(link, "name"):
                self._others[kind, pk].append(name)

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


def _has(name: Words, said: Words, is_prefix: bool) -> bool:
    *whole, last = said
    ends = any(w.startswith(last) for w in name) if is_prefix else last in name
    return ends and all(word in name for word in whole)


def _shown(kind: Kind) -> set[int]:
    rows = Document.objects.of_kind(kind).filter(is_shown=True)
    return {one & LOW for one in rows.values_list("id", flat=True)}


def _named(model: Any, kind: Kind) -> dict[str, Named]:
    shown = _shown(kind)
    rows = model.objects.values_list("pk", "slug", "name", "name_language", "kind")
    return {
        str(pk): Named(str(pk), slug, name, language, sort)
        for pk, slug, name, language, sort in rows
        if pk in shown
    }


def _codes(model: Any) -> dict[str, Named]:
    return {one.code: Named(one.code, one.code, one) for one in model.objects.all()}


def _inside() -> dict[str, set[str]]:
    """Each place, with itself and what lies in it."""
    above = dict(record.Place.objects.values_list("pk", "part_of"))
    found: dict[str, set[str]] = defaultdict(set)
    for place in above:
        upwards: int | None = place
        for _step in range(LEVELS + 1):
            if upwards is None:
                break
            found[str(upwards)].add(str(place))
            upwards = above.get(upwards)
    return found


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
