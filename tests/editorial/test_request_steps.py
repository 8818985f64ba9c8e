"""What happens to a request once it was sent: reminders, more time, pauses, a reply."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.conftest import staff
from tests.editorial import desk
from tests.ledger.world import as_made, kept, settled
from tracker.editorial import deadlines
from tracker.editorial.approving import Proposal, publish_changes
from tracker.editorial.deadlines import today
from tracker.editorial.importing import import_file
from tracker.editorial.importing.reading import ImportRefused
from tracker.editorial.my_day import counts_for
from tracker.editorial.request_steps import Step, note_step
from tracker.editorial.workflow import make_move
from tracker.record import models as m
from tracker.record.state import deadline_day

pytestmark = pytest.mark.django_db
LIST = "/admin/record/request/"
# Of a whole week, so that no test hangs on the day it is run.
WEEK = frozenset(range(1, 8))


def ago(days):
    return today() - timedelta(days=days)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        claim = make.claim(accused=make.party("Party B"), looked_on=str(ago(5)))
        asked = make.request(claim=claim, sent_on=str(ago(20)), due_on=str(ago(6)))
        make.ledger()
        yield settled({"claim": claim, "asked": asked})


@pytest.fixture
def world(made, settings):
    settings.WORKING_DAYS = WEEK
    return as_made(made)


def note(client, request, kind, day, **given):
    address = reverse("admin:record_request_steps", args=[request.pk])
    data = {"kind": kind, "day": str(day), "counted": "days", **given}
    answer = client.post(address, data, follow=True)
    request.refresh_from_db()
    return answer


def due_of(user):
    """How many requests are overdue, and how many due this week."""
    counts = counts_for(user)
    return counts.overdue, counts.due_soon


def errors(answer):
    form = answer.context["form"]
    return dict(form.errors) if form else answer.context["error"]


def publish(record, publisher):
    publish_changes(record, Proposal(record).version, publisher, "")


def page(client, record):
    return client.get(record.get_absolute_url()).content.decode()


def test_extension_moves_the_deadline_and_readers_are_told_both_once_published(
    editors_desk, publisher, client, world
):
    asked, claim = world["asked"], world["claim"]
    assert "No reply from" in page(client, claim)
    note(editors_desk, asked, "extended", ago(7), days="30", is_their_wish="on", note="By mail.")
    assert asked.due_on == str(ago(6) + timedelta(days=30))
    assert "deadline extended" not in page(client, asked)
    publish(asked, publisher)
    html = page(client, asked)
    assert "deadline extended" in html and "asked for it" in html
    assert "The deadline was first" in html and "By mail" not in html
    # Of the point readers hear that the deadline is still to come, and which it was.
    html = page(client, claim)
    assert "a reply is due by" in html and "The deadline was first" in html


def test_paused_deadline_is_nobodys_silence_and_runs_on_with_what_was_left(
    editors_desk, editor, publisher, client, world
):
    asked = world["asked"]
    assert counts_for(editor).overdue == 0
    note(editors_desk, asked, "paused", ago(10))
    assert asked.due_on == ""
    publish(asked, publisher)
    assert "The deadline is paused since" in page(client, asked)
    html = page(client, world["claim"])
    assert "The deadline is paused since" in html and "no deadline is known" not in html
    assert "paused</strong>" in editors_desk.get(LIST, {"clock": "paused"}).content.decode()
    assert list(editors_desk.get(LIST, {"clock": "none"}).context["cl"].result_list) == []
    # Four days were left.
    note(editors_desk, asked, "resumed", ago(1))
    assert asked.due_on == str(ago(1) + timedelta(days=4))
    publish(asked, publisher)
    assert "the deadline runs again, until" in page(client, asked)


def test_reply_is_told_at_once_and_ends_what_is_said_of_silence(
    editors_desk, editor, client, world
):
    asked, claim = world["asked"], world["claim"]
    note(editors_desk, asked, "extended", ago(6), days="9")
    note(editors_desk, asked, "replied", today())
    assert asked.outcome == "received"
    html = page(client, asked)
    assert "Reply received, being entered" in html and "a reply from" in html
    # What waited beside it goes on waiting.
    assert "deadline extended" not in html
    assert "is being entered" in page(client, claim)
    assert asked.reference in client.get("/requests/?turn=received").content.decode()
    assert due_of(editor) == (0, 0)
    assert "step_form" not in note(editors_desk, asked, "reminded", today()).content.decode()


def test_day_that_has_begun_where_the_desk_works_is_no_day_to_come(world, settings, monkeypatch):
    late = datetime(2024, 4, 17, 22, tzinfo=UTC)
    monkeypatch.setattr(deadlines.timezone, "now", lambda: late)
    asked = make.request(sent_on="2024-04-10", status="draft", published_at=None)
    step = Step("reminded", date(2024, 4, 18))
    with pytest.raises(ValidationError, match="still to come"):
        note_step(asked, None, step)
    settings.DESK_TIME_ZONE = ZoneInfo("Asia/Damascus")
    assert note_step(asked, None, step).happened_on == step.day


def test_last_step_is_taken_back_and_no_other(editors_desk, world):
    asked = world["asked"]
    before = asked.due_on
    note(editors_desk, asked, "reminded", ago(8))
    note(editors_desk, asked, "extended", ago(7), until=str(today() + timedelta(days=3)))
    first, last = asked.steps.order_by("pk")
    address = reverse("admin:record_request_steps", args=[asked.pk])
    answer = editors_desk.post(address, {"take_back": first.pk})
    assert "Something else was noted since" in answer.content.decode()
    for forged in ("x", "0", "9" * 30):
        editors_desk.post(address, {"take_back": forged})
    assert asked.steps.count() == 2
    editors_desk.post(address, {"take_back": last.pk})
    asked.refresh_from_db()
    assert asked.due_on == before and [one.kind for one in asked.steps.all()] == ["reminded"]


def test_what_cannot_have_been_is_refused_by_its_field_and_nothing_typed_is_lost(
    editors_desk, world, subtests
):
    asked = world["asked"]
    due = asked.due_on
    odd = [
        ("kind", "resumed", ago(1), {}),
        ("kind", "zzz", ago(1), {}),
        ("day", "reminded", today() + timedelta(days=1), {}),
        ("day", "reminded", ago(21), {}),
        ("day", "reminded", "31 May", {}),
        ("day", "paused", ago(5), {}),
        ("days", "extended", ago(7), {}),
        ("days", "extended", ago(7), {"days": "-1"}),
        ("days", "extended", ago(7), {"days": "9" * 30}),
        ("until", "extended", ago(7), {"days": "3", "until": str(today())}),
        ("until", "extended", ago(7), {"until": str(ago(6))}),
        ("until", "extended", ago(7), {"until": "9999-12-31"}),
        ("counted", "extended", ago(7), {"days": "3", "counted": "hours"}),
        ("note", "reminded", ago(7), {"note": "a\x00b"}),
    ]
    for field, kind, day, given in odd:
        with subtests.test(field=field, **given):
            answer = note(editors_desk, asked, kind, day, **({"note": "typed"} | given))
            assert field in errors(answer)
            assert given.get("note") or "typed" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.due_on == due and not asked.steps.exists()


def test_deadline_that_follows_from_steps_is_not_typed_over(editors_desk, world):
    asked = world["asked"]
    note(editors_desk, asked, "extended", ago(7), days="30")
    extended = asked.due_on
    data = desk.open_form(editors_desk, asked)
    assert "due_on" not in data
    assert desk.save(editors_desk, asked, data | {"due_on": ["2030"]}).status_code == 302
    asked.refresh_from_db()
    assert asked.due_on == extended


def test_nothing_happens_to_an_appeal_or_to_what_was_not_sent_or_is_withdrawn(
    editors_desk, publisher, world
):
    asked = world["asked"]
    draft = make.request(sent_on="", status="draft", published_at=None)
    make.edited(asked, is_appeal=True)
    withdrawn = make.request(sent_on="2024-04-01")
    make.ledger()
    make_move(withdrawn, "withdraw", publisher, "Entered twice.")
    for request in (asked, draft, withdrawn):
        note(editors_desk, request, "reminded", today())
    assert not m.RequestStep.objects.exists()


def test_only_who_may_change_a_request_notes_a_step(client, world):
    address = reverse("admin:record_request_steps", args=[world["asked"].pk])
    assert client.get(address).status_code == 302
    note(client, world["asked"], "reminded", today())
    assert not m.RequestStep.objects.exists()


def test_contributor_notes_steps_of_its_own_requests_alone_and_tells_nobody(client, world):
    client.force_login(staff("cora", "contributor"))
    address = reverse("admin:record_request_steps", args=[world["asked"].pk])
    assert client.get(address).status_code in (302, 403, 404)
    note(client, world["asked"], "replied", today())
    assert not m.RequestStep.objects.exists()


@pytest.mark.database
def test_request_is_overdue_by_the_deadline_in_force(editors_desk, editor, world):
    late = make.request(due_on=str(deadline_day(timezone.now()) - timedelta(days=2)))
    make.ledger()
    assert due_of(editor) == (1, 0)
    note(editors_desk, late, "extended", today(), days="4")
    assert due_of(editor) == (0, 1)


def test_file_loads_the_steps_of_a_request(tmp_path):
    party = {"slug": "party-a", "name": "Party A", "kind": "organisation"}
    step = {"kind": "extended", "happened_on": "2024-04-20", "due_before": "2024-05-01"}
    request = {
        "reference": "Q-2024-0001",
        "title": "Party A asks Party B for a response",
        "kind": "response",
        "asker": "party-a",
        "asked": "party-b",
        "sent_on": "2024-04-01",
        "due_on": "2024-05-10",
        "status": "draft",
        "steps": [{**step, "due_on": "2024-05-10"}],
    }
    content = {
        "format": "tracker-record/1",
        "parties": [party, {**party, "slug": "party-b", "name": "Party B"}],
        "requests": [request],
    }
    path = tmp_path / "file.json"
    path.write_text(json.dumps(content))
    import_file(path, None, lambda line: None)
    assert m.RequestStep.objects.get().due_before == "2024-05-01"
    request["steps"] = [step]
    path.write_text(json.dumps(content | {"requests": [request | {"reference": "Q-2024-0002"}]}))
    with pytest.raises(ImportRefused, match="A deadline belongs to an extension"):
        import_file(path, None, lambda line: None)
