"""Taking up what is due: a job at a time, tried again where that may help.

A job is taken by one statement that only one worker can win, in a transaction that is over before
anything is fetched. A worker that is killed leaves a job that says when it was taken; when no
worker could still be at it, another takes it up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tracker.capture.fetch import Network
from tracker.capture.keeping_visits import keep_visit
from tracker.capture.models import ArchiveRequest, Capture, CaptureJob, Host, JobMoved
from tracker.capture.models.taken import RUNNING, WAITING, Job
from tracker.capture.outcomes import PASSING, Outcome
from tracker.capture.visiting import Visit, Visitor
from tracker.capture.wire import MEGABYTE, Limits

State = CaptureJob.State
# Until the next attempt, after the first, the second …; after the last one a job is given up.
PAUSES = (
    timedelta(minutes=5),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
)
MOST_ATTEMPTS = len(PAUSES) + 1
# Beyond the time that a copy may take, before a job is thought to be abandoned.
GRACE = timedelta(minutes=5)
# How many jobs are looked through for one whose host is free.
LOOKED_AT = 200
Work = TypeVar("Work", bound=Job)


class Done(NamedTuple):
    """A job that was tried, and what came of it."""

    job: CaptureJob
    capture: Capture


def visitor(network: Network | None = None) -> Visitor:
    """Who asks for pages, with the limits of the settings."""
    most = settings.CAPTURE_MEGABYTES * MEGABYTE
    limits = Limits(seconds=settings.CAPTURE_SECONDS, wire_bytes=most, body_bytes=most)
    return Visitor(settings.CAPTURE_AGENT, limits, network or Network())


def work(
    who: Visitor, now: Callable[[], datetime] = timezone.now, most: int | None = None
) -> Iterable[Done]:
    """Try each job that is due and whose host is free, one after another."""
    count = 0
    while (most is None or count < most) and (job := take(now())):
        count += 1
        with suppress(JobMoved):
            yield Done(job, try_job(job, who, now))


def take(now: datetime) -> CaptureJob | None:
    """The next job, as this worker's own; None where nothing is to be done now."""
    abandoned_before = now - timedelta(seconds=settings.CAPTURE_SECONDS) - GRACE
    return take_one(CaptureJob.objects.due(now, abandoned_before)[:LOOKED_AT], now)


def take_one(due: Iterable[Work], now: datetime) -> Work | None:
    """The first of these jobs whose host is free; rows not read before it is called."""
    # Not within a transaction of others, in which no worker would see that it is taken.
    with transaction.atomic(durable=True):
        for job in due:
            try:
                free_at = take_turn(job.host, now)
                if free_at is not None:
                    if job.state == WAITING:
                        job.move(WAITING, due_at=free_at)
                    continue
                job.move(RUNNING, taken_at=now, attempts=job.attempts + 1)
            except JobMoved:
                continue
            return job
    return None


def take_turn(host: str, now: datetime) -> datetime | None:
    """Take a host's turn; when the next one is, where it is not free."""
    after = now + timedelta(seconds=settings.CAPTURE_PAUSE)
    row, is_new = Host.objects.get_or_create(name=host, defaults={"free_at": after})
    if is_new or Host.objects.filter(name=host, free_at__lte=now).update(free_at=after):
        return None
    return row.free_at


def try_job(job: CaptureJob, who: Visitor, now: Callable[[], datetime] = timezone.now) -> Capture:
    """Fetch what a taken job asks for, and write down what came of it.

    Raises JobMoved where the source was deleted meanwhile.
    """
    if job.attempts > MOST_ATTEMPTS:
        visit = Visit(job.url, Outcome.INTERRUPTED, detail=f"{MOST_ATTEMPTS} times")
    else:
        visit = who.visit(job.url)
    # Meanwhile the source may have become part of another one.
    try:
        job.refresh_from_db(fields=["source"])
    except CaptureJob.DoesNotExist as error:
        visit.close()
        raise JobMoved("nobody asks for it any more") from error
    # An archive asked to keep a page may answer with a page of its own, which lacks the quotes.
    is_part = ArchiveRequest.objects.filter(job=job).exists()
    capture = keep_visit(job.source, visit, job.asked_by, job.reason, job.kind, is_part=is_part)
    leave_alone(visit.hosts - {job.host}, now())
    # It may have taken so long that another worker has it: what was fetched is kept all the same.
    with suppress(JobMoved):
        _settle(job, capture, now())
    return capture


def leave_alone(hosts: Iterable[str], now: datetime) -> None:
    """Note that hosts were asked on the way, so that they are not asked again at once."""
    after = now + timedelta(seconds=settings.CAPTURE_PAUSE)
    for host in hosts:
        Host.objects.update_or_create(name=host, defaults={"free_at": after})


def _settle(job: CaptureJob, capture: Capture, now: datetime) -> None:
    if capture.is_kept:
        job.move(State.DONE, capture=capture)
    elif capture.outcome in PASSING and job.attempts < MOST_ATTEMPTS:
        due_at = now + PAUSES[job.attempts - 1]
        job.move(State.WAITING, capture=capture, due_at=due_at)
    else:
        job.move(State.GIVEN_UP, capture=capture)


def seconds_to_next(now: datetime) -> float | None:
    """Seconds until the next waiting job is due; None where none waits."""
    due_at = (
        CaptureJob.objects.filter(state=State.WAITING)
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    )
    return None if due_at is None else max(0.0, (due_at - now).total_seconds())
