"""Pages asked for again: what their quoted passages were, when they are asked for, by whom."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories as make
from tests.capture.loopback import Loopback, reply, serving, visitor
from tests.capture.quoting import PASSAGE, cited, kept
from tests.capture.watched import BEGAN, CHANGED, LOST, PARTS, SAME, SITE, compared, fetched, html
from tracker.capture import storage, watching, working
from tracker.capture.checking import check_due
from tracker.capture.extracting import take_due_texts
from tracker.capture.jobs import ask_for_copy
from tracker.capture.keeping import keep_text
from tracker.capture.models import (
    Capture,
    CaptureJob,
    CaptureRefused,
    ComparedCopy,
    QuoteCheck,
    Sighting,
    SightingLook,
)
from tracker.capture.rechecking import ask_due, ask_for, due_at

pytestmark = pytest.mark.django_db
LONG_AFTER = BEGAN + timedelta(days=400)
CHALLENGE = reply(403, b"<title>Just a moment...</title>", cf_mitigated="challenge")


@pytest.fixture
def source(db):
    return make.source(url=f"{SITE}/")


@pytest.fixture
def citation(source):
    return cited(source)


def looked(source, answer, days=100):
    """What is seen of the source's passages in a copy that comes so much later."""
    fetched(source, SAME, BEGAN)
    assert compared() == []
    fetched(source, answer, BEGAN + timedelta(days=days))
    return compared()


# --- What is seen ---


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        (SAME, "same"),
        (html("Updated.", *PARTS, "Read more."), "same"),
        (html(PARTS[0], *PARTS[2:], PARTS[1]), "moved"),
        (CHANGED, "changed"),
        (LOST, "absent"),
        (reply(404, b"nothing here"), "gone"),
        (reply(403, b"no"), "blocked"),
        (CHALLENGE, "blocked"),
        (reply(body=b"\x89PNG\r\n\x1a\n...", kind="image/png"), "cannot"),
    ],
    ids=["same", "grown", "moved", "number", "lost", "404", "403", "challenge", "picture"],
)
def test_passage_of_a_page_asked_for_again(source, citation, answer, seen):
    assert looked(source, answer) == [seen]
    row = Sighting.objects.get()
    assert row.before.text.capture.made_at == BEGAN
    assert row.is_news == (seen not in ("same", "moved"))
    assert bool(row.place) == (seen in ("same", "moved", "changed"))


def test_record_and_its_checks_stay_as_they_are(source, citation):
    looked(source, CHANGED)
    before = citation.quote
    citation.refresh_from_db()
    assert citation.quote == before
    assert set(QuoteCheck.objects.values_list("state", flat=True)) == {
        "word_for_word",
        "not_found",
    }


def test_each_copy_is_compared_with_the_last_that_had_the_passage_and_a_change_is_news_once(
    source, citation
):
    answers = [SAME, SAME, CHANGED, CHANGED, LOST, SAME]
    for number, answer in enumerate(answers):
        fetched(source, answer, BEGAN + number * timedelta(days=90))
        compared()
    rows = list(Sighting.objects.in_order().select_related("before__text__capture"))
    assert [row.seen for row in rows] == ["same", "changed", "changed", "absent", "same"]
    assert [row.is_news for row in rows] == [False, True, False, True, True]
    days = [(row.before.text.capture.made_at - BEGAN).days for row in rows]
    assert days == [0, 90, 90, 90, 90]


def test_attempt_that_is_made_again_says_nothing_until_it_is_given_up(source, citation):
    fetched(source, SAME, BEGAN)
    at = BEGAN + timedelta(days=90)
    for _attempt in range(working.MOST_ATTEMPTS):
        assert compared() == []
        done = fetched(source, reply(503, b"later"), at)
        at = done.job.due_at
    assert done.job.state == "given_up"
    assert compared() == ["cannot"]
    assert ComparedCopy.objects.count() == 2


