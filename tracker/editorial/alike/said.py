"""What of a record is held against others: as it is stored, and as it is typed in a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from tracker.record.nouns import NOUNS
from tracker.record.same_address import page_of
from tracker.record.trees import Tree, in_order, trees_by_row

# Of one form so many names, addresses and sentences; a form with more is compared by the first.
MOST_SAID = 20
LONGEST = 2000


@dataclass
class Said:
    """What counts of one record.

    `names` of parties and places; `pages` that the addresses of a source lead to; `points` of a
    claim; `deeds`, who did it to whom on which day; `by` is who put a source out.
    """

    names: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    deeds: list[str] = field(default_factory=list)
    by: str = ""

    def without(self, other: Said) -> Said:
        """What the other does not say in the same words."""
        new = {
            name: [one for one in getattr(self, name) if one not in getattr(other, name)]
            for name in ("names", "pages", "titles", "points", "deeds")
        }
        return Said(**new, by=self.by)


# --- As stored ------------------------------------------------------------------------------------

ByRow = dict[int, Said]


def stored(noun: str, pks: Iterable[int]) -> ByRow:
    """What is stored of records, by primary key."""
    rows = trees_by_row(NOUNS[noun], pks, PARTS.get(noun, ()))
    return {pk: said_in(noun, tree) for pk, tree in rows.items()}


def said_in(noun: str, tree: Tree) -> Said:
    """What the tree of a record says."""
    return READERS[noun](tree)


def _named(tree: Tree) -> Said:
    return Said(names=[tree["name"], *(row["name"] for row in tree["names"])])


def _source(tree: Tree) -> Said:
    pages = _pages(tree["url"], tree["archive_url"])
    return Said(titles=[tree["title"]], pages=pages, by=_row(tree["publisher"]))


def _row(key: str | None) -> str:
    """The primary key of a party that a row names, as a form sends it."""
    return (key or "").rpartition("/")[2]


def _pages(*addresses: str) -> list[str]:
    return list(dict.fromkeys(page for one in addresses if one and (page := page_of(one))))


def _claim(tree: Tree) -> Said:
    points = sorted(tree["allegations"], key=lambda point: int(point["number"]))
    who, whom = ([_row(one["party"]) for one in in_order(tree[role])] for role in ROLES)
    return Said(
        titles=[tree["title"]],
        points=[point["text"] for point in points],
        deeds=_deeds(who, [tree["made_on"]], whom),
    )


def _event(tree: Tree) -> Said:
    return Said(titles=[tree["title"]])


def _request(tree: Tree) -> Said:
    deeds = _deeds([_row(tree["asker"])], [tree["sent_on"]], [_row(tree["asked"])])
    return Said(titles=[tree["title"]], deeds=deeds)


def _deeds(who: Iterable[str], days: Iterable[str], whom: Iterable[str]) -> list[str]:
    """Who, when, whom; of what is not all known, nothing."""
    each = product(who, days, whom)
    return ["|".join(one) for one in each if all(one)][:MOST_SAID]


ROLES = ("claimants", "accused")
# The parts of a tree that are read for it.
PARTS = {"party": ("names",), "place": ("names",), "claim": (*ROLES, "allegations")}
READERS: Mapping[str, Callable[[Tree], Said]] = {
    "party": _named,
    "place": _named,
    "source": _source,
    "claim": _claim,
    "event": _event,
    "request": _request,
}


# --- As typed -------------------------------------------------------------------------------------

# Which fields of a noun's form are held against others; * is the number of a row.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "party": ("name", "names-*-name"),
    "place": ("name", "names-*-name"),
    "source": ("title", "url", "archive_url", "publisher"),
    "claim": (
        "title",
        "made_on",
        "claimant_links-*-party",
        "accused_links-*-party",
        "allegations-*-text",
    ),
    "event": ("title",),
    "request": ("title", "asker", "asked", "sent_on"),
}


def typed(noun: str, data: Any) -> Said:
    """What stands in a sent form, but for rows that are to be deleted."""
    given = {name: _values(data, name) for name in FIELDS[noun]}

    def of(name: str) -> list[str]:
        return given.get(name, [])

    deeds = _deeds(of("claimant_links-*-party"), of("made_on"), of("accused_links-*-party"))
    return Said(
        names=[*of("name"), *of("names-*-name")],
        pages=_pages(*of("url"), *of("archive_url")),
        titles=of("title"),
        points=of("allegations-*-text"),
        deeds=deeds or _deeds(of("asker"), of("sent_on"), of("asked")),
        by="".join(of("publisher")),
    )


def _values(data: Any, pattern: str) -> list[str]:
    if "*" not in pattern:
        names = [pattern]
    else:
        shape = re.compile(re.escape(pattern).replace(r"\*", r"\d+"))
        names = [name for name in data if shape.fullmatch(name)]
    return [
        text
        for name in names[: MOST_SAID * 2]
        if (text := str(data.get(name, "")).strip()[:LONGEST])
        and not data.get(f"{name.rpartition('-')[0]}-DELETE")
    ][:MOST_SAID]
