"""What an administrator may do with the account of another, and never with one's own.

Nobody raises their own role, puts themselves out, or takes their own second factor away past the
code that it takes. So there is always one administrator left: whoever does it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from tracker.editorial.accounts import factors, security_log, sessions
from tracker.editorial.accounts.security_log import Action
from tracker.editorial.groups import ADMINISTRATOR, MANAGE, ROLES


class AccountRefused(Exception):
    """Why it is not done; a sentence for the administrator who asked."""


def refuse(request: HttpRequest | None, user: User) -> None:
    """Raise AccountRefused where the person may not act on this account."""
    if request is None:
        return
    if request.user.pk == user.pk:
        raise AccountRefused(_("Another administrator does this with your account, not you."))
    if user.is_superuser and not (isinstance(request.user, User) and request.user.is_superuser):
        raise AccountRefused(
            _("This account was made on the command line, and is changed there alone.")
        )


def wait_for_others(request: HttpRequest | None) -> None:
    """Wait, to the end of a transaction, until no other administrator changes an account.

    Of two who take the group from one another in one instant the second is no administrator any
    more. Raises AccountRefused.
    """
    list(Group.objects.select_for_update().filter(name=ADMINISTRATOR))
    if request is None:
        return
    asker = User.objects.filter(pk=request.user.pk or 0, is_active=True).first()
    if asker is None or not asker.has_perm(f"editorial.{MANAGE}"):
        raise AccountRefused(_("Your account may not do this now."))


def groups_of(user: User) -> list[str]:
    """The names of the groups of the desk that an account is in."""
    names = {group.name for group in user.groups.all()}
    return [name for name in ROLES if name in names]


def change_groups(request: HttpRequest | None, user: User, names: Iterable[str]) -> bool:
    """Give an account these groups of the desk; other groups stay. Its sessions end.

    Returns whether they were others before.
    """
    refuse(request, user)
    wanted = [name for name in ROLES if name in names]
    with transaction.atomic():
        wait_for_others(request)
        # Locked, so that the log says what was before.
        locked = User.objects.select_for_update().get(pk=user.pk)
        before = groups_of(locked)
        if wanted == before:
            return False
        locked.groups.remove(*Group.objects.filter(name__in=ROLES))
        locked.groups.add(*Group.objects.filter(name__in=wanted))
        sessions.end(locked)
        details = f"{' '.join(before) or '-'} → {' '.join(wanted) or '-'}"
        security_log.note(Action.GROUPS, request, locked, details)
    return True


def set_active(request: HttpRequest | None, user: User, *, is_active: bool) -> None:
    """Let nobody sign in with an account any more, and put out who is; or let them again."""
    refuse(request, user)
    with transaction.atomic():
        wait_for_others(request)
        if (
            not User.objects.filter(pk=user.pk)
            .exclude(is_active=is_active)
            .update(is_active=is_active)
        ):
            return
        sessions.end(user)
        action = Action.ACTIVATED if is_active else Action.DEACTIVATED
        security_log.note(action, request, user)


def sign_out(request: HttpRequest | None, user: User, only: int | None = None) -> int:
    """End the sessions of somebody, or only one; returns how many were open."""
    if request is None or request.user.pk != user.pk:
        refuse(request, user)
    count = sessions.end(user, only=only)
    if count:
        security_log.note(Action.ENDED, request, user, str(count))
    return count


def reset_factor(request: HttpRequest | None, user: User) -> bool:
    """Take a lost second factor from an account and end its sessions; whether there was one."""
    refuse(request, user)
    with transaction.atomic():
        if not factors.remove(user):
            return False
        sessions.end(user)
        security_log.note(Action.FACTOR_RESET, request, user)
    return True


def password_link(request: HttpRequest | None, user: User) -> str:
    """A link by which somebody sets a new password, for some hours and once."""
    refuse(request, user)
    if not user.is_active:
        raise AccountRefused(_("The account is not active."))
    security_log.note(Action.RESET_MADE, request, user)
    return address_for_new_password(user)


def address_for_new_password(user: User) -> str:
    key = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return settings.SITE_URL + reverse("admin:password_reset_confirm", args=[key, token])
