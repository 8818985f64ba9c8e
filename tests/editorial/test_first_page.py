"""The desk's first page: what waits for review, and which drafts are open."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories as make
from tracker.editorial.changes import change
from tracker.editorial.my_day import counts_for
from tracker.editorial.reviewing import assign, say
from tracker.ledger.models import Entry
from tracker.record import models as m
from tracker.record.state import deadline_day

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DRAFT = {"status": "draft", "published_at": None}


def edited_by(user, row, action=Entry.Action.CHANGED, **fields):
    with change(user, action) as door:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        door.touch(row)


def first_page(desk):
    return desk.get("/admin/").content.decode()


def test_publisher_sees_what_waits_for_review_and_who_sent_it(publishers_desk, editor):
    make.claim("Party A alleges X", status="in_review", published_at=None, submitted_by=editor)
    html = first_page(publishers_desk)
    assert html.index("Waiting for review") < html.index("Party A alleges X")
    assert html.index("Party A alleges X") < html.index("Drafts, last touched first")
    assert "sent by <bdi>edith</bdi>" in html


def test_editor_sees_open_drafts_and_nothing_published(editors_desk):
    make.response(title="Party B says Y", status="draft", published_at=None)
    make.claim("Party A alleges Z", looked_on=deadline_day(timezone.now()))
    html = first_page(editors_desk)
    assert "Party B says Y" in html
    assert "Party A alleges Z" not in html


def test_first_page_asks_the_same_however_much_waits(editors_desk, django_assert_max_num_queries):
    for _ in range(12):
        make.claim(status="draft", published_at=None, allegations=0)
    with django_assert_max_num_queries(35):
        first_page(editors_desk)


def test_head_of_every_page_counts_what_the_first_page_lists(
    editors_desk, publishers_desk, editor, publisher, django_assert_num_queries
):
    def counted(desk, page="/admin/record/party/add/"):
        html = desk.get(page).content.decode()
        return re.findall(r"(Waiting for you|To publish|Overdue): (\d+)", html)

    assert counted(editors_desk) == counted(publishers_desk) == []
    drafted = make.claim("Party A alleges X", **DRAFT, submitted_by=editor)
    make.claim("Party A alleges Y", status="in_review", published_at=None, submitted_by=editor)
    make.request(due_on=str(deadline_day(timezone.now()) - timedelta(3)))
    shown = make.response(make.claim())
    make.dossier(**DRAFT, submitted_by=editor)
    make.ledger()
    assert counted(editors_desk) == [("Overdue", "1")]
    assert counted(publishers_desk) == [("To publish", "1"), ("Overdue", "1")]
    edited_by(editor, shown, title="Party B says Y")
    for row in (drafted, m.Dossier.objects.get()):
        edited_by(publisher, row, Entry.Action.RETURNED, title="Party A alleges Z")
    for row in (drafted, shown):
        say(row, publisher, "Who says so?")
    assign(drafted, publisher, editor.pk)
    assert counted(editors_desk)[0] == ("Waiting for you", "3")
    assert counted(publishers_desk)[0] == ("To publish", "2")
    assert first_page(editors_desk).count("sent back to you") == 2
    with change(publisher, Entry.Action.DELETED) as door:
        door.removing(drafted)
        drafted.delete()
    assert counted(editors_desk)[0] == ("Waiting for you", "2")
    assert counted(Client()) == []
    editor.has_perm("record.view_claim")
    with django_assert_num_queries(1):
        assert counts_for(editor) == (2, 0, 1, 0, 0)


def test_requests_that_are_due_or_overdue_are_listed_until_somebody_looks(editors_desk):
    today = deadline_day(timezone.now())

    def asked(title, days, **given):
        due = today + timedelta(days)
        return make.request(title=f"Party A asks {title}", due_on=str(due), **given)

    asked("soon", 3)
    late = asked("late", -3)
    asked("later", 30)
    asked("everybody", -3, is_appeal=True)
    asked("in vain", -3, outcome="refused")
    html = first_page(editors_desk)
    assert "Party A asks soon" in html and "Party A asks late" in html
    assert "nobody has looked for a reply since" in html
    for left_out in ("later", "everybody", "in vain"):
        assert f"Party A asks {left_out}" not in html
    late.checked_on = today
    late.save()
    assert "Party A asks late" not in first_page(editors_desk)


def test_answers_that_nobody_looked_for_lately_are_listed_until_somebody_does(editors_desk):
    today = deadline_day(timezone.now())
    old = today - timedelta(days=181)
    party = make.party("Party B")
    claims = {
        "never": make.claim("Party A alleges X", accused=party),
        "long ago": make.claim("Party A alleges Y", accused=party, looked_on=old),
        "lately": make.claim("Party A alleges Z", accused=party, looked_on=today),
        "answered": make.claim("Party A alleges V", accused=party),
        "draft": make.claim("Party A alleges W", accused=party, **DRAFT),
    }
    make.response(claims["answered"], responder=party)
    html = first_page(editors_desk)
    part = html[html.index("Answers to look for again") :]
    part = part[: part.index("Published, with changes that wait")]
    assert part.index("Party A alleges X") < part.index("Party A alleges Y")
    assert "<bdi>Party B</bdi>, never yet" in part
    assert f"<bdi>Party B</bdi>, last on {old}" in part
    assert not [one for one in "ZVW" if f"Party A alleges {one}" in part]
    make.look(claims["long ago"], looked_on=today)
    assert first_page(editors_desk).count("Party A alleges Y") < html.count("Party A alleges Y")
