"""The state of a record as one tree, read from the database as it is stored.

A tree is a dict: a value for each column, a list of rows for each part. A row is such a tree with
its key under "row". `fields_of` turns a tree into fields, `grown` turns fields into a tree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

from django.db import models

from tracker.record.nouns import NOUNS, Column, Noun, Part

Tree = dict[str, Any]
Fields = dict[str, Any]

# SQLite takes no more than some thousands of values in one query.
MOST_KEYS = 900


def in_order(rows: Iterable[Tree]) -> list[Tree]:
    """Rows of a tree by the places that the desk gave them."""
    return sorted(rows, key=lambda row: (row.get("position", 0), int(row["row"])))


def chunks(items: Iterable[Any], size: int = MOST_KEYS) -> Iterator[list[Any]]:
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk


def trees(noun: Noun, keys: Iterable[Any]) -> dict[str, Tree]:
    """The state of each record with one of these primary keys, by its name in the log.

    Takes a query for the records and one for each sort of part, however many records there are.
    """
    return {name: tree for _key, name, tree in _read(noun, keys, noun.parts)}


def trees_by_row(
    noun: Noun, keys: Iterable[Any], parts: Collection[str] | None = None
) -> dict[Any, Tree]:
    """The same by primary key; where parts are named (`answers/citations`), with them alone."""
    wanted = noun.parts if parts is None else _named_parts(noun, frozenset(parts))
    return {key: tree for key, _name, tree in _read(noun, keys, wanted)}


@cache
def _named_parts(noun: Noun, names: frozenset[str]) -> tuple[Part, ...]:
    def among(parts: Sequence[Part], prefix: str) -> tuple[Part, ...]:
        return tuple(
            replace(one, parts=among(one.parts, f"{prefix}{one.name}/"))
            for one in parts
            if f"{prefix}{one.name}" in names
        )

    return among(noun.parts, "")


def _read(
    noun: Noun, keys: Iterable[Any], parts: Sequence[Part]
) -> Iterator[tuple[Any, str, Tree]]:
    for chunk in chunks(keys):
        rows = _values(noun.model, noun.columns, {"pk__in": chunk}, noun.key_lookup())
        by_key = {row["pk"]: _tree(row, noun.columns) for row in rows}
        _add_parts(parts, by_key)
        for row in rows:
            yield row["pk"], noun.ref(row[noun.key_lookup()]), by_key[row["pk"]]


def _values(
    model: type[models.Model], columns: Sequence[Column], match: Tree, *more: str
) -> list[Tree]:
    lookups = frozenset({"pk", *more, *(column.lookup for column in columns)})
    rows: Iterable[Tree] = _reading(model, lookups).filter(**match)
    return sorted(rows, key=lambda row: row["pk"])


@cache
def _reading(model: type[models.Model], lookups: frozenset[str]) -> models.QuerySet[Any, Any]:
    """The query for these columns, in no order. To find each of some twenty, and what they are to
    be ordered by, takes longer than to fetch them."""
    return model._base_manager.order_by().values(*lookups)


def _tree(row: Tree, columns: Sequence[Column]) -> Tree:
    return {column.name: column.read(row[column.lookup]) for column in columns}


def _add_parts(parts: Sequence[Part], holders: dict[Any, Tree]) -> None:
    for part in parts:
        below: dict[Any, Tree] = {}
        lists: dict[Any, list[Tree]] = defaultdict(list)
        link = f"{part.link}_id"
        for chunk in chunks(holders):
            for row in _values(part.model, part.columns, {f"{part.link}__in": chunk}, link):
                tree = {"row": str(row["pk"]), **_tree(row, part.columns)}
                below[row["pk"]] = tree
                lists[row[link]].append(tree)
        for key, holder in holders.items():
            holder[part.name] = lists[key]
        if below and part.parts:
            _add_parts(part.parts, below)


def fields_of(tree: Tree) -> Fields:
    """Path and value of every field of a tree, as `allegations/7/text`; rows by their keys."""
    return dict(_fields_of(tree, ""))


def _fields_of(tree: Tree, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, list):
            for row in value:
                yield from _fields_of(row, f"{prefix}{name}/{row['row']}/")
        elif name != "row":
            yield f"{prefix}{name}", value


def grown(fields: Fields) -> Tree:
    """The tree that has these fields; rows in the order in which they were entered."""
    tree: Tree = {}
    for path in sorted(fields, key=_order):
        *steps, name = path.split("/")
        here = tree
        for part, row in zip(steps[::2], steps[1::2], strict=True):
            rows = here.setdefault(part, [])
            if not rows or rows[-1]["row"] != row:
                rows.append({"row": row})
            here = rows[-1]
        here[name] = fields[path]
    return tree


def _order(path: str) -> list[tuple[int, str]]:
    return [(int(step), "") if step.isdecimal() else (0, step) for step in path.split("/")]


def refs(noun: Noun, fields: Fields) -> dict[str, str]:
    """What each field that points to another record points to, by path."""
    named = noun.pointing
    found = {path: fields[path] for path in fields if shape(path) in named}
    return {path: value for path, value in found.items() if value is not None}


def target_of(noun: Noun, path: str, value: Any) -> str:
    """What one field points to; empty where it points to no other record."""
    return str(value) if value is not None and shape(path) in noun.pointing else ""


def shape(path: str) -> str:
    """A path without its row keys: `allegations/citations/source`."""
    steps = path.split("/")
    return "/".join([*steps[:-1:2], steps[-1]])


def locate(ref: str) -> tuple[Noun, Any] | None:
    """(kind, value of its key column) of a record's name in the log; None where it is none."""
    name, slash, key = ref.partition("/")
    if slash:
        noun = NOUNS.get(name)
        return (noun, key) if noun else None
    letters = {getattr(noun.model, "letter", ""): noun for noun in NOUNS.values()}
    noun = letters.get(ref[:1]) if ref else None
    return (noun, ref) if noun else None


def rows_of(keys: Iterable[str]) -> dict[str, Any]:
    """Records by their names in the ledger, in this order; those that are gone left out."""
    keys = list(keys)
    wanted: dict[Noun, list[Any]] = {}
    for key in keys:
        if located := locate(key):
            wanted.setdefault(located[0], []).append(located[1])
    found: dict[str, Any] = {}
    for noun, values in wanted.items():
        for chunk in chunks(values):
            rows = noun.model._default_manager.filter(**{f"{noun.key_lookup()}__in": chunk})
            found |= {noun.name_of(row): row for row in rows}
    return {key: found[key] for key in keys if key in found}


def noun_of_key(ref: str) -> Noun:
    """The noun of a record, given its name in the log. Raises ValueError for what is none."""
    located = locate(ref)
    if located is None:
        raise ValueError(f"{ref!r} names no record")
    return located[0]
