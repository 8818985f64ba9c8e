"""Jobs: what was asked for is fetched by a worker, again where that may help, once."""

from datetime import timedelta
from ipaddress import ip_address
from itertools import count

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories as make
from tests.capture.loopback import AGENT, Loopback, page, reply, serving, visitor
from tracker.capture import working
from tracker.capture.jobs import ask_for_copy
from tracker.capture.models import Capture, CaptureJob, Host, JobMoved
from tracker.capture.moving import move_copies
from tracker.capture.outcomes import Outcome

pytestmark = pytest.mark.django_db
SITE = "http://site.tests-of-capture.org"
NOW = timezone.now()
LATER = NOW + timedelta(days=30)


@pytest.fixture
def source(db):
    return make.source(url=f"{SITE}/", archive_url="http://archive.tests-of-capture.org/1")


def work(pages, at=NOW, **more):
    """Let a worker do all that is due at a time; what came of each job."""
    with serving(pages) as server:
        who = visitor(Loopback({80: server.port}))
        return [done.capture.outcome for done in working.work(who, lambda: at, **more)]


def state_of(job):
    job.refresh_from_db()
    return job.state, job.attempts


def test_asked_for_copy_is_fetched_and_kept_under_who_asked(source, editor):
    job = ask_for_copy(source, source.url, editor, "It may go.")
    assert not Capture.objects.exists()
    assert work({"/": reply(body=page())}, at=LATER) == [Outcome.KEPT]
    assert state_of(job) == ("done", 1)
    row = job.capture
    assert (row.source, row.kind, row.maker, row.reason) == (
        source,
        "fetched",
        "edith",
        "It may go.",
    )
    assert work({}, at=LATER) == []


def test_copy_of_the_archives_address_is_called_that(source):
    job = ask_for_copy(source, source.archive_url)
    work({"/1": reply(body=page())}, at=LATER)
    job.refresh_from_db()
    assert job.capture.kind == "archive"


@pytest.mark.database
def test_same_copy_is_asked_for_once_until_it_is_there(source):
    ask_for_copy(source, source.url)
    with pytest.raises(ValidationError, match="being fetched already"):
        ask_for_copy(source, source.url)
    work({"/": reply(body=page())}, at=LATER)
    ask_for_copy(source, source.url)


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://user@host.org/", "ftp://host.org/"])
def test_address_that_is_never_connected_to_is_refused_at_once(source, url):
    with pytest.raises(ValidationError, match="does not connect"):
        ask_for_copy(source, url)
    assert not CaptureJob.objects.exists()


def test_what_may_pass_is_tried_again_ever_later_and_then_given_up(source):
    job = ask_for_copy(source, source.url)
    at, waits = LATER, []
    for attempt in range(1, working.MOST_ATTEMPTS):
        assert work({"/": reply(503, b"later")}, at=at) == [Outcome.BUSY]
        assert state_of(job) == ("waiting", attempt)
        assert work({}, at=at) == []
        waits.append(job.due_at - at)
        at = job.due_at
    assert waits == list(working.PAUSES) == sorted(waits)
    work({"/": reply(503, b"later")}, at=at)
    assert state_of(job) == ("given_up", working.MOST_ATTEMPTS)
    assert Capture.objects.failed().count() == working.MOST_ATTEMPTS
    assert work({}, at=at + timedelta(days=300)) == []


def test_what_does_not_pass_is_given_up_at_once(source):
    job = ask_for_copy(source, source.url)
    assert work({"/": reply(404, b"gone")}, at=LATER) == [Outcome.GONE]
    assert state_of(job) == ("given_up", 1)
    assert "archive" in job.capture.what_to_do


def test_job_of_a_killed_worker_is_taken_up_again_when_nobody_can_be_at_it(source):
    job = ask_for_copy(source, source.url)
    taken = working.take(LATER)
    assert taken == job
    soon = LATER + timedelta(minutes=1)
    assert working.take(soon) is None
    much_later = LATER + timedelta(hours=1)
    assert work({"/": reply(body=page())}, at=much_later) == [Outcome.KEPT]
    assert state_of(job) == ("done", 2)


