"""What a contributor sees and changes at the desk: records it began, or was given to work on.

A contributor is whoever may add records of a kind and not change them. All else that readers do not
see is out of its sight; of what they see it is told what they are told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from django.db.models import (
    CharField,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat

from tracker.edition.models import Edition
from tracker.editorial.merging import ways_up
from tracker.editorial.models import Assignment
from tracker.editorial.rights import may
from tracker.ledger.changes import Person
from tracker.ledger.models import Actor, Entry, Waiting
from tracker.ledger.waiting import WRITING
from tracker.ledger.words import Names
from tracker.record.models import Status
from tracker.record.nouns import NOUNS, Noun, noun_of

# Of what was sent for review somebody else decides; what is withdrawn is reopened by publishers.
CHANGED_IN = (Status.DRAFT, Status.PUBLISHED)


def contributes(user: Person, noun: Noun) -> bool:
    """Whether an account may enter records of this kind, and change its own alone."""
    return user is not None and may(user, "add", noun) and not may(user, "change", noun)


def sees_own_alone(user: Person) -> bool:
    """Whether there are kinds of records of which an account sees its own alone."""
    return any(contributes(user, noun) for noun in NOUNS.values())


def may_see(user: Person, record: Model) -> bool:
    """Whether an account may see a record at the desk."""
    return may(user, "view", _noun(record)) or _owns(user, record)


def may_change(user: Person, record: Model) -> bool:
    """Whether an account may change a record where it stands now, or propose to."""
    if may(user, "change", _noun(record)):
        return True
    return getattr(record, "status", Status.DRAFT) in CHANGED_IN and _owns(user, record)


def seen_among(user: Person, records: Iterable[Model]) -> set[Model]:
    """Those of these records that an account may see at the desk."""
    of_noun: dict[Noun, set[Model]] = {}
    for record in records:
        of_noun.setdefault(_noun(record), set()).add(record)
    found: set[Model] = set()
    for noun, mine in of_noun.items():
        if may(user, "view", noun):
            found |= mine
        elif contributes(user, noun):
            keys = [record.pk for record in mine]
            found |= set(own_rows(user, noun).filter(pk__in=keys))
    return found


def own_rows(user: Person, noun: Noun) -> Any:
    """The records of a kind that an account began or was given."""
    rows = noun.model._default_manager.alias(ledger_name=ledger_name(noun))
    return rows.filter(is_own(user, "ledger_name"))


def is_own(user: Any, column: str) -> Q:
    """That the record whose name in the ledger stands in a column was begun by an account, or given
    to it.

    Begun is not enough while somebody else's change of it waits; nor, of a party, a place or a
    source, once readers see it: then it is everybody's.
    """
    return _is_own(user.pk, column)


@lru_cache(maxsize=256)
def _is_own(user: int | None, column: str) -> Q:
    """Kept, unasked as it is: a contributor's form needs it some hundred times, and to put it
    together takes longer than to ask it."""
    me = Actor.objects.filter(user=user).values("pseudonym")
    began = Entry.objects.filter(actor__in=me, revision=1)
    since = Waiting.objects.filter(record=OuterRef("record")).values("since")[:1]
    written = Entry.objects.filter(
        record=OuterRef("record"),
        shown=Entry.Shown.WAITS,
        action__in=WRITING,
        sequence__gte=Subquery(since),
    )
    shared = [name for name, noun in NOUNS.items() if not noun.has_status]
    seen = Edition.objects.standing().whole().filter(key=OuterRef("record"))
    began = began.exclude(Exists(written.exclude(actor__in=me)))
    began = began.exclude(Q(kind__in=shared) & Exists(seen))
    given = Assignment.objects.filter(user=user)
    return Q(**{f"{column}__in": given.values("record")}) | Q(
        **{f"{column}__in": began.order_by().values("record")}
    )


def ledger_name(noun: Noun) -> Any:
    """A record's name in the ledger, as an expression on its row."""
    lookup = noun.key_lookup()
    if lookup == "reference":
        return F(lookup)
    return Concat(Value(f"{noun.name}/"), Cast(lookup, CharField()))


# --- What a contributor may choose in a form ------------------------------------------------------


def choosable(user: Person, model: type[Model], chosen: Collection[Any] = ()) -> Any:
    """The rows of a model that an account may choose in a form, where it may not choose all: what
    readers see, its own, and what is chosen already, by key. None where it may.

    Each record is called as `called` says. Parts of a record that readers see, such as its points,
    are chosen while no change of it waits: their words may be those of somebody else.
    """
    noun = NOUNS.get(str(model._meta.model_name))
    rows = model._default_manager.all()
    if noun is not None:
        if not contributes(user, noun):
            return None
        public = _editions(noun)
        rows = rows.annotate(
            readers_label=Subquery(public.filter(row=OuterRef("pk")).values("label")[:1]),
            is_own=Q(pk__in=own_rows(user, noun).values("pk")),
        )
        allowed = Q(is_own=True) | Q(pk__in=public.values("row"))
        return rows.filter(allowed | Q(pk__in=chosen) if chosen else allowed)
    ways = [(above, path) for above, path in ways_up(model) if contributes(user, above)]
    if not ways:
        return None
    allowed = Q(pk__in=chosen) if chosen else Q()
    for above, path in ways:
        settled = _editions(above).exclude(key__in=Waiting.objects.values("record"))
        allowed |= Q(**{f"{path}__in": settled.values("row")})
        allowed |= Q(**{f"{path}__in": own_rows(user, above).values("pk")})
    return rows.filter(allowed)


def called(row: Any) -> str:
    """What a record that was looked up with `choosable` is called for whoever did: as readers know
    it, where it is not their own."""
    if getattr(row, "is_own", True):
        return str(row)
    return row.readers_label or str(row)


def as_known(user: Person, names: Names) -> Names:
    """Names of records in the words of the desk, as an account may know them: in readers' words,
    where it sees its own records alone."""
    if not sees_own_alone(user):
        return names
    rows = Edition.objects.standing().whole().filter(key__in=list(names.found))
    labels = dict(rows.values_list("key", "label"))
    known = {
        key: one._replace(text=labels.get(key) or one.text) for key, one in names.found.items()
    }
    return Names(known, for_desk=names.for_desk)


def _editions(noun: Noun) -> QuerySet[Edition]:
    rows: QuerySet[Edition] = Edition.objects.standing().whole().filter(noun=noun.name)
    return rows.exclude(row=None)


def _owns(user: Person, record: Model) -> bool:
    noun = _noun(record)
    if not contributes(user, noun):
        return False
    return bool(own_rows(user, noun).filter(pk=record.pk).exists())


def _noun(record: Model) -> Noun:
    noun = noun_of(record)
    assert noun is not None  # noqa: S101  (only nouns of the record are asked about)
    return noun
