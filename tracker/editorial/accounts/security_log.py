"""The security log: who did what to whom at the desk's doors, when, and from about where.

Of an address it holds the network alone (IPv4: the first 24 bits, IPv6: 48): enough to tell the
office from elsewhere, too little to name a household. It holds no password, no code, no link, and
no name that was typed at the sign-in and is no account's: people type passwords there.
"""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from tracker.editorial.accounts.models import SecurityEvent
from tracker.editorial.accounts.notices import tell
from tracker.editorial.accounts.places import NO_ADDRESS, address_of

Action = SecurityEvent.Action
PREFIX = {4: 24, 6: 48}
LONGEST_DETAILS = 300


def note(
    action: Action,
    request: HttpRequest | None,
    whom: AbstractBaseUser | str | None = None,
    details: str = "",
    who: AbstractBaseUser | None = None,
) -> None:
    """Add a line, and tell the account by mail where it is to hear of it.

    Who did it is whoever is signed in; without a request it was the command line.
    """
    if who is None and request is not None:
        user: AbstractBaseUser | AnonymousUser = getattr(request, "user", AnonymousUser())
        who = user if isinstance(user, AbstractBaseUser) and user.is_authenticated else None
    SecurityEvent.objects.create(
        action=action,
        who=name_of(who),
        whom=name_of(whom),
        network=network_of(request) if request is not None else "",
        details=details[:LONGEST_DETAILS],
    )
    tell(action, whom, who)


def name_of(user: AbstractBaseUser | str | None) -> str:
    return user.get_username() if isinstance(user, AbstractBaseUser) else (user or "")


def network_of(request: HttpRequest) -> str:
    """The network that a request comes from, as `192.0.2.0/24`; empty where that is not known."""
    address = address_of(request)
    if address == NO_ADDRESS:
        return ""
    # Of IPv6 `address_of` gives a network already.
    host = ip_address(address.partition("/")[0])
    return str(ip_network((host, PREFIX[host.version]), strict=False))


def forget_old() -> int:
    """Delete lines older than the setting says, and say how many."""
    before = timezone.now() - timedelta(days=settings.SECURITY_LOG_DAYS)
    # The log's own manager deletes nothing.
    old: QuerySet[SecurityEvent] = QuerySet(SecurityEvent).filter(at__lt=before)
    count, _of_each = old.delete()
    return count
