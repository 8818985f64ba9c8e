"""When a page is asked for again, so that its quoted passages can be looked for in it.

The time follows from what is on file, so that nothing can be forgotten: some weeks after a passage
was first found in a copy, and then some months after the page was last asked for, by whomever and
whatever came of it. Sources of one site fall due on different days, and are asked for apart.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from tracker.capture.jobs import ask_for_copy
from tracker.capture.models import Capture, CaptureJob, QuoteCheck
from tracker.capture.models.checks import FOUND
from tracker.record.models import Source

# Of the time between two looks, the part by which a source may be asked for later than others.
LATER = 10
# Of one site in one run, and how long one of its pages is asked for after another.
MOST_OF_HOST = 10
APART = timedelta(minutes=10)


class Asked(NamedTuple):
    """A source whose page is asked for again, or `why` it is not."""

    source: Source
    job: CaptureJob | None
    why: str = ""


def ask_due(now: datetime, references: list[str] | None = None) -> Iterator[Asked]:
    """Ask for the page of each source whose time has come, the longest due first.

    At most `WATCH_MOST` in one run; with `references` only those of them that are due.
    """
    due = [one for one in _watched(references) if due_at(one) <= now]
    hosts: Counter[str] = Counter()
    count = 0
    for source in sorted(due, key=lambda one: (due_at(one), one.pk)):
        if count >= settings.WATCH_MOST:
            return
        host = _host(source)
        if hosts[host] >= MOST_OF_HOST or not _is_still_due(source, now):
            continue
        asked = _ask(source, now + hosts[host] * APART)
        hosts[host] += asked.job is not None
        count += asked.job is not None
        yield asked


def ask_for(source: Source, now: datetime) -> Asked:
    """Ask for a source's page whether or not it is due; never for that of a confidential one."""
    if source.confidential:
        return Asked(
            source, None, _("It is confidential: whoever asks for it is seen by the site.")
        )
    if not source.url:
        return Asked(source, None, _("It has no address."))
    if not _found_quotes().filter(citation__source=source).exists():
        return Asked(source, None, _("No quote of it was found in a kept copy yet."))
    return _ask(source, now)


def due_at(source: Any) -> datetime:
    """When the page of a source, as `_watched` gives it, is to be asked for again."""
    first, every = (timedelta(days=n) for n in (settings.WATCH_FIRST_DAYS, settings.WATCH_DAYS))
    began: datetime = source.began
    last: datetime = source.last or began
    is_first = last < began + first
    start, pause = (began, first) if is_first else (last, every)
    return start + pause + _share(source) * pause / LATER


def _share(source: Source) -> float:
    """From 0 to 1, always the same for a source: by its site, then by itself."""
    of_host, own = (
        int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) / 2**32
        for name in (_host(source), source.reference)
    )
    return (of_host + own) / 2


def _ask(source: Source, at: datetime) -> Asked:
    reason = _("To see whether its quoted passages are still there.")
    try:
        return Asked(source, ask_for_copy(source, source.url, None, reason, at))
    except ValidationError as refused:
        return Asked(source, None, " ".join(refused.messages))


def _watched(references: list[str] | None = None) -> Any:
    """Sources with a passage that a kept copy had, with when that was and when they were asked.

    `began` is when the first copy was kept, `last` when the page was last asked for. Not those
    that are confidential, and of those that readers do not see only what was fetched before: the
    site would learn that somebody here is at work on it.
    """
    captures = Capture.objects.filter(source=OuterRef("pk"))
    asked = captures.filter(kind=Capture.Kind.FETCHED)
    rows = Source.objects.filter(
        Exists(_found_quotes().filter(citation__source=OuterRef("pk"))),
        Q(Exists(asked)) | Q(pk__in=Source.objects.published().values("pk")),
        confidential=False,
    ).exclude(url="")
    open_jobs = CaptureJob.objects.open().filter(source=OuterRef("pk"), url=OuterRef("url"))
    rows = rows.exclude(Exists(open_jobs)).annotate(
        began=Subquery(captures.kept().order_by("made_at").values("made_at")[:1]),
        last=Subquery(asked.order_by("-made_at").values("made_at")[:1]),
    )
    if references:
        rows = rows.filter(reference__in=references)
    return rows.filter(began__isnull=False).only("pk", "reference", "url", "archive_url")


def _is_still_due(source: Source, now: datetime) -> bool:
    """Whether nobody has asked for it, and nothing has come, since the run began."""
    row = _watched().filter(pk=source.pk).first()
    return row is not None and due_at(row) <= now


def _found_quotes() -> Any:
    return QuoteCheck.objects.filter(state__in=FOUND)


def _host(source: Source) -> str:
    try:
        return urlsplit(source.url).hostname or ""
    except ValueError:
        return ""
