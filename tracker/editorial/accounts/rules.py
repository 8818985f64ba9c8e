"""Who may manage accounts, and who must have a second factor."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

from tracker.editorial.accounts.models import Authenticator, Passkey
from tracker.editorial.groups import MANAGE
from tracker.editorial.rights import may
from tracker.record.nouns import NOUNS


def may_manage(user: User) -> bool:
    """Whether somebody may manage the accounts of others."""
    return user.is_active and user.is_staff and user.has_perm(f"editorial.{MANAGE}")


def may_approve(user: User) -> bool:
    """Whether somebody may publish records of any kind."""
    return any(may(user, "publish", noun) for noun in NOUNS.values())


def must_have_factor(user: User) -> bool:
    """Whether somebody is let in with a second factor alone."""
    return settings.SECOND_FACTOR_REQUIRED and (may_manage(user) or may_approve(user))


def has_factor(user: User) -> bool:
    """Whether the password alone does not let this account in."""
    return has_app(user) or Passkey.objects.filter(user=user).exists()


def has_app(user: User) -> bool:
    return Authenticator.objects.filter(user=user).exists()


def is_manager(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and may_manage(request.user)
