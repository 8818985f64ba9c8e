"""Which sources, parties and places come in sight with a change, and which go out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from tracker.edition.cutting import SOURCE
from tracker.edition.deciding.names import (
    BODY,
    DERIVED,
    NOTHING,
    PART_OF,
    PARTY,
    PLACE,
    PUBLISHER,
    SHOWN_BY,
    UPWARD,
    WHOLE,
    brings_in,
    upward,
)
from tracker.edition.deciding.told import Told
from tracker.edition.models import ORIGIN, Link
from tracker.edition.readers import NOW
from tracker.record.trees import Fields, chunks

HIGHEST = 3  # places above a place
# A source, its publisher, the body of that: no chain of what brings what in is longer.
LONGEST_CHAIN = 4


class Sight:
    def __init__(self, told: Told) -> None:
        self.told, self.change = told, told.change

    def before(self, key: str) -> str:
        """What readers saw of a record."""
        known = self.change.before
        if key not in known:
            known |= self.change.known.standing([key, *self.candidates - known.keys()])
        return known.get(key, str(NOTHING))

    @cached_property
    def turned(self) -> set[str]:
        """Those that come in sight with this change, or go out of it."""
        seen, asked = self.seen, self.candidates
        return {key for key in asked if (key in seen) != (self.before(key) == WHOLE)}

    @cached_property
    def candidates(self) -> set[str]:
        """Those that may come in sight with this change, or go out of it."""
        told, states, before = self.told, self.change.states, self.change.before
        were = {
            target
            for key, _role, target in told.links
            if target.startswith(DERIVED) and brings_in(key)
        }
        found = were - told.named
        found -= self._named_elsewhere(found)
        unseen = told.named - were
        standing = self.change.known.standing(unseen)
        found |= {key for key in unseen if standing.get(key) != WHOLE}
        found |= {
            key
            for key in states
            if key.startswith(DERIVED) and (before.get(key) != WHOLE or states[key] is None)
        }
        found |= told.opened
        found |= self._tied_anew()
        return self._with_all_above(found)

    @cached_property
    def seen(self) -> set[str]:
        """The candidates that readers see afterwards."""
        if not self.candidates:
            return set()
        around = self._brought_in_by(self.candidates)
        tied = {key for key in self.told.recut if key.startswith(DERIVED)}
        asked = self.candidates | around | tied
        fields = self._trees(asked)
        named = (self.told.named & asked) | self._named_elsewhere(asked)
        up = {key: set(upward(key, one)) for key, one in fields.items() if one}
        showing = {t for key in named for role, t in up.get(key, ()) if role == SHOWN_BY}
        sources = {key for key in up if key.startswith(SOURCE) and key in named | showing}
        sources -= {key for key in sources if fields[key].get("confidential", True)}
        sources -= self.told.still_shut({key for key in sources if self.before(key) != WHOLE})
        parties = {key for key in named if key.startswith(PARTY)}
        parties |= {target for key in sources for _role, target in up[key]}
        parties |= self._publishing(asked)
        bodies = {t for key in parties for role, t in up.get(key, ()) if role == BODY}
        places = {key for key in named if key.startswith(PLACE)}
        above = places
        for _step in range(HIGHEST):
            above = {target for key in above for _role, target in up.get(key, ())}
            places |= above
        return (sources | parties | bodies | places) & self.candidates & up.keys()

    def _tied_anew(self) -> set[str]:
        """What sources, parties and places that were changed are tied to now and were not."""
        own = {key for key in self.told.published if key.startswith(DERIVED)}
        before = {(key, role, target) for key, role, target in self.told.links if role in UPWARD}
        before = {one for one in before if one[0] in own}
        now = {
            (key, role, target)
            for key in own
            for role, target in upward(key, self.change.states[key] or {})
        }
        return {target for _key, _role, target in before ^ now}

    def _named_elsewhere(self, keys: Collection[str]) -> set[str]:
        """Those of these that a public record with a status names which this changes nothing of."""
        return {
            one.target
            for one in NOW.naming(keys)
            if one.role != ORIGIN and brings_in(one.source) and one.source not in self.told.changed
        }

    def _with_all_above(self, keys: set[str]) -> set[str]:
        """These, and all that they bring in or brought in."""
        found, new = set(keys), set(keys)
        for _step in range(LONGEST_CHAIN):
            if not new:
                break
            fields = self._trees(new)
            above = {target for key in new for _role, target in upward(key, fields.get(key, {}))}
            for chunk in chunks(sorted(new)):
                rows = Link.objects.standing().filter(source__in=chunk, role__in=UPWARD)
                above |= set(rows.values_list("target", flat=True))
            new = above - found
            found |= new
        return found

    def _trees(self, keys: Iterable[str]) -> dict[str, Fields]:
        """Sources, parties and places as readers see them afterwards, if they do."""
        change, recut, keys = self.change, self.told.recut, set(keys)
        found = {key: change.states[key] or {} for key in keys & change.states.keys() - change.kept}
        found |= {key: one.fields for key, one in recut.items() if key in keys}
        found |= {key: change.stood[key].fields for key in keys & change.kept & change.stood.keys()}
        wanted = keys - found.keys()
        seen = {key for key, shown in change.known.standing(wanted).items() if shown != NOTHING}
        found |= {key: one.fields for key, one in change.known.approved(seen).items()}
        return found | change.known.desk_rows(wanted - found.keys())

    def _brought_in_by(self, keys: Collection[str]) -> set[str]:
        """What readers saw, and what ties it to these: members, places in places."""
        found: set[str] = set()
        below = set(keys)
        for _step in range(HIGHEST):
            new = {one.source for one in NOW.naming(below, BODY, SHOWN_BY, PART_OF)} - found
            found |= new
            below = {key for key in new if key.startswith(PLACE)}
        return found

    def _publishing(self, keys: Iterable[str]) -> set[str]:
        """Those of these parties that published a source of which this changes nothing."""
        parties = [key for key in keys if key.startswith(PARTY)]
        unchanged = (
            one
            for one in NOW.naming(parties, PUBLISHER)
            if one.source not in self.told.changed and one.source not in self.candidates
        )
        return {one.target for one in unchanged}
