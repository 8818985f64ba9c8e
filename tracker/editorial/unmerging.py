"""A merge taken back: two records again, as the ledger tells that they were.

The ledger has the duplicate as it stood, and of each record what it named before and after. Each of
these has to name the record kept in the same place still: what an editor said since is not undone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import Q
from django.utils.translation import gettext as _

from tracker.capture.moving import move_copies_back
from tracker.editorial.changes import Change, Person, Publishes, change
from tracker.editorial.importing.rows import in_words
from tracker.editorial.merging import (
    Mergeable,
    MergeRefused,
    address_of,
    called,
    refuse_what_readers_see,
)
from tracker.editorial.restoring import RestoreRefused, bring_back, fill
from tracker.editorial.second_person import wrote_it
from tracker.ledger import words
from tracker.ledger.entries import known_fields, opened, read_entry
from tracker.ledger.merges import Merged, merged_into
from tracker.ledger.models import Entry, Opening
from tracker.ledger.states import Sight
from tracker.record.models import Source
from tracker.record.nouns import NOUNS, Noun, Part, noun_of
from tracker.record.references import moved_back
from tracker.record.trees import Fields, fields_of, grown, locate, refs, shape, trees

MOST_TOLD = 3


class Around(NamedTuple):
    """A record just before a merge and just after, and as it is now; empty where it is not."""

    noun: Noun
    before: Fields
    after: Fields
    now: Fields


class Undo:
    """What the ledger tells of a merge, and what of it stands in the way of undoing it."""

    def __init__(self, kept: Mergeable, merge: Merged) -> None:
        self.kept, self.merge = kept, merge
        self.noun = _noun_of(kept)
        self.records = _around(merge)
        self.gone = self.records[merge.pair.gone]

    def moved(self) -> Iterator[tuple[str, str]]:
        """Record and path of what named the duplicate and names the record kept instead."""
        for name, path in self._named():
            if path in self.records[name].after and path in self.records[name].now:
                yield name, path

    def dropped(self) -> Iterator[tuple[str, str]]:
        """Record and path of rows that were dropped, since the record kept had one alike."""
        for name, path in self._named():
            if path not in self.records[name].after and self.records[name].now:
                yield name, path.rpartition("/")[0]

    def made(self) -> Iterator[str]:
        """Paths of rows that the record kept got with the merge and that say the same still."""
        kept = self.records[self.merge.pair.kept]
        own = {row for path in self.gone.before if (row := path.rpartition("/")[0])}
        new = {row for path in kept.after if (row := path.rpartition("/")[0])}
        new -= own | {path.rpartition("/")[0] for path in kept.before}
        for row in sorted(new):
            if _row(kept.now, row) == _row(kept.after, row):
                yield row

    def lent(self) -> list[str]:
        """Paths of rows of the duplicate that are the record kept's now, the innermost first."""
        kept = self.records[self.merge.pair.kept]
        rows = {path.rpartition("/")[0] for path in self.gone.before} - {""}
        return sorted((row for row in rows if _row(kept.now, row)), key=len, reverse=True)

    def _named(self) -> Iterator[tuple[str, str]]:
        pair = self.merge.pair
        for name, one in self.records.items():
            if name != pair.gone:
                named = refs(one.noun, one.before).items()
                yield from ((name, path) for path, target in named if target == pair.gone)

    def contradictions(self) -> Iterator[str]:
        """A phrase for each place where something else was said since."""
        for name, path in self._named():
            one = self.records[name]
            if path in one.after and one.now and not self._stands(one, path):
                label = words.label(one.noun, path, one.before)
                yield f"{name}, {label}" if "/" not in name else label
        for row in {path.rpartition("/")[0] for path in self.gone.before} - {""}:
            kept = self.records[self.merge.pair.kept]
            if _row(kept.now, row) not in ({}, _row(self.gone.before, row)):
                yield words.label(self.noun, f"{row}/name", self.gone.before)

    def _stands(self, one: Around, path: str) -> bool:
        if path in one.now:
            return bool(one.now[path] == one.after[path])
        # The row is gone: unless another one says the same in its place, there is nothing to undo.
        return not any(
            target == self.merge.pair.kept
            and other not in one.after
            and shape(other) == shape(path)
            for other, target in refs(one.noun, one.now).items()
        )


