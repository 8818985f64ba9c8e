"""Two entries of the desk for one party, place or source, made one.

What leaned on the duplicate leans on the one kept; the duplicate's names are kept as other names;
its address leads to the one kept from then on.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tracker.editorial.changes import change, current
from tracker.ledger.models import Entry
from tracker.record.models import (
    AllegationPlace,
    ClaimAccused,
    ClaimClaimant,
    EventParty,
    EventPlace,
    Membership,
    Party,
    PartyName,
    Place,
    PlaceName,
)
from tracker.record.references import moved

# Rows that only say that two records belong together: one of two alike is enough.
TIES = (
    PartyName,
    PlaceName,
    Membership,
    ClaimClaimant,
    ClaimAccused,
    AllegationPlace,
    EventParty,
    EventPlace,
)


TIED_TO_EACH_OTHER = gettext_noop(
    "Something ties these two to each other, such as a request from one to the other, and would "
    "then tie the record to itself. Change that first."
)


class MergeRefused(Exception):
    """The two cannot be one; the message is a sentence for the person who asked."""


def merge(
    kept: models.Model, duplicate: models.Model, user: AbstractBaseUser | AnonymousUser | None
) -> None:
    """Make `duplicate` part of `kept` and delete it. Raises MergeRefused, changing nothing."""
    if type(kept) is not type(duplicate) or kept.pk == duplicate.pk:
        raise MergeRefused("Choose two different records of one kind.")
    same = _("“%(address)s” was the same and is now part of this record.")
    same %= {"address": _address(duplicate)}
    with change(user, Entry.Action.MERGED, same) as door:
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
        moved(str(kept._meta.model_name), _address(duplicate), _address(kept))
        duplicate.delete()
        kept.save()


def _address(record: Any) -> str:
    return str(getattr(record, "slug", "") or record.reference)


def _keep_names(kept: Any, duplicate: Any) -> None:
    model = {Party: PartyName, Place: PlaceName}.get(type(kept))
    if model is not None and duplicate.name != kept.name:
        model._default_manager.get_or_create(
            name=duplicate.name,
            language=duplicate.name_language,
            **{str(kept._meta.model_name): kept},
        )


def _repoint(relation: Any, kept: models.Model, duplicate: models.Model) -> None:
    """Let the rows of one relation point to `kept`; a tie that `kept` has already is dropped."""
    if relation.many_to_many:
        return  # Its rows are those of the link model, which has a relation of its own.
    field, model = relation.field.name, relation.related_model
    for row in model._default_manager.filter(**{field: duplicate}):
        if row == kept:  # What was part of its own duplicate is part of nothing.
            setattr(kept, field, None)
        setattr(row, field, None if row == kept else kept)
        current().touch(row, Entry.Action.CHANGED)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            if model not in TIES:
                raise
            row.delete()
