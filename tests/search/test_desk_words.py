"""Words that readers may not see stand in the desk's tables, in none that readers' pages ask."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import factories as make
from tests.editorial.test_workflow import claim_in
from tests.public.hidden import CANARY, HIDDEN, record_with_secrets
from tracker.editorial.workflow import make_move
from tracker.search.finding import at_the_desk, matching
from tracker.search.kinds import Kind, document_id
from tracker.search.models import DeskText, Text

pytestmark = pytest.mark.django_db

WORD = "zqmoved"
READERS = {one._meta.db_table for one in apps.get_app_config("search").get_models()}
READERS = READERS - {"search_desktext"} | {"search_words"}
DESK = {"search_desktext", "search_deskwords"}


def saying(word):
    """The tables of the index that hold a word anywhere."""
    return {table for table in READERS | DESK if word in all_of(table)}


def all_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        values = [value for row in cursor.fetchall() for value in row]
    return "\n".join(
        str(bytes(one)) if isinstance(one, bytes | memoryview) else str(one).lower()
        for one in values
    )


@pytest.mark.parametrize("state", HIDDEN)
def test_no_word_that_readers_may_not_see_stands_in_a_table_of_theirs(state):
    record_with_secrets(HIDDEN[state])
    make.index()
    assert saying(CANARY) == DESK


def test_words_of_a_claim_go_to_readers_and_back_with_each_move():
    claim = claim_in("in_review", title=f"Party A alleges {WORD}")
    make.index()
    for move, after in (
        ("publish", {"search_text", "search_words", "search_row", "search_line"}),
        ("withdraw", DESK),
        ("reopen", DESK),
        ("submit", DESK),
        ("publish", {"search_text", "search_words", "search_row", "search_line"}),
    ):
        make_move(claim, move, None, "It was entered twice.")
        assert saying(WORD) == after, move
        assert at_the_desk(Kind.CLAIM, WORD).tolist() == [claim.pk], move


@pytest.mark.database
def test_words_of_a_source_go_to_the_desk_while_it_is_confidential():
    source = make.source(f"A report of {WORD}")
    make.cite(make.claim(), source)
    make.index()
    for confidential, after in ((True, DESK), (False, {"search_text", "search_words"})):
        make.edited(source, confidential=confidential)
        assert saying(WORD) == after
        assert matching("source", WORD) == (set() if confidential else {source.pk})
        assert at_the_desk(Kind.SOURCE, WORD).tolist() == [source.pk]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_upgrade_moves_the_words_of_drafts_and_leaves_those_of_readers():
    draft = make.claim(f"Party A alleges {WORD}", status="draft", published_at=None)
    shown = make.claim("Party A alleges a thing")
    make.index()
    before = sorted(Text.objects.values_list("id", "title", "body"))
    MigrationExecutor(connection).migrate([("search", "0005_case")])
    assert "search_deskwords" not in connection.introspection.table_names()
    # The desk's number of the kind was 16 higher than the readers'.
    then = document_id(16 + Kind.CLAIM, draft.pk)
    assert Text.objects.values_list("kind", "title").get(pk=then) == (17, draft.title)
    assert WORD in all_of("search_words")
    call_command("migrate", verbosity=0)
    assert sorted(Text.objects.values_list("id", "title", "body")) == before
    assert DeskText.objects.get(kind=Kind.CLAIM).pk == document_id(Kind.CLAIM, draft.pk)
    assert saying(WORD) == DESK
    assert at_the_desk(Kind.CLAIM, WORD).tolist() == [draft.pk]
    assert matching("claim", "thing") == {shown.pk}
    call_command("rebuild_search", "--check", stdout=StringIO())
