"""What is there already of the records that a set of rows names: asked of the database at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Max

from tracker.editorial.import_models import ImportedKey, ImportMap
from tracker.editorial.importing.mapped.fields import ROLES
from tracker.editorial.importing.mapped.values import Said
from tracker.record import models as record
from tracker.record.nouns import NOUNS

Names = tuple[str, str]
MODELS = {role.noun: role.model for role in ROLES.values()}


class Known:
    """Keys of earlier rows, and records that are there without one, for one set of rows."""

    def __init__(self, of: ImportMap, said: Iterable[Said]) -> None:
        self.said = {one.names: one for one in said}
        keys = of.keys.filter(key__in={key for _noun, key in self.said})
        self.keys = {(one.noun, one.key): one for one in keys}
        self.gone = self._gone()
        without = [one for names, one in self.said.items() if names not in self.keys]
        without += [self.said[names] for names in self.gone]
        self._parties(one for one in without if one.role.is_party)
        self._sources(one for one in without if one.role.noun == "source")
        self._referenced(list(self.said.values()))

    def _gone(self) -> set[Names]:
        """The keys whose row somebody deleted since."""
        pks: dict[str, set[int]] = defaultdict(set)
        for (noun, _key), one in self.keys.items():
            pks[noun].add(one.row)
        there = {
            noun: set(MODELS[noun]._default_manager.filter(pk__in=own).values_list("pk", flat=True))
            for noun, own in pks.items()
        }
        return {names for names, one in self.keys.items() if one.row not in there[names[0]]}

    def _parties(self, said: Iterable[Said]) -> None:
        found: dict[str, set[int]] = defaultdict(set)
        texts = {text for one in said for text in (one.values.get("name"), one.values.get("slug"))}
        texts -= {None}
        if texts:
            for manager, text, pk in (
                (record.Party.objects, "name", "pk"),
                (record.PartyName.objects, "name", "party"),
                (record.Party.objects, "slug", "pk"),
            ):
                rows: Any = manager.filter(**{f"{text}__in": texts}).order_by()
                for value, key in rows.values_list(text, pk):
                    found[value].add(key)
        self.parties = found

    def _sources(self, said: Iterable[Said]) -> None:
        found: dict[str, list[int]] = defaultdict(list)
        if urls := {url for one in said if (url := one.values.get("url"))}:
            for url, pk in record.Source.objects.filter(url__in=urls).values_list("url", "pk"):
                found[url].append(pk)
        self.sources = found

    def _referenced(self, said: Iterable[Said]) -> None:
        """Records that rows name by reference or address alone, each by it."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for one in said:
            if one.role.looked_up == "reference" and "reference" in one.values:
                wanted[one.role.noun].add(one.values["reference"])
        self.referenced: dict[Names, int] = {}
        for noun, references in wanted.items():
            rows = MODELS[noun]._default_manager.filter(reference__in=references)
            for reference, pk in rows.values_list("reference", "pk"):
                self.referenced[noun, reference] = pk
        self._numbered(one for one in said if "number" in one.values)

    def _numbered(self, said: Iterable[Said]) -> None:
        """Points that rows name by their number in a claim that is named by its reference."""
        claims = {pk for one in said if (pk := self._claim_of(one))}
        rows = record.Allegation.objects.filter(claim__in=claims)
        self.points: dict[tuple[int | None, int], int] = {
            (claim, number): pk for pk, claim, number in rows.values_list("pk", "claim", "number")
        }

    def _claim_of(self, one: Said) -> int | None:
        claim = self.said.get(("claim", one.values.get("@claim", "")))
        reference = claim.values.get("reference") if claim else None
        return self.referenced.get(("claim", reference)) if reference else None

    def matches(self, one: Said) -> set[int]:
        """The records that are what a row says, though no row with its key was imported."""
        if "reference" in one.values:
            own = self.referenced.get((one.role.noun, one.values["reference"]))
            return {own} if own else set()
        if "number" in one.values:
            found = self.points.get((self._claim_of(one), one.values["number"]))
            return {found} if found else set()
        if one.role.is_party:
            return set(self.parties.get(one.values.get("slug") or one.values["name"], ()))
        if one.role.noun == "source":
            return set(self.sources.get(one.values.get("url", ""), ()))
        return set()


def rows_at(keys: Iterable[ImportedKey]) -> dict[Names, models.Model]:
    """The rows of these keys, by noun and key."""
    wanted: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in keys:
        wanted[one.noun][one.row].append(one.key)
    found: dict[Names, models.Model] = {}
    for noun, own in wanted.items():
        rows = MODELS[noun]._default_manager.in_bulk(list(own))
        found |= {(noun, key): row for pk, row in rows.items() for key in own[pk]}
    return found


def last_numbers(claims: Iterable[int]) -> dict[int, int]:
    """The number of the last point of each of these claims."""
    rows = record.Allegation.objects.filter(claim__in=set(claims)).order_by()
    return dict(rows.values("claim").annotate(n=Max("number")).values_list("claim", "n"))


def name_in_ledger(row: models.Model) -> str:
    """The name of the record that a row is, or is part of."""
    if isinstance(row, record.Allegation):
        return row.claim.reference
    if isinstance(row, record.Answer):
        return row.response.reference
    return NOUNS[str(row._meta.model_name)].name_of(row)
