"""What a change comes to: for the ledger what each entry shows, for the index what to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from tracker.edition.cutting import SOURCE, figures_in, links_of
from tracker.edition.deciding.changed import Changed
from tracker.edition.deciding.names import (
    CORRECTION,
    DERIVED,
    NOTHING,
    SAID,
    WAITS,
    WHOLE,
)
from tracker.edition.deciding.sight import Sight
from tracker.edition.deciding.told import Told
from tracker.edition.models import ORIGIN
from tracker.edition.readers import NOW
from tracker.ledger.openness import FIGURE, references_in
from tracker.ledger.visibility import Publishes, States, Verdict
from tracker.record.choices import Status
from tracker.record.models import Correction
from tracker.record.nouns import NOUNS
from tracker.record.trees import chunks, locate, noun_of_key, refs


def decide(states: States, publishes: Mapping[str, Publishes]) -> Verdict:
    """What readers see after a change that leaves these records so."""
    return _Verdict(Sight(Told(Changed(states, publishes)))).made()


class _Verdict:
    def __init__(self, sight: Sight) -> None:
        self.sight, self.told, self.change = sight, sight.told, sight.change

    def made(self) -> Verdict:
        states, change = self.change.states, self.change
        shown = {key: self._shown(key) for key in states}
        others = {key for key in self.sight.turned if key not in states}
        shown |= {key: str(WHOLE if key in self.sight.seen else NOTHING) for key in others}
        for key, is_seen in self._corrections().items():
            if key in states:
                shown[key] = shown[key] if is_seen or shown[key] != WHOLE else str(NOTHING)
            elif is_seen != (self.sight.before(key) == WHOLE):
                shown[key] = str(WHOLE if is_seen else NOTHING)
                others.add(key)
        rows: States = dict(self.change.known.desk_rows(others))
        return Verdict(
            states=states,
            shown=shown,
            others=rows,
            then=change.then,
            same=frozenset(change.same),
            opens=frozenset(self._opening()),
            recut=frozenset(self.told.recut),
            shut=self._shut(rows),
            leaning=frozenset(self._leaning(rows)),
            is_for_readers=bool(self.told.recut) or any(self._is_for_readers(shown)),
        )

    def _is_for_readers(self, shown: Mapping[str, str]) -> Iterator[bool]:
        """Of each record that is written down, whether readers see what is, or saw it before."""
        for key, seen in shown.items():
            yield seen != WAITS and (seen != NOTHING or self.sight.before(key) != NOTHING)

    def _shown(self, key: str) -> str:
        """What the entry of a record touched shows."""
        change = self.change
        if change.states[key] is None:
            return str(NOTHING)
        if not key.startswith(DERIVED):
            return str(WAITS) if key in change.kept else change.status(key)
        is_asked = key in self.sight.candidates
        is_seen = key in self.sight.seen if is_asked else change.before.get(key) == WHOLE
        if not is_seen:
            return str(NOTHING)
        return str(WAITS if key in change.kept else WHOLE)

    def _opening(self) -> Iterator[str]:
        """Sources that are confidential no more, though nobody has published that."""
        for key in self.change.states.keys() - self.change.approved:
            fields = self.change.states[key] or {}
            if not key.startswith(SOURCE) or fields["confidential"]:
                continue
            if self.sight.before(key) == WHOLE:
                continue
            if decide({key: fields}, {key: Publishes.ALL}).shown[key] == WHOLE:
                yield key

    def _corrections(self) -> dict[str, bool]:
        """Whether readers see each correction that was changed, or whose record turned."""
        states, is_told, sight = self.change.states, self.change.is_told, self.sight
        own = {key for key in states if key.startswith(CORRECTION)}
        of: dict[str, str] = {}
        for key in own:
            for target in refs(NOUNS["correction"], states[key] or {}).values():
                of[key] = target
        for key, target in _corrections_of(sight.turned | self.told.turned):
            of.setdefault(key, target)
        asked = {*of.values(), *of} - is_told.keys() - sight.seen
        standing = self.change.known.standing(asked)

        def is_seen(key: str) -> bool:
            if key in sight.candidates:
                return key in sight.seen
            return is_told.get(key, standing.get(key) == WHOLE)

        return {
            key: is_seen(target) and (is_told[key] if key in own else True)
            for key, target in of.items()
        }

    def _shut(self, others: States) -> frozenset[str]:
        """What the records changed, and the others, name and readers may not be shown."""
        candidates, seen = self.sight.candidates, self.sight.seen
        named = {
            target
            for key, fields in (self.change.states | others).items()
            for target in refs(noun_of_key(key), fields or {}).values()
        }
        asked = references_in(named)
        shut = self.told.untold(asked)
        sources = {key for key in asked if key.startswith(SOURCE)}
        standing = self.change.known.standing(sources - candidates)
        shut |= {
            key
            for key in sources
            if not (key in seen if key in candidates else standing.get(key) == WHOLE)
        }
        return frozenset(shut | self._figures_shut(asked))

    def _figures_shut(self, asked: Collection[str]) -> set[str]:
        """Those of these figures that no record tells readers afterwards."""
        figures = {key for key in asked if key.startswith(FIGURE)}
        figures -= {one for fields in self.told.fields.values() for one in figures_in(fields)}
        told = NOW.telling(figures).items()
        return figures - {figure for figure, source in told if source not in self.told.changed}

    def _leaning(self, others: States) -> Iterator[str]:
        """What the index of readers looks at again: what was or is named, and what turned."""
        yield from self.sight.candidates
        yield from others
        before: dict[str, set[str]] = {}
        for key, _role, target in self.told.links:
            before.setdefault(key, set()).add(target)
        for key in self.told.changed:
            named = self._named_anew(key, before.get(key, set()))
            yield from (target for target in named if locate(target))
        told_of = [key for key in self.told.changed if key.startswith((*SAID, SOURCE))]
        yield from (one.source for one in NOW.naming(told_of) if one.role != ORIGIN)

    def _named_anew(self, key: str, was: set[str]) -> set[str]:
        """What a record names and did not, or the other way round; all of it, where it turned."""
        fields = self.told.fields.get(key)
        if fields is None:
            fields = self.change.states.get(key) or {}
        now = {target for _role, target in links_of(noun_of_key(key), fields)}
        named = now | was if key in self.told.turned else now ^ was
        # What is told of a claim hangs on what its responses say, and the other way round.
        return named | {target for target in now | was if target.startswith(SAID)}


def _corrections_of(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(correction, target) of each published correction of one of these records."""
    noun = NOUNS["correction"]
    corrected: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if (located := locate(key)) and located[0].name in Correction.TARGETS:
            corrected[located[0].name].append(located[1])
    published = Correction.objects.filter(status=Status.PUBLISHED)
    for noun_name, values in corrected.items():
        of = NOUNS[noun_name]
        lookup = f"{noun_name}__{of.key_lookup()}"
        for chunk in chunks(values):
            rows = published.filter(**{f"{lookup}__in": chunk})
            for pk, value in rows.values_list("pk", lookup):
                yield noun.ref(pk), of.ref(value)
