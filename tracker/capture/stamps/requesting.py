"""Sending what is due to the authorities: a stamp at a time, tried again with ever longer pauses.

As with copies, a row is taken by one statement that one worker wins, in a transaction that is over
before anything is sent; what a killed worker had taken is taken up again. What an authority
answered to the killed one is lost, and it is asked anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tracker.capture.addresses import Refused, parse
from tracker.capture.fetch import ask
from tracker.capture.keeping import line
from tracker.capture.models import Capture, JobMoved, Stamp, Untold
from tracker.capture.models.stamps import Fault, fault_of
from tracker.capture.outcomes import Outcome
from tracker.capture.stamps.checking import check_stamp
from tracker.capture.stamps.tokens import NotAStamp, new_nonce, request_for
from tracker.capture.visiting import Visitor, close_all
from tracker.capture.wire import Budget, Exchange, Limits, Stopped
from tracker.capture.working import GRACE, LOOKED_AT, MOST_ATTEMPTS, PAUSES, take_one

State = Stamp.State
# A stamp has two to ten kilobytes.
LIMITS = Limits(seconds=30, wire_bytes=128 * 1024, body_bytes=64 * 1024)
HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
    "Connection": "close",
}


def work(
    who: Visitor, now: Callable[[], datetime] = timezone.now, most: int | None = None
) -> Iterator[Stamp]:
    """Ask for each stamp that is due and whose authority is free, one after another."""
    count = 0
    while (most is None or count < most) and (stamp := take(now())):
        count += 1
        with suppress(JobMoved):
            settle(stamp, who, now)
            yield stamp


def take(now: datetime) -> Stamp | None:
    """The next stamp to be asked for, as this worker's own; None where nothing is to be done."""
    abandoned_before = now - timedelta(seconds=LIMITS.seconds) - GRACE
    return take_one(Stamp.objects.due(now, abandoned_before).defer("token")[:LOOKED_AT], now)


def settle(stamp: Stamp, who: Visitor, now: Callable[[], datetime] = timezone.now) -> None:
    """Ask for a taken stamp, and write down what came of it. Raises JobMoved."""
    nonce = new_nonce()
    try:
        if stamp.attempts > MOST_ATTEMPTS:
            raise NotAStamp(Fault.INTERRUPTED)
        token = _answer(stamp, nonce, who)
        checked = check_stamp(stamp, token, nonce=nonce, arrived=now())
    except NotAStamp as failed:
        fields = {"fault": failed.fault, "detail": line(failed.detail, 300)}
        if stamp.attempts < MOST_ATTEMPTS:
            stamp.move(State.WAITING, due_at=now() + PAUSES[stamp.attempts - 1], **fields)
        else:
            stamp.move(State.FAILED, **fields)
        return
    with transaction.atomic():
        stamp.move(
            State.STAMPED,
            token=token,
            nonce=f"{nonce:016x}",
            stamped_at=checked.time,
            signer=checked.signer or stamp.host,
            fault="",
            detail="",
        )
        stamped = Capture.objects.kept().filter(sha256=stamp.digest)
        Untold.objects.ask(stamped.values_list("source", flat=True))


def _answer(stamp: Stamp, nonce: int, who: Visitor) -> bytes:
    """What the authority answers. Raises NotAStamp."""
    exchanges: list[Exchange] = []
    headers = {"User-Agent": who.agent, **HEADERS}
    try:
        address, budget = parse(stamp.authority), Budget(LIMITS, who.clock)
        sent = request_for(stamp.digest, nonce)
        with ask(address, headers, budget, who.network, exchanges, sent) as answer:
            if answer.status != 200:
                raise NotAStamp(Fault.STATUS, f"HTTP {answer.status}")
            return b"".join(answer.pieces())
    except Refused as refused:
        raise NotAStamp(fault_of(Outcome.REFUSED), refused.what) from refused
    except Stopped as stopped:
        raise NotAStamp(fault_of(stopped.outcome), f"{stopped}") from stopped
    finally:
        close_all(exchanges)


def seconds_to_next(now: datetime) -> float | None:
    """Seconds until the next waiting stamp is due; None where none waits."""
    due_at = Stamp.objects.waiting().order_by("due_at").values_list("due_at", flat=True).first()
    return None if due_at is None else max(0.0, (due_at - now).total_seconds())
