"""The moves between draft, review, publication and withdrawal: who may make which, and when."""

import ast
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.utils import timezone

from tests import factories as make
from tracker.editorial.workflow import MOVES, MoveRefused, make_move, moves_for, publish_from_draft
from tracker.record.models import Claim, Status

pytestmark = pytest.mark.django_db
TRACKER = Path(__file__).resolve().parents[2] / "tracker"

LEGAL = {
    ("draft", "submit"): "in_review",
    ("in_review", "return"): "draft",
    ("in_review", "publish"): "published",
    ("published", "withdraw"): "withdrawn",
    ("withdrawn", "reopen"): "draft",
}
ILLEGAL = [(s, m) for s in Status.values for m in MOVES if (s, m) not in LEGAL]
FOR_EDITORS = {"submit", "return"}


def claim_in(status, **given):
    times = {
        "published": {"published_at": timezone.now()},
        "withdrawn": {"withdrawn_at": timezone.now(), "withdrawn_reason": "Entered twice."},
    }
    return make.claim(
        **{
            "status": status,
            "published_at": None,
            "claimant": make.party("Party A"),
            "looked_on": "2024-06-01",
            **times.get(status, {}),
            **given,
        }
    )


def stored(record):
    return Claim.objects.get(pk=record.pk)


@pytest.mark.database
@pytest.mark.parametrize(("begins", "name"), LEGAL)
def test_publisher_makes_every_move_of_the_table(publisher, begins, name):
    claim = claim_in(begins)
    moved = make_move(claim, name, publisher, "A reason.")
    assert moved.status == stored(claim).status == LEGAL[begins, name]


@pytest.mark.parametrize(("begins", "name"), ILLEGAL)
def test_no_other_move_is_made_by_anybody(publisher, begins, name):
    claim = claim_in(begins)
    with pytest.raises(MoveRefused, match="begins at"):
        make_move(claim, name, publisher, "A reason.")
    assert stored(claim).status == begins
    assert stored(claim).revision == claim.revision


@pytest.mark.parametrize(("begins", "name"), LEGAL)
def test_editor_makes_the_moves_before_publication_only(editor, begins, name):
    claim = claim_in(begins)
    if name in FOR_EDITORS:
        make_move(claim, name, editor, "A reason.")
        assert stored(claim).status == LEGAL[begins, name]
        return
    with pytest.raises(MoveRefused, match="Your account may not do this"):
        make_move(claim, name, editor, "A reason.")
    assert stored(claim).status == begins


@pytest.mark.parametrize(("begins", "name"), LEGAL)
def test_account_without_a_group_makes_no_move(begins, name):
    for user in (User.objects.create_user("nobody", is_staff=True), AnonymousUser()):
        claim = claim_in(begins)
        assert moves_for(claim, user) == {}
        with pytest.raises(MoveRefused):
            make_move(claim, name, user, "A reason.")


def test_buttons_are_those_of_the_account(editor, publisher):
    assert set(moves_for(claim_in("in_review"), editor)) == {"return"}
    assert set(moves_for(claim_in("in_review"), publisher)) == {"return", "publish"}
    assert set(moves_for(claim_in("published"), editor)) == set()
    assert set(moves_for(claim_in("published"), publisher)) == {"withdraw"}


@pytest.mark.parametrize("reason", ["", " \n "])
def test_withdrawal_needs_a_reason(publisher, reason):
    claim = claim_in("published")
    with pytest.raises(MoveRefused, match="Give a reason"):
        make_move(claim, "withdraw", publisher, reason)
    assert stored(claim).status == "published"


def test_notice_of_a_withdrawn_record_stays_until_it_is_published_again(publisher, reader):
    claim = claim_in("published")
    gone = make_move(claim, "withdraw", publisher, " Entered twice. ")
    assert (gone.withdrawn_reason, gone.withdrawn_at is None) == ("Entered twice.", False)
    for name in ("reopen", "submit"):
        gone = make_move(gone, name, publisher)
        page = reader.get(claim.get_absolute_url())
        assert page.status_code == 200
        assert "Entered twice." in page.content.decode()
        assert claim.title not in page.content.decode()
    back = make_move(gone, "publish", publisher)
    assert (back.withdrawn_reason, back.withdrawn_at) == ("", None)
    assert claim.title in reader.get(claim.get_absolute_url()).content.decode()


@pytest.mark.database
@pytest.mark.parametrize(("begins", "name"), [("draft", "submit"), ("in_review", "publish")])
def test_gate_stops_an_incomplete_record(publisher, begins, name):
    claim = claim_in(begins)
    claim.allegations.all().delete()
    with pytest.raises(MoveRefused, match="It has no allegation"):
        make_move(claim, name, publisher)
    assert stored(claim).status == begins


def test_incomplete_record_can_still_be_returned_and_withdrawn(publisher):
    for begins, name in (("in_review", "return"), ("published", "withdraw")):
        claim = claim_in(begins)
        claim.allegations.all().delete()
        make_move(claim, name, publisher, "A reason.")


def test_submission_notes_who_sent_it(editor):
    claim = claim_in("draft")
    make_move(claim, "submit", editor)
    assert stored(claim).submitted_by == editor


def test_day_of_first_publication_outlives_a_withdrawal(publisher):
    claim = claim_in("in_review")
    first = make_move(claim, "publish", publisher).published_at
    make_move(claim, "withdraw", publisher, "A reason.")
    make_move(claim, "reopen", publisher)
    assert publish_from_draft(claim, publisher).published_at == first


def test_second_press_of_a_button_is_told_that_it_happened(publisher):
    claim = claim_in("in_review")
    as_the_second_saw_it = stored(claim)
    make_move(claim, "publish", publisher)
    with pytest.raises(MoveRefused, match="this record is: Published"):
        make_move(as_the_second_saw_it, "publish", publisher)


def test_row_is_locked_while_it_is_moved(publisher, monkeypatch):
    locked = []
    lock = Claim.objects.all().__class__.select_for_update
    monkeypatch.setattr(
        Claim.objects.all().__class__,
        "select_for_update",
        lambda rows, *args, **kwargs: locked.append(rows.model) or lock(rows, *args, **kwargs),
    )
    make_move(claim_in("in_review"), "publish", publisher)
    assert locked == [Claim]


@pytest.mark.database
def test_move_keeps_what_somebody_saved_meanwhile(publisher):
    claim = claim_in("in_review")
    Claim.objects.filter(pk=claim.pk).update(lead="Saved meanwhile.")
    assert make_move(claim, "publish", publisher).lead == "Saved meanwhile."


def test_command_line_needs_no_account():
    assert publish_from_draft(claim_in("draft"), None).status == "published"


def writes_status(node):
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(t, ast.Attribute) and t.attr == "status" for t in targets)
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        sets = name == "setattr" and any(
            isinstance(arg, ast.Constant) and arg.value == "status" for arg in node.args
        )
        writers = ("update", "create", "update_or_create", "get_or_create", "bulk_update")
        return sets or (name in writers and any(k.arg == "status" for k in node.keywords))
    return False


def test_status_is_written_by_the_workflow_alone():
    writers = {
        path.relative_to(TRACKER).as_posix()
        for path in TRACKER.rglob("*.py")
        # That of an answer over the network, in a room that writes no record.
        if "capture" not in path.parts
        and any(writes_status(node) for node in ast.walk(ast.parse(path.read_text())))
    }
    assert writers == {"editorial/workflow.py"}
