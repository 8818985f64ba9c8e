"""What statistics count is what the record's tables say, at first and after every change."""

import csv
import random
from collections import Counter

import pytest

from tests import factories as make
from tests.conftest import THOROUGH
from tests.ledger.world import as_made, kept, settled
from tests.search.disputes import CHANGES, FOUND_OUT, Disputes
from tests.search.tables import ROWS, rows_of
from tracker.public.lists.downloads.statistics import as_csv
from tracker.search import held
from tracker.search.cases import claim_cases, counted_as
from tracker.search.finding import Question, every, tally
from tracker.search.kinds import Kind
from tracker.search.rebuilding import differences

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ALL = Question(Kind.CLAIM)
CHOSEN = ["none", "answered", "not_on_file", "overdue"]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        found = Disputes(random.Random(37), claims=160 if THOROUGH else 80)
        make.ledger()
        found.keep_copies()
        make.index()
        yield settled(found)


@pytest.fixture
def disputes(made, db):
    return as_made(made)


def downloaded(key, question=ALL):
    text = "".join(as_csv(key, question)).removeprefix("\ufeff")
    return sorted(tuple(row) for row in list(csv.reader(text.splitlines()))[1:])


def counts_agree(question=ALL):
    """Hold the counts of a question to the cases of the claims that it finds."""
    pks = every(question).tolist()
    right = Counter(pair for one in claim_cases(pks) for pair in counted_as(one))
    found = tally(question)
    assert found.total == len(pks)
    pairs = {(w, which): n for w, each in found.cases.items() for which, n in each.items()}
    assert pairs == right


@pytest.mark.parametrize("key", ROWS)
def test_rows_behind_a_statistic_are_those_of_the_tables(disputes, key):
    right = rows_of(key)
    assert len(right) > 5, "too few to hold anything to"
    assert downloaded(key) == right


def test_counts_follow_every_change(disputes):
    chance = random.Random(41)
    counts_agree()
    columns = held.current().of(Kind.CLAIM)
    names = [*CHANGES, *FOUND_OUT] * (4 if THOROUGH else 1)
    chance.shuffle(names)
    for number, name in enumerate(names):
        (CHANGES | FOUND_OUT)[name](disputes)
        counts_agree()
        counts_agree(
            ALL.choosing(
                "response", [chance.choice(["none", "answered", "not_on_file", "overdue"])]
            )
        )
        if number % 3 == 0:
            for key in ROWS:
                assert downloaded(key) == rows_of(key), (name, key)
    assert disputes.moved > (5 if THOROUGH else 2)
    assert held.current().of(Kind.CLAIM) is columns, "loaded anew: nothing was taken in"
    assert len(columns.record) > columns.loaded
    assert list(differences(lambda count: None)) == []