def test_copies_of_archives_and_people_are_compared_with_but_tell_nothing_of_the_page(
    source, citation
):
    kept(source, "\n\n".join(PARTS), day="2024-03-03")
    kept(source, "Excerpts without it.", day="2024-04-03")
    assert compared() == []
    fetched(source, html(PARTS[0]), datetime(2024, 9, 9, tzinfo=UTC))
    assert compared() == ["absent"]
    assert Sighting.objects.get().before.text.capture.kind == "typed"


def test_quote_worded_anew_begins_anew(source, citation):
    assert looked(source, html(PARTS[0])) == ["absent"]
    citation.quote = "The end of the report."
    citation.save()
    fetched(source, SAME, BEGAN + timedelta(days=200))
    assert compared() == ["absent"]
    fetched(source, SAME, BEGAN + timedelta(days=300))
    assert compared() == ["absent", "same"]


def test_text_that_was_cut_does_not_say_that_a_passage_is_not_there(source, citation, monkeypatch):
    fetched(source, SAME, BEGAN)
    compared()
    monkeypatch.setattr("tracker.capture.text.html.MOST_TEXT", 20)
    fetched(source, html(PARTS[0]), LONG_AFTER)
    assert compared() == ["cannot"]


def test_copy_is_compared_without_the_earlier_text_whose_file_is_gone(source, citation, folder):
    fetched(source, SAME, BEGAN)
    compared()
    check = QuoteCheck.objects.select_related("text").get()
    storage.path_of(check.text.text_sha256).unlink()
    fetched(source, html("Above.", *PARTS), LONG_AFTER)
    assert compared() == ["same"]


# --- Rows ---


@pytest.mark.database
def test_worker_killed_while_it_compares_leaves_the_copy_to_the_next(source, citation, monkeypatch):
    fetched(source, SAME, BEGAN)
    compared()
    fetched(source, html(PARTS[0]), LONG_AFTER)

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Sighting.objects, "bulk_create", killed)
        compared()
    assert not Sighting.objects.exists() and ComparedCopy.objects.count() == 1
    assert compared() == ["absent"]
    assert compared() == ["absent"]


@pytest.mark.database
def test_of_two_workers_that_compare_a_copy_one_writes(source, citation):
    looked(source, html(PARTS[0]))
    capture = Sighting.objects.get().capture
    assert watching.compare_copy(capture) == []
    assert Sighting.objects.count() == 1
    again = Sighting.objects.get()
    again.pk, again._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


@pytest.mark.database
def test_what_was_seen_is_neither_changed_nor_deleted_but_with_its_quote(source, citation, editor):
    looked(source, html(PARTS[0]))
    row = Sighting.objects.get()
    look = SightingLook(sighting=row, looked_by=editor, looker="edith")
    look.save()
    for refused in (row.save, look.save, Sighting.objects.all().delete):
        with pytest.raises(CaptureRefused):
            refused()
    with pytest.raises(CaptureRefused):
        Sighting.objects.update(seen="same")
    citation.delete()
    assert not Sighting.objects.exists() and not SightingLook.objects.exists()


@pytest.mark.database
@pytest.mark.parametrize(
    "wrong", [{"start": 3, "end": 5}, {"seen": "gone"}, {"seen": "same", "text": None}]
)
def test_database_refuses_a_sighting_that_says_what_it_is_not(source, citation, wrong):
    looked(source, html(PARTS[0]))
    row = Sighting.objects.get()
    row.pk, row._state.adding = None, True
    row.quote_hash = "another"
    for name, value in wrong.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_copies_are_compared_in_as_many_statements_for_ten_quotes_as_for_two(
    source, django_assert_max_num_queries
):
    def asked(more, day):
        for _number in range(more):
            cited(source)
        fetched(source, SAME, BEGAN + timedelta(days=day))
        list(take_due_texts())
        list(check_due())
        capture = Capture.objects.order_by("-made_at").first()
        with django_assert_max_num_queries(100) as statements:
            watching.compare_copy(capture)
        return len(statements)

    asked(2, 0)
    first = asked(0, 90)
    asked(8, 180)
    assert asked(0, 270) == first


