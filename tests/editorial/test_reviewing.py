"""Comments on a record, whose it is to look at, and why a draft came back: for the desk alone."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.conftest import staff
from tests.editorial import desk
from tracker.editorial.approving import Proposal
from tracker.editorial.changes import change
from tracker.editorial.models import Assignment, Comment
from tracker.editorial.reviewing import threads_on
from tracker.editorial.workflow import MoveRefused, make_move
from tracker.ledger.models import Entry

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}


@pytest.fixture
def claim(db):
    row = make.claim(claimant=make.party("Party A"), **DRAFT)
    make.ledger()
    return row


def at(record, page="comments"):
    return reverse(f"admin:record_{record._meta.model_name}_{page}", args=[record.pk])


def first_page(client):
    return client.get("/admin/").content.decode()


def edited_by(user, record, **fields):
    with change(user, Entry.Action.CHANGED) as door:
        for name, value in fields.items():
            setattr(record, name, value)
        record.save()
        door.touch(record)


def test_comment_on_a_point_is_answered_and_settled(claim, editors_desk, publishers_desk):
    point = claim.allegations.get()
    text = "Does the <b>source</b> say so?"
    publishers_desk.post(at(claim), {"about": f"allegations/{point.pk}", "text": text})
    html = editors_desk.get(at(claim)).content.decode()
    assert "Point 1" in html and "&lt;b&gt;source&lt;/b&gt;" in html and "paula" in html
    comment = Comment.objects.get()
    editors_desk.post(at(claim), {"answers": comment.pk, "text": "On page 4."})
    (thread,) = threads_on(claim)
    assert [one.text for one in thread.replies] == ["On page 4."]
    assert "1 open comment" in editors_desk.get(desk.address(claim)).content.decode()
    editors_desk.post(at(claim), {"settle": comment.pk})
    assert "Settled by <bdi>edith</bdi>" in editors_desk.get(at(claim)).content.decode()
    assert "open comment" not in editors_desk.get(desk.address(claim)).content.decode()
    editors_desk.post(at(claim), {"settle": comment.pk})
    assert Comment.objects.get(pk=comment.pk).resolved_at is None


def test_comment_is_in_no_entry_and_on_no_page_of_readers(publishers_desk, reader):
    claim = make.claim()
    make.ledger()
    before = Entry.objects.count()
    publishers_desk.post(at(claim), {"text": "Ask Witness W."})
    assert Entry.objects.count() == before
    for address in (claim.get_absolute_url(), f"{claim.get_absolute_url()}history/", "/changes/"):
        assert "Witness W." not in reader.get(address).content.decode()
    assert reader.get(at(claim)).status_code == 302


def test_comment_that_cannot_be_kept_is_told_and_not_lost(claim, editors_desk):
    for text, why in (("", "blank"), ("a\x00b", "control"), ("x" * 4001, "4000")):
        html = editors_desk.post(at(claim), {"text": text}).content.decode()
        assert 'class="errornote"' in html and why in html.lower(), why
        assert text.replace("\x00", "") in html.replace("\x00", "").replace("�", "")
    answer = editors_desk.post(at(claim), {"about": "allegations/999", "text": "Hm."})
    assert "choose anew" in answer.content.decode()
    for odd in ("9", "x", "9" * 30):
        html = editors_desk.post(at(claim), {"answers": odd, "text": "Hm."}, follow=True)
        assert html.status_code == 200
    assert editors_desk.post(at(claim), {"settle": "99"}).status_code == 200


def test_comment_on_what_is_gone_says_so(claim, editors_desk, editor):
    point = claim.allegations.get()
    editors_desk.post(at(claim), {"about": f"allegations/{point.pk}", "text": "Is it said so?"})
    with change(editor, Entry.Action.CHANGED) as door:
        door.removing(point)
        point.delete()
    assert "Something that is gone" in editors_desk.get(at(claim)).content.decode()


def test_comments_are_for_who_may_see_the_record(claim):
    norman = Client()
    norman.force_login(staff("norman", "editor"))
    assert norman.get(at(claim)).status_code == 200
    norman.force_login(User.objects.create_user("nora", is_staff=True))
    assert norman.get(at(claim)).status_code == 403
    assert norman.post(at(claim), {"text": "Hm."}).status_code == 403


def test_record_is_given_to_somebody_who_finds_it_on_the_first_page(
    claim, editors_desk, publishers_desk, publisher
):
    assert "For you" not in first_page(publishers_desk)
    editors_desk.post(at(claim), {"assign": "1", "to": publisher.pk})
    html = first_page(publishers_desk)
    assert "given to you" in html and desk.address(claim) in html and "edith" in html
    assert "For <bdi>paula</bdi>" in editors_desk.get(desk.address(claim)).content.decode()
    assert "given to you" not in first_page(editors_desk)
    editors_desk.post(at(claim), {"assign": "1", "to": ""})
    assert not Assignment.objects.exists()
    assert editors_desk.post(at(claim), {"assign": "1", "to": "999"}).status_code == 200
    assert not Assignment.objects.exists()


def test_comment_comes_to_who_wrote_the_record_until_it_is_answered(
    claim, editor, editors_desk, publishers_desk
):
    edited_by(editor, claim, lead="Party A says so.")
    publishers_desk.post(at(claim), {"text": "Who says so?"})
    assert "a comment" in first_page(editors_desk)
    assert "a comment" not in first_page(publishers_desk)
    editors_desk.post(at(claim), {"answers": Comment.objects.get().pk, "text": "Party A."})
    assert "a comment" not in first_page(editors_desk)
    assert "a comment" in first_page(publishers_desk)


def test_draft_is_sent_back_with_a_reason_that_its_author_finds(
    claim, editor, editors_desk, publishers_desk, publisher
):
    edited_by(editor, claim, lead="Party A says so.")
    make_move(claim, "submit", editor)
    with pytest.raises(MoveRefused, match="at the head of the form"):
        make_move(claim, "return", publisher)
    data = desk.open_form(publishers_desk, claim)
    asked = publishers_desk.post(desk.address(claim), {**data, "_move": "return"}, follow=True)
    assert "What is missing or wrong" in asked.content.decode()
    publishers_desk.post(
        reverse("admin:record_claim_move", args=[claim.pk, "return"]),
        {"_reason": "Point 1 has no source."},
    )
    assert "sent back to you" in first_page(editors_desk)
    form = editors_desk.get(desk.address(claim)).content.decode()
    assert "Sent back by <bdi>paula</bdi>: <bdi>Point 1 has no source.</bdi>" in form
    claim.refresh_from_db()
    make_move(claim, "submit", editor)
    assert "sent back to you" not in first_page(editors_desk)
    assert "Sent back by" not in editors_desk.get(desk.address(claim)).content.decode()


def test_page_of_what_waits_leads_to_the_comments(editor, publishers_desk):
    claim = make.claim(claimant=make.party("Party A"))
    make.ledger()
    edited_by(editor, claim, title="Party A alleges another thing")
    assert Proposal(claim).waits
    publishers_desk.post(at(claim), {"text": "Who says so?"})
    html = publishers_desk.get(at(claim, "waiting")).content.decode()
    assert "1 open comment" in html and at(claim) in html
