"""Who may do what with records of a noun."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, Permission, PermissionsMixin

from tracker.editorial.groups import MANAGE
from tracker.ledger.changes import Person
from tracker.record.nouns import NOUNS, Noun


def may(user: Person, verb: str, noun: Noun) -> bool:
    """Whether `user` holds a permission on this kind of record; None is the command line."""
    if user is None:
        return True
    if not isinstance(user, PermissionsMixin | AnonymousUser):
        return False
    if verb == "publish" and noun.key_lookup() == "code":
        # Codebooks are publishers' alone, so that who may change one may publish a change of it.
        verb = "change"
    label, codename = noun.model._meta.app_label, f"{verb}_{noun.name}"
    if not user.has_perm(f"{label}.{codename}"):
        return False
    # Django lets a superuser do everything; whoever manages accounts approves nothing by that.
    return verb != "publish" or not user.is_superuser or _is_given(user, label, codename)


def _is_given(user: PermissionsMixin | AnonymousUser, label: str, codename: str) -> bool:
    """Whether a permission was given to the account or to one of its groups."""
    if isinstance(user, AnonymousUser):
        return False
    given = Permission.objects.filter(codename=codename, content_type__app_label=label)
    return given.filter(group__user=user.pk).exists() or given.filter(user=user.pk).exists()


def may_erase_copies(user: Person) -> bool:
    """Whether `user` may erase kept copies of sources: publishers and administrators."""
    if may(user, "publish", NOUNS["source"]):
        return True
    return isinstance(user, PermissionsMixin) and user.has_perm(f"editorial.{MANAGE}")


def may_edit_all(user: Person, noun: Noun) -> bool:
    """Whether `user` may change every record of this kind, others' drafts among them."""
    return may(user, "change", noun)
