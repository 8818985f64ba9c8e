"""Clocks: one that was wrong once does not date all that follows, and the log says so."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.conftest import staff
from tests.ledger.forging import bodies, edit, owning, rehash, sealed_log
from tests.ledger.world import as_made, kept, settled
from tracker.ledger import sealing, verify
from tracker.ledger.auditing import Audit
from tracker.ledger.entries import written
from tracker.ledger.models import Entry

pytestmark = pytest.mark.django_db
A_YEAR, SECONDS = timedelta(days=365), timedelta(seconds=20)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        yield settled(sealed_log(staff("ada", "publisher")))


@pytest.fixture
def log(made, db):
    return as_made(made)


@pytest.fixture
def clock(monkeypatch):
    """A function that sets the clock of the entries off by some time."""
    right = timezone.now

    def set_off(by):
        monkeypatch.setattr("tracker.ledger.entries.timezone.now", lambda: right() + by)

    return set_off


def in_a_row(log, clock, *offsets):
    """The entries of a change at each of these times off the right one."""
    first = Entry.objects.count()
    for number, by in enumerate(offsets):
        clock(by)
        edit(None, log.claim, title=f"Party A alleges {number} things")
    return list(Entry.objects.filter(sequence__gte=first))


def examined(log, folder):
    sealing.seal(log.signer)
    path = folder / "bundle.zip"
    call_command("export_ledger", path, stdout=io.StringIO())
    return verify.examine(path, log.key, log.last)


def test_clock_once_in_the_future_does_not_date_what_follows(log, clock, tmp_path):
    wrong, told, *after = in_a_row(log, clock, A_YEAR, timedelta(), timedelta())
    assert (told.action, told.record, told.shown) == ("clock", verify.LOG, "whole")
    assert json.loads(told.body)["clock"] == written(wrong.time)
    assert [entry.record for entry in after] == [log.claim.reference] * 2
    assert all(entry.time < timezone.now() for entry in (told, *after))
    assert told.time <= after[0].time <= after[1].time
    assert Audit().run(log.key, log.last).faults == []
    report = examined(log, tmp_path)
    assert (report.status, report.faults) == (0, [])
    assert "a clock was set back" in " ".join(report.said)


def test_clocks_that_differ_a_little_date_alike_and_tell_nothing(log, clock, tmp_path):
    ahead, behind = in_a_row(log, clock, SECONDS, timedelta())
    assert behind.time == ahead.time
    assert Audit().run(log.key).faults == []


def test_nothing_is_told_where_nothing_is_entered(log, clock):
    in_a_row(log, clock, A_YEAR)
    before = Entry.objects.count()
    clock(timedelta())
    edit(None, log.claim)
    assert Entry.objects.count() == before


def test_entry_that_is_backdated_without_such_an_entry_is_found(log, clock, tmp_path):
    in_a_row(log, clock, A_YEAR, timedelta())
    with owning():
        rehash([body for body in bodies() if "clock" not in body], log.signer)
    assert "is dated before the one before it" in " ".join(Audit().run(log.key).faults)
    assert "dated before the one before it" in " ".join(examined(log, tmp_path).faults)


@pytest.mark.database
def test_readers_are_told(log, clock, client):
    _, told, _ = in_a_row(log, clock, A_YEAR, timedelta())
    page = client.get(f"/ledger/{told.sequence}/").content.decode()
    assert "Clock set back" in page
    assert "The log itself" in page
    assert "Clock set back" in client.get("/ledger/").content.decode()
