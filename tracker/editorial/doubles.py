"""Records that look like two entries for one: proposed to be merged, or noted to be two."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q, QuerySet

from tracker.editorial.changes import Person
from tracker.editorial.merge_proposals import forget
from tracker.editorial.merging import Mergeable, names_of
from tracker.editorial.models import NotTheSame
from tracker.ledger.merges import merged_into
from tracker.record.models import Party, Place, Source
from tracker.record.nouns import Noun, noun_of
from tracker.search.finding import at_the_desk
from tracker.search.kinds import BY_NAME
from tracker.search.normalise import words

MOST = 10
# So many records that have all words of a name are looked at: there are that many of few names.
MOST_LOOKED_AT = 200
QUOTATION_MARKS = str.maketrans(dict.fromkeys('"“”„«»', " "))


def look_alikes(record: Mergeable) -> list[Mergeable]:
    """Records with a name in common in any script, or of sources the same address.

    Without those that are noted to be two.
    """
    found = _with_address(record) if isinstance(record, Source) else _with_name(record)
    others = {_name(one): one for one in found}
    apart = {other for note in notes_on(record) for other in (note.one, note.other)}
    return [one for name, one in others.items() if not apart & _kin(name)][:MOST]


def _with_address(source: Source) -> list[Mergeable]:
    if not source.url:
        return []
    return list(Source.objects.filter(url=source.url).exclude(pk=source.pk)[:MOST])


def _with_name(record: Party | Place) -> list[Mergeable]:
    model = type(record)
    wanted = {said for name in names_of(record) if (said := tuple(words(name)))}
    kind = BY_NAME[str(model._meta.model_name)]
    keys: set[int] = set()
    for name in names_of(record):
        plain = name.translate(QUOTATION_MARKS)
        if words(plain):
            keys.update(at_the_desk(kind, f'"{plain}"').tolist())
    keys.discard(record.pk)
    rows = model._default_manager.filter(pk__in=sorted(keys)[:MOST_LOOKED_AT])
    return [
        row
        for row in rows.prefetch_related("names")
        if not wanted.isdisjoint(tuple(words(name)) for name in names_of(row))
    ]


# --- These are two --------------------------------------------------------------------------------


def say_two(one: models.Model, other: models.Model, user: Person, why: str = "") -> NotTheSame:
    """Note that two records are two, for good. Raises ValidationError for words with controls."""
    first, second = sorted((_name(one), _name(other)))
    NotTheSame(one=first, other=second, why=why).clean_fields(["said_by"])
    note, _is_new = NotTheSame.objects.update_or_create(
        one=first, other=second, defaults={"why": why, "said_by_id": user.pk if user else None}
    )
    forget(one, other)
    return note


def take_back(note: NotTheSame) -> None:
    """Forget that two records are two: they may be proposed again."""
    note.delete()


def notes_on(record: models.Model) -> list[NotTheSame]:
    """What is noted of a record, and of those that are part of it."""
    kin = _kin(_name(record))
    return list(_notes(Q(one__in=kin) | Q(other__in=kin)))


def note_on_both(one: models.Model, other: models.Model) -> NotTheSame | None:
    """That two records are noted to be two, they or what is part of them."""
    mine, theirs = _kin(_name(one)), _kin(_name(other))
    found = _notes(Q(one__in=mine, other__in=theirs) | Q(one__in=theirs, other__in=mine))
    return next(iter(found), None)


def others_in(record: Mergeable, notes: Iterable[NotTheSame]) -> list[tuple[NotTheSame, Mergeable]]:
    """Notes on a record, each with the other one that it is of; without those that are gone."""
    kin = _kin(_name(record))
    wanted = {note: note.other if note.one in kin else note.one for note in notes}
    noun = _noun(record)
    keys = [name.rpartition("/")[2] for name in wanted.values()]
    rows = type(record)._default_manager.filter(**{f"{noun.key_lookup()}__in": keys})
    found = {noun.name_of(row): row for row in rows}
    return [(note, found[name]) for note, name in wanted.items() if name in found]


def _notes(which: Q) -> QuerySet[NotTheSame]:
    return NotTheSame.objects.filter(which).select_related("said_by").order_by("-said_at")


def _kin(name: str) -> set[str]:
    """The names in the ledger of a record and of all that is part of it now."""
    return {name}.union(*(_kin(one.pair.gone) for one in merged_into(name)))


def _name(record: models.Model) -> str:
    return _noun(record).name_of(record)


def _noun(record: models.Model) -> Noun:
    noun = noun_of(record)
    assert noun is not None  # noqa: S101  (only nouns of the record look alike)
    return noun
