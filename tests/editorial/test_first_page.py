"""The desk's first page: what waits for review, and which drafts are open."""

import pytest

from tests import factories as make

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
    with django_assert_max_num_queries(34):
        first_page(editors_desk)