def test_job_that_kills_each_worker_is_given_up(source):
    job = ask_for_copy(source, source.url)
    at = LATER
    for _attempt in range(working.MOST_ATTEMPTS):
        assert working.take(at) == job
        at += timedelta(hours=1)
    assert work({}, at=at) == [Outcome.INTERRUPTED]
    assert state_of(job)[0] == "given_up"


def test_worker_that_was_too_slow_changes_nothing_of_a_job_that_another_has(source):
    job = ask_for_copy(source, source.url)
    slow = working.take(LATER)
    other = working.take(LATER + timedelta(hours=1))
    with serving({"/": reply(body=page())}) as server:
        who = visitor(Loopback({80: server.port}))
        assert working.try_job(slow, who).is_kept
        assert state_of(job) == ("running", 2)
        working.try_job(other, who)
    assert state_of(job) == ("done", 2)
    assert Capture.objects.kept().count() == 2


def test_copy_of_a_source_that_was_merged_meanwhile_is_of_the_one_kept(source):
    job = ask_for_copy(source, source.url)
    kept = make.source()
    taken = working.take(LATER)
    move_copies(source, kept)
    with serving({"/": reply(body=page())}) as server:
        row = working.try_job(taken, visitor(Loopback({80: server.port})))
    assert (row.source, row.for_reference) == (kept, kept.reference)
    assert state_of(job) == ("done", 1)


def test_copy_that_nobody_asks_for_any_more_is_not_kept(source):
    ask_for_copy(source, source.url)
    taken = working.take(LATER)
    source.delete()
    with (
        serving({"/": reply(body=page())}) as server,
        pytest.raises(JobMoved),
    ):
        working.try_job(taken, visitor(Loopback({80: server.port})))
    assert not Capture.objects.exists()


@pytest.mark.database
def test_one_of_two_workers_gets_a_job(source):
    ask_for_copy(source, source.url)
    first, second = (CaptureJob.objects.get() for _worker in range(2))
    first.move(CaptureJob.State.RUNNING, taken_at=NOW, attempts=1)
    with pytest.raises(JobMoved):
        second.move(CaptureJob.State.RUNNING, taken_at=NOW, attempts=1)
    with pytest.raises(JobMoved):
        second.move(CaptureJob.State.DONE)


@pytest.mark.database
@pytest.mark.parametrize(
    "given", [{"state": "running"}, {"taken_at": NOW}, {"kind": "typed"}, {"state": "waiting"}]
)
def test_database_refuses_a_job_that_says_what_it_is_not(source, given):
    job = ask_for_copy(source, source.url)
    new = {"source": source, "url": source.url, "host": "x", "kind": "fetched"}
    with pytest.raises(IntegrityError):
        if given == {"state": "waiting"}:
            CaptureJob.objects.create(**new)
        CaptureJob.objects.filter(pk=job.pk).update(**given)


# --- Politeness ---


def test_host_is_asked_again_only_after_a_pause(source, settings):
    settings.CAPTURE_PAUSE = 30
    other = make.source(url=f"{SITE}/b")
    elsewhere = make.source(url="http://elsewhere.tests-of-capture.org/c")
    for one in (source, other, elsewhere):
        ask_for_copy(one, one.url)
    pages = {path: reply(body=page()) for path in ("/", "/b", "/c")}
    assert work(pages, at=LATER) == [Outcome.KEPT] * 2
    (waiting,) = CaptureJob.objects.filter(state="waiting")
    assert waiting.source == other
    assert waiting.attempts == 0
    assert waiting.due_at - LATER == timedelta(seconds=30)
    assert work(pages, at=waiting.due_at) == [Outcome.KEPT]


def test_host_that_was_asked_on_the_way_is_left_alone_too(source):
    ask_for_copy(source, source.url)
    away = reply(302, Location="http://elsewhere.tests-of-capture.org/c")
    work({"/": away, "/c": reply(body=page())}, at=LATER)
    names = set(Host.objects.values_list("name", flat=True))
    assert names == {"site.tests-of-capture.org", "elsewhere.tests-of-capture.org"}


