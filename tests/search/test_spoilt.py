"""An index that was altered by hand: the check names the record, and rebuilding puts it right."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests import factories as make
from tests.ledger.world import as_made, kept, settled
from tracker.search.backends import backend
from tracker.search.index import words_of
from tracker.search.kinds import Kind, document_id
from tracker.search.models import DeskText, Document, Line, Row, Text

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOBODY = 999


def other_words(one, texts=Text):
    """The normalised words alone, in the form that each database keeps them in."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"UPDATE {texts.words_table} SET body = 'other' WHERE rowid = {one}")
        else:
            told = "'''other'':1'"
            cursor.execute(f"UPDATE {texts.words_table} SET words = {told} WHERE id = {one}")


def no_words(one, texts=Text):
    key = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {texts.words_table} WHERE {key} = {one}")


def stray(one):
    row = Document.objects.get(pk=one)
    row.id = document_id(Kind.CLAIM, NOBODY)
    row.save(force_insert=True)


def stray_text(_one):
    one = document_id(Kind.CLAIM, NOBODY)
    DeskText.objects.create(id=one, kind=Kind.CLAIM, title="A draft", body="")


def stray_row(one):
    Row.objects.create(id=document_id(Kind.CLAIM, NOBODY), said="[]")


HANDS = {
    "digest": (lambda one: Document.objects.filter(pk=one).update(digest=b"x" * 16), "differs"),
    "text": (lambda one: Text.objects.filter(pk=one).update(body="other"), "differs"),
    "words": (other_words, "differs"),
    "no document": (lambda one: Document.objects.filter(pk=one).delete(), "differs"),
    "no text": (lambda one: Text.objects.filter(pk=one).delete(), "differs"),
    "no words": (no_words, "differs"),
    "hidden": (lambda one: Document.objects.filter(pk=one).update(is_shown=False), "differs"),
    "facets": (lambda one: Document.objects.filter(pk=one).update(facets=b""), "differs"),
    "row": (lambda one: Row.objects.filter(pk=one).update(said="[]"), "differs"),
    "line": (lambda one: Line.objects.filter(pk=one).update(text="other"), "differs"),
    "no line": (lambda one: Line.objects.filter(pk=one).delete(), "differs"),
    "no row": (lambda one: Row.objects.filter(pk=one).delete(), "differs"),
    "stray row": (stray_row, "not in the record"),
    "day": (lambda one: Document.objects.filter(pk=one).update(day=1), "differs"),
    "stray": (stray, "not in the record"),
    "stray text": (stray_text, "not in the record"),
}


def check():
    out = StringIO()
    try:
        call_command("rebuild_search", "--check", stdout=out)
    except CommandError as error:
        return out.getvalue(), error.returncode
    return out.getvalue(), 0


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Of a dispute whose index is sound."""
    with kept(django_db_blocker):
        found = make.whole_dispute()["claim"]
        make.index()
        assert check()[1] == 0
        yield settled(found)


@pytest.fixture
def claim(made, db):
    return as_made(made)


def is_told_and_put_right(line):
    told, status = check()
    assert status == 1
    assert line in told.splitlines()
    call_command("rebuild_search", stdout=StringIO())
    assert check()[1] == 0


@pytest.mark.parametrize("hand", HANDS)
def test_check_names_what_was_altered_by_hand_and_rebuilding_puts_it_right(claim, hand):
    alter, why = HANDS[hand]
    alter(document_id(Kind.CLAIM, claim.pk))
    is_told_and_put_right(f"claim {claim.pk if why == 'differs' else NOBODY}: {why}")


@pytest.mark.parametrize(
    "alter",
    [
        lambda one: DeskText.objects.filter(pk=one).update(body="other"),
        lambda one: DeskText.objects.filter(pk=one).delete(),
        lambda one: other_words(one, DeskText),
        lambda one: no_words(one, DeskText),
    ],
    ids=["text", "no text", "words", "no words"],
)
def test_check_names_a_draft_whose_words_were_altered_and_rebuilding_puts_it_right(claim, alter):
    draft = make.claim("Party A alleges a thing not checked yet", status="draft")
    make.index()
    alter(document_id(Kind.CLAIM, draft.pk))
    is_told_and_put_right(f"claim {draft.pk}: differs")


@pytest.mark.parametrize("texts", [Text, DeskText])
def test_words_without_a_text_are_told_and_taken_away(claim, texts):
    one = document_id(Kind.CLAIM, NOBODY)
    backend().write(texts, [words_of(one, "A draft", "")])
    texts.objects.filter(pk=one).delete()
    is_told_and_put_right(f"words of {one}: left behind")


def test_words_that_an_older_process_put_among_those_of_readers_are_told_and_taken_away(claim):
    # Under 16 more than the kind, before the desk's words had tables of their own.
    one = document_id(16 + Kind.CLAIM, claim.pk)
    backend().write(Text, [words_of(one, "A draft", "")])
    is_told_and_put_right(f"text {one}: of no kind")
