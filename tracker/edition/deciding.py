"""What readers see once a change is made: which records come in sight with it, and which go.

What is published by decision is seen from its publication until it is withdrawn. Sources, parties
and places come and go with what names them: asked of what was approved, never of the desk's rows,
which hold changes that wait.

| brings in | what |
|---|---|
| a claim, response, request, event | the parties, places and sources that it names |
| a party that one of these names | the sources that show its ties |
| a source | its publisher |
| a party, named or a publisher | the bodies that it belongs to |
| a place that one of these names | the places it is part of, three up |
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from tracker.edition.approved import Approved, approved_of, naming
from tracker.edition.cutting import SOURCE, cut, figures_in, links_of
from tracker.edition.models import ORIGIN, Link, Secret
from tracker.edition.readers import NOW
from tracker.edition.redaction import standing_now
from tracker.ledger.entries import known_fields, last_bodies, opened
from tracker.ledger.models import Entry, Waiting
from tracker.ledger.openness import FIGURE, references_in
from tracker.ledger.visibility import Keys, Publishes, States, Verdict, keys_of
from tracker.record.choices import Status
from tracker.record.models import Correction
from tracker.record.nouns import NOTES, NOUNS, Noun
from tracker.record.trees import Fields, chunks, fields_of, locate, noun_of_key, refs, trees

WHOLE, NOTICE, NOTHING = Entry.Shown.WHOLE, Entry.Shown.NOTICE, Entry.Shown.NOTHING
WAITS = Entry.Shown.WAITS
PARTY, PLACE, CORRECTION = "party/", "place/", "correction/"
DERIVED = (SOURCE, PARTY, PLACE)
# Claims, responses and requests.
SAID = ("C-", "R-", "Q-")
PUBLISHER, BODY, SHOWN_BY, PART_OF = (
    "publisher",
    "memberships/body",
    "memberships/source",
    "part_of",
)
UPWARD = (PUBLISHER, BODY, SHOWN_BY, PART_OF)
HIGHEST = 3  # places above a place
# A source, its publisher, the body of that: no chain of what brings what in is longer.
LONGEST_CHAIN = 4


def decide(states: States, publishes: Mapping[str, Publishes]) -> Verdict:
    """What readers see after a change that leaves these records so."""
    return _Deciding(states, publishes).verdict()


class _Deciding:
    def __init__(self, states: States, publishes: Mapping[str, Publishes]) -> None:
        self.states = dict(states)
        self.before = standing_now(states)
        # A code of a codebook is seen as soon as it is saved.
        self.approved = {
            key
            for key, one in states.items()
            if one is None
            or publishes[key] is Publishes.ALL
            or noun_of_key(key).key_lookup() == "code"
        }
        self.then: States = {}
        self._publish_own([key for key, what in publishes.items() if what is Publishes.OWN])
        self._find_what_is_kept()
        # Of each record with a status that is asked about, whether readers see it afterwards.
        self.is_told = {key: self._status(key) == WHOLE for key in states if _has_status(key)}

    def verdict(self) -> Verdict:
        seen, asked = self._seen(), self.candidates
        turned = {key for key in asked if (key in seen) != (self._before(key) == WHOLE)}
        shown = {key: self._shown(key, seen) for key in self.states}
        others = {key for key in turned if key not in self.states}
        corrections = self._corrections(seen, turned | self.turned)
        shown |= {key: str(WHOLE if key in seen else NOTHING) for key in others}
        for key, is_seen in corrections.items():
            if key in self.states:
                shown[key] = shown[key] if is_seen or shown[key] != WHOLE else str(NOTHING)
            elif is_seen != (self._before(key) == WHOLE):
                shown[key] = str(WHOLE if is_seen else NOTHING)
                others.add(key)
        rows: States = dict(_rows(others))
        return Verdict(
            states=self.states,
            shown=shown,
            others=rows,
            then=self.then,
            same=frozenset(self.same),
            opens=frozenset(self._opening()),
            recut=frozenset(self.recut),
            shut=self._shut(rows, seen),
            leaning=frozenset(self._leaning(asked, rows)),
        )

    # --- What was changed -------------------------------------------------------------------------

    def _publish_own(self, keys: list[str]) -> None:
        """Of these records publish what the change does, and no more."""
        keys = [key for key in keys if self.before.get(key) == WHOLE and self.states[key]]
        last = last_bodies(keys)
        waits = {key: body["fields"] for key, body in last.items() if body["shown"] == WAITS}
        self.approved |= set(keys) - waits.keys()
        stood = approved_of(waits)
        values = opened(waits.values())
        for key in waits.keys() & stood.keys():
            before = {path: one.value for path, one in known_fields(waits[key], values).items()}
            rows = self.states[key] or {}
            self.approved.add(key)
            grafted = _grafted(stood[key].fields, before, rows)
            if _said(grafted) != _said(rows):
                self.states[key], self.then[key] = grafted, rows

    def _find_what_is_kept(self) -> None:
        """Find records that readers go on seeing as they were; and which of these say the same, but
        for notes of the desk."""
        keys = {key for key in self.states if key not in self.approved}
        keys = {key for key in keys if self.before.get(key) == WHOLE}
        self.stood = approved_of(keys)
        same = {key for key in keys if key in self.stood}
        same = {key for key in same if _said(self.stood[key].fields) == _said(self.states[key])}
        self.same, self.kept = same, keys

    def _status(self, key: str) -> str:
        """What readers see of a record with a status, or of a code; a correction's target aside."""
        fields, noun = self.states[key], noun_of_key(key)
        if fields is None:
            return str(NOTHING)
        if not noun.has_status:
            return str(WHOLE)
        if key in self.kept:
            return str(WHOLE)
        if key in self.approved and fields["status"] == Status.PUBLISHED:
            return str(WHOLE)
        is_withdrawn = fields["status"] == Status.WITHDRAWN and fields["published_at"]
        return str(NOTICE if key in self.approved and is_withdrawn else NOTHING)

    def _shown(self, key: str, seen: Collection[str]) -> str:
        if self.states[key] is None:
            return str(NOTHING)
        if not key.startswith(DERIVED):
            return str(WAITS) if key in self.kept else self._status(key)
        is_seen = key in seen if key in self.candidates else self.before.get(key) == WHOLE
        if not is_seen:
            return str(NOTHING)
        return str(WAITS if key in self.kept else WHOLE)

    @cached_property
    def turned(self) -> set[str]:
        """Records with a status that come in sight with this change, or go out of it."""
        told = {key for key, is_told in self.is_told.items() if is_told}
        were = {key for key in self.is_told if self.before.get(key) == WHOLE}
        return told ^ were

    @cached_property
    def opened(self) -> set[str]:
        """Sources that are called confidential no more, or are now, or are gone."""
        return {
            key
            for key, fields in self.states.items()
            if key.startswith(SOURCE)
            and key in self.approved
            and (self.before.get(key) == WHOLE) == (fields is None or fields["confidential"])
        }

    def _opening(self) -> Iterator[str]:
        """Sources that are confidential no more, though nobody has published that."""
        for key in self.states.keys() - self.approved:
            fields = self.states[key] or {}
            if not key.startswith(SOURCE) or self._before(key) == WHOLE or fields["confidential"]:
                continue
            if decide({key: fields}, {key: Publishes.ALL}).shown[key] == WHOLE:
                yield key

    # --- What records with a status say -----------------------------------------------------------

    @cached_property
    def recut(self) -> dict[str, Approved]:
        """Records not changed, or waiting, of which readers may see more or less than before."""
        turned = self.turned | self.opened
        if not turned:
            return {}
        own = self.approved & self.states.keys()
        return {
            key: one for key, one in approved_of(naming(turned) - own).items() if not one.is_notice
        }

    @cached_property
    def said(self) -> dict[str, tuple[Noun, Fields]]:
        """The trees of what is published with this change, and of what is cut anew for it."""
        own = {
            key: (noun_of_key(key), self.states[key] or {})
            for key, is_told in self.is_told.items()
            if is_told and key in self.approved and noun_of_key(key).has_status
        }
        return own | {key: (one.noun, one.fields) for key, one in self.recut.items()}

    @cached_property
    def told(self) -> dict[str, Fields]:
        """Of these what readers see, as far as that hangs on statuses and secrets."""
        said = {key: one for key, one in self.said.items() if one[0].has_status}
        named = {target for one in said.values() for target in refs(*one).values()}
        shut = self._untold(named) | self._secret(named)
        return {key: cut(noun, fields, shut) for key, (noun, fields) in said.items()}

    def _untold(self, named: Iterable[str]) -> set[str]:
        """Those of these records with a status that readers do not see afterwards."""
        keys = {key for key in named if _has_status(key)}
        standing = standing_now(keys - self.is_told.keys())
        return {
            key for key in keys if not self.is_told.get(key, standing.get(key, NOTHING) == WHOLE)
        }

    def _secret(self, named: Iterable[str]) -> set[str]:
        """Those of these sources that are called confidential."""
        keys = {key for key in named if key.startswith(SOURCE)}
        own = {key for key in keys if key in self.states and key not in self.kept}
        found = {key for key in own if (self.states[key] or {}).get("confidential", True)}
        unknown = keys - own
        unknown -= {key for key, shown in standing_now(unknown).items() if shown == WHOLE}
        found |= {key for key, fields in _rows(unknown).items() if fields.get("confidential", True)}
        return found | self._still_shut(unknown | own)

    def _still_shut(self, unseen: Collection[str]) -> set[str]:
        """Those of these sources, none of which readers see, that somebody calls open and nobody
        has opened yet."""
        found: set[str] = set()
        asked = {key for key in unseen if key not in self.approved}
        asked = {key for key in asked if self.before.get(key) != WHOLE}
        for chunk in chunks(asked):
            waits = Waiting.objects.filter(record__in=chunk)
            found |= set(waits.values_list("record", flat=True))
        for chunk in chunks(asked & self.states.keys()):
            secret = Secret.objects.standing().filter(key__in=chunk)
            found |= set(secret.values_list("key", flat=True))
        return found

    @cached_property
    def named(self) -> set[str]:
        """Sources, parties and places that these name."""
        return {
            target
            for key, fields in self.told.items()
            if not key.startswith(CORRECTION)
            for target in refs(self.said[key][0], fields).values()
            if target.startswith(DERIVED)
        }

    @cached_property
    def changed(self) -> set[str]:
        """Records whose links are no longer what they were, or may not be."""
        return {*(self.approved & self.states.keys()), *self.recut}

    @cached_property
    def links(self) -> list[tuple[str, str, str]]:
        """What these named before."""
        found: list[tuple[str, str, str]] = []
        for chunk in chunks(sorted(self.changed)):
            rows = Link.objects.standing().filter(source__in=chunk)
            found += rows.values_list("source", "role", "target")
        return found

    # --- What comes and goes with them ------------------------------------------------------------

    @cached_property
    def candidates(self) -> set[str]:
        """Sources, parties and places that may come in sight with this change, or go out of it."""
        were = {
            target
            for key, _role, target in self.links
            if target.startswith(DERIVED) and _names(key)
        }
        found = were - self.named
        found -= self._named_elsewhere(found)
        unseen = self.named - were
        standing = standing_now(unseen)
        found |= {key for key in unseen if standing.get(key) != WHOLE}
        found |= {
            key
            for key in self.states
            if key.startswith(DERIVED)
            and (self.before.get(key) != WHOLE or self.states[key] is None)
        }
        found |= self.opened
        found |= self._tied_anew()
        return self._with_all_above(found)

    def _tied_anew(self) -> set[str]:
        """What sources, parties and places that were changed are tied to now and were not."""
        own = {key for key in self.approved & self.states.keys() if key.startswith(DERIVED)}
        before = {(key, role, target) for key, role, target in self.links if role in UPWARD}
        before = {one for one in before if one[0] in own}
        now = {
            (key, role, target)
            for key in own
            for role, target in _upward(key, self.states[key] or {})
        }
        return {target for _key, _role, target in before ^ now}

    def _named_elsewhere(self, keys: Collection[str]) -> set[str]:
        """Those of these that a public record with a status names which this changes nothing of."""
        return {
            one.target
            for one in NOW.naming(keys)
            if one.role != ORIGIN and _names(one.source) and one.source not in self.changed
        }

    def _with_all_above(self, keys: set[str]) -> set[str]:
        """These, and all that they bring in or brought in."""
        found, new = set(keys), set(keys)
        for _step in range(LONGEST_CHAIN):
            if not new:
                break
            fields = self._trees(new)
            above = {target for key in new for _role, target in _upward(key, fields.get(key, {}))}
            for chunk in chunks(sorted(new)):
                rows = Link.objects.standing().filter(source__in=chunk, role__in=UPWARD)
                above |= set(rows.values_list("target", flat=True))
            new = above - found
            found |= new
        return found

    def _trees(self, keys: Iterable[str]) -> dict[str, Fields]:
        """Sources, parties and places as readers see them afterwards, if they do."""
        keys = set(keys)
        found = {key: self.states[key] or {} for key in keys & self.states.keys() - self.kept}
        found |= {key: one.fields for key, one in self.recut.items() if key in keys}
        found |= {key: self.stood[key].fields for key in keys & self.kept & self.stood.keys()}
        wanted = keys - found.keys()
        found |= {key: one.fields for key, one in approved_of(wanted).items()}
        return found | _rows(wanted - found.keys())

    def _seen(self) -> set[str]:
        """The candidates that readers see afterwards."""
        if not self.candidates:
            return set()
        around = self._brought_in_by(self.candidates)
        tied = {key for key in self.recut if key.startswith(DERIVED)}
        asked = self.candidates | around | tied
        fields = self._trees(asked)
        named = (self.named & asked) | self._named_elsewhere(asked)
        up = {key: set(_upward(key, one)) for key, one in fields.items() if one}
        showing = {t for key in named for role, t in up.get(key, ()) if role == SHOWN_BY}
        sources = {key for key in up if key.startswith(SOURCE) and key in named | showing}
        sources -= {key for key in sources if fields[key].get("confidential", True)}
        sources -= self._still_shut({key for key in sources if self._before(key) != WHOLE})
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
            if one.source not in self.changed and one.source not in self.candidates
        )
        return {one.target for one in unchanged}

    # --- Corrections, and what may not be said ----------------------------------------------------

    def _corrections(self, seen: Collection[str], turned: Collection[str]) -> dict[str, bool]:
        """Whether readers see each correction that was changed, or whose record turned."""
        own = {key for key in self.states if key.startswith(CORRECTION)}
        of: dict[str, str] = {}
        for key in own:
            for target in refs(NOUNS["correction"], self.states[key] or {}).values():
                of[key] = target
        for key, target in _corrections_of(turned):
            of.setdefault(key, target)
        standing = standing_now({*of.values(), *of} - self.is_told.keys() - set(seen))

        def is_seen(key: str) -> bool:
            if key in self.candidates:
                return key in seen
            return self.is_told.get(key, standing.get(key) == WHOLE)

        return {
            key: is_seen(target) and (self.is_told[key] if key in own else True)
            for key, target in of.items()
        }

    def _before(self, key: str) -> str:
        if key not in self.before:
            self.before |= standing_now([key, *self.candidates - self.before.keys()])
        return self.before.get(key, str(NOTHING))

    def _shut(self, others: States, seen: Collection[str]) -> frozenset[str]:
        """What the records changed, and the others, name and readers may not be shown."""
        states = self.states | others
        named = {
            target
            for key, fields in states.items()
            for target in refs(noun_of_key(key), fields or {}).values()
        }
        asked = references_in(named)
        shut = self._untold(asked)
        sources = {key for key in asked if key.startswith(SOURCE)}
        standing = standing_now(sources - self.candidates)
        shut |= {
            key
            for key in sources
            if not (key in seen if key in self.candidates else standing.get(key) == WHOLE)
        }
        figures = {key for key in asked if key.startswith(FIGURE)}
        figures -= {one for fields in self.told.values() for one in figures_in(fields)}
        told = NOW.telling(figures).items()
        figures -= {figure for figure, source in told if source not in self.changed}
        return frozenset(shut | figures)

    def _leaning(self, candidates: Iterable[str], others: States) -> Iterator[str]:
        """What the index of readers looks at again: what was or is named, and what turned."""
        yield from candidates
        yield from others
        before: dict[str, set[str]] = {}
        for key, _role, target in self.links:
            before.setdefault(key, set()).add(target)
        for key in self.changed:
            fields = self.told.get(key)
            if fields is None:
                fields = self.states.get(key) or {}
            noun = noun_of_key(key)
            now, was = {target for _role, target in links_of(noun, fields)}, before.get(key, set())
            named = now | was if key in self.turned else now ^ was
            # What is told of a claim hangs on what its responses say, and the other way round.
            named |= {target for target in now | was if target.startswith(SAID)}
            yield from (target for target in named if locate(target))
        told_of = [key for key in self.changed if key.startswith((*SAID, SOURCE))]
        yield from (one.source for one in NOW.naming(told_of) if one.role != ORIGIN)


