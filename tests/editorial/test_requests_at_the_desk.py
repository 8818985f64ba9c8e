"""Requests at the desk: begun from a claim, sent today by one click, and whose day is over."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.editorial import desk
from tests.ledger.world import as_made, kept, settled
from tracker.editorial import deadlines
from tracker.editorial.deadlines import last_day, today
from tracker.editorial.models import RequestWording
from tracker.editorial.my_day import counts_for
from tracker.record import models as m
from tracker.record.state import deadline_day

pytestmark = pytest.mark.django_db
LIST = "/admin/record/request/"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        claim = make.claim(
            "Party A alleges a thing", make.party("Party A"), make.party("Party {B}"), 2
        )
        wording = RequestWording.objects.create(
            name="A letter",
            asker=make.party("The desk"),
            title="{asker} asks {accused} for a response",
            text="{claimants} said on {made_on}:\n{points}\nWhat does {accused} say?",
            days=5,
            are_working_days=True,
        )
        draft = make.request(claim=claim, sent_on="", proof=None, status="draft", published_at=None)
        make.ledger()
        yield settled({"claim": claim, "wording": wording, "draft": draft})


@pytest.fixture
def world(made):
    return as_made(made)


def sent(client, request, **given):
    address = reverse("admin:record_request_sent", args=[request.pk])
    return client.post(address, given, follow=True)


# --- Begun from a claim ---------------------------------------------------------------------------


def test_claim_offers_to_ask_each_of_the_accused_in_each_wording(editors_desk, world):
    claim, wording = world["claim"], world["wording"]
    html = editors_desk.get(desk.address(claim)).content.decode()
    query = f"?claim={claim.pk}&amp;asked={claim.accused.get().pk}&amp;wording={wording.pk}"
    assert f"/admin/record/request/add/{query}" in html


def test_request_that_is_begun_has_the_words_of_the_wording_filled_in_once(editors_desk, world):
    claim = world["claim"]
    given = {"claim": claim.pk, "asked": claim.accused.get().pk, "wording": world["wording"].pk}
    form = editors_desk.get("/admin/record/request/add/", given).context["adminform"].form
    assert form.initial["title"] == "The desk asks Party {B} for a response"
    said = "Party A says that Party B did a thing."
    assert form.initial["text"] == (
        f"Party A said on 17 April 2024:\n1. {said}\n2. {said}\nWhat does Party {{B}} say?"
    )
    assert form.initial["claim"] == claim.pk and form.initial["kind"] == "response"


@pytest.mark.parametrize("odd", ["x", "0", "99999", "1" * 30, ""])
def test_odd_address_of_a_new_request_begins_with_nothing(editors_desk, world, odd):
    given = {"claim": odd, "asked": odd, "wording": odd}
    assert editors_desk.get("/admin/record/request/add/", given).status_code == 200
    assert editors_desk.get("/admin/record/source/add/", {"publisher": odd}).status_code == 200


def test_wording_with_a_blank_that_is_none_is_refused(publishers_desk):
    data = {"language": "en", "name": "Odd", "title": "{who} asks", "text": "?", "days": "5"}
    answer = publishers_desk.post(reverse("admin:editorial_requestwording_add"), data)
    assert "There is no {who}" in answer.content.decode()
    assert not RequestWording.objects.filter(name="Odd").exists()


def test_wordings_are_the_publishers_to_keep(editors_desk, world):
    page = reverse("admin:editorial_requestwording_change", args=[world["wording"].pk])
    assert editors_desk.get(page).status_code == 200
    assert editors_desk.post(page, {"name": "Other"}).status_code == 403


# --- Sent today -----------------------------------------------------------------------------------


def test_one_click_says_that_it_was_sent_today_and_by_when_a_reply_is_awaited(editors_desk, world):
    draft = world["draft"]
    assert "Sent today?" in editors_desk.get(desk.address(draft)).content.decode()
    sent(editors_desk, draft, days="10", of="days")
    draft.refresh_from_db()
    assert draft.sent_on == today().isoformat()
    assert draft.due_on == (today() + timedelta(days=10)).isoformat()
    assert "Sent today?" not in editors_desk.get(desk.address(draft)).content.decode()
    sent(editors_desk, draft, days="20", of="days")
    assert m.Request.objects.get(pk=draft.pk).due_on == draft.due_on


def test_request_without_a_deadline_has_none(editors_desk, world):
    sent(editors_desk, world["draft"], days="")
    draft = m.Request.objects.get(pk=world["draft"].pk)
    assert (draft.sent_on, draft.due_on) == (today().isoformat(), "")


@pytest.mark.parametrize("days", ["366", "-1", "x", "1.5", "9" * 40])
def test_odd_deadline_is_refused_and_nothing_is_noted(editors_desk, world, days):
    answer = sent(editors_desk, world["draft"], days=days)
    assert [str(one) for one in answer.context["messages"]]
    assert m.Request.objects.get(pk=world["draft"].pk).sent_on == ""


def test_public_appeal_is_sent_to_nobody(editors_desk, world):
    make.edited(world["draft"], is_appeal=True)
    sent(editors_desk, world["draft"], days="5")
    assert m.Request.objects.get(pk=world["draft"].pk).sent_on == ""


def test_only_who_may_change_a_request_sends_it(client, world):
    assert sent(client, world["draft"], days="5").status_code in (200, 403)
    assert m.Request.objects.get(pk=world["draft"].pk).sent_on == ""


@pytest.mark.parametrize("week", [{1, 2, 3, 4, 5}, {7, 1, 2, 3, 4}, {6}, set(range(1, 8))])
def test_working_days_are_counted_one_by_one(settings, week):
    settings.WORKING_DAYS = frozenset(week)
    for start in range(7):
        for days in (1, 2, 5, 6, 10, 23):
            first = day = date(2024, 4, 15) + timedelta(days=start)
            left = days
            while left:
                day += timedelta(days=1)
                left -= day.isoweekday() in week
            assert last_day(first, days, are_working=True) == day
            assert last_day(first, days, are_working=False) == first + timedelta(days=days)


def test_today_is_the_desks_own(settings, monkeypatch):
    settings.DESK_TIME_ZONE = ZoneInfo("Asia/Damascus")
    late = datetime(2024, 4, 17, 22, tzinfo=ZoneInfo("UTC"))
    monkeypatch.setattr(deadlines.timezone, "now", lambda: late)
    assert today() == date(2024, 4, 18)


# --- Whose day is over ----------------------------------------------------------------------------


@pytest.fixture
def clocks(world):
    day, claim = deadline_day(timezone.now()), world["claim"]

    def due(title, days, **given):
        given |= {"due_on": (day + timedelta(days=days)).isoformat()} if days is not None else {}
        return make.request(claim=claim, title=title, **given)

    return {
        "overdue": due("Is over", -3),
        "week": due("Is near", 3),
        "later": due("Is far", 30),
        "none": due("Is open", None),
        "done": due("Is done", -4, outcome="refused"),
    }


def listed(client, **query):
    rows = client.get(LIST, query).context["cl"].result_list
    return {row.title for row in rows}


@pytest.mark.parametrize("clock", ["overdue", "week", "later", "none"])
def test_list_is_filtered_by_the_time_that_is_left(editors_desk, clocks, clock):
    assert listed(editors_desk, clock=clock) == {clocks[clock].title}


def test_list_marks_what_is_over_and_near_and_is_ordered_by_the_deadline(editors_desk, clocks):
    html = editors_desk.get(LIST).content.decode()
    assert f"{clocks['overdue'].due_on} <strong>over</strong>" in html
    assert f"{clocks['week'].due_on} <strong>this week</strong>" in html
    assert f"{clocks['later'].due_on} <strong>" not in html
    assert f"{clocks['done'].due_on} <strong>" not in html
    column = list(editors_desk.get(LIST).context["cl"].list_display).index("clock")
    rows = editors_desk.get(LIST, {"o": column}).context["cl"].result_list
    days = [row.due_on_latest for row in rows if row.due_on_latest]
    assert days == sorted(days)


@pytest.mark.database
def test_request_is_no_longer_overdue_once_somebody_looked_at_its_claim(
    editors_desk, editor, clocks, world
):
    assert counts_for(editor).overdue == 1
    make.look(world["claim"], looked_on=deadline_day(timezone.now()))
    assert counts_for(editor).overdue == 0
    assert listed(editors_desk, clock="overdue") == set()
