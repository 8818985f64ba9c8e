"""Wrong sign-ins are counted: after some, each further one makes the next wait longer.

A browser that the account knows has a count of its own, so that nobody else can keep its owner out.
Every other attempt is counted three times: for this account from this address, from this address
(one guesses at many accounts, or makes up names), and for this account from any new place (many
addresses guess one password); the last does not hold for an address that the account knows. An
account that does not exist is counted, and refused, like any other.

An attempt is counted before its password is hashed, so that many at once do not get by; a right one
is taken off again. One that is refused costs three short queries and writes nothing, and so makes
no wait longer.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from tracker.editorial.accounts import places, security_log
from tracker.editorial.accounts.turns import KNOWN, STRANGERS
from tracker.editorial.models import SignInCount

logger = logging.getLogger(__name__)
Kind = SignInCount.Kind
# How many wrong ones in a day cost nothing: people mistype, and share addresses.
FREE = {Kind.BROWSER: 5, Kind.ACCOUNT_AND_ADDRESS: 5, Kind.ADDRESS: 20, Kind.ACCOUNT: 30}
OF_THIS_PLACE = (Kind.BROWSER, Kind.ACCOUNT_AND_ADDRESS)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)
MOST_COUNTS = 10_000


class Refused(Exception):
    """A sign-in that is not tried now."""

    def __init__(self, wait: timedelta | None = None) -> None:
        super().__init__(wait)
        self.wait = wait


@contextmanager
def attempt(request: HttpRequest, name: str, user: User | None) -> Iterator[None]:
    """Let a password be tried, and count it as wrong unless the block ends without an exception.

    Raises Refused before that.
    """
    counts, is_known = _counts(request, name, user)
    _refuse_if_waiting(SignInCount.objects.filter(key__in=[count.key for count in counts]))
    with (KNOWN if is_known else STRANGERS).taken() as is_taken:
        if not is_taken:
            raise Refused()
        _count(counts)
        try:
            yield
        except ValidationError:
            _tell(request, counts)
            raise
    _take_off(counts)


def _counts(request: HttpRequest, name: str, user: User | None) -> tuple[list[SignInCount], bool]:
    """What an attempt is counted under, and whether it comes from a place the account knows."""
    address, browser = places.address_of(request), places.browser_of(request)
    of_address = places.digest_of("address", address)
    known = places.known_to(user, {of_address, browser})

    def count(kind: Kind, *what: str) -> SignInCount:
        is_anywhere = kind == Kind.ACCOUNT
        return SignInCount(
            key=places.digest_of(kind, *what),
            kind=kind,
            user=None if kind == Kind.ADDRESS else user,
            address="" if is_anywhere else address,
        )

    if browser in known:
        return [count(Kind.BROWSER, name, browser)], True
    counts = [count(Kind.ACCOUNT_AND_ADDRESS, name, address), count(Kind.ADDRESS, address)]
    if of_address not in known:
        counts.append(count(Kind.ACCOUNT, name))
    return counts, of_address in known


def wait_after(count: SignInCount) -> timedelta:
    """How long after the last attempt the next one is refused."""
    beyond = count.wrong - FREE[Kind(count.kind)]
    return min(FIRST_WAIT * 2 ** min(beyond, 10), LONGEST_WAIT) if beyond >= 0 else timedelta()


def wait_left(count: SignInCount, now: datetime) -> timedelta:
    """How long from now the next attempt is refused."""
    if now - count.began_at > FORGOTTEN_AFTER:
        return timedelta()
    # A clock that was set back makes no wait longer than it was.
    past = max(now - count.tried_at, timedelta())
    return max(wait_after(count) - past, timedelta())


def _refuse_if_waiting(rows: Iterable[SignInCount]) -> None:
    now = timezone.now()
    left = max((wait_left(row, now) for row in rows), default=timedelta())
    if left:
        raise Refused(left)


def _count(counts: list[SignInCount]) -> None:
    """Count an attempt as wrong before it is known, or raise Refused."""
    forget_old()
    now = timezone.now()
    # In one order, lest two that share two of their counts wait for each other.
    in_order = sorted(counts, key=lambda count: count.key)
    with transaction.atomic():
        SignInCount.objects.bulk_create(in_order, ignore_conflicts=True)
        keys = [count.key for count in counts]
        rows = {
            row.key: row
            for row in SignInCount.objects.select_for_update().filter(key__in=keys).order_by("key")
        }
        _refuse_if_waiting(rows.values())
        for row in rows.values():
            row.wrong += 1
            row.tried_at = now
        SignInCount.objects.bulk_update(rows.values(), ["wrong", "tried_at"])
    for count in counts:
        count.wrong = rows[count.key].wrong if count.key in rows else 1


def _take_off(counts: list[SignInCount]) -> None:
    """After a right one: this place starts anew, the others lose what was counted beforehand."""
    for count in counts:
        rows = SignInCount.objects.filter(key=count.key)
        if count.kind in OF_THIS_PLACE:
            rows.delete()
        else:
            rows.filter(wrong__gt=0).update(wrong=F("wrong") - 1)


def forget_old() -> None:
    """Delete what is past, and of too many counts those that hold off least."""
    SignInCount.objects.filter(began_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
    too_many = SignInCount.objects.count() - MOST_COUNTS
    if too_many > 0:
        least = SignInCount.objects.order_by("wrong", "tried_at").values_list("pk", flat=True)
        SignInCount.objects.filter(pk__in=list(least[:too_many])).delete()


def _tell(request: HttpRequest, counts: list[SignInCount]) -> None:
    """Tell the operator of a wrong sign-in, without what was typed: it may be a password."""
    user = next((count.user for count in counts if count.user), None)
    address = next(count.address for count in counts if count.address)
    wait = max(wait_after(count) for count in counts)
    logger.warning(
        "Wrong sign-in for %s from %s: %s.%s",
        f"account {user.get_username()}" if user else "an account that does not exist",
        address,
        ", ".join(f"{count.wrong} {Kind(count.kind).label}" for count in counts),
        f" The next is refused for {wait}." if wait else "",
    )
    if wait:
        security_log.note(security_log.Action.HELD_UP, request, user, str(wait))
