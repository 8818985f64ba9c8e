"""An index that was altered by hand: the check names the record, and rebuilding puts it right."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests import factories as make
from tests.ledger.world import kept
from tracker.search.kinds import Kind, desk_kind, document_id
from tracker.search.models import Document, Line, Row, Text

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOBODY = 999


def other_words(one):
    """The normalised words alone, in the form that each database keeps them in."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("UPDATE search_words SET body = 'other' WHERE rowid = %s", [one])
        else:
            cursor.execute("UPDATE search_words SET words = '''other'':1' WHERE id = %s", [one])


def no_words(one):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM search_words WHERE rowid = %s", [one])
        else:
            cursor.execute("DELETE FROM search_words WHERE id = %s", [one])


def stray(one):
    row = Document.objects.get(pk=one)
    row.id = document_id(Kind.CLAIM, NOBODY)
    row.save(force_insert=True)


def stray_text(one):
    number = desk_kind(Kind.CLAIM)
    Text.objects.create(id=document_id(number, NOBODY), kind=number, title="A draft", body="")


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
def claim(django_db_setup, django_db_blocker):
    """Of a dispute whose index is sound."""
    with kept(django_db_blocker):
        found = make.whole_dispute()["claim"]
        make.index()
        assert check()[1] == 0
        yield found


@pytest.mark.parametrize("hand", HANDS)
def test_check_names_what_was_altered_by_hand_and_rebuilding_puts_it_right(claim, hand):
    alter, why = HANDS[hand]
    alter(document_id(Kind.CLAIM, claim.pk))
    told, status = check()
    assert status == 1
    assert f"claim {claim.pk if why == 'differs' else NOBODY}: {why}\n" in told
    call_command("rebuild_search", stdout=StringIO())
    assert check()[1] == 0
