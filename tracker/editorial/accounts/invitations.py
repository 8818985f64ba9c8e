"""Invitations: a link lets one person choose name and password, once and for some days."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.editorial.accounts import mail, security_log
from tracker.editorial.accounts.models import Invitation
from tracker.editorial.accounts.places import digest_of
from tracker.editorial.accounts.security_log import Action, name_of
from tracker.editorial.groups import ROLES

DAYS = 3


def invite(request: HttpRequest | None, groups: Iterable[str], email: str = "") -> str:
    """Make an invitation to these groups and return its link, which is stored nowhere.

    `request` is of whoever invites; None is the command line.
    """
    token = secrets.token_urlsafe(32)
    names = " ".join(name for name in ROLES if name in groups)
    Invitation.objects.create(
        digest=_digest(token),
        groups=names,
        email=email,
        made_by=name_of(request.user if request is not None else None),  # type: ignore[arg-type]
        expires_at=timezone.now() + timedelta(days=DAYS),
    )
    security_log.note(Action.INVITED, request, email, names)
    link = settings.SITE_URL + reverse("admin:invited", args=[token])
    if email:
        _send(email, link)
    return link


def _send(email: str, link: str) -> None:
    words = {"site": settings.SITE_NAME, "link": link, "days": DAYS}
    mail.send(
        _("%(site)s: your invitation") % words,
        _(
            "You are invited to work at the desk of %(site)s. This link lets you choose a name "
            "and a password. It works once, for %(days)d days:\n\n%(link)s\n\n"
            "If you expected no invitation, do nothing."
        )
        % words,
        email,
    )


def standing() -> QuerySet[Invitation]:
    """Invitations that can still be used, the newest first."""
    return Invitation.objects.filter(expires_at__gt=timezone.now()).order_by("-made_at", "-pk")


def found(token: str) -> Invitation | None:
    return standing().filter(digest=_digest(token)).first()


def withdraw(request: HttpRequest, key: int) -> bool:
    """Let an invitation be used no more; whether there was one."""
    row = Invitation.objects.filter(pk=key).first()
    if row is None:
        return False
    row.delete()
    security_log.note(Action.UNINVITED, request, row.email, row.groups)
    return True


class JoinForm(UserCreationForm):
    """Name and password of whoever was invited; the groups are those of the invitation alone."""

    class Meta(UserCreationForm.Meta):
        fields = ("username", "email")


def join(request: HttpRequest, token: str, form: JoinForm) -> User | None:
    """Make the account and use the invitation up; None where somebody used it meanwhile."""
    with transaction.atomic():
        row = standing().select_for_update().filter(digest=_digest(token)).first()
        if row is None or not Invitation.objects.filter(pk=row.pk).delete()[0]:
            return None
        user: User = form.save(commit=False)
        user.is_staff = True
        user.save()
        user.groups.set(Group.objects.filter(name__in=row.groups.split()))
        security_log.note(Action.JOINED, request, user, row.groups, who=user)
    return user


def _digest(token: str) -> str:
    return digest_of("invitation", token)
