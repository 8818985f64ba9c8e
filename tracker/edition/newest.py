"""The newest of what names a record, for all lists of a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import connection

# Pairs of a record and a role that are each looked up by themselves. Each is cut off where the list
# ends; together all that names any of them would be sorted first.
MOST_PAIRS = 16


class Wanted(NamedTuple):
    """A list: of what names a record in one of these roles, the newest `most`."""

    roles: tuple[str, ...]
    most: int


class Found(NamedTuple):
    """The keys of some of the records that were asked for, and how many there are."""

    keys: list[str]
    total: int


class Part(NamedTuple):
    """A part of a statement, with its parameters."""

    sql: str
    values: tuple[Any, ...]


def newest_each(
    target: Collection[str], lists: Mapping[str, Wanted], at: int | None
) -> dict[str, Found]:
    """The lists by their names, of what stands, or stood when the ledger's newest entry was `at`.

    One statement, and another for how many there are where a list is cut.
    """
    if not target:
        return {name: Found([], 0) for name in lists}
    parts = [part for name, wanted in lists.items() for part in _parts(target, name, wanted, at)]
    days: dict[str, dict[str, str]] = defaultdict(dict)
    for name, source, day in _answers(parts):
        days[name][source] = str(day)
    found = {}
    for name, wanted in lists.items():
        ordered = sorted(days[name], key=lambda one: (days[name][one], one), reverse=True)
        found[name] = Found(ordered[: wanted.most], len(ordered))
    cut = {name: one for name, one in lists.items() if found[name].total >= one.most}
    if cut:
        counts = _answers([_count(target, name, one, at) for name, one in cut.items()])
        found |= {name: Found(found[name].keys, total) for name, total in counts}
    return found


def _parts(target: Collection[str], name: str, wanted: Wanted, at: int | None) -> Iterator[Part]:
    if len(target) * len(wanted.roles) > MOST_PAIRS:
        where = _where(target, wanted.roles, at)
        yield _newest("SELECT DISTINCT", name, where, wanted.most)
    else:
        for one in target:
            for role in wanted.roles:
                yield _newest("SELECT", name, _where([one], [role], at), wanted.most)


def _newest(select: str, name: str, where: Part, most: int) -> Part:
    return Part(
        f"{select} %s AS name, source, day FROM edition_link WHERE {where.sql}"
        " ORDER BY day DESC, source DESC LIMIT %s",
        (name, *where.values, most),
    )


def _count(target: Collection[str], name: str, wanted: Wanted, at: int | None) -> Part:
    where = _where(target, wanted.roles, at)
    # In one role a record names another once at a time: they are counted without being compared.
    what = "*" if len(target) * len(wanted.roles) == 1 else "DISTINCT source"
    return Part(
        f"SELECT %s AS name, COUNT({what}) AS total FROM edition_link WHERE {where.sql}",
        (name, *where.values),
    )


def _where(target: Collection[str], roles: Collection[str], at: int | None) -> Part:
    standing = "until IS NULL" if at is None else "since <= %s AND (until IS NULL OR until > %s)"
    sql = f"target IN ({_places(target)}) AND role IN ({_places(roles)}) AND {standing}"
    return Part(sql, (*target, *roles, *(() if at is None else (at, at))))


def _places(values: Collection[str]) -> str:
    return ", ".join(["%s"] * len(values))


def _answers(parts: Iterable[Part]) -> list[tuple[Any, ...]]:
    # By hand: Django refuses a limit within a union on SQLite.
    each = [f"SELECT * FROM ({part.sql}) AS part{place}" for place, part in enumerate(parts)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), [value for part in parts for value in part.values])
        return list(cursor.fetchall())
