"""What readers do not see changes nothing of what the index answers."""

import pytest

from tests import factories as make
from tests.ledger.world import as_made, kept, settled
from tests.public.hidden import HIDDEN, confidential_source, hidden_dispute, published_dispute
from tests.search.test_exact import QUESTIONS, asked, counts, offered
from tracker.search import held
from tracker.search.finding import ask

pytestmark = pytest.mark.django_db

EVERYTHING = 10**6


def all_that_is_counted():
    found = []
    for filter_class in QUESTIONS:
        every_one = asked(filter_class, {})
        answer = ask(every_one.question(), 0, EVERYTHING)
        found.append((answer.total, answer.records, counts(every_one), offered(filter_class)))
    return found


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A public dispute, and all that is counted of it."""
    with kept(django_db_blocker):
        public = published_dispute()
        # It takes the place of a source that only a request's proof made public.
        confidential_source(public)
        make.index()
        yield settled((public, all_that_is_counted()))


@pytest.mark.parametrize("state", HIDDEN)
def test_what_readers_do_not_see_changes_no_number(state, made):
    public, before = as_made(made)
    hidden_dispute(public, HIDDEN[state])
    make.cite(public["claim"], make.source(confidential=True, language="he", kind="video"))
    make.index()
    assert all_that_is_counted() == before
    held._held = None
    assert all_that_is_counted() == before
