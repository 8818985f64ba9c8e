"""The desk's lists are searched by readers' words: drafts are found, and by whom they name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from tracker.record import models as m

pytestmark = pytest.mark.django_db


def found(desk, noun, words):
    """What the desk's list of a noun shows for these words, of what is in the index."""
    page = desk.get(f"/admin/record/{noun}/", {"q": words})
    assert page.status_code == 200
    return list(page.context["cl"].result_list)


@pytest.fixture
def draft():
    """A draft that names a party in its roles alone."""
    party = make.party("Union Q")
    m.PartyName.objects.create(party=party, name="الاتحاد", language="ar")
    claim = make.claim(
        "A thing of old", claimant=party, accused=make.party("Party B"), status="draft"
    )
    make.index()
    return claim


@pytest.mark.database
@pytest.mark.parametrize("words", ["Union", "union q", "الاتحاد", "party b old", "Uni"])
def test_draft_is_found_by_the_names_of_whom_it_is_about(editors_desk, draft, words):
    assert found(editors_desk, "claim", words) == [draft]


def test_readers_find_nothing_by_the_names_in_a_draft(reader, draft):
    assert draft.title not in reader.get("/claims/?q=Union").content.decode()
    assert draft.title not in reader.get("/claims/?q=party:Union").content.decode()


def test_draft_is_found_by_a_new_name_and_no_longer_by_the_old_one(editors_desk, draft):
    make.edited(draft.claimants.get(), name="League R")
    assert found(editors_desk, "claim", "League") == [draft]
    assert found(editors_desk, "claim", "Union") == []


@pytest.mark.database
def test_unpublished_responses_requests_and_sources_are_found_by_their_parties(editors_desk):
    party = make.party("Union Q")
    response = make.response(make.claim(), responder=party, status="draft")
    request = make.request(asked=party, status="draft")
    source = make.source("A book", publisher=party)
    make.index()
    assert found(editors_desk, "response", "union") == [response]
    assert found(editors_desk, "request", "union") == [request]
    assert found(editors_desk, "source", "union book") == [source]


def test_what_is_published_is_found_with_what_is_not(editors_desk):
    party = make.party("Union Q")
    seen, draft = make.claim(claimant=party), make.claim(claimant=party, status="draft")
    make.index()
    assert set(found(editors_desk, "claim", "union")) == {seen, draft}
    assert found(editors_desk, "claim", "union -union") == []


def counted(desk, noun, query=""):
    """How many the desk's list says there are, and whether the record's table was counted."""
    with CaptureQueriesContext(connection) as asked:
        page = desk.get(f"/admin/record/{noun}/{query}")
    table = f'FROM "record_{noun}"'
    return page.context["cl"].result_count, any(
        one["sql"].startswith("SELECT COUNT(*)") and table in one["sql"] for one in asked
    )


@pytest.mark.database
@pytest.mark.parametrize("noun", ["claim", "response", "source", "party", "place", "request"])
def test_list_counts_all_records_seen_or_not_without_the_records_own_table(editors_desk, noun):
    world = make.whole_dispute()
    for status, reason in (("draft", ""), ("in_review", ""), ("withdrawn", "Entered twice.")):
        more = {"status": status, "withdrawn_reason": reason}
        more["withdrawn_at"] = timezone.now() if reason else None
        claim = make.claim(f"A thing {status}", world["party"], **more)
        make.response(claim, **more)
    make.source("A source that nothing cites")
    make.party("A party that nothing names")
    make.index()
    editors_desk.get(f"/{'parties' if noun == 'party' else noun + 's'}/")
    total = m.__dict__[noun.capitalize()].objects.count()
    assert counted(editors_desk, noun) == (total, False)


@pytest.mark.database
def test_list_with_a_filter_counts_what_it_shows(editors_desk):
    world = make.whole_dispute()
    make.claim("A thing", world["party"], status="draft")
    editors_desk.get("/claims/")
    assert counted(editors_desk, "claim", "?status__exact=draft") == (1, True)
