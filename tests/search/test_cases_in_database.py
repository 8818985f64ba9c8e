"""The questions of seven languages, asked of the index in the database under test."""

import pytest

from tests import factories as make
from tests.ledger.world import kept
from tests.search.documents import ABSENT, cases, documents
from tracker.search.finding import matching

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database,
    pytest.mark.xdist_group("cases"),
    pytest.mark.skipif(bool(ABSENT), reason=f"not beside this checkout: {ABSENT}"),
]


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    """Query → keys of the documents found, each of them the lead of a claim."""
    with kept(django_db_blocker):
        nobody = make.party("Zzxq")
        keys = {
            make.claim(
                f"Zzxq says {key}",
                lead=text,
                claimant=nobody,
                accused=nobody,
                allegations=0,
            ).pk: key
            for key, text in documents().items()
        }
        make.index()
        yield {case.query: {keys[pk] for pk in matching("claim", case.query)} for case in cases()}


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.language}: {case.query}")
def test_index_finds_what_it_must_and_nothing_it_must_not(case, answers):
    found = answers[case.query]
    assert set(case.finds) <= found
    assert not set(case.misses) & found