def _grafted(tree: Fields, before: Fields, now: Fields) -> Fields:
    """A tree with what changed elsewhere from `before` to `now`: fields it has, and new rows."""
    grafted = dict(tree)
    rows = {path.rpartition("/")[0] for path in tree}
    known = {path.rpartition("/")[0] for path in before}
    for path in before.keys() | now.keys():
        row = path.rpartition("/")[0]
        if path in now and path in before and now[path] == before[path]:
            continue
        if path not in now:
            grafted.pop(path, None)
        elif row in rows or row not in known:
            grafted[path] = now[path]
    return grafted


def _said(fields: Fields | None) -> Fields:
    """A tree without what the desk notes beside it."""
    given = (fields or {}).items()
    return {path: value for path, value in given if path.rpartition("/")[2] not in NOTES}


def _rows(keys: Iterable[str]) -> dict[str, Fields]:
    """Records as the desk's rows have them: what comes in sight is published as it stands."""
    found: dict[str, Fields] = {}
    pks: Keys = keys_of(keys)
    for noun_name, of_noun in pks.items():
        for key, tree in trees(NOUNS[noun_name], of_noun).items():
            found[key] = fields_of(tree)
    return found


def _upward(key: str, fields: Fields) -> Iterator[tuple[str, str]]:
    """(role, key) of what a source, party or place brings in when it is seen itself."""
    for role, target in links_of(noun_of_key(key), fields):
        if role in UPWARD:
            yield role, target


def _has_status(key: str) -> bool:
    located = locate(key)
    return located is not None and located[0].has_status


def _names(key: str) -> bool:
    """Whether a record brings in what it names: one with a status, that corrects nothing."""
    return _has_status(key) and not key.startswith(CORRECTION)


def _corrections_of(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(correction, target) of each published correction of one of these records."""
    noun = NOUNS["correction"]
    for noun_name, pks in keys_of(keys).items():
        if noun_name not in Correction.TARGETS:
            continue
        of = NOUNS[noun_name]
        lookup = f"{noun_name}__{of.key_lookup()}"
        rows = Correction.objects.filter(**{f"{noun_name}__in": pks}, status=Status.PUBLISHED)
        for pk, value in rows.values_list("pk", lookup):
            yield noun.ref(pk), of.ref(value)