# --- When pages are asked for ---


def asked(now, **given):
    return [one.source.reference for one in ask_due(now, **given) if one.job]


def settled(source, answer=None, at=BEGAN):
    fetched(source, answer or SAME, at)
    compared()


def days_until_asked(*, after, least):
    """On which day after a time a page is asked for; none is before `least` days."""
    assert not asked(after + timedelta(days=least - 1, hours=23))
    return next(n for n in range(least, 2 * least) if asked(after + timedelta(days=n)))


def test_page_is_asked_for_first_after_a_month_and_then_each_quarter(source, citation):
    settled(source)
    waits, at = [], BEGAN
    for least in (30, 90, 90):
        days = days_until_asked(after=at, least=least)
        at += timedelta(days=days)
        waits.append(days)
        # Not again while it waits to be fetched.
        assert asked(at + timedelta(days=300)) == []
        settled(source, at=at)
    assert waits[0] <= 33
    assert all(days <= 99 for days in waits[1:])


def test_settings_say_how_often_and_how_many(source, citation, settings):
    settings.WATCH_FIRST_DAYS, settings.WATCH_DAYS, settings.WATCH_MOST = 1, 2, 1
    settled(source)
    other = make.source(url="http://elsewhere.tests-of-watching.org/")
    cited(other)
    settled(other, at=BEGAN + timedelta(hours=1))
    at = BEGAN + timedelta(days=3)
    assert len(asked(at)) == 1
    assert len(asked(at)) == 1
    assert asked(at) == []


def test_page_that_is_blocked_or_gone_is_asked_for_again_as_late_as_any(source, citation):
    settled(source)
    settled(source, reply(403, b"no"), at=BEGAN + timedelta(days=40))
    assert days_until_asked(after=BEGAN + timedelta(days=40), least=90) <= 99


def test_copy_asked_for_by_hand_counts_as_a_look(source, citation):
    settled(source)
    settled(source, at=BEGAN + timedelta(days=200))
    assert days_until_asked(after=BEGAN + timedelta(days=200), least=90) <= 99


def test_pages_of_one_site_fall_due_on_different_days_and_are_asked_for_apart(settings):
    settings.WATCH_FIRST_DAYS, settings.WATCH_DAYS = 100, 100
    sources = [make.source(url=f"{SITE}/{number}") for number in range(14)]
    for one in sources:
        cited(one)
        kept(one, "\n\n".join(PARTS), day="2024-03-03")
    list(check_due())
    days = {day_of_source(one) for one in sources}
    assert len(days) > 4
    rows = [one.job for one in ask_due(LONG_AFTER)]
    assert len(rows) == 10
    assert [later.due_at - job.due_at for job, later in pairwise(rows)] == [
        timedelta(minutes=10)
    ] * 9
    assert len(list(ask_due(LONG_AFTER))) == 4


def day_of_source(source):
    source.began, source.last = BEGAN, None
    return (due_at(source) - BEGAN).days


def test_only_pages_with_a_passage_to_look_for_are_watched(source, citation):
    """Found in a copy; with an address; not confidential; seen by readers or fetched before."""
    assert asked(LONG_AFTER) == []
    text = "\n\n".join(PARTS)
    uncited, secret, draft = make.source(), make.source(confidential=True), make.source()
    cited(secret)
    claim = make.claim(status="draft", published_at=None)
    make.cite(claim.allegations.get(), draft, quote=PASSAGE)
    for one in (source, uncited, secret, draft):
        kept(one, text, day="2024-03-03")
    list(check_due())
    assert asked(LONG_AFTER) == [source.reference]
    fetched_before = make.source(url=f"{SITE}/draft")
    make.cite(claim.allegations.get(), fetched_before, quote=PASSAGE)
    fetched(fetched_before, SAME, BEGAN, path="/draft")
    compared()
    assert asked(LONG_AFTER) == [fetched_before.reference]


