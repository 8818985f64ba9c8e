"""Pages fetched once and again for tests, from a server of this machine, as if on some day."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from tests.capture.loopback import Loopback, reply, serving, visitor
from tests.capture.quoting import ALTERED, PASSAGE
from tracker.capture import working
from tracker.capture.checking import check_due
from tracker.capture.extracting import take_due_texts
from tracker.capture.jobs import ask_for_copy
from tracker.capture.models import Capture, CaptureJob, Host, Sighting
from tracker.capture.watching import compare_due

SITE = "http://site.tests-of-watching.org"
BEGAN = datetime(2024, 3, 3, 12, tzinfo=UTC)
PARTS = ["The report of that spring.", PASSAGE, "It asked for a reply.", "The end of the report."]


def html(*parts):
    body = "".join(f"<p>{part}</p>" for part in parts)
    return reply(body=f"<!doctype html><title>Report</title><body>{body}</body>".encode())


SAME = html(*PARTS)
CHANGED = html(PARTS[0], ALTERED["number"], *PARTS[2:])
LOST = html(PARTS[0], *PARTS[2:])


def fetched(source, answer, at, path="/"):
    """Let the worker fetch the source's page, which answers so, as if at that time."""
    if not CaptureJob.objects.of(source).open().exists():
        ask_for_copy(source, source.url)
    CaptureJob.objects.of(source).open().update(due_at=at)
    # Whatever day the page before was asked for.
    Host.objects.all().delete()
    with serving({path: answer}) as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: at)
        who = visitor(Loopback({80: server.port}))
        (done,) = working.work(who, lambda: at, most=1)
    Capture._base_manager.filter(pk=done.capture.pk).update(made_at=at)
    return done


def compared():
    """Read what has come, and compare it; all that was ever seen of passages, in order."""
    list(take_due_texts())
    list(check_due())
    list(compare_due())
    return list(Sighting.objects.in_order().values_list("seen", flat=True))
