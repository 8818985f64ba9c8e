"""What records with a status say after a change, and what they name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from tracker.edition.approved import Approved, naming
from tracker.edition.cutting import SOURCE, cut
from tracker.edition.deciding.changed import Changed
from tracker.edition.deciding.names import (
    CORRECTION,
    DERIVED,
    NOTHING,
    WHOLE,
    has_status,
)
from tracker.edition.models import Link, Secret
from tracker.ledger.models import Waiting
from tracker.record.nouns import Noun
from tracker.record.trees import Fields, chunks, noun_of_key, refs


class Told:
    def __init__(self, changed: Changed) -> None:
        self.change = changed

    @cached_property
    def turned(self) -> set[str]:
        """Records with a status that come in sight with this change, or go out of it."""
        is_told, before = self.change.is_told, self.change.before
        told = {key for key, is_seen in is_told.items() if is_seen}
        return told ^ {key for key in is_told if before.get(key) == WHOLE}

    @cached_property
    def opened(self) -> set[str]:
        """Sources that are called confidential no more, or are now, or are gone."""
        return {
            key
            for key, fields in self.change.states.items()
            if key.startswith(SOURCE)
            and key in self.change.approved
            and (self.change.before.get(key) == WHOLE) == (fields is None or fields["confidential"])
        }

    @cached_property
    def recut(self) -> dict[str, Approved]:
        """Records not changed, or waiting, of which readers may see more or less than before."""
        turned = self.turned | self.opened
        if not turned:
            return {}
        found = self.change.known.approved(naming(turned) - self.published)
        return {key: one for key, one in found.items() if not one.is_notice}

    @cached_property
    def published(self) -> set[str]:
        """The records touched that are published with this change, or are gone with it."""
        return self.change.approved & self.change.states.keys()

    @cached_property
    def changed(self) -> set[str]:
        """Records whose links are no longer what they were, or may not be."""
        return {*self.published, *self.recut}

    @cached_property
    def said(self) -> dict[str, tuple[Noun, Fields]]:
        """The trees of what is published with this change, and of what is cut anew for it."""
        own = {
            key: (noun_of_key(key), self.change.states[key] or {})
            for key, is_told in self.change.is_told.items()
            if is_told and key in self.change.approved and noun_of_key(key).has_status
        }
        return own | {key: (one.noun, one.fields) for key, one in self.recut.items()}

    @cached_property
    def fields(self) -> dict[str, Fields]:
        """Of these what readers see, as far as that hangs on statuses and secrets."""
        said = {key: one for key, one in self.said.items() if one[0].has_status}
        named = {target for one in said.values() for target in refs(*one).values()}
        shut = self.untold(named) | self._secret(named)
        return {key: cut(noun, fields, shut) for key, (noun, fields) in said.items()}

    @cached_property
    def named(self) -> set[str]:
        """Sources, parties and places that these name."""
        return {
            target
            for key, fields in self.fields.items()
            if not key.startswith(CORRECTION)
            for target in refs(self.said[key][0], fields).values()
            if target.startswith(DERIVED)
        }

    @cached_property
    def links(self) -> list[tuple[str, str, str]]:
        """(record, role, target) of what the records changed named before."""
        found: list[tuple[str, str, str]] = []
        for chunk in chunks(sorted(self.changed)):
            rows = Link.objects.standing().filter(source__in=chunk)
            found += rows.values_list("source", "role", "target")
        return found

    def untold(self, named: Iterable[str]) -> set[str]:
        """Those of these records with a status that readers do not see afterwards."""
        keys = {key for key in named if has_status(key)}
        is_told = self.change.is_told
        standing = self.change.known.standing(keys - is_told.keys())
        return {key for key in keys if not is_told.get(key, standing.get(key, NOTHING) == WHOLE)}

    def _secret(self, named: Iterable[str]) -> set[str]:
        """Those of these sources that are called confidential."""
        states = self.change.states
        keys = {key for key in named if key.startswith(SOURCE)}
        own = {key for key in keys if key in states and key not in self.change.kept}
        found = {key for key in own if (states[key] or {}).get("confidential", True)}
        unknown = keys - own
        known = self.change.known
        unknown -= {key for key, shown in known.standing(unknown).items() if shown == WHOLE}
        rows = known.desk_rows(unknown)
        found |= {key for key, fields in rows.items() if fields.get("confidential", True)}
        return found | self.still_shut(unknown | own)

    def still_shut(self, unseen: Collection[str]) -> set[str]:
        """Those of these sources, none of which readers see, that somebody calls open and nobody
        has opened yet."""
        found: set[str] = set()
        asked = {key for key in unseen if key not in self.change.approved}
        asked = {key for key in asked if self.change.before.get(key) != WHOLE}
        for chunk in chunks(asked):
            waits = Waiting.objects.filter(record__in=chunk)
            found |= set(waits.values_list("record", flat=True))
        for chunk in chunks(asked & self.change.states.keys()):
            secret = Secret.objects.standing().filter(key__in=chunk)
            found |= set(secret.values_list("key", flat=True))
        return found
