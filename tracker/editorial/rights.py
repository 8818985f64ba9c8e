"""Who may do what with records of a noun."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, PermissionsMixin

from tracker.ledger.changes import Person
from tracker.record.nouns import Noun


def may(user: Person, verb: str, noun: Noun) -> bool:
    """Whether `user` holds a permission on this kind of record; None is the command line."""
    if user is None:
        return True
    permission = f"{noun.model._meta.app_label}.{verb}_{noun.name}"
    return isinstance(user, PermissionsMixin | AnonymousUser) and user.has_perm(permission)


def may_edit_all(user: Person, noun: Noun) -> bool:
    """Whether `user` may change every record of this kind, others' drafts among them."""
    return may(user, "change", noun)
