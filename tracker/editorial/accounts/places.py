"""Where a sign-in comes from: a browser or an address, and whether the account knows it.

Whoever signs in leaves a random token in the browser (OWASP calls it a device cookie) and a keyed
hash of it, and of the address, with the account. What strangers do elsewhere in the account's name
does not shut a known place out. It opens nothing: the password is asked for all the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tracker.editorial.models import KnownPlace

# Only this host may set a cookie of the first name; browsers refuse it without HTTPS.
COOKIE = "__Host-known-browser" if settings.IS_HTTPS else "known-browser"
DAYS = 90
MOST_OF_A_PERSON = 20
NO_ADDRESS = "unknown"


def digest_of(*what: str) -> str:
    """A hash that nobody can make, or try addresses against, without the site's secret."""
    return salted_hmac(__name__, "\0".join(what), algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    """The address a request comes from; of IPv6 the network that one subscriber has."""
    text = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        # The last one is what our own proxy saw. Those before it are what the sender says.
        text = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or text
    for candidate in (text, text.rpartition(":")[0].strip("[]")):
        try:
            address = ip_address(candidate)
        except ValueError:
            continue
        if not isinstance(address, IPv6Address):
            return str(address)
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Network((int(address), 64), strict=False))
    return NO_ADDRESS


def browser_of(request: HttpRequest) -> str:
    """The hash of the token that an earlier sign-in left in this browser; empty without one."""
    token = request.COOKIES.get(COOKIE, "")
    return digest_of("browser", token) if token else ""


def known_to(user: User | None, digests: Iterable[str]) -> set[str]:
    """Which of these places the account was signed in from."""
    # Asked of nobody's account, too, so that this takes as long.
    rows = KnownPlace.objects.filter(user_id=user.pk if user else 0, digest__in=[*digests])
    return {*rows.values_list("digest", flat=True)}


def remember(user: User, request: HttpRequest) -> str:
    """Know this address and this browser from now on; returns the browser's new token."""
    KnownPlace.objects.filter(seen_at__lt=timezone.now() - timedelta(days=DAYS)).delete()
    KnownPlace.objects.filter(user=user, digest=browser_of(request)).delete()
    _know(user, digest_of("address", address_of(request)))
    return new_token(user)


def new_token(user: User) -> str:
    """A token with which a browser is known to the account."""
    token = secrets.token_urlsafe(24)
    _know(user, digest_of("browser", token))
    return token


def _know(user: User, digest: str) -> None:
    KnownPlace.objects.update_or_create(
        user=user, digest=digest, defaults={"seen_at": timezone.now()}
    )
    newest = KnownPlace.objects.filter(user=user).order_by("-seen_at", "-pk")
    old = list(newest.values_list("pk", flat=True)[MOST_OF_A_PERSON:])
    KnownPlace.objects.filter(pk__in=old).delete()


def is_token(token: str) -> bool:
    """Whether a browser with this token would be known to anybody."""
    return KnownPlace.objects.filter(digest=digest_of("browser", token)).exists()


def leave_token(response: HttpResponseBase, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=timedelta(days=DAYS),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
