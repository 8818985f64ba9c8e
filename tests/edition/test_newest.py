"""Lists of what names a record: the newest of each, and how many there are."""

from datetime import date
from random import Random

import pytest

from tracker.edition import newest
from tracker.edition.cutting import UNDATED
from tracker.edition.models import Link
from tracker.edition.newest import Found, Wanted, newest_each

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TARGETS = ("party/1", "party/2", "party/3")
ROLES = ("accused/party", "responder", "origin")
LISTS = {
    "accused": Wanted(("accused/party",), 3),
    "in any role": Wanted(ROLES, 5),
    "all": Wanted(("responder", "origin"), 200),
    "none": Wanted(("asker",), 3),
}


def told(links, target, wanted, at):
    days = {
        link.source: link.day
        for link in links
        if link.target in target and link.role in wanted.roles and stands(link, at)
    }
    ordered = sorted(days, key=lambda one: (days[one], one), reverse=True)
    return Found(ordered[: wanted.most], len(ordered))


def stands(link, at):
    if at is None:
        return link.until is None
    return link.since <= at and (link.until is None or link.until > at)


@pytest.fixture
def links():
    draw = Random(11)
    days = {
        number: date(2020, 1, 1 + number % 7) if number % 5 else UNDATED for number in range(40)
    }
    seen, made = set(), []
    for _time in range(300):
        number = draw.randrange(40)
        named = (f"C-2020-{number:04}", draw.choice(ROLES), draw.choice(TARGETS))
        if named not in seen:
            seen.add(named)
            source, role, target = named
            since, day = draw.randrange(10), days[number]
            until = draw.choice((None, None, since + 3))
            made.append(
                Link(source=source, role=role, target=target, day=day, since=since, until=until)
            )
    return Link.objects.bulk_create(made)


@pytest.mark.parametrize("most_pairs", [newest.MOST_PAIRS, 0], ids=["each", "together"])
@pytest.mark.parametrize("at", [None, 0, 5])
@pytest.mark.parametrize("target", [TARGETS[:1], TARGETS, ("party/4",), ()])
def test_lists_are_the_newest_of_all_and_count_all(links, monkeypatch, target, at, most_pairs):
    monkeypatch.setattr(newest, "MOST_PAIRS", most_pairs)
    expected = {name: told(links, target, wanted, at) for name, wanted in LISTS.items()}
    assert newest_each(target, LISTS, at) == expected


def test_lists_of_a_page_take_one_statement_and_one_to_count(links, django_assert_num_queries):
    with django_assert_num_queries(2):
        newest_each(TARGETS, LISTS, None)
    with django_assert_num_queries(1):
        newest_each(TARGETS, {"all": Wanted(("responder",), 200)}, None)