def test_address_that_the_guard_refuses_is_told_and_does_not_hold_up_others(settings, citation):
    settings.WATCH_MOST = 1
    inside = make.source(url="http://10.0.0.1/")
    cited(inside)
    for one, day in ((inside, "2024-01-03"), (citation.source, "2024-03-03")):
        kept(one, "\n\n".join(PARTS), day=day)
    list(check_due())
    told = {one.source.reference: one.job for one in ask_due(LONG_AFTER)}
    assert told[inside.reference] is None
    assert told[citation.source.reference].url == citation.source.url
    assert CaptureJob.objects.count() == 1


@pytest.mark.database
def test_two_runs_at_once_ask_for_a_page_once(source, citation):
    settled(source)
    first, second = ask_due(LONG_AFTER), ask_due(LONG_AFTER)
    assert next(first).job
    assert list(second) == []
    assert ask_for(source, LONG_AFTER).why == "This copy is being fetched already."
    assert CaptureJob.objects.open().count() == 1


# --- The command ---


def told(capsys, *arguments):
    call_command("recheck_sources", *arguments)
    return capsys.readouterr().out.splitlines()


def test_command_asks_compares_and_fetches_nothing(source, citation, capsys, monkeypatch):
    settled(source)
    monkeypatch.setattr(timezone, "now", lambda: LONG_AFTER)
    due = f"{LONG_AFTER:%Y-%m-%d %H:%M}"
    assert told(capsys, "--due") == [
        f"{source.reference}: asked for, from {due}",
        "1 asked for: capture --due fetches them.",
    ]
    assert Capture.objects.count() == 1
    fetched(source, CHANGED, LONG_AFTER)
    list(take_due_texts())
    list(check_due())
    assert told(capsys, "--due") == [
        f"{source.reference}, {due}: 1 in other words",
        "0 asked for: capture --due fetches them.",
    ]


def test_worker_compares_what_it_fetched(source, citation, capsys, monkeypatch):
    settled(source)
    ask_for_copy(source, source.url)
    with serving({"/": html(PARTS[0])}) as server:
        monkeypatch.setattr(
            working, "visitor", lambda network=None: visitor(Loopback({80: server.port}))
        )
        call_command("capture", "--due")
    assert ": 1 not present\n" in capsys.readouterr().out
    assert Sighting.objects.get().seen == "absent"


def test_command_asks_for_named_sources_at_once_and_says_why_not(source, citation, capsys):
    settled(source, at=timezone.now())
    secret, bare = make.source(confidential=True), make.source(url="", supplied_as_text=True)
    new = make.source()
    lines = told(capsys, *(one.reference for one in (source, secret, bare, new)))
    assert lines[0].startswith(f"{source.reference}: asked for, from ")
    assert "confidential" in lines[1] and "no address" in lines[2] and "No quote" in lines[3]
    assert lines[4] == "1 asked for: capture --due fetches them."
    assert told(capsys, "--due", new.reference)[0].startswith("0 asked for")


def test_command_refuses_what_it_cannot_do(settings):
    for arguments, why in (([], "--due or references"), (["S-1999-0001"], "no source S-1999-0001")):
        with pytest.raises(CommandError, match=why):
            call_command("recheck_sources", *arguments)
    settings.HAS_DESK = False
    with pytest.raises(CommandError, match="SERVE=public"):
        call_command("recheck_sources", "--due")


def test_typed_text_alone_is_enough_to_watch_a_page_that_readers_are_led_to(source, citation):
    keep_text(source, "\n\n".join(PARTS), None, "")
    list(take_due_texts())
    list(check_due())
    assert asked(timezone.now() + timedelta(days=34)) == [source.reference]
