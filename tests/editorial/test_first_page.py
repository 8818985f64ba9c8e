"""The desk's first page: what waits for review, and which drafts are open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories as make
from tracker.record.state import deadline_day

pytestmark = pytest.mark.django_db


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
    make.claim("Party A alleges Z")
    html = first_page(editors_desk)
    assert "Party B says Y" in html
    assert "Party A alleges Z" not in html


def test_first_page_asks_the_same_however_much_waits(editors_desk, django_assert_max_num_queries):
    for _ in range(12):
        make.claim(status="draft", published_at=None, allegations=0)
    with django_assert_max_num_queries(35):
        first_page(editors_desk)


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