def unmerge(kept: Mergeable, sequence: int, user: Person) -> Mergeable:
    """Make two records again of the merge with this entry; the one that comes back.

    Raises MergeRefused, changing nothing.
    """
    try:
        with change(user, Entry.Action.PARTED, publishes=Publishes.ALL) as door:
            noun = _noun_of(kept)
            kept = _row_at(noun.name_of(kept), "")
            merges = merged_into(noun.name_of(kept)) if kept else []
            merge = next((one for one in merges if one.sequence == sequence), None)
            if merge is None:
                raise MergeRefused(_("This merge was undone already."))
            undo = Undo(kept, merge)
            refuse_what_readers_see(user, [kept], undo.records.keys())
            if why := wrote_it(user, [merge.pair.gone]):
                raise MergeRefused(why)
            _refuse(undo)
            return _unmerge(undo, door)
    except (RestoreRefused, ValidationError) as error:
        why = in_words(error) if isinstance(error, ValidationError) else str(error)
        raise MergeRefused(why) from error
    except IntegrityError as error:
        raise MergeRefused(
            _("It contradicts what is on record now: %(why)s") % {"why": error}
        ) from error


class Told(NamedTuple):
    """A merge as the page of the record kept tells it."""

    sequence: int
    time: datetime
    name: str


def merges_of(kept: Mergeable) -> list[Told]:
    """What became part of a record and may be made a record of its own again."""
    noun = _noun_of(kept)
    return [
        Told(one.sequence, one.time, _name_before(noun, one))
        for one in merged_into(noun.name_of(kept))
    ]


def _name_before(noun: Noun, merge: Merged) -> str:
    sight = Sight(noun.name, [merge.pair.gone])
    earlier = sight.entries().filter(sequence__lt=merge.sequence).first()
    return called_in(sight.state(earlier).fields) if earlier else merge.pair.gone


def _refuse(undo: Undo) -> None:
    if not undo.gone.before:
        raise MergeRefused(
            _("Words of the record that was merged were erased since: it cannot come back whole.")
        )
    if undo.gone.before.get("confidential", False) != getattr(undo.kept, "confidential", False):
        raise MergeRefused(
            _("Whether the source is confidential was changed since. Change that back first.")
        )
    slug = undo.gone.before.get("slug")
    if slug and undo.noun.model._default_manager.filter(slug=slug).exists():
        raise MergeRefused(
            _("Its address, “%(address)s”, belongs to another record now.") % {"address": slug}
        )
    found = list(dict.fromkeys(undo.contradictions()))
    if found:
        told = "; ".join(found[:MOST_TOLD]) + (" …" if len(found) > MOST_TOLD else "")
        raise MergeRefused(
            _("This was changed since the merge, and would be lost: %(what)s.") % {"what": told}
        )


def _unmerge(undo: Undo, door: Change) -> Mergeable:
    names = {"kept": called(undo.kept), "gone": called_in(undo.gone.before)}
    if _is_seen(undo):
        door.reason = _("“%(gone)s” and “%(kept)s” are two, after all.") % names
    door.touch(undo.kept)
    for row in (*undo.made(), *undo.lent()):
        _row_at(undo.merge.pair.kept, row).delete()
    key = undo.merge.pair.gone.rpartition("/")[2]
    record = bring_back(
        undo.noun,
        grown(undo.gone.before),
        {"pk": int(key)} if undo.noun.key_lookup() == "pk" else {},
        door,
    )
    for name, row in dict.fromkeys(undo.dropped()):
        _bring_back_row(undo.records[name], name, row, door)
    for name, path in undo.moved():
        _point_back(name, path, record, door)
    if isinstance(record, Source):
        move_copies_back(record)
    kind = undo.noun.name
    moved_back(kind, address_of(record), _addresses(undo.merge.pair.gone))
    return record


def called_in(fields: Fields) -> str:
    """The name or title that a state of a record has."""
    return str(fields.get("name") or fields.get("title") or "")


def _is_seen(undo: Undo) -> bool:
    """Whether readers saw the duplicate when it was merged: the history may name it."""
    last = Entry.objects.filter(record=undo.merge.pair.gone, sequence__lt=undo.merge.sequence)
    seen = last.order_by("-sequence").values_list("shown", flat=True).first()
    return bool(seen == Entry.Shown.WHOLE)


def _point_back(name: str, path: str, record: models.Model, door: Change) -> None:
    row = _row_at(name, path.rpartition("/")[0])
    setattr(row, path.rpartition("/")[2], record)
    if isinstance(row, type(record)):
        row.clean()  # A place within itself by a way round.
    door.touch(row, Entry.Action.CHANGED)
    row.save()


