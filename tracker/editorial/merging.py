"""Two entries of the desk for one party, place or source, made one.

What leaned on the duplicate leans on the one kept; the duplicate's names are kept as other names;
its address leads to the one kept from then on. `unmerging` takes it back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tracker.capture.moving import move_copies
from tracker.edition.approved import naming
from tracker.edition.redaction import standing_now
from tracker.editorial.changes import Person, Publishes, change, current
from tracker.editorial.harm_decisions import Answer
from tracker.editorial.merge_gate import GateRefused, MergeGate
from tracker.editorial.merge_proposals import forget, refusal
from tracker.editorial.rights import may
from tracker.editorial.second_person import wrote_it
from tracker.ledger.models import Entry, Waiting
from tracker.record.models import Citation, Correction, Party, Place, Source
from tracker.record.nouns import NOUNS, Noun, name_of, noun_name, noun_of, owner_links
from tracker.record.references import moved
from tracker.record.text import validate_prose

Mergeable: TypeAlias = Party | Place | Source
# How many records a refusal names.
MOST_NAMED = 8

TIED_TO_EACH_OTHER = gettext_noop(
    "Something ties these two to each other, such as a request from one to the other, and would "
    "then tie the record to itself. Change that first."
)


class MergeRefused(Exception):
    """Two cannot be made one, or not be two again; the message is a sentence for who asked."""


# --- What a merge would change --------------------------------------------------------------------


class Leaning(NamedTuple):
    """The records of a noun that name a record."""

    noun: Noun
    keys: set[Any]

    def rows(self) -> Any:
        """These records."""
        return self.noun.model._default_manager.filter(pk__in=self.keys)

    def first(self, most: int) -> list[models.Model]:
        """Some of these records, to be named on a page."""
        return list(self.rows()[:most])


class Outlook:
    """What would change if `duplicate` were made part of `kept`."""

    def __init__(self, kept: Mergeable, duplicate: Mergeable) -> None:
        self.kept, self.duplicate = kept, duplicate

    @cached_property
    def leaning(self) -> list[Leaning]:
        """The records that name the duplicate, by noun."""
        return leaning_on(self.duplicate)

    @cached_property
    def count(self) -> int:
        """How many records name the duplicate."""
        return sum(len(one.keys) for one in self.leaning)

    @cached_property
    def names(self) -> list[str]:
        """The names that the record kept would get."""
        if isinstance(self.kept, Source) or isinstance(self.duplicate, Source):
            return []
        known = names_of(self.kept)
        return [name for name in dict.fromkeys(names_of(self.duplicate)) if name not in known]

    @property
    def address(self) -> str:
        """The address that would lead on."""
        return address_of(self.duplicate)


def leaning_on(record: models.Model) -> list[Leaning]:
    """The other records that name this one, each once, by noun."""
    found: dict[Noun, set[Any]] = {}
    for relation in record._meta.related_objects:
        if relation.many_to_many:
            continue
        rows = relation.related_model._default_manager.filter(**{relation.field.name: record})
        for noun, path in ways_up(relation.related_model):
            keys = set(rows.order_by().values_list(path, flat=True).distinct()) - {None}
            found.setdefault(noun, set()).update(keys)
    own = noun_of(record)
    if own in found:
        found[own] -= {record.pk}
    return [Leaning(noun, keys) for noun, keys in found.items() if keys]


def ways_up(model: type[models.Model]) -> Iterator[tuple[Noun, str]]:
    """From a row to the records it may be part of: `allegation__claim__pk`."""
    if noun := noun_of(model):
        yield noun, "pk"
        return
    for link in owner_links(model):
        owner: Any = model._meta.get_field(link).related_model
        for noun, path in ways_up(owner):
            yield noun, f"{link}__{path}"


def more_leaned_on(one: Mergeable, other: Mergeable) -> Mergeable:
    """Which of two to keep: the one that more records name; of two alike the older."""
    counts = {row: sum(len(each.keys) for each in leaning_on(row)) for row in (one, other)}
    return min((one, other), key=lambda row: (-counts[row], row.pk))


# --- Merging --------------------------------------------------------------------------------------


def merge(
    kept: Mergeable,
    duplicate: Mergeable,
    user: Person,
    because: str = "",
    answers: Mapping[str, Answer] | None = None,
) -> None:
    """Make `duplicate` part of `kept` and delete it; `because` answers the gate's doubts, `answers`
    say what was decided about harm. Raises MergeRefused, changing nothing."""
    if type(kept) is not type(duplicate) or kept.pk == duplicate.pk:
        raise MergeRefused(_("Choose two different records of one kind."))
    if getattr(kept, "confidential", False) != getattr(duplicate, "confidential", False):
        raise MergeRefused(
            _(
                "One of the two is confidential, and what is cited from it would be shown with the "
                "other. Make both confidential, or neither, first."
            )
        )
    refuse_what_readers_see(user, [kept, duplicate], naming([name_of(duplicate)]))
    if why := refusal(user, kept, duplicate):
        raise MergeRefused(why)
    reason = _why(kept, duplicate)
    naming_it = (row for one in leaning_on(duplicate) for row in one.rows())
    gate = MergeGate(kept, duplicate, naming_it)
    with change(user, Entry.Action.MERGED, reason, publishes=Publishes.ALL) as door:
        door.touch(kept)
        door.touch(duplicate)
        _keep_names(kept, duplicate)
        try:
            for relation in kept._meta.related_objects:
                _repoint(relation, kept, duplicate)
        except IntegrityError as error:
            raise MergeRefused(_(TIED_TO_EACH_OTHER)) from error
        except ValidationError as error:
            raise MergeRefused(" ".join(error.messages)) from error
        if isinstance(kept, Source) and isinstance(duplicate, Source):
            move_copies(duplicate, kept)
        moved(str(kept._meta.model_name), address_of(duplicate), address_of(kept))
        forget(duplicate)
        key = duplicate.pk
        duplicate.delete()
        kept.save()
        try:
            validate_prose(because)
            told = gate.ask(user, because, answers or {})
        except (GateRefused, ValidationError) as error:
            # Its row comes back with the transaction, its key does not.
            duplicate.pk = key
            raise MergeRefused(" ".join(getattr(error, "messages", [str(error)]))) from error
        door.reason = " ".join(filter(None, (reason, told)))


def refuse_what_readers_see(
    user: Person, records: list[Mergeable], touched: Collection[str]
) -> None:
    """Raise MergeRefused where readers would see a change that is not for `user` to publish, or
    with it one that waits."""
    noun, keys = NOUNS[noun_name(records[0])], [name_of(one) for one in records]
    seen = [shown for shown in standing_now(keys).values() if shown == Entry.Shown.WHOLE]
    if seen and not may(user, "publish", noun):
        raise MergeRefused(_("Readers see one of the two: a publisher has to do this."))
    if seen and (why := wrote_it(user, keys)):
        raise MergeRefused(why)
    waiting = Waiting.objects.filter(record__in={*keys, *touched}).order_by("record")
    if names := list(waiting.values_list("record", flat=True)[:MOST_NAMED]):
        raise MergeRefused(
            _("Changes of these wait to be published; publish or discard them first: %(records)s.")
            % {"records": ", ".join(names)}
        )


def address_of(record: Mergeable) -> str:
    """The last part of the address of a record's page."""
    return record.reference if isinstance(record, Source) else record.slug


