"""What the index answers is what the record's tables say: which records, in which order, how many.

Random disputes, the same at every run; random questions; and random changes at the desk between
questions, so that this process holds an index that was loaded once and has moved on since.
"""

import random

import pytest
from django.http import QueryDict

from tests import factories as make
from tests.conftest import THOROUGH
from tests.ledger.world import as_made, kept, settled
from tests.search.conditions import as_the_tables_say
from tests.search.disputes import CHANGES, DAYS, FOUND_OUT, Disputes
from tracker.public.lists.filters import (
    ClaimFilter,
    EventFilter,
    RequestFilter,
    ResponseFilter,
    SourceFilter,
)
from tracker.record import models as m
from tracker.search import held
from tracker.search.finding import ask, every, known
from tracker.search.rebuilding import differences

pytestmark = [pytest.mark.django_db, pytest.mark.database]

QUESTIONS = {
    ClaimFilter: 1000 if THOROUGH else 100,
    ResponseFilter: 200 if THOROUGH else 25,
    SourceFilter: 200 if THOROUGH else 25,
    EventFilter: 200 if THOROUGH else 25,
    RequestFilter: 200 if THOROUGH else 25,
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        found = Disputes(random.Random(29))
        make.ledger()
        found.keep_copies()
        make.index()
        yield settled(found)


@pytest.fixture
def disputes(made, db):
    return as_made(made)


def asked(filter_class, query):
    given = QueryDict(mutable=True)
    for name, values in query.items():
        given.setlist(name, values)
    found = filter_class(given)
    assert found.form.is_valid(), (query, found.form.errors)
    return found


def offered(filter_class):
    """Facet → all words that can be chosen of it now."""
    fields = filter_class(QueryDict()).facets
    return {name: sorted(known(filter_class.of, one.facet)) for name, one in fields.items()}


def random_query(chance, filter_class, words):
    """Up to three facets, up to three values each; days and an order now and then."""
    names = chance.sample(sorted(words), chance.choice([0, 1, 1, 2, 2, 3]))
    query = {name: chance.choices(words[name], k=chance.choice([1, 1, 2, 3])) for name in names}
    for name in ("made_after", "made_before"):
        if name in filter_class.base_filters and chance.random() < 0.15:
            query[name] = [chance.choice(DAYS)]
    orders = filter_class.base_filters["sort"].orders
    if chance.random() < 0.8:
        query["sort"] = [chance.choice([one for one in orders if one not in ("best", "title")])]
    return query


def agrees(chance, filter_class, query):
    """Hold the index to the tables for one question; how many records it is about."""
    filterset = asked(filter_class, query)
    question = filterset.question()
    right = list(as_the_tables_say(filterset).values_list("pk", flat=True))
    assert every(question).tolist() == right, query
    start = chance.randint(0, len(right) + 2)
    stop = start + chance.randint(0, 20)
    answer = ask(question, start, stop)
    assert answer.total == len(right), query
    assert answer.records == right[start:stop], (query, start, stop)
    return len(right)


def counts(filterset):
    found = ask(filterset.question(), 0, 0).facets
    return {name: {one.named.slug: one.number for one in found[name]} for name in found}


def counts_agree(filter_class, query):
    """Hold every count to the number of records with that value alone, all else as asked."""
    counted = counts(asked(filter_class, query))
    for name, words in offered(filter_class).items():
        narrowed = {word: asked(filter_class, {**query, name: [word]}) for word in words}
        right = {word: as_the_tables_say(one).count() for word, one in narrowed.items()}
        assert counted[name] == {word: n for word, n in right.items() if n}, (query, name)


@pytest.mark.parametrize("filter_class", QUESTIONS, ids=lambda one: one.__name__)
def test_every_question_is_answered_as_the_tables_say(disputes, filter_class):
    chance = random.Random(filter_class.__name__)
    words = offered(filter_class)
    assert all(words.values()), "nothing to choose of some facet: the disputes are too plain"
    found = []
    for number in range(QUESTIONS[filter_class]):
        query = random_query(chance, filter_class, words)
        found.append(agrees(chance, filter_class, query))
        if number % 100 == 0:
            counts_agree(filter_class, query)
    assert sum(map(bool, found)) > len(found) / 3, "most questions find nothing"


def test_no_value_is_offered_that_readers_do_not_see(disputes):
    assert m.Dossier.objects.exclude(status="published").exists()
    hidden = [rows.exclude(pk__in=rows.published()) for rows in (m.Party.objects, m.Place.objects)]
    hidden.append(m.Dossier.objects.exclude(status="published"))
    unseen = {slug for rows in hidden for slug in rows.values_list("slug", flat=True)}
    assert unseen
    for filter_class in QUESTIONS:
        for words in offered(filter_class).values():
            assert not unseen & set(words)


def test_index_follows_every_change_while_it_is_asked(disputes):
    chance = random.Random(31)
    for filter_class in QUESTIONS:
        agrees(chance, filter_class, {})
    columns = dict(held.current().columns)
    names = [*CHANGES, *FOUND_OUT] * (4 if THOROUGH else 1)
    chance.shuffle(names)
    for number, name in enumerate(names):
        (CHANGES | FOUND_OUT)[name](disputes)
        for filter_class in QUESTIONS:
            words = offered(filter_class)
            agrees(chance, filter_class, {"sort": [chance.choice(["newest", "oldest"])]})
            agrees(chance, filter_class, random_query(chance, filter_class, words))
            if number % 40 == 0:
                counts_agree(filter_class, random_query(chance, filter_class, words))
    assert disputes.moved > (5 if THOROUGH else 2)
    assert dict(held.current().columns) == columns, "loaded anew: nothing was taken in"
    assert all(len(one.record) > one.loaded for one in columns.values())
    assert list(differences(lambda count: None)) == []