# --- Where nothing is fetched ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_no_job_is_taken_within_a_transaction():
    row = make.source(url=f"{SITE}/")
    ask_for_copy(row, row.url)
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        working.take(LATER)
    assert working.take(LATER)


# --- The command ---


@pytest.fixture
def site(monkeypatch):
    """The command's visitor, led to a server of this machine."""

    def lead_to(server):
        monkeypatch.setattr(
            working, "visitor", lambda network=None: visitor(Loopback({80: server.port}))
        )

    return lead_to


def told(capsys, *arguments, **options):
    call_command("capture", *arguments, **options)
    return capsys.readouterr().out


def test_command_keeps_an_address_a_file_and_a_text(source, site, capsys, tmp_path):
    file, text = tmp_path / "a.pdf", tmp_path / "a.txt"
    file.write_bytes(b"%PDF-1.7")
    text.write_text("Words.", encoding="utf-8")
    with serving({"/": reply(body=page())}) as server:
        site(server)
        assert "text/html" in told(capsys, source.url)
        assert "text/html" in told(capsys, "--source", source.reference)
    assert "application/pdf" in told(capsys, "--source", source.reference, "--file", str(file))
    assert "text/plain" in told(capsys, "--source", source.reference, "--text", str(text))
    kinds = Capture.objects.of(source).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["fetched", "fetched", "given", "typed"]
    assert Capture.objects.first().what_it_is == "text typed in by the command line"


def test_command_says_why_nothing_was_kept_and_what_to_do(source, site, capsys):
    with serving({"/": reply(403, b"no")}) as server:
        site(server)
        with pytest.raises(CommandError, match=r"refused to show it\. Open it in your browser"):
            call_command("capture", source.url)
    assert Capture.objects.failed().count() == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "--source or --due"),
        (["https://nobody.org/"], "No source has"),
        (["--source", "S-1999-0001"], "No source has"),
        (["--due", "--source", "S-1999-0001"], "Only one"),
        (["https://a.org/", "--file", "x"], "Only one"),
        (["--source", "S-2024-0001", "--file", "/nowhere"], "No such file"),
    ],
)
def test_command_that_asks_for_nothing_clear_is_refused(source, arguments, why):
    with pytest.raises(CommandError, match=why):
        call_command("capture", *arguments)


def test_command_refuses_in_a_process_that_serves_readers_alone(settings):
    settings.HAS_DESK = False
    with pytest.raises(CommandError, match="SERVE=public"):
        call_command("capture", "--due")


def test_command_does_what_is_due_and_waits_for_a_host_that_is_free_soon(
    source, site, capsys, settings, monkeypatch
):
    settings.CAPTURE_PAUSE = 10
    other = make.source(url=f"{SITE}/b")
    for one in (source, other):
        ask_for_copy(one, one.url)
    slept = []
    # Not from when this file was read, which in a long run is minutes ago.
    began, shift = timezone.now(), count()

    def sleep(seconds):
        slept.append(seconds)
        at = began + timedelta(minutes=next(shift) + 1)
        monkeypatch.setattr(timezone, "now", lambda: at)

    monkeypatch.setattr("time.sleep", sleep)
    with serving({"/": reply(body=page()), "/b": reply(404, b"gone")}) as server:
        site(server)
        said = told(capsys, "--due")
    assert len(slept) == 1 and 1 <= slept[0] <= 10
    assert said.splitlines() == [
        f"{source.reference}: kept, kept",
        "1 texts taken out, quotes of 1 sources looked for.",
        "What is new of 1 sources is told.",
        f"{other.reference}: there is no such page any more, given up",
        "What is new of 1 sources is told.",
        "2 tried, 1 kept.",
    ]
    assert told(capsys, "--due") == "0 tried, 0 kept.\n"


def test_worker_asks_under_the_name_and_the_limits_of_the_settings(settings):
    settings.CAPTURE_AGENT, settings.CAPTURE_SECONDS, settings.CAPTURE_MEGABYTES = AGENT, 7, 3
    who = working.visitor()
    assert (who.agent, who.limits.seconds, who.limits.body_bytes) == (AGENT, 7, 3 * 2**20)
    assert not who.network.allows(ip_address("127.0.0.1"))