def _why(kept: Mergeable, duplicate: Mergeable) -> str:
    """The reason in the history, which readers see: it names no record that they never saw."""
    key = name_of(duplicate)
    if standing_now([key])[key] != Entry.Shown.WHOLE:
        return _("Another entry for the same, which readers did not see, is now part of this one.")
    names = {"old": called(duplicate), "kept": called(kept)}
    return _("“%(old)s” and “%(kept)s” are one and the same, and one record from now on.") % names


def called(record: Mergeable) -> str:
    """The name of a party or place, the title of a source."""
    return record.title if isinstance(record, Source) else record.name


def names_of(record: Party | Place) -> list[str]:
    """All names of a party or a place."""
    return [record.name, *(one.name for one in record.names.all())]


def _keep_names(kept: Mergeable, duplicate: Mergeable) -> None:
    if isinstance(kept, Source) or isinstance(duplicate, Source) or duplicate.name == kept.name:
        return
    kept.names.get_or_create(name=duplicate.name, language=duplicate.name_language)


def _repoint(relation: Any, kept: models.Model, duplicate: models.Model) -> None:
    """Let the rows of one relation point to `kept`; a tie that `kept` has already is dropped."""
    if relation.many_to_many:
        return  # Its rows are those of the link model, which has a relation of its own.
    field, model = relation.field.name, relation.related_model
    for row in model._default_manager.filter(**{field: duplicate}):
        if row == kept:  # What was part of its own duplicate is part of nothing.
            setattr(kept, field, None)
        setattr(row, field, None if row == kept else kept)
        if isinstance(row, Correction):
            row.of_revision = None  # It counts the revisions of the duplicate.
        current().touch(row, Entry.Action.CHANGED)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            if not _is_tie(model):
                raise
            row.delete()


def _is_tie(model: type[models.Model]) -> bool:
    """Whether rows only say that two records belong together: one of two alike is enough."""
    parts = [part for noun in NOUNS.values() for part in noun.every_part() if part.model is model]
    return bool(parts) and model is not Citation and not any(part.parts for part in parts)