def _bring_back_row(one: Around, name: str, row: str, door: Change) -> None:
    above = row.rsplit("/", 2)[0] if row.count("/") > 1 else ""
    holder = _row_at(name, above)
    if holder is None:
        return  # The point that it was a row of was deleted since.
    part = _part_at(one.noun, row)
    made = part.model(pk=int(row.rpartition("/")[2]))
    setattr(made, part.link, holder)
    fill(made, part.columns, _row(one.before, row))
    made.save()
    door.touch(made, Entry.Action.CHANGED)


# --- What the ledger tells ------------------------------------------------------------------------


def _around(merge: Merged) -> dict[str, Around]:
    """All records that the change wrote an entry of."""
    entries = list(Entry.objects.filter(time=merge.time, kind__in=NOUNS).order_by("sequence"))
    first = {entry.record: entry for entry in reversed(entries)}
    last = {entry.record: entry for entry in entries}
    earlier = [Q(record=one.record, revision=one.revision - 1) for one in first.values()]
    before = {one.record: one for chunk in _in_parts(earlier) for one in _entries(chunk)}
    bodies = {
        one.sequence: read_entry(one.body)["fields"] for one in (*last.values(), *before.values())
    }
    values = opened(bodies.values())

    def fields(entry: Entry | None) -> Fields:
        if entry is None:
            return {}
        known = known_fields(bodies[entry.sequence], values)
        return {path: one.value for path, one in known.items()}

    now = _now(last)
    found = {
        name: Around(NOUNS[entry.kind], fields(before.get(name)), fields(entry), now.get(name, {}))
        for name, entry in last.items()
    }
    gone = merge.pair.gone
    if gone not in before or len(found[gone].before) < len(bodies[before[gone].sequence]):
        found[gone] = found[gone]._replace(before={})  # Some of it was erased.
    return found


def _in_parts(conditions: list[Q]) -> Iterator[list[Q]]:
    for start in range(0, len(conditions), 100):
        yield conditions[start : start + 100]


def _entries(conditions: list[Q]) -> Iterable[Entry]:
    any_of = Q()
    for condition in conditions:
        any_of |= condition
    found: Iterable[Entry] = Entry.objects.filter(any_of)
    return found


def _now(names: Iterable[str]) -> dict[str, Fields]:
    """The present fields of those of these records that are there."""
    keys: dict[Noun, list[Any]] = defaultdict(list)
    for name in names:
        if located := locate(name):
            keys[located[0]].append(located[1])
    found: dict[str, Fields] = {}
    for noun, values in keys.items():
        rows = noun.model._base_manager.filter(**{f"{noun.key_lookup()}__in": values})
        states = trees(noun, rows.values_list("pk", flat=True))
        found |= {name: fields_of(tree) for name, tree in states.items()}
    return found


def _row(fields: Fields, row: str) -> Fields:
    """The columns of one row of a state."""
    start = f"{row}/"
    return {
        path.removeprefix(start): value
        for path, value in fields.items()
        if path.startswith(start) and "/" not in path.removeprefix(start)
    }


def _addresses(name: str) -> set[str]:
    """All addresses that a record had, and those of the records that are part of it."""
    parts = [one.pair.gone for one in merged_into(name)]
    slugs = Opening.objects.filter(record=name, path="slug").values_list("value", flat=True)
    own = {value.strip('"') for value in slugs} or {name}
    return own.union(*(_addresses(part) for part in parts))


# --- Rows -----------------------------------------------------------------------------------------


def _part_at(noun: Noun, row: str) -> Part:
    parts = noun.parts
    for name in row.split("/")[::2]:
        part = next(one for one in parts if one.name == name)
        parts = part.parts
    return part


def _row_at(name: str, row: str) -> Any:
    """A row of a record, or with no path the record itself, locked; None where it is gone."""
    noun, key = locate(name) or (None, None)
    if noun is None:
        return None
    if row:
        model, match = _part_at(noun, row).model, {"pk": str(row.rpartition("/")[2])}
    else:
        model, match = noun.model, {noun.key_lookup(): str(key)}
    return model._default_manager.select_for_update(of=("self",)).filter(**match).first()


def _noun_of(record: models.Model) -> Noun:
    noun = noun_of(record)
    assert noun is not None  # noqa: S101  (only nouns of the record are merged)
    return noun
